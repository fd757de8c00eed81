"""An event as a rule found it: a type and an action at a trigger in its scene; what the judgement is asked about."""

from dataclasses import dataclass

from extractors.scenes import Scene


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
