"""From the changes that are told to a digest: matters by indicator, by weight, each with all that moved about it."""

from collections.abc import Mapping, Sequence

from reewatch.digest.contents import Group, Item, Line, Quote, Reported, Series
from reewatch.digest.names import named, party
from reewatch.subscriptions import ELSEWHERE

#: Of more cues a reader of two minutes has no use.
MOST_CUES = 4
SENTENCE_ENDS, CLOSING = (".", "!", "?", "。"), "\"'\u2019\u201d"


def compose_groups(
    told: Sequence[Reported],
    *,
    titles: Mapping[str, str],
    readings: Mapping[str, str],
    series: Mapping[str, Series],
    names: Mapping[str, str],
) -> tuple[Group, ...]:
    """Return the groups in the order of their weightiest matter; ``titles`` and the like are by indicator id."""
    by_indicator: dict[str, dict[str, list[Reported]]] = {}
    for change in sorted(told, key=lambda c: (-c.significance, c.known_at, c.change_id)):
        matters = by_indicator.setdefault(change.indicator_id or ELSEWHERE, {})
        matters.setdefault(change.event_id or f"{change.subject_type}:{change.subject_id}", []).append(change)
    return tuple(
        Group(
            indicator_id=indicator_id,
            title=titles.get(indicator_id, "Elsewhere"),
            reading=named(readings.get(indicator_id, ""), names),
            items=tuple(sorted((_item(changes, names) for changes in matters.values()), key=_weight)),
            series=series.get(indicator_id),
        )
        for indicator_id, matters in by_indicator.items()
    )


def _weight(item: Item) -> tuple[float, int, int, str]:
    """Return what orders the matters of a group: by significance, then by how much moved, and by how many say so."""
    return -item.significance, -sum(len(line.change_ids) for line in item.lines), -item.voices, item.title


def _item(changes: Sequence[Reported], names: Mapping[str, str]) -> Item:
    """Return one matter; ``changes`` are all of one event, or of one subject without an event, by weight."""
    lead = changes[0]
    title = _title(changes)
    parties = [party(lead.actor, names), party(lead.target, names)]
    return Item(
        title=named(title, names),
        significance=lead.significance,
        lines=tuple(_line(alike, title, names) for alike in _alike(changes)),
        happened_on=lead.happened_on,
        rung=lead.rung,
        cues=tuple(dict.fromkeys(q for c in changes for q in c.cues))[:MOST_CUES],
        parties=tuple(dict.fromkeys(p for p in parties if p)),
        voices=lead.voices,
        articles=lead.articles,
        is_primary=lead.is_primary,
        quote=_quote(changes),
    )


def _quote(changes: Sequence[Reported]) -> Quote | None:
    """Return the newest sentence behind the weightiest change that has one; of one day a sentence before a headline."""
    for change in changes:
        told = [q for q in change.quotes if q.sentence]
        if told:
            return max(told, key=lambda q: (q.published[:10], q.sentence.rstrip(CLOSING).endswith(SENTENCE_ENDS)))
    return None


def _title(changes: Sequence[Reported]) -> str:
    """Return the event's title where it changed itself, or moved several things; else that of what changed."""
    own = next((c.title for c in changes if c.subject_type == "event"), None)
    several = len({(c.subject_id, c.title) for c in changes}) > 1
    return own or (changes[0].event_title if several else "") or changes[0].title


def _alike(changes: Sequence[Reported]) -> list[list[Reported]]:
    """Return the changes in heaps that read alike but for what changed: six texts suspended are one line.

    A text that is heard of first, and is suspended, is suspended: the same words twice are told once.
    """
    heaps: dict[tuple[str, str | None, str | None], list[Reported]] = {}
    seen: set[tuple[str, str | None]] = set()
    for change in changes:
        if (change.title, change.after) not in seen:
            seen.add((change.title, change.after))
            heaps.setdefault((change.kind, change.before, change.after), []).append(change)
    return list(heaps.values())


def _line(alike: Sequence[Reported], title: str, names: Mapping[str, str]) -> Line:
    lead = alike[0]
    titles = [named(c.title, names) for c in alike if c.title != title]
    return Line(
        change_ids=tuple(c.change_id for c in alike),
        kind=lead.kind.replace("_", " "),
        title=titles[0] if len(titles) == 1 else ", ".join(t.partition(": ")[0] for t in titles),
        before=named(lead.before, names) if lead.before else None,
        after=named(lead.after, names) if lead.after else None,
        significance=lead.significance,
    )
