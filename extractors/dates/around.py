"""What the words around a date tell of it: whether it dates the telling, an announcement, or what is compared with."""

import re

from extractors.dates.finding import Dated
from extractors.dates.times import is_ahead
from extractors.dates.words import ANNOUNCING, COMPARED, COMPARING, FULL, SAID_THEN, SAYING, SET_AGAINST, SPEECH_KINDS
from extractors.ownership import head_of
from extractors.scenes import Scene


def words_before(dated: Dated, scene: Scene, reach: int = 60) -> str:
    """Return so many characters of the sentence before a date at most."""
    return scene.sentence[max(0, dated.start - reach) : dated.start]


def is_compared(dated: Dated, scene: Scene) -> bool:
    """Return whether a date is that of a figure which another is set against."""
    before = words_before(dated, scene)
    found = COMPARED.search(before)
    return bool(found and COMPARING.search(before[: found.start()])) or bool(SET_AGAINST.search(before))


def is_of_the_telling(dated: Dated, scene: Scene) -> bool:
    """Return whether a day dates the telling and not the event."""
    before = words_before(dated, scene, 45)
    if len(dated.value) != FULL:
        return bool(SAID_THEN.search(before))
    return dated.kind in SPEECH_KINDS and bool(SAYING.search(before))


#: "Reaches 50 percent on 1 February 2029": the day of a step that is still to come.
OF_A_LEVEL = re.compile(r"\d ?(?:%|percent|per cent|pc|points?) (?:on|from|in|as of|by) (?:the )?$", re.IGNORECASE)


def is_of_an_announcement(dated: Dated, scene: Scene) -> bool:
    """Return whether the verb that a date stands with announces: "on Monday signed an order", "dated June 4"."""
    before = words_before(dated, scene)
    if re.search(r"\bfor $", before) or (OF_A_LEVEL.search(before) and is_ahead(dated, scene.published)):
        return False
    word = head_of(scene.syntax, (dated.start, dated.end))
    if word is not None:
        for governor in scene.syntax.governors(word.index):
            if governor.pos in ("VERB", "AUX"):
                return bool(ANNOUNCING.fullmatch(governor.text)) or bool(ANNOUNCING.search(_clause(dated, scene)))
    return bool(ANNOUNCING.search(_clause(dated, scene)))


def _clause(dated: Dated, scene: Scene) -> str:
    """Return the words of the clause before a date, or behind it where it opens the clause."""
    before = re.split(r"[;:,]| and | but | which | that ", words_before(dated, scene, 55))[-1]
    if len(before.split()) > 1:
        return before
    return re.split(r"[;:]| and | but ", scene.sentence[dated.end : dated.end + 60])[0]
