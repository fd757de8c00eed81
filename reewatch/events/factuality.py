"""How far a happening has come, by the weight of its evidence: who says it, on how many voices, and against whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reewatch.claims.issuers import is_issuers_text
from reewatch.days import days_of
from reewatch.events.copies import Voice, count_origins, host_of
from reewatch.events.families import LEGAL_TYPES, STATE_ACTS
from reewatch.mentions import LEARNED, RUNGS, StoredMention
from reewatch.resolution.parties import parties_of, state_of_code

#: The evidence moves an event's factuality up this list; a denial is weighed apart.
STRENGTH = ("denied", "threatened", "proposed", "scheduled", "actual")
#: A word against another, told within so many days; later words are news, not contradiction.
SAME_DAYS = 6
TWO_BODIES = 2
#: Types with a start: before it nothing of them is actual.
STARTING = STATE_ACTS | {"capacity"}
WEAKEST_FACT = "binding"
EFFECT = re.compile(
    r"\b(?:effective|(?:takes?|took|taking) (?:immediate )?effect|with immediate effect|in(?:to)? force)\b|"
    r"施行|实施|生效",
    re.IGNORECASE,
)
#: Acts that apply once they are done.
APPLYING = LEGAL_TYPES | {"licence"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the evidence supports."""

    factuality: str
    commitment: str
    strongest: StoredMention


def weigh(members: Sequence[StoredMention], start: str | None) -> Weighed:
    """Return the factuality and rung that the live members of an event support; ``start`` is the event's valid_from.

    Members are in the order in which they were known. What is told with a start still ahead is not actual; an
    issuer's text or two independent bodies outweigh a lone claim.
    """
    told = [_before_its_start(m, start) for m in members]
    affirming = [m for m in told if m.mention.factuality != "denied"]
    settled = {m.revision_id for m in affirming if _strength(m) >= STRENGTH.index("scheduled")}
    told_of = {m.revision_id for m in affirming}
    # a text that reports the act and quotes "not a ban" denies something else than the act
    denials = [m for m in told if m.mention.factuality == "denied" and m.revision_id not in settled]
    # "no order was signed" beside a threat: nothing was done yet, and nobody takes the threat back
    denials = [m for m in denials if m.mention.speaker is not None or m.revision_id not in told_of]
    if not affirming or (denials and _denied(denials, affirming)):
        return _summed(denials or told, "denied")
    level = _level(affirming)
    return _summed([m for m in affirming if _strength(m) <= STRENGTH.index(level)], level)


def _summed(members: Sequence[StoredMention], factuality: str) -> Weighed:
    rung = max((m.mention.commitment for m in members), key=RUNGS.index)
    of_level = [m for m in members if m.mention.factuality == factuality] or list(members)
    best = max(of_level, key=lambda m: (is_primary(m), RUNGS.index(m.mention.commitment), *_plainness(m)))
    return Weighed(factuality, _borne_out(of_level, factuality, rung), best)


def _plainness(stored: StoredMention) -> tuple[bool, bool]:
    """Return how plainly a mention tells what was done: read by a rule, and as signed rather than as announced."""
    mention = stored.mention
    return not (mention.rule or "").startswith(LEARNED), mention.action == "signed"


def _borne_out(members: Sequence[StoredMention], factuality: str, rung: str) -> str:
    """Return the rung of a fact that a named voice and another one report: no longer one party's word.

    What binds and is told with a start that has come applies. Else only of acts that apply once they are done: a
    licence is out, a duty is paid. Talks stay what is said of them.
    """
    if factuality == "actual" and rung == WEAKEST_FACT and any(_is_in_effect(m) for m in members):
        return "in_force"
    named = any(m.mention.commitment != "speculation" for m in members)
    applies = all(m.mention.type in APPLYING for m in members)
    if factuality == "actual" and rung == "statement" and applies and named and origins_of(members) >= TWO_BODIES:
        return "in_force"
    return rung


