"""What a change tells, as a fact that has a name and a state: so that it is told once, and again when it changed.

The same fact may come as another row: found again by a later extractor, told by a second source whose event was not
recognised as the first, or moved away and back. A fact is named twice, after the thing that changed and after the words
in which a reader would see it; it is old where under either name its last told state is the state that it has.
"""

from dataclasses import dataclass

from reewatch.digest.contents import Reported
from reewatch.identifiers import content_id
from reewatch.timestamps import format_timestamp

#: What a change moves about its subject, where that is not the state itself.
ASPECTS = {"confirmed": "voices", "corrected": "correction"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The two names of a fact, and its state."""

    keys: tuple[str, str]
    state: str


def fact_of(change: Reported) -> Fact:
    """Return the fact that a change tells."""
    aspect = ASPECTS.get(change.kind, "state")
    part = change.title if change.subject_type == "instrument" else ""
    by_thing = content_id("fct", change.subject_type, change.subject_id, part, aspect)
    by_words = content_id(
        "fct", change.subject_type, change.title, change.event_title, change.happened_on, change.figures, aspect
    )
    # An indicator has one row for each real move, and none where accounts agree again: the same state is another time.
    when = format_timestamp(change.known_at) if change.subject_type == "indicator" else ""
    return Fact(keys=(by_thing, by_words), state=content_id("stt", change.after or change.kind, when))
