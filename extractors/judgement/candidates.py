"""An event as a rule found it: a type and an action at a trigger in its scene; what the judgement is asked about."""

from dataclasses import dataclass

from extractors.judgement.paths import anchor_of
from extractors.scenes import Scene
from extractors.syntax import Word

#: The agreement is the event: what is agreed to need not be done.
AGREED = {("trade_deal", "framework"), ("trade_deal", "signed"), ("investment", "committed"), ("partnership", "signed"),
          ("partnership", "announced"), ("tariff", "extended"), ("tariff", "paused")}  # fmt: skip
#: Types whose events are measured, not done.
MEASURED = ("price", "trade_flow", "licence_statistic")
#: Actions that are the end of something: a governor that denies is the event itself.
ENDING = frozenset({"cancelled", "lifted", "ended", "halted", "fell", "struck_down", "suspended"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """``start`` and ``end`` are those of the trigger, in characters of the scene's sentence.

    A candidate equals itself only, so that what is asked of it twice can be kept.
    """

    scene: Scene
    start: int
    end: int
    type: str
    action: str

    @property
    def kind(self) -> tuple[str, str]:
        """Return type and action."""
        return self.type, self.action

    @property
    def words(self) -> str:
        """Return the trigger as it is written."""
        return self.scene.sentence[self.start : self.end]

    def before(self, characters: int) -> str:
        """Return the trigger with at most that many characters before it."""
        return self.scene.sentence[max(0, self.start - characters) : self.end]


def anchor_of_event(candidate: Candidate) -> Word | None:
    """Return the word that tells the event: of an accord the agreeing, of all else what is done."""
    place = (candidate.start, candidate.end)
    return anchor_of(candidate.scene.syntax, place, innermost=candidate.kind not in AGREED)
