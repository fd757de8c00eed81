"""Ids from content: the same thing has the same id on every machine and in every replay."""

import hashlib
import json
from collections.abc import Iterable

ID_HEX_DIGITS = 16


def content_hash(value: str | bytes) -> str:
    """Return the SHA-256 of text (as UTF-8) or bytes, in lower-case hex (64 digits)."""
    raw = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    return hashlib.sha256(raw).hexdigest()


def content_id(kind: str, *parts: object) -> str:
    """Return ``kind-<16 hex>`` over the parts' canonical JSON.

    ``parts`` may hold strings, numbers, booleans, None, and lists, tuples or dicts of these.
    Numbers hash by value: 1 and 1.0 give one id.
    """
    canonical = json.dumps(_plain(list(parts)), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return f"{kind}-{content_hash(canonical)[:ID_HEX_DIGITS]}"


def _plain(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    return [_plain(v) for v in value]
