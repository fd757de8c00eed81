"""Documents and old archives into the store, as a run of their own, through the same door as a night."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from fetching.archive import ArchiveWriter, Exchange
from fetching.archive_reading import read_foreign
from flows.nights import Night
from reewatch.documents import Document, parse_document
from reewatch.errors import DocumentError
from reewatch.fetches import Fetch, Outcome, Purpose
from reewatch.identifiers import content_hash, content_id
from reewatch.runs import RunKind, make_run

WARC_ENDINGS = (".warc", ".warc.gz")


def prepare_import(night: Night, files: Sequence[Path]) -> Night:
    """Write the documents or responses of the files into the run's archive and return the run's night.

    JSONL files hold documents of the contract; WARC files hold pages. A file is taken whole or not at all.
    Raises DocumentError, naming file and line, before anything is written.
    """
    documents = [d for f in files if not _is_warc(f) for d in read_documents(f)]
    hashes = content_hash("\n".join(content_hash(f.read_bytes()) for f in files))
    run = make_run(RunKind.IMPORT, night.run.as_of, input_hash=hashes)
    imported = replace(night, run=run, sources=())
    night.workplace.prepare()
    with ArchiveWriter(imported.archive_path, run=run, header=imported.archive_header) as archive:
        now = datetime.now(UTC)
        for document in documents:
            archive.write_document(document, requested_at=now)
        for file in files:
            if _is_warc(file):
                _copy_pages(archive, file, run.run_id)
    return imported


def read_documents(file: Path) -> list[Document]:
    """Return the documents of a JSONL file; raises DocumentError naming file and line."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{file}: cannot be read as UTF-8 ({error}). Remedy: give JSONL or WARC files.") from error
    rows = [(n, row) for n, row in enumerate(text.split("\n"), 1) if row.strip()]
    return [parse_document(row, place=f"{file}:{n}") for n, row in rows]


def _is_warc(file: Path) -> bool:
    return file.name.endswith(WARC_ENDINGS)


def _copy_pages(archive: ArchiveWriter, file: Path, run_id: str) -> None:
    for url, moment, headers, body in read_foreign(file):
        kept = [(k, v) for k, v in headers if k.lower() not in ("content-encoding", "content-length")]
        kind = next((v for k, v in headers if k.lower() == "content-type"), None)
        exchange = Exchange(url=url, request_headers=(), status=200, reason="OK", headers=kept, raw_body=body)
        archive.write_fetch(_fetch(url, run_id, moment, kind, body), [exchange])


def _fetch(url: str, run_id: str, moment: datetime, content_type: str | None, body: bytes) -> Fetch:
    return Fetch(
        fetch_id=content_id("fet", run_id, "import", url, content_hash(body)),
        run_id=run_id,
        source_id="import",
        purpose=Purpose.IMPORT,
        url=url,
        final_url=url,
        permanent_url=None,
        requested_at=moment,
        outcome=Outcome.FETCHED,
        detail="imported response",
        status=200,
        attempts=1,
        etag=None,
        last_modified=None,
        content_type=content_type,
        body_hash=content_hash(body),
        body_bytes=len(body),
        archive_file=None,
        archive_offset=None,
    )
