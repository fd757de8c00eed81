"""Reading archives back: ours, fetch by fetch, and those of others, response by response."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from fetching.archive import HEADER_URI
from fetching.bodies import BodyMalformedError, BodyTooLargeError, decode_body
from reewatch.errors import ArchiveError
from reewatch.fetches import ArchivedFetch, Fetch, Outcome, Purpose
from reewatch.timestamps import parse_timestamp

READ_CAP = 64 * 1024 * 1024


def read_header(path: Path) -> dict[str, Any]:
    """Return the run that an archive of ours belongs to, with what it was given (sources, versions).

    Raises ArchiveError where the file is none of ours.
    """
    for _, record in _records(path):
        if record.rec_type == "metadata" and record.rec_headers.get_header("WARC-Target-URI") == HEADER_URI:
            return dict(_json(record, path))
        if record.rec_type not in ("warcinfo", "metadata"):
            break
    raise ArchiveError(f"{path} is no archive of a reewatch run. Remedy: give it to `reewatch import`.")


def read_fetches(path: Path) -> Iterator[ArchivedFetch]:
    """Yield the fetches of an archive of ours, in order, each with its decoded body.

    Raises ArchiveError naming file and offset where a record cannot be read.
    """
    yield from _fetches(path, 0)


def read_fetch(path: Path, offset: int) -> ArchivedFetch:
    """Return the one fetch whose records begin at ``offset`` (Fetch.archive_offset).

    Raises ArchiveError where there is none.
    """
    for archived in _fetches(path, offset):
        return archived
    raise ArchiveError(f"{path}: no fetch at offset {offset}. Remedy: check the archive against its backup.")


def is_ours(path: Path) -> bool:
    """Return whether an archive was written by a run of reewatch."""
    try:
        read_header(path)
    except ArchiveError:
        return False
    return True


def _fetches(path: Path, start: int) -> Iterator[ArchivedFetch]:
    headers: tuple[tuple[str, str], ...] = ()
    body, place = b"", -1
    for offset, record in _records(path, start):
        if record.rec_type == "response":
            place = offset
            headers = tuple(record.http_headers.headers) if record.http_headers else ()
            body = _payload(record)
        elif record.rec_type == "resource":
            place, headers, body = offset, (), record.raw_stream.read(READ_CAP)
        elif record.rec_type == "metadata" and record.rec_headers.get_header("WARC-Target-URI") != HEADER_URI:
            value = _json(record, path)
            if value.pop("answered"):
                yield ArchivedFetch(fetch=_fetch(value, path, place), headers=headers, body=body)
            else:
                yield ArchivedFetch(fetch=_fetch(value, path, offset), headers=(), body=b"")
            headers, body, place = (), b"", -1


def _fetch(value: dict[str, Any], path: Path, offset: int) -> Fetch:
    value.pop("reewatch")
    value |= {"purpose": Purpose(value["purpose"]), "outcome": Outcome(value["outcome"])}
    value["requested_at"] = parse_timestamp(value["requested_at"])
    return Fetch(**value, archive_file=path.name, archive_offset=offset)


def _payload(record: Any) -> bytes:
    raw = record.raw_stream.read(READ_CAP)
    encoding = (record.http_headers.get_header("Content-Encoding") if record.http_headers else None) or ""
    try:
        return decode_body(raw, encoding, max_bytes=READ_CAP)
    except (BodyMalformedError, BodyTooLargeError):
        return b""  # its metadata record says so: the outcome is malformed or too_large


def _json(record: Any, path: Path) -> dict[str, Any]:
    try:
        value = json.loads(record.raw_stream.read())
    except ValueError as error:
        raise ArchiveError(f"{path}: a metadata record is no JSON ({error}).") from error
    if not isinstance(value, dict):
        raise ArchiveError(f"{path}: a metadata record is no JSON object.")
    return value


def _records(path: Path, start: int = 0) -> Iterator[tuple[int, Any]]:
    try:
        with path.open("rb") as file:
            yield from _iterate(file, start)
    except ArchiveLoadFailed as error:
        raise ArchiveError(f"{path}: a record cannot be read ({error}).") from error
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error}") from error


def _iterate(file: IO[bytes], start: int) -> Iterator[tuple[int, Any]]:
    file.seek(start)
    records = ArchiveIterator(file)
    for record in records:
        yield records.get_record_offset(), record


def read_foreign(path: Path) -> Iterator[tuple[str, datetime, tuple[tuple[str, str], ...], bytes]]:
    """Yield (url, fetched at, headers, decoded body) of each HTML page (2xx) in an archive of anybody's.

    Raises ArchiveError where the file is no WARC.
    """
    for _, record in _records(path):
        if record.rec_type != "response" or record.http_headers is None:
            continue
        kind = record.http_headers.get_header("Content-Type") or ""
        if not record.http_headers.get_statuscode().startswith("2") or "html" not in kind.lower():
            continue
        stamp = record.rec_headers.get_header("WARC-Date") or ""
        moment = parse_timestamp(stamp) if stamp else datetime.fromtimestamp(0, UTC)
        body = _payload(record)
        if body:
            url = record.rec_headers.get_header("WARC-Target-URI")
            yield url, moment, tuple(record.http_headers.headers), body
