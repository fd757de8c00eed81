"""Synthetic mentions for the tests of figures, promises, claims and indicators; every field has a plain default."""

from typing import Any

from reewatch.mentions import DateSlot, Mention, Quantity, Span, StoredMention


def quantity(role: str, value: float | None, unit: str = "count", **told: Any) -> Quantity:
    return Quantity(
        **({"role": role, "value": value, "low": None, "high": None, "unit": unit, "bound": "exact"} | told)
    )


def day(role: str, value: str, **told: Any) -> DateSlot:
    return DateSlot(role=role, value=value, **told)


def mention(type_: str, action: str, **told: Any) -> Mention:
    span = Span(start=0, end=10)
    plain: dict[str, Any] = {
        "factuality": "actual", "timeframe": "new", "commitment": "statement", "direction": "neutral", "actor": None,
        "target": None, "speaker": None, "evidence": span, "trigger": span,
    }  # fmt: skip
    return Mention(type=type_, action=action, **(plain | told))


def stored(told: Mention, **place: Any) -> StoredMention:
    """Return a mention in its place; ``doc`` names the article, ``night`` is the day of the run that learned it."""
    doc = place.pop("doc", "a")
    night = place.pop("night", "2026-01-02")
    number = place.pop("number", 0)
    plain: dict[str, Any] = {
        "mention_id": f"men-{doc}-{number}", "revision_id": f"rev-{doc}", "article_id": f"art-{doc}",
        "url": f"https://{doc}.example/", "title": "", "sentence": "", "published": night, "voice_id": "",
        "known_at": f"{night}T05:00:00Z", "publisher": "wire", "extractor_version": "x", "framework_version": "f",
    }  # fmt: skip
    return StoredMention(mention=told, **(plain | place))
