"""Writing a run's WARC archive: every response before anything reads it, and a metadata record for every fetch.

One fetch is a run of records that ends with its metadata record (JSON, all fields of the Fetch). Each record is a
gzip member of its own and is flushed, so that a kill loses at most the fetch in hand; opening the file again cuts what
was left half written.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from fetching.members import last_complete_fetch
from reewatch.documents import Document
from reewatch.fetches import Fetch, Outcome, Purpose
from reewatch.identifiers import content_hash, content_id
from reewatch.runs import Run
from reewatch.timestamps import format_timestamp

HEADER_URI = "urn:reewatch:run"
DOCUMENT_TYPE = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and the response to it, as they went over the wire (the body still encoded)."""

    url: str
    request_headers: Sequence[tuple[str, str]]
    status: int
    reason: str
    headers: Sequence[tuple[str, str]]
    raw_body: bytes
    truncated: bool = False


class ArchiveWriter:
    """Appends the fetches of one run to its WARC; use it as a context manager."""

    def __init__(self, path: Path, *, run: Run, header: Mapping[str, Any]) -> None:
        """``header`` is what a replay needs beside the responses; it is written when the file is new."""
        self.path, self.run = path, run
        self._header = dict(header)

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        end = last_complete_fetch(self.path)
        self._file = self.path.open("r+b" if self.path.exists() else "w+b")
        self._file.truncate(end)
        self._file.seek(end)
        self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        if end == 0:
            self._write_header()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write_fetch(self, fetch: Fetch, exchanges: Sequence[Exchange]) -> Fetch:
        """Write the exchanges of a fetch and then the fetch itself; return it with its place in the archive.

        Where the fetch's outcome rests on a response (``status`` is told), that is the last exchange.
        """
        offset = self._file.tell()
        for exchange in exchanges:
            offset = self._write_exchange(exchange)
        answered = fetch.status is not None
        return self._write_metadata(fetch, offset if answered else self._file.tell(), answered=answered)

    def write_document(self, document: Document, *, requested_at: Any) -> Fetch:
        """Write an imported document as a resource record and return the fetch that stands for it."""
        body = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        url = (
            document.url if document.url.startswith(("http://", "https://")) else f"urn:reewatch:doc:{document.doc_id}"
        )
        offset = self._file.tell()
        record = self._writer.create_warc_record(
            _uri(url), "resource", payload=io.BytesIO(body), warc_content_type=DOCUMENT_TYPE
        )
        self._write(record)
        body_hash = content_hash(body)
        fetch = Fetch(
            fetch_id=content_id("fet", self.run.run_id, "import", document.doc_id, url, body_hash),
            run_id=self.run.run_id,
            source_id="import",
            purpose=Purpose.IMPORT,
            url=url,
            final_url=url,
            permanent_url=None,
            requested_at=requested_at,
            outcome=Outcome.FETCHED,
            detail="imported document",
            status=None,
            attempts=1,
            etag=None,
            last_modified=None,
            content_type=DOCUMENT_TYPE,
            body_hash=body_hash,
            body_bytes=len(body),
            archive_file=None,
            archive_offset=None,
        )
        return self._write_metadata(fetch, offset, answered=True)

    def _write_header(self) -> None:
        info = self._writer.create_warcinfo_record(self.path.name, {"software": "reewatch", "format": "WARC File 1.1"})
        self._write(info)
        run = {
            "run_id": self.run.run_id,
            "kind": str(self.run.kind),
            "as_of": format_timestamp(self.run.as_of),
            "input_hash": self.run.input_hash,
        }
        self._write_json(HEADER_URI, "run", self._header | run)

    def _write_exchange(self, exchange: Exchange) -> int:
        path = f"GET {exchange.url} HTTP/1.1"
        request = StatusAndHeaders(path, list(exchange.request_headers), is_http_request=True)
        self._write(self._writer.create_warc_record(_uri(exchange.url), "request", http_headers=request))
        headers = [(_archived_name(name), value) for name, value in exchange.headers]
        response = StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), headers, protocol="HTTP/1.1")
        more = {"WARC-Truncated": "length"} if exchange.truncated else {}
        record = self._writer.create_warc_record(
            _uri(exchange.url),
            "response",
            payload=io.BytesIO(exchange.raw_body),
            http_headers=response,
            warc_headers_dict=more,
        )
        offset = self._file.tell()
        self._write(record)
        return offset

    def _write_metadata(self, fetch: Fetch, offset: int, *, answered: bool) -> Fetch:
        value = asdict(fetch) | {"requested_at": format_timestamp(fetch.requested_at)}
        del value["archive_file"], value["archive_offset"]
        self._write_json(fetch.url, "fetch", value | {"answered": answered})
        return replace(fetch, archive_file=self.path.name, archive_offset=offset)

    def _write_json(self, uri: str, what: str, value: Mapping[str, Any]) -> None:
        body = json.dumps({"reewatch": what} | dict(value), sort_keys=True).encode()
        record = self._writer.create_warc_record(
            _uri(uri), "metadata", payload=io.BytesIO(body), warc_content_type="application/json"
        )
        self._write(record)

    def _write(self, record: Any) -> None:
        self._writer.write_record(record)
        self._file.flush()


def _archived_name(name: str) -> str:
    """Return a header's name as archived: what the body on file no longer obeys is set aside, as archives do."""
    return f"X-Archive-Orig-{name}" if name.lower() in ("transfer-encoding", "content-length") else name


def _uri(url: str) -> str:
    """Return a URL that fits into one header line."""
    return "".join(c if c.isprintable() and c != " " else "%20" for c in url)
