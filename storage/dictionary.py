"""The data dictionary: written from the comments in the published database, never by hand."""

from storage.rows import Connection

UNCOMMENTED = """
SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL
UNION ALL SELECT table_name FROM duckdb_tables() WHERE NOT internal AND comment IS NULL
UNION ALL SELECT function_name FROM duckdb_functions()
  WHERE NOT internal AND function_type LIKE '%macro' AND comment IS NULL
UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL
"""

BASE_TABLES = """## Base tables

Every row that a run wrote, on which the views rest; their columns are commented in the database.
"""


def uncommented(con: Connection) -> list[str]:
    """Return every view, base table, macro and column of a published copy that has no comment."""
    return sorted(r[0] for r in con.execute(UNCOMMENTED).fetchall())


def data_dictionary(con: Connection) -> str:
    """Return the dictionary of a published copy as Markdown: a section a view, a row a column; macros; base tables."""
    parts = []
    views = con.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY 1").fetchall()
    for view, comment in views:
        columns = con.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
            [view],
        ).fetchall()
        rows = [f"| `{name}` | {kind} | {told} |" for name, kind, told in columns]
        parts.append("\n".join([f"## {view}\n\n{comment}\n\n| column | type | meaning |\n| --- | --- | --- |", *rows]))
    return "\n\n".join([*parts, _macros(con), _tables(con)]) + "\n"


def _macros(con: Connection) -> str:
    rows = con.execute(
        "SELECT DISTINCT comment FROM duckdb_functions() WHERE NOT internal AND function_type LIKE '%macro' ORDER BY 1"
    ).fetchall()
    lines = [f"- `{told.split(':', 1)[0]}`:{told.split(':', 1)[1]}" for (told,) in rows]
    return "\n".join(["## Macros\n", *lines])


def _tables(con: Connection) -> str:
    rows = con.execute("SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY 1").fetchall()
    lines = [f"- `{table}`: {told}" for table, told in rows]
    return "\n".join([BASE_TABLES, *lines])
