"""Reading archives back: ours, fetch by fetch, and those of others, response by response."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from fetching.archive import HEADER_URI
from fetching.bodies import BodyMalformedError, BodyTooLargeError, decode_body
from reewatch.errors import ArchiveError
from reewatch.fetches import ArchivedFetch, Fetch, Outcome, Purpose
from reewatch.timestamps import parse_timestamp

READ_CAP = 64 * 1024 * 1024
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One record of an archive, read whole."""

    offset: int
    kind: str
    uri: str
    stamp: str
    status: str
    http_headers: tuple[tuple[str, str], ...]
    content: bytes


def read_header(path: Path) -> dict[str, Any]:
    """Return the run that an archive of ours belongs to, with what it was given (sources, versions).

    Raises ArchiveError where the file is none of ours.
    """
    for kept in _records(path):
        if kept.kind == "metadata" and kept.uri == HEADER_URI:
            return _json(kept, path)
        if kept.kind not in ("warcinfo", "metadata"):
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
    for kept in _records(path, start):
        if kept.kind == "response":
            place, headers, body = kept.offset, kept.http_headers, _payload(kept)
        elif kept.kind == "resource":
            place, headers, body = kept.offset, (), kept.content
        elif kept.kind == "metadata" and kept.uri != HEADER_URI:
            value = _json(kept, path)
            if value.pop("answered"):
                yield ArchivedFetch(fetch=_fetch(value, path, place), headers=headers, body=body)
            else:
                yield ArchivedFetch(fetch=_fetch(value, path, kept.offset), headers=(), body=b"")
            headers, body, place = (), b"", -1


def _fetch(value: dict[str, Any], path: Path, offset: int) -> Fetch:
    value.pop("reewatch")
    value |= {"purpose": Purpose(value["purpose"]), "outcome": Outcome(value["outcome"])}
    value["requested_at"] = parse_timestamp(value["requested_at"])
    return Fetch(**value, archive_file=path.name, archive_offset=offset)


def _payload(kept: Kept) -> bytes:
    encoding = next((v for k, v in kept.http_headers if k.lower() == "content-encoding"), "")
    try:
        return decode_body(kept.content, encoding, max_bytes=READ_CAP)
    except (BodyMalformedError, BodyTooLargeError):
        return b""  # its metadata record says so: the outcome is malformed or too_large


def _json(kept: Kept, path: Path) -> dict[str, Any]:
    try:
        value = json.loads(kept.content)
    except ValueError as error:
        raise ArchiveError(f"{path}: the metadata record at {kept.offset} is no JSON ({error}).") from error
    if not isinstance(value, dict):
        raise ArchiveError(f"{path}: the metadata record at {kept.offset} is no JSON object.")
    return value


def _records(path: Path, start: int = 0) -> Iterator[Kept]:
    try:
        with path.open("rb") as file:
            file.seek(start)
            records = ArchiveIterator(file)
            for record in records:
                yield _kept(records, record)
    except ArchiveLoadFailed as error:
        raise ArchiveError(f"{path}: a record cannot be read ({error}).") from error
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error}") from error


def _kept(records: ArchiveIterator, record: Any) -> Kept:
    """Take a record whole: warcio knows its offset only when it has been read to its end."""
    pieces, size = [], 0
    while size < READ_CAP and (piece := record.raw_stream.read(PIECE)):
        pieces.append(piece)
        size += len(piece)
    told = record.http_headers
    return Kept(
        offset=int(records.get_record_offset()),
        kind=record.rec_type,
        uri=record.rec_headers.get_header("WARC-Target-URI") or "",
        stamp=record.rec_headers.get_header("WARC-Date") or "",
        status=told.get_statuscode() if told else "",
        http_headers=tuple(told.headers) if told else (),
        content=b"".join(pieces),
    )


def read_foreign(path: Path) -> Iterator[tuple[str, datetime, tuple[tuple[str, str], ...], bytes]]:
    """Yield (url, fetched at, headers, decoded body) of each HTML page (2xx) in an archive of anybody's.

    Raises ArchiveError where the file is no WARC.
    """
    for kept in _records(path):
        kind = next((v for k, v in kept.http_headers if k.lower() == "content-type"), "")
        if kept.kind != "response" or not kept.status.startswith("2") or "html" not in kind.lower():
            continue
        moment = parse_timestamp(kept.stamp) if kept.stamp else datetime.fromtimestamp(0, UTC)
        body = _payload(kept)
        if body:
            yield kept.uri, moment, kept.http_headers, body
