"""Bodies off the wire: content decoding with a cap on what comes out."""

import zlib

from reewatch.errors import ReewatchError

PIECE = 64 * 1024
IDENTITY = ("", "identity")


class BodyTooLargeError(ReewatchError):
    """A body grows over its cap, compressed or not."""


class BodyMalformedError(ReewatchError):
    """A body is not what its Content-Encoding says, or that is an encoding we did not ask for."""


def decode_body(raw: bytes, content_encoding: str, *, max_bytes: int) -> bytes:
    """Return the body with its Content-Encoding (gzip, deflate, or none) undone, at most ``max_bytes`` long.

    Decompression stops as soon as the cap is passed, so that a bomb costs its cap and no more.
    Raises BodyTooLargeError and BodyMalformedError.
    """
    for encoding in reversed([e.strip().lower() for e in content_encoding.split(",")]):
        raw = _decode_once(raw, encoding, max_bytes)
    if len(raw) > max_bytes:
        raise BodyTooLargeError(f"body over {max_bytes} bytes")
    return raw


def _decode_once(raw: bytes, encoding: str, max_bytes: int) -> bytes:
    if encoding in IDENTITY:
        return raw
    if encoding in ("gzip", "x-gzip"):
        return _inflate(raw, 31, max_bytes)
    if encoding == "deflate":
        try:
            return _inflate(raw, 15, max_bytes)
        except BodyMalformedError:  # some servers send the bare stream
            return _inflate(raw, -15, max_bytes)
    raise BodyMalformedError(f"content encoding {encoding[:40]!r}")


def _inflate(raw: bytes, window: int, max_bytes: int) -> bytes:
    out = bytearray()
    while raw:
        stream = zlib.decompressobj(window)
        pending = raw
        while pending and not stream.eof:
            try:
                out += stream.decompress(pending, PIECE)
            except zlib.error as error:
                raise BodyMalformedError("broken compressed body") from error
            if len(out) > max_bytes:
                raise BodyTooLargeError(f"body over {max_bytes} bytes when decompressed")
            pending = stream.unconsumed_tail
        if not stream.eof:
            raise BodyMalformedError("compressed body cut short")
        raw = stream.unused_data.lstrip(b"\x00")
        if raw[:2] != b"\x1f\x8b":  # anything but a further gzip member is padding
            break
    return bytes(out)