def _is_in_effect(stored: StoredMention) -> bool:
    """Return whether a legal act is told with the day of its effect, and that had come."""
    mention, told = stored.mention, days_of(stored.published)
    if mention.type not in LEGAL_TYPES or mention.factuality != "actual" or told is None:
        return False
    begun = [d for s in mention.dates if s.role == "effective" and (d := days_of(s.value)) and d.last <= told.last]
    return bool(begun) and (is_primary(stored) or EFFECT.search(stored.sentence) is not None)


def _before_its_start(stored: StoredMention, start: str | None) -> StoredMention:
    """Return the mention as it counts: told before the start, an act is scheduled and binds, but is not in force."""
    mention = stored.mention
    told, begins = days_of(stored.published), days_of(start)
    if mention.type not in STARTING or mention.factuality != "actual" or told is None or begins is None:
        return stored
    if begins.first <= told.last:
        return stored
    capped = min(mention.commitment, WEAKEST_FACT, key=RUNGS.index)
    return replace(stored, mention=replace(mention, factuality="scheduled", commitment=capped))


def _level(affirming: Sequence[StoredMention]) -> str:
    """Return the strongest factuality that is supported: primary, two bodies, or nobody of weight against it."""
    levels = sorted({_strength(m) for m in affirming}, reverse=True)
    for level in levels:
        claims = [m for m in affirming if _strength(m) >= level]
        if _has_weight(claims) or not _has_weight(_against(claims, affirming, level)):
            return STRENGTH[level]
    return STRENGTH[levels[-1]]


def _against(claims: Sequence[StoredMention], members: Sequence[StoredMention], level: int) -> list[StoredMention]:
    """Return who tells less than a claim, as news, at the time of the claim."""
    weaker = [m for m in members if _strength(m) < level and m.mention.timeframe == "new"]
    first = min((m.published for m in claims), default="")
    return [m for m in weaker if _days_between(first, m.published) >= -1 and _same_time(m, claims)]


def _same_time(stored: StoredMention, claims: Sequence[StoredMention]) -> bool:
    return any(abs(_days_between(c.published, stored.published)) <= SAME_DAYS for c in claims)


def _days_between(first: str, second: str) -> int:
    a, b = days_of(first), days_of(second)
    return (b.first - a.first).days if a and b else 0


def _denied(denials: Sequence[StoredMention], affirming: Sequence[StoredMention]) -> bool:
    """Return whether a denial stands against what is affirmed."""
    if any(is_primary(m) and _strength(m) >= STRENGTH.index("scheduled") for m in affirming):
        return False
    after = [m for m in affirming if m.published > max(d.published for d in denials)]
    if any(RUNGS.index(m.mention.commitment) >= RUNGS.index(WEAKEST_FACT) for m in after):
        return False
    named = [m for m in affirming if m.mention.commitment != "speculation"]
    if _has_weight(
        [m for m in named if _strength(m) >= STRENGTH.index("scheduled")]
    ):  # threats told before bear out none
        return False
    return _has_weight(denials) or any(_own_word(d) for d in denials) or not named or not after


def _own_word(stored: StoredMention) -> bool:
    """Return whether the one who would act says it."""
    actor, speaker = state_of_code(stored.mention.actor), state_of_code(stored.mention.speaker)
    return is_primary(stored) or (actor is not None and actor == speaker)


def _has_weight(members: Sequence[StoredMention]) -> bool:
    return any(is_primary(m) for m in members) or origins_of(members) >= TWO_BODIES


def _strength(stored: StoredMention) -> int:
    return STRENGTH.index(stored.mention.factuality)


def is_primary(stored: StoredMention) -> bool:
    """Return whether a mention stands in the issuer's own text."""
    mention = stored.mention
    actor = None if mention.type in ("licence_statistic", "trade_flow", "price") else mention.actor
    return is_issuers_text(stored.issuer, actor, parties_of(mention))


def origins_of(members: Sequence[StoredMention]) -> int:
    """Return how many independent voices the members are."""
    return count_origins(
        Voice(voice_id=m.voice_id, host=host_of(m.url), credits=m.credits, issuer=m.issuer) for m in members
    )
