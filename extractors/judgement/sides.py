"""Which of the entities of a sentence, or of the text so far, can be a party of an event."""

import re
from collections.abc import Sequence

from extractors.entities import Named
from extractors.judgement.candidates import Candidate
from extractors.judgement.roles import acting, country_of, is_of_firms, is_of_goods, is_place, subjects_of
from extractors.scenes import Scene

STATES = ("state", "agency", "person")
FIRMS = ("organisation", "facility")
ON_WHOM = re.compile(
    r"\b(?:to|against|on|at|for|toward|towards|from)\s+(?:the |all |some |most |its |any )?(?:\w+ ){0,1}$",
    re.IGNORECASE,
)

AIMED = re.compile(r"\b(?:against|on)\s+(?:the |all |some )?(?:\w+ )?$", re.IGNORECASE)
#: So many characters before a name are looked at: a preposition is close, and a sentence may be as long as a book.
CLOSE = 200
#: Groups that an act is aimed at, and that stand for the state where they are.
OF_WHOSE = re.compile(
    r"\b(?:buyers|customers|users|importers|companies|firms|manufacturers|contractors|makers|clients|suppliers|entities)"
    r" (?:in|from|of) (?:the )?$",
    re.IGNORECASE,
)


#: What stands behind the name of a state whose firms are meant: "Chinese rare earth magnet companies".
WHOSE_FIRMS = re.compile(
    r"(?: (?!and |or |to |is |are |has |have |said |will |would )[\w-]+){0,4} "
    r"(?:companies|firms|entities|contractors|institutes|universities|makers|manufacturers|suppliers|subsidiaries)\b"
)
ONE_BUYER = re.compile(
    r"^ (?:[\w-]+ ){0,2}(?:buyer|customer|maker|carmaker|partner|investor|group|company|firm|bank|lender|trader|"
    r"miner)\b"
)


def doer_of(candidate: Candidate, kinds: tuple[str, ...]) -> Named | None:
    """Return who does what the event tells, of these kinds; not a place, nor whose goods it is about."""
    scene = candidate.scene
    fitting = (n for n in subjects_of(candidate) if n.entity.kind in kinds)
    bare = (n for n in fitting if n not in scene.entities or not (is_place(scene, n) or is_of_goods(scene, n)))
    acts_of_state = candidate.type in ("export_control", "tariff", "military_scope", "enforcement")
    return next((n for n in bare if n not in scene.entities or not (acts_of_state and is_of_firms(scene, n))), None)


def others(candidate: Candidate, actor: str | None) -> list[Named]:
    """Return the parties of the sentence that are not the actor, places left out."""
    scene = candidate.scene
    home = country_of(actor)
    return [n for n in acting(scene) if country_of(n.code) != home and not is_place(scene, n)]


def on_whom(candidate: Candidate, actor: str | None, kinds: tuple[str, ...] = (*STATES, *FIRMS)) -> str | None:
    """Return the party at which an act is aimed, by the preposition before it."""
    for named in others(candidate, actor):
        if named.entity.kind in kinds and _stands_before(ON_WHOM, candidate.scene, named):
            return party_code(named)
    home = country_of(actor)
    housed = (n for n in acting(candidate.scene) if n.entity.kind in kinds and country_of(n.code) != home)
    return next((party_code(n) for n in housed if _stands_before(OF_WHOSE, candidate.scene, n)), None)


def _stands_before(pattern: re.Pattern[str], scene: Scene, named: Named) -> bool:
    """Return whether a pattern that ends at a name matches before it."""
    return pattern.search(scene.sentence, max(0, named.start - CLOSE), named.start) is not None


def of_whose_firms(candidate: Candidate, actor: str | None) -> str | None:
    """Return the state whose firms an act is done to: "added ten American companies to the list"."""
    syntax = candidate.scene.syntax
    for named in others(candidate, actor):
        if named.entity.kind != "state" or not WHOSE_FIRMS.match(candidate.scene.sentence[named.end :]):
            continue
        word = syntax.word_at(named.start)
        above = (word, *syntax.governors(word.index)) if word else ()
        roles = [w.dep for w in above if w.pos in ("NOUN", "PROPN")][:1]
        if named.start >= candidate.start or roles == ["nsubjpass"]:
            return party_code(named)
    return None


def party_code(named: Named) -> str:
    """Return a code for a target: a person or an agency stands for its state."""
    return named.code if named.code.startswith("org:") else named.code.split(".")[0]


def is_of_chinese_law(scene: Scene) -> bool:
    """Return whether the sentence cites a Chinese legal text."""
    return any(c.instrument_id.startswith("CN-") for c in scene.instruments)


def names_country(scene: Scene, country: str) -> bool:
    """Return whether the sentence, the headline or a sentence before names a country."""
    here: Scene | None = scene
    while here is not None:
        if any(country_of(n.code) == country for n in acting(here)):
            return True
        here = here.previous
    return any(country_of(n.code) == country for n in scene.headline_entities)


def is_about(scene: Scene, country: str) -> bool:
    """Return whether the headline or the sentence before names a country."""
    before = acting(scene.previous) if scene.previous else []
    return any(country_of(n.code) == country for n in (*scene.headline_entities, *before))


def is_of_one_firm(scene: Scene, named: Named) -> bool:
    """Return whether a state only tells where a firm is that is not named here: "a European buyer"."""
    return named.entity.kind == "state" and bool(ONE_BUYER.match(scene.sentence[named.end : named.end + 40]))


def first_in_text(scene: Scene, kinds: Sequence[str]) -> Named | None:
    """Return the last entity of these kinds in the sentences before, the nearest sentence first, then the headline."""
    here = scene.previous
    while here is not None:
        found = [n for n in acting(here) if n.entity.kind in kinds and not is_place(here, n)]
        found = [n for n in found if not is_of_one_firm(here, n)]
        if found:
            return found[0]
        here = here.previous
    return None


def controller_of(scene: Scene) -> str:
    """Return whose controls a text is about: China's, unless it names no Chinese party but another state."""
    if names_country(scene, "CN"):
        return "CN"
    states = [n for n in scene.headline_entities if n.entity.kind in STATES]
    return states[0].code if states else "CN"


def struck_at(candidate: Candidate, actor: str | None) -> str | None:
    """Return the state that a punishment is aimed at, or whose firms; not where smuggled goods were to go."""
    for named in others(candidate, actor):
        if named.entity.kind in STATES and _stands_before(AIMED, candidate.scene, named):
            return party_code(named)
    return of_whose_firms(candidate, actor)
