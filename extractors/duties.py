"""A duty that is spoken of without its word: "From 1 January it is 15 %, from July 25 %"."""

import re

from extractors.scenes import Scene

DUTY = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|surtax(?:es)?)\b", re.IGNORECASE)
#: So many sentences back a duty is still what "it" means.
FARTHEST = 2


def duty_before(scene: Scene) -> tuple[Scene, tuple[int, int]] | None:
    """Return the sentence before, and the place of its word, whose duty a sentence speaks of without naming any."""
    if DUTY.search(scene.sentence):
        return None
    here = scene.previous
    for _ in range(FARTHEST):
        found = DUTY.search(here.sentence) if here else None
        if here and found:
            return here, found.span()
        here = here.previous if here else None
    return None
