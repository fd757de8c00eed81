"""The data dictionary: written from the comments in the published database, never by hand."""

from storage.rows import Connection


def uncommented(con: Connection) -> list[str]:
    """Return every view and view column of a published copy that has no comment."""
    views = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL").fetchall()
    columns = con.execute(
        "SELECT c.table_name || '.' || c.column_name FROM duckdb_columns() c "
        "JOIN duckdb_views() v ON v.view_name = c.table_name WHERE NOT v.internal AND c.comment IS NULL"
    ).fetchall()
    return sorted(r[0] for r in (*views, *columns))


def data_dictionary(con: Connection) -> str:
    """Return the dictionary of a published copy as Markdown, a section a view, a row a column."""
    parts = []
    views = con.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY 1").fetchall()
    for view, comment in views:
        columns = con.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
            [view],
        ).fetchall()
        rows = [f"| `{name}` | {kind} | {told} |" for name, kind, told in columns]
        parts.append("\n".join([f"## {view}\n\n{comment}\n\n| column | type | meaning |\n| --- | --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"
