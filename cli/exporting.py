"""``reewatch export``: the published views as files for other tools."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reewatch.errors import UsageError


class ExportFormat(StrEnum):
    """What is written: a file a view, or one workbook."""

    CSV = "csv"
    EXCEL_CSV = "excel-csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def _view_names(context: typer.Context, incomplete: str) -> list[str]:
    """Return the views that begin so, for the shell to complete."""
    from storage.connection import connect
    from storage.publishing import published_path, view_names

    con = connect(published_path((context.obj or {}).get("data_dir", Path("var"))), read_only=True)
    try:
        return [v for v in view_names(con) if v.startswith(incomplete)]
    finally:
        con.close()


def export(
    context: typer.Context,
    views: Annotated[
        list[str] | None, typer.Argument(help="Which views; default: all.", autocompletion=_view_names)
    ] = None,
    kind: Annotated[
        ExportFormat, typer.Option("--format", help="excel-csv is CSV that Excel opens as UTF-8.")
    ] = ExportFormat.CSV,
    out: Annotated[Path, typer.Option(help="A folder; of a workbook the file, which ends in .xlsx.")] = Path("export"),
) -> None:
    """Write published views as CSV, JSON lines or Parquet, a file a view, or as one Excel workbook."""
    from storage.connection import connect
    from storage.exports import chosen_views, export_files, export_workbook
    from storage.publishing import published_path

    con = connect(published_path(context.obj["data_dir"]), read_only=True)
    try:
        chosen = chosen_views(con, views or [])
        if kind is not ExportFormat.XLSX:
            for path, rows in export_files(con, chosen, kind.value, out):
                typer.echo(f"{path}: {rows} rows")
            return
        book = out / "reewatch.xlsx" if out.suffix == "" else out
        if book.suffix != ".xlsx":
            raise UsageError(f"{book} is no workbook. Remedy: --out with a folder, or a file that ends in .xlsx.")
        for view, rows in export_workbook(con, chosen, book):
            typer.echo(f"{view}: {rows} rows")
        typer.echo(book)
    finally:
        con.close()
