"""The gzip members of an archive: where the last whole fetch ends."""

import zlib
from collections.abc import Iterator
from pathlib import Path

PIECE = 256 * 1024
HEAD = 4096


def last_complete_fetch(path: Path) -> int:
    """Return the offset behind the last metadata record that is whole; 0 for a missing or empty file.

    What stands behind it was being written when the writer died.
    """
    end = 0
    if path.exists():
        for stop, head in _members(path):
            if b"\r\nWARC-Type: metadata\r\n" in head:
                end = stop
    return end


def _members(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield (end offset, first bytes) of each whole gzip member; stop at the first that is torn."""
    with path.open("rb") as file:
        start, size = 0, path.stat().st_size
        while start < size:
            file.seek(start)
            stream, head = zlib.decompressobj(31), b""
            while not stream.eof:
                piece = file.read(PIECE)
                if not piece:
                    return
                try:
                    out = stream.decompress(piece)
                except zlib.error:
                    return
                head = (head + out)[:HEAD]
            start = file.tell() - len(stream.unused_data)
            yield start, head
