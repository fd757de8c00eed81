"""What a mention says beyond its type and slots: how sure, how recent, how binding, who acts on whom, who says so."""

from typing import NamedTuple

from extractors.judgement.attribution import attribution_of
from extractors.judgement.candidates import Candidate
from extractors.judgement.commitment import commitment_of
from extractors.judgement.drafts import is_of_a_draft
from extractors.judgement.factuality import factuality_of, is_plain
from extractors.judgement.marks import marks_of
from extractors.judgement.parties import actor_and_target
from extractors.judgement.timeframe import timeframe_of
from extractors.judgement.weighing import heaviest, load_scale
from extractors.scenes import Scene
from reewatch.mentions import Cue

#: The rungs that what is not yet, or not so, can have; whatever the weights say.
RUNGS_OF = {
    "proposed": ("speculation", "statement", "framework"),
    "threatened": ("speculation", "statement", "binding"),
    "denied": ("speculation", "statement", "in_force"),
}


class Judged(NamedTuple):
    """The judgement of one trigger; the cues of its rung are spans of the sentence."""

    factuality: str
    timeframe: str
    commitment: str
    actor: str | None
    target: str | None
    speaker: str | None
    cues: tuple[Cue, ...]


def judge(scene: Scene, trigger: tuple[int, int], type_: str, action: str) -> Judged:
    """Return the judgement of the trigger at ``trigger`` (characters of the sentence)."""
    candidate = Candidate(scene=scene, start=trigger[0], end=trigger[1], type=type_, action=action)
    ruled = factuality_of(candidate)
    drafted = ruled in ("actual", "scheduled", "proposed") and is_of_a_draft(candidate)
    ruled = "proposed" if drafted else ruled
    timeframe = timeframe_of(candidate, ruled)
    told = attribution_of(candidate)
    actor, target = actor_and_target(candidate, told)
    rung = commitment_of(candidate, ruled, timeframe, told)
    marks = marks_of(candidate, ruled, timeframe, rung.rung, told)
    totals = load_scale().weigh(marks)
    weighed = ruled if drafted or is_plain(candidate, ruled) else heaviest(totals["factuality"])
    among = [r for r in RUNGS_OF.get(weighed, ()) if r != "binding" or rung.rung == r]  # a vow is no penalty clause
    by_source = rung.rung == "speculation" and told.is_unnamed
    return Judged(
        factuality=weighed,
        timeframe=timeframe,
        commitment=rung.rung if by_source else heaviest(totals["commitment"], among),
        actor=actor,
        target=target,
        speaker=told.speaker,
        cues=rung.cues,
    )
