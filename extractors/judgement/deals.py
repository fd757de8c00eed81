"""Who deals with whom: the parties of talks, accords and partnerships, the first named before the other."""

import re

from extractors.judgement.attribution import Attribution
from extractors.judgement.backers import Parties
from extractors.judgement.candidates import Candidate
from extractors.judgement.paths import anchor_of
from extractors.judgement.roles import acting, country_of, is_place, most_telling
from extractors.judgement.sides import FIRMS, STATES, doer_of, party_code
from extractors.scenes import Scene

#: How American texts call theirs; China's has his name, or his country's, before him.
PRESIDENT = re.compile(r"(?:^|[a-z,] )(?:[Tt]he )President(?! of| Xi)\b")
#: What stands before the party that a pact is made with, or that only comes into it.
AS_OTHER = re.compile(
    r"\b(?:with|to|from|against|of its own with|see(?:s|ing)?|saw|meet(?:s|ing)?|met|call(?:s|ed|ing)?|phoned|"
    r"telephoned|host(?:s|ed|ing)?|receiv(?:es|ed|ing)|visit(?:s|ed|ing)?) (?:the )?(?:\w+'s )?$",
    re.IGNORECASE,
)
#: America has a congress and China one of the people: who asks parliament is another party.
PARLIAMENT = re.compile(r"\bparliaments?\b|\bparliamentary\b", re.IGNORECASE)


def parties_of_a_deal(candidate: Candidate, told: Attribution) -> Parties:
    """Return the first named parties of a deal, of the sentence, else of the headline or a sentence before."""
    scene = candidate.scene
    kinds = STATES if candidate.type == "trade_deal" else (*STATES, *FIRMS)
    sides = [n.code for n in most_telling(scene, acting(scene)) if n.entity.kind in kinds and not is_place(scene, n)]
    named = bool(sides)
    doer = doer_of(candidate, kinds)
    sides = _with_the_other_first(scene, sides, kinds)
    sides = [doer.code, *sides] if doer and (doer not in scene.entities or _has_agent(candidate)) else sides
    if by_order(scene):
        sides = ["US.WH", *sides]
    if candidate.type == "trade_deal" and {country_of(s) for s in sides} == {"CN"} and PRESIDENT.search(scene.sentence):
        sides = ["US", *sides]
    if len({country_of(s) for s in sides}) < 2:  # noqa: PLR2004
        sides += [told.speaker] if told.speaker and re.fullmatch(r"[A-Z]{2}(\.[A-Z]+)?", told.speaker) else []
        sides += _sides_of_the_text(scene, kinds)
    if candidate.type == "trade_deal" and not named and "US" in {country_of(s) for s in sides}:
        sides = _in_usual_order(scene, sides)
    if candidate.action == "ratified" and PARLIAMENT.search(scene.sentence):
        sides = sorted(sides, key=lambda s: country_of(s) in ("US", "CN"))
    distinct: list[str] = []
    for side in sides:
        if country_of(side) not in [country_of(d) for d in distinct]:
            distinct.append(side)
    if not distinct and candidate.type == "trade_deal":
        return "US", "CN"  # talks that no party of is told are those of the two that this trade is between
    return (distinct[0] if distinct else None), (country_of(distinct[1]) if len(distinct) > 1 else None)


def _with_the_other_first(scene: Scene, sides: list[str], kinds: tuple[str, ...]) -> list[str]:
    """Return the sides, the one that the text is about before one that the sentence only names as the other.

    "Talks with Hanoi went on" are those of whoever the headline, or a sentence before, is about.
    """
    if len({country_of(s) for s in sides}) != 1:
        return sides
    only = [n for n in acting(scene) if n.entity.kind in kinds and party_code(n) == country_of(sides[0])]
    if not only or not all(AS_OTHER.search(scene.sentence[: n.start]) for n in only):
        return sides
    return [*(s for s in _sides_of_the_text(scene, kinds) if country_of(s) != country_of(sides[0])), *sides]


def _has_agent(candidate: Candidate) -> bool:
    """Return whether the event's verb is a passive that names its doer: "was signed by Japan"."""
    syntax = candidate.scene.syntax
    anchor = anchor_of(syntax, (candidate.start, candidate.end))
    verb = syntax.clause_head(anchor.index) if anchor else None
    return verb is not None and bool(syntax.children(verb.index, "agent"))


def _in_usual_order(scene: Scene, sides: list[str]) -> list[str]:
    """Return the sides of a deal that a sentence does not name: as the headline has them, else America first."""
    headline = list(dict.fromkeys(country_of(n.code) for n in scene.headline_entities if n.entity.kind in STATES))
    if {"US", "CN"} <= set(headline):
        return sides
    if len(headline) > 1:
        return sorted(sides, key=lambda s: headline.index(c) if (c := country_of(s)) in headline else len(headline))
    return sorted(sides, key=lambda s: country_of(s) != "US")


def _sides_of_the_text(scene: Scene, kinds: tuple[str, ...]) -> list[str]:
    sides = [party_code(n) for n in scene.headline_entities if n.entity.kind in kinds]
    here = scene.previous
    while here is not None:
        sides += [party_code(n) for n in acting(here) if n.entity.kind in kinds and not is_place(here, n)]
        here = here.previous
    return sides


def by_order(scene: Scene) -> bool:
    """Return whether the sentence is of what an American president ordered."""
    cited = any(c.instrument_id.startswith(("US-EO-", "US-PROC-")) for c in scene.instruments)
    return cited or bool(re.search(r"\bexecutive order|\bproclamation\b", scene.sentence, re.IGNORECASE))
