"""Who breaks a rule and who says so: states accuse states of breaking accords; smugglers and dodgers are no party."""

import re

from extractors.judgement.attribution import Attribution
from extractors.judgement.backers import Parties
from extractors.judgement.candidates import Candidate
from extractors.judgement.deals import parties_of_a_deal
from extractors.judgement.paths import VERBAL, anchor_of
from extractors.judgement.roles import acting, country_of, is_place
from extractors.judgement.sides import STATES, controller_of, doer_of, is_of_chinese_law, party_code, struck_at
from extractors.syntax import Word

ACCUSES = re.compile(r"\b(?:accus|blam|charg|alleg|complain|fault|critici|protest|condemn|denounc)", re.IGNORECASE)
REJECTS = re.compile(r"\b(?:reject|den(?:y|ie)|dismiss|refut)", re.IGNORECASE)
#: Whom a state accuses where it accuses no state.
OF_FIRMS = re.compile(
    r"\b(?:dealers|compan(?:y|ies)|parties|firms?|traders?|exporters?|smugglers|buyers?|importers?|suspects|"
    r"individuals|agents|middlemen|forwarders)\b",
    re.IGNORECASE,
)
#: Verbs whose object is accused; of other breaches it is the subject.
ACCUSING = frozenset(
    {"accuse", "blame", "charge", "suspect", "indict", "denounce", "condemn", "criticise", "criticize"}
)
#: American law and money, by which a penalty is America's.
US_PENALTY = re.compile(
    r"\bFalse Claims Act\b|\bU\.S\.C\b|\bthe Secretary\b|\bCustoms and Border\b|(?<![A-Z])\$ ?\d|"
    r"\bU\.?S\.? (?:law|attorney|court|prosecutors)"
)
#: Common nouns that stand for a state.
OFFICIAL = frozenset({
    "government", "ministry", "side", "country", "nation", "authority", "official", "administration", "party",
    "capital", "regulator", "agency", "partner", "counterpart", "negotiator", "leadership", "state", "power", "regime",
    "minister", "president", "bureaucrat", "customs", "office", "neighbour", "neighbor", "rival",
})  # fmt: skip


def enforcement_parties(candidate: Candidate, told: Attribution) -> Parties:
    """Return who enforces and against whom; of an alleged breach the accused and the accuser."""
    scene = candidate.scene
    if candidate.action != "alleged_breach":
        doer = doer_of(candidate, STATES)
        actor = doer.code if doer else _enforcer(candidate, told)
        return actor, struck_at(candidate, actor)
    accuser = country_of(told.speaker)
    if accuser and REJECTS.search(candidate.words):
        return accuser, None
    if _is_of_private_people(candidate):
        return None, None
    states = [n for n in acting(scene) if n.entity.kind in STATES and not is_place(scene, n)]
    doer = None if ACCUSES.search(candidate.words) else doer_of(candidate, STATES)
    accused = next((n for n in states if country_of(n.code) != accuser), None)
    accused = doer if doer and country_of(doer.code) != accuser else accused
    usual = None if OF_FIRMS.search(scene.sentence) else "US" if accuser == "CN" else "CN"
    named = accuser if accused and accuser and re.fullmatch(r"[A-Z]{2}", accuser) else None
    return (party_code(accused) if accused else usual), named


def _enforcer(candidate: Candidate, told: Attribution) -> str | None:
    """Return who checks or punishes where no word names him: of an accord its parties, else whose control it is.

    A party that speaks of what is to be checked means what it has a hand in.
    """
    scene = candidate.scene
    if candidate.action == "penalty" and US_PENALTY.search(scene.sentence):
        return "US"
    if candidate.action != "mechanism" or is_of_chinese_law(scene):
        return controller_of(scene)
    if told.speaker and re.fullmatch(r"[A-Z]{2}(\.[A-Z]+)?", told.speaker):
        return told.speaker
    return parties_of_a_deal(candidate, told)[0] or controller_of(scene)


def _is_of_private_people(candidate: Candidate) -> bool:
    """Return whether those who break the rule are told by a common noun that is no state's: a gang, three men."""
    culprit = _culprit(candidate)
    if culprit is None or culprit.pos != "NOUN" or culprit.lemma in OFFICIAL:
        return False
    return not any(n.start <= culprit.start < n.end for n in acting(candidate.scene))


def _culprit(candidate: Candidate) -> Word | None:
    """Return the noun of who is said to break the rule: the object of accusing, else the subject."""
    syntax = candidate.scene.syntax
    anchor = anchor_of(syntax, (candidate.start, candidate.end))
    if anchor is None or anchor.pos not in VERBAL:
        return None
    accusing = anchor.lemma in ACCUSING
    found = syntax.children(anchor.index, *(("dobj", "nsubjpass") if accusing else ("nsubj",)))
    return found[0] if found else None
