import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fetching.archive import ArchiveWriter, Exchange
from fetching.archive_reading import is_ours, read_fetches, read_foreign, read_header
from reewatch.documents import Document
from reewatch.errors import ArchiveError
from reewatch.fetches import Fetch, Outcome, Purpose
from reewatch.identifiers import content_hash
from reewatch.runs import RunKind, make_run

NOW = datetime(2026, 11, 10, 5, tzinfo=UTC)
RUN = make_run(RunKind.NIGHTLY, NOW)


def make_fetch(number: int, body: bytes, status: int | None = 200) -> Fetch:
    return Fetch(
        fetch_id=f"fet-{number}",
        run_id=RUN.run_id,
        source_id="s",
        purpose=Purpose.PAGE,
        url=f"http://site.example/{number}",
        final_url=f"http://site.example/{number}",
        permanent_url=None,
        requested_at=NOW,
        outcome=Outcome.FETCHED if status else Outcome.TIMEOUT,
        detail="",
        status=status,
        attempts=1,
        etag='W/"x"',
        last_modified=None,
        content_type="text/html",
        body_hash=content_hash(body) if status else None,
        body_bytes=len(body) if status else None,
        archive_file=None,
        archive_offset=None,
    )


def make_exchange(number: int, body: bytes) -> Exchange:
    return Exchange(
        url=f"http://site.example/{number}",
        request_headers=[("Host", "site.example")],
        status=200,
        reason="OK",
        headers=[("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")],
        raw_body=body,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(st.one_of(st.none(), st.binary(max_size=3000)), max_size=6))
def test_what_is_written_reads_back(tmp_path_factory, bodies: list[bytes | None]) -> None:
    path = tmp_path_factory.mktemp("w") / "a.warc.gz"
    written = []
    with ArchiveWriter(path, run=RUN, header={"sources": []}) as archive:
        for n, body in enumerate(bodies):
            fetch = make_fetch(n, body or b"", None if body is None else 200)
            written.append((archive.write_fetch(fetch, [] if body is None else [make_exchange(n, body)]), body or b""))
    assert [(a.fetch, a.body) for a in read_fetches(path)] == written
    assert read_header(path)["run_id"] == RUN.run_id


def test_a_torn_tail_is_cut_and_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path, run=RUN, header={}) as archive:
        archive.write_fetch(make_fetch(1, b"one"), [make_exchange(1, b"one")])
    whole = path.read_bytes()
    with ArchiveWriter(path, run=RUN, header={}) as archive:
        archive.write_fetch(make_fetch(2, b"two"), [make_exchange(2, b"two")])
    second = path.read_bytes()
    for cut in range(len(whole), len(second), 37):
        path.write_bytes(second[:cut])
        with ArchiveWriter(path, run=RUN, header={}) as archive:
            archive.write_fetch(make_fetch(3, b"three"), [make_exchange(3, b"three")])
        assert [a.fetch.fetch_id for a in read_fetches(path)] == ["fet-1", "fet-3"], cut


def test_a_killed_writer_leaves_a_readable_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    code = textwrap.dedent(
        f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from test_archive import ArchiveWriter, RUN, make_exchange, make_fetch
        from pathlib import Path
        with ArchiveWriter(Path({str(path)!r}), run=RUN, header={{}}) as archive:
            n = 0
            while True:
                n += 1
                body = bytes([n % 256]) * 50_000
                archive.write_fetch(make_fetch(n, body), [make_exchange(n, body)])
        """
    )
    for wait in (0.05, 0.15, 0.3):
        path.unlink(missing_ok=True)
        process = subprocess.Popen([sys.executable, "-c", code], env=os.environ)
        until = time.monotonic() + 20
        while (not path.exists() or path.stat().st_size < 3000) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with ArchiveWriter(path, run=RUN, header={}) as archive:
            archive.write_fetch(make_fetch(-1, b"after"), [make_exchange(-1, b"after")])
        numbers = [int(a.fetch.fetch_id.removeprefix("fet-")) for a in read_fetches(path)]
        assert numbers == [*range(1, len(numbers)), -1]


def test_documents_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    document = Document(doc_id="d", url="", source="wire", title="T", published="", language="zh", text="公告\ud800")
    with ArchiveWriter(path, run=RUN, header={}) as archive:
        fetch = archive.write_document(document, requested_at=NOW)
    [archived] = read_fetches(path)
    assert archived.fetch == fetch
    assert "公告" in archived.body.decode("utf-8", "surrogatepass")


def test_foreign_archives_give_their_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path, run=RUN, header={}) as archive:
        archive.write_fetch(make_fetch(1, b"<p>x</p>"), [make_exchange(1, b"<p>x</p>")])
    assert [(url, body) for url, _, _, body in read_foreign(path)] == [("http://site.example/1", b"<p>x</p>")]


def test_what_is_no_archive_of_ours_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"nonsense")
    assert not is_ours(path)
    with pytest.raises(ArchiveError):
        read_header(path)
