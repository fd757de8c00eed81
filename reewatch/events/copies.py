"""Copies of one text: found by shared sentences, decided by containment, counted as one voice."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from reewatch.identifiers import content_hash

WORD = re.compile(r"\w+")
SHINGLE_WORDS = 5
#: Of the smaller text's shingles, how many must stand in the larger: an abridged copy is a copy.
LEAST_CONTAINMENT = 0.5
#: Shorter sentences are shared by texts that have nothing to do with each other.
LEAST_SENTENCE_WORDS = 9
MOST_SENTENCES = 40

#: "BEIJING, March 4 (Meridian) -", "By Meridian Wire", "Source: Meridian Wire", "Meridian reported on Monday".
NAME = r"([A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,3})"
CREDITS = (
    re.compile(rf"^[A-Z][A-Z .,'/-]*,?[^\n()]{{0,24}}\({NAME}\)\s*[-\u2013\u2014]", re.MULTILINE),
    re.compile(rf"^(?:By|Source|Credit|Via):? {NAME}(?: staff)?\.?(?: |$)", re.MULTILINE),
    re.compile(rf"\b(?:first )?reported (?:earlier )?by {NAME}"),
    re.compile(rf"\bin a report by {NAME}"),
)
#: What names a kind of publisher rather than one.
COMMON = frozenset({"wire", "news", "agency", "press", "the", "staff", "daily", "times", "service", "newswire"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks in a revision: the text it copies, its host, whom it credits, and whose own text it is."""

    voice_id: str
    host: str
    credits: tuple[str, ...]
    issuer: str | None


def credits_of(text: str) -> tuple[str, ...]:
    """Return the publishers that a text names as where it has its story from, as one plain word each."""
    found = [m for pattern in CREDITS for m in pattern.findall(text)]
    words = [[w for w in WORD.findall(name.lower()) if w not in COMMON] for name in found]
    return tuple(dict.fromkeys(w[0] for w in words if w))


def count_origins(voices: Iterable[Voice]) -> int:
    """Return how many independent voices speak: copies, one host's articles and one agency's stories are one."""
    groups: list[set[str]] = []
    for voice in voices:
        marks = {f"text:{voice.voice_id}", f"host:{voice.host}", *(f"credit:{c}" for c in voice.credits)}
        touched = [g for g in groups if g & marks or _credited(g, marks)]
        groups = [g for g in groups if g not in touched]
        groups.append(marks.union(*touched))
    return len(groups)


def _credited(a: set[str], b: set[str]) -> bool:
    """Return whether one group's host bears the name that the other credits."""
    return any(
        f"{credit.removeprefix('credit:')}" in host
        for x, y in ((a, b), (b, a))
        for credit in x
        if credit.startswith("credit:")
        for host in y
        if host.startswith("host:")
    )


def host_of(url: str) -> str:
    """Return the host of an address without ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def sentence_keys(text: str) -> list[str]:
    """Return keys of the longer sentences of a text: two texts that share none are not compared."""
    keys = []
    for sentence in re.split(r"(?<=[.!?。])\s+|\n+", text):
        found = WORD.findall(sentence.lower())
        if len(found) >= LEAST_SENTENCE_WORDS or (len(found) <= 2 and len(sentence) >= 20):  # noqa: PLR2004  unspaced scripts
            keys.append(content_hash(" ".join(found))[:16])
    return list(dict.fromkeys(keys))[:MOST_SENTENCES]


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of five words of a text (of five characters where a script has no blanks)."""
    found = WORD.findall(text.lower())
    if found and max(map(len, found)) > 40:  # noqa: PLR2004  no word is so long: an unspaced script
        found = list("".join(found))
    return frozenset(tuple(found[i : i + SHINGLE_WORDS]) for i in range(max(1, len(found) - SHINGLE_WORDS + 1)))


def containment(a: str, b: str) -> float:
    """Return the share of the smaller text's shingles that stand in the larger one, 0 to 1."""
    first, second = shingles(a), shingles(b)
    return len(first & second) / max(1, min(len(first), len(second)))


def best_voice(text: str, candidates: Mapping[str, tuple[str, str]]) -> tuple[str, float] | None:
    """Return (voice id, containment) of the text that this is most likely a copy of, or None.

    ``candidates`` are revision id -> (voice id, text). Ties go to the lower voice id.
    """
    measured = [(containment(text, other), voice) for voice, other in candidates.values()]
    close = [(share, voice) for share, voice in measured if share >= LEAST_CONTAINMENT]
    if not close:
        return None
    share, voice = min(close, key=lambda c: (-c[0], c[1]))
    return voice, share
