"""Whose figures the mentions of a text tell, where a sentence does not say it."""

from collections.abc import Collection, Mapping, Sequence

from reewatch.claims.speakers import BODY, is_unnamed, speaker_called, state_of
from reewatch.mentions import StoredMention

#: So many characters behind a sentence that names who counts, a further count is still theirs, whoever else counts.
SPOKEN_OF = 300
COUNTED = ("licence", "licence_statistic")


def voices_of(mentions: Sequence[StoredMention], names: Mapping[str, str]) -> dict[str, str | None]:
    """Return mention id -> speaker, as one name; of counts of licensing that name none, the body that counts there.

    That is the only one whose counts the text tells, else the one told of just before.
    """
    voices = {m.mention_id: speaker_called(m.mention.speaker, names, office=_office(m)) for m in mentions}
    told: dict[str, set[str]] = {}
    for m in mentions:
        told.setdefault(m.revision_id, set()).add(voices[m.mention_id] or "")
    voices = {m.mention_id: _in_full(voices[m.mention_id], told[m.revision_id]) for m in mentions}
    counting: dict[str, list[tuple[int, str]]] = {}
    for m in mentions:
        speaker = voices[m.mention_id]
        if speaker is not None and not is_unnamed(speaker) and m.mention.type == "licence_statistic":
            counting.setdefault(m.revision_id, []).append((m.mention.evidence.end, speaker))
    for m in mentions:
        if voices[m.mention_id] is None and m.mention.type in COUNTED and not _is_law(m):
            voices[m.mention_id] = _counting_there(m, counting.get(m.revision_id, []))
    return voices


def _in_full(speaker: str | None, of_the_text: Collection[str]) -> str | None:
    """Return the name of a body that a headline calls by its noun alone: "chamber says" over "the EU Chamber said"."""
    if speaker is None or " " in speaker or not BODY.fullmatch(speaker.capitalize()):
        return speaker
    named = {n for n in of_the_text if n != speaker and speaker.lower() in n.lower().split()}
    return named.pop() if len(named) == 1 else speaker


def _counting_there(stored: StoredMention, told_by: Sequence[tuple[int, str]]) -> str | None:
    """Return who counts in a sentence; ``told_by`` are (end of the sentence, speaker) of its text."""
    start = stored.mention.evidence.start
    before = [t for t in told_by if 0 <= start - t[0] <= SPOKEN_OF]
    if len({speaker for _, speaker in told_by}) == 1:
        return told_by[0][1]
    return max(before)[1] if before else None


def _is_law(stored: StoredMention) -> bool:
    """Return whether a mention tells only what the law prescribes, which is nobody's count."""
    told = stored.mention.quantities
    return bool(told) and all(q.basis == "statutory" for q in told)


def _office(stored: StoredMention) -> str | None:
    """Return whom "the ministry" or "the spokesperson" stands for: whose own text it is, else the agency that acts."""
    actor = stored.mention.actor
    if stored.issuer not in (None, "self"):
        return actor if state_of(actor) == stored.issuer else stored.issuer
    return actor if actor and ("." in actor or actor.startswith("org:")) else None
