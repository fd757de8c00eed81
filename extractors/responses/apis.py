"""JSON APIs, read by the field paths of the catalogue."""

import json
from datetime import datetime
from typing import Any

from extractors.responses.listing import Listed, reading_of
from reewatch.entries import Reading, SourceReading
from reewatch.fetches import ArchivedFetch
from reewatch.sources import ApiFields, Source


def read_api(source: Source, archived: ArchivedFetch, *, now: datetime) -> SourceReading:
    """Return the entries of a JSON answer; one without the list that the catalogue names is unreadable."""
    assert source.fields is not None  # the catalogue refuses an enabled API without field paths
    try:
        value = json.loads(archived.body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return _unread("not JSON")
    items = at_path(value, source.fields.items)
    if not isinstance(items, list):
        return _unread(f"no list at {source.fields.items!r}")
    listed = [_listed(i, source.fields) for i in items if isinstance(i, dict)]
    skipped = [f"{len(items) - len(listed)} items that are no objects"] if len(listed) < len(items) else []
    return reading_of(listed, source, base=archived.fetch.final_url, now=now, skipped=skipped)


def at_path(value: Any, path: str) -> Any:
    """Return what stands at a dotted path of keys and list positions, None where there is nothing."""
    for step in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _listed(item: dict[str, Any], fields: ApiFields) -> Listed:
    def text(path: str | None) -> str:
        found = at_path(item, path) if path else None
        return found if isinstance(found, str) else "" if found is None else str(found)

    return Listed(
        identity=text(fields.identity),
        url=text(fields.body_url) or text(fields.url),
        title=text(fields.title),
        summary=text(fields.summary),
        body=text(fields.body),
        published_raw=text(fields.published),
    )


def _unread(detail: str) -> SourceReading:
    return SourceReading(reading=Reading.UNREADABLE, detail=detail, feed_title="", entries=())
