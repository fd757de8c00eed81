"""The framework's files (TOML and JSONL), read so that a wrong entry can be told by its line."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from reewatch.errors import ConfigurationError

Model = TypeVar("Model", bound=BaseModel)
PAGE = "docs/framework.md"


def read_tables(path: Path, table: str, model: type[Model], page: str = PAGE) -> list[tuple[int, Model]]:
    """Return (line, entry) of each ``[[table]]`` of a TOML file; ``page`` is where its fields are described.

    Raises ConfigurationError naming file, line, what is wrong and the remedy.
    """
    text = _read(path)
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise ConfigurationError(f"not TOML: {error}.", path=path, line=line, remedy="correct the syntax.") from error
    others = sorted(set(value) - {table})
    if others:
        raise ConfigurationError(
            f"unknown key {others[0]!r}.", path=path, line=_line_of(text, others[0]), remedy=f"use [[{table}]] only."
        )
    lines = [n for n, row in enumerate(text.splitlines(), 1) if _opens(row, table)]
    entries = value.get(table, [])
    if not isinstance(entries, list) or len(lines) != len(entries):
        problem = f"{table} is not a list of tables."
        line = _line_of(text, table)
        raise ConfigurationError(problem, path=path, line=line, remedy=f"head each entry with [[{table}]].")
    return [(line, _validated(model, entry, path, line, page)) for line, entry in zip(lines, entries, strict=True)]


def _opens(row: str, table: str) -> bool:
    return bool(re.match(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]", row))


def line_of_field(path: Path, line: int, field: str) -> int:
    """Return the line on which a field of the entry that begins at ``line`` stands; ``line`` where none does."""
    rows = _read(path).splitlines()
    for number, row in enumerate(rows[line:], line + 1):
        if row.lstrip().startswith("[["):
            break
        if re.match(rf"\s*{re.escape(field)}\s*=", row):
            return number
    return line


def read_lines(path: Path, model: type[Model]) -> list[tuple[int, Model]]:
    """Return (line, entry) of each line of a JSONL file; errors as for read_tables."""
    entries = []
    for line, row in enumerate(_read(path).splitlines(), 1):
        if not row.strip():
            continue
        try:
            value = json.loads(row)
        except ValueError as error:
            problem = f"not JSON: {error}."
            raise ConfigurationError(problem, path=path, line=line, remedy="one JSON object a line.") from error
        entries.append((line, _validated(model, value, path, line, PAGE)))
    return entries


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error}.", path=path, remedy="restore the file.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError("not UTF-8.", path=path, remedy="save it as UTF-8.") from error


def _validated(model: type[Model], value: Any, path: Path, line: int, page: str) -> Model:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "entry"
        remedy = f"write a {name} that fits; {page} describes the fields."
        told = line if path.suffix != ".toml" else line_of_field(path, line, name.split(".")[0])
        raise ConfigurationError(f"{name}: {first['msg']}.", path=path, line=told, remedy=remedy) from error


def _line_of(text: str, key: str) -> int | None:
    pattern = re.compile(rf"^\s*(?:\[+)?{re.escape(key)}\b")
    return next((n for n, row in enumerate(text.splitlines(), 1) if pattern.match(row)), None)
