"""The analyst's morning over the published copy: `marimo edit docs/notebooks/morning.py`.

REEWATCH_DATA_DIR says where everything is kept; default: var.
"""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import os
    from pathlib import Path

    import duckdb
    import marimo as mo

    path = Path(os.environ.get("REEWATCH_DATA_DIR", "var")) / "published" / "current" / "reewatch.duckdb"
    night = duckdb.connect(str(path.resolve()), read_only=True)
    return mo, night


@app.cell
def _(mo, night):
    run_id, as_of = night.execute("SELECT run_id, as_of FROM runs ORDER BY as_of DESC LIMIT 1").fetchone()
    mo.md(f"# The morning after {as_of:%Y-%m-%d}\n\nRun `{run_id}`: every cell asks its copy.")
    return (as_of,)


@app.cell
def _(as_of, mo, night):
    changes = night.execute(
        "SELECT significance, kind, title, before, after FROM changes WHERE known_at = ? ORDER BY significance DESC",
        [as_of],
    ).pl()
    mo.vstack([mo.md("## What changed"), mo.ui.table(changes)])
    return (changes,)


@app.cell
def _(mo, night):
    indicators = night.execute("SELECT indicator_id, state, direction, grade, reading FROM indicators").pl()
    mo.vstack([mo.md("## Where the framework stands"), mo.ui.table(indicators)])
    return (indicators,)


@app.cell
def _(mo, night):
    deadlines = night.execute("SELECT date, days_left, what, title FROM deadlines").pl()
    mo.vstack([mo.md("## Dates that are coming"), mo.ui.table(deadlines)])
    return (deadlines,)


if __name__ == "__main__":
    app.run()
