"""How binding: the rung of the ladder that the text supports, and the words that earned it."""

import re
from typing import NamedTuple

from extractors.judgement.attribution import Attribution
from extractors.judgement.candidates import Candidate
from extractors.judgement.words import load_judgement_words
from extractors.scenes import Scene
from reewatch.mentions import Cue

MEASURED = ("trade_flow", "price", "licence_statistic")
#: Acts of law: they bind once there is a text, and are in force once they apply.
LEGAL = ("export_control", "tariff", "military_scope", "enforcement")
FIRM = {
    ("trade_deal", "talks"): "statement", ("trade_deal", "framework"): "framework",
    ("trade_deal", "signed"): "binding", ("trade_deal", "extended"): "framework",
    ("trade_deal", "ratified"): "in_force", ("trade_deal", "implemented"): "in_force",
    ("trade_deal", "breached"): "statement",
    ("investment", "announced"): "framework", ("investment", "committed"): "binding",
    ("investment", "closed"): "in_force", ("investment", "cancelled"): "statement",
    ("partnership", "signed"): "framework", ("partnership", "announced"): "framework",
    ("capacity", "first_output"): "verified", ("capacity", "expanded"): "verified",
    ("capacity", "halted"): "statement", ("enforcement", "alleged_breach"): "statement",
    ("stockpile", "purchased"): "statement", ("licence", "delayed"): "statement", ("licence", "denied"): "statement",
    ("licence", "revoked"): "statement", ("military_scope", "prohibited"): "binding",
    ("military_scope", "exempted"): "binding", ("military_scope", "case_by_case"): "binding",
    ("military_scope", "clarified"): "statement",
}  # fmt: skip

#: The patterns whose words speak for a rung.
CUES = {"framework": "agreed", "binding": "legal", "in_force": "ordered", "verified": "figures",
        "speculation": "hedged"}  # fmt: skip


class Rung(NamedTuple):
    """A rung of the ladder with its cues, as spans of the sentence."""

    rung: str
    cues: tuple[Cue, ...]


def commitment_of(candidate: Candidate, factuality: str, timeframe: str, told: Attribution) -> Rung:
    """Return the rung that the text supports for an event."""
    scene = candidate.scene
    cues = [Cue(cue="instrument", start=c.start, end=c.end) for c in scene.instruments]
    if told.is_unnamed and told.span and not _is_common_knowledge(candidate, timeframe):
        return Rung(rung="speculation", cues=(Cue(cue="unnamed_source", start=told.span[0], end=told.span[1]),))
    if told.span and told.speaker:
        cues.append(Cue(cue="speaker", start=told.span[0], end=told.span[1]))
    rung = _rung(candidate, factuality, timeframe, told)
    cues += [Cue(cue=name, start=m.start(), end=m.end()) for name, m in _words(scene, rung)]
    return Rung(rung=rung, cues=tuple(cues))


def _words(scene: Scene, rung: str) -> list[tuple[str, re.Match[str]]]:
    """Return the words of the sentence that speak for a rung."""
    patterns = load_judgement_words().patterns
    by_rung = {
        "framework": "agreed",
        "binding": "legal",
        "in_force": "ordered",
        "verified": "figures",
        "speculation": "hedged",
    }
    name = by_rung.get(rung)
    found = patterns[f"rung.{name}"].search(scene.sentence) if name else None
    return [(name, found)] if name and found else []


def _is_common_knowledge(candidate: Candidate, timeframe: str) -> bool:
    """Return whether an event needs no source: controls and duties that are history or go on."""
    lasting = load_judgement_words().patterns["timeframe.lasting"].search(candidate.words)
    return candidate.type in LEGAL and (timeframe == "background" or bool(lasting))


def _rung(candidate: Candidate, factuality: str, timeframe: str, told: Attribution) -> str:
    if candidate.type in MEASURED:
        return _of_a_measure(candidate, factuality)
    if factuality == "denied":
        return _of_a_denial(candidate, told)
    if factuality in ("proposed", "threatened"):
        return _of_a_plan(candidate, factuality, told)
    if factuality == "scheduled":
        return _of_a_date(candidate)
    return _of_a_fact(candidate, timeframe, told)


def _of_a_measure(candidate: Candidate, factuality: str) -> str:
    """Return the rung of a figure: verified where somebody measured it, else somebody's word."""
    patterns = load_judgement_words().patterns
    if factuality in ("proposed", "threatened"):
        return "speculation"
    if factuality == "denied":
        return "statement"
    by_firm = candidate.type == "trade_flow" and any(n.entity.kind == "organisation" for n in candidate.scene.entities)
    measured = patterns["rung.figures"].search(candidate.scene.sentence) or candidate.scene.position == 0.0
    if by_firm and not re.search(r"\bcustoms\b", candidate.scene.sentence):
        return "statement"
    return "verified" if measured else "statement"


def _of_a_denial(candidate: Candidate, told: Attribution) -> str:
    """Return the rung of a denial: a fact of law is in force, somebody's word a statement."""
    if candidate.type not in LEGAL or told.speaker or candidate.action in ("lifted", "ended", "threatened"):
        return "statement"
    if candidate.scene.position == 0.0:
        return "statement"
    own = load_judgement_words().patterns["rung.lawless"].search(candidate.scene.sentence)
    return "statement" if own else "in_force"


def _of_a_plan(candidate: Candidate, factuality: str, told: Attribution) -> str:
    """Return the rung of what is planned or threatened."""
    patterns = load_judgement_words().patterns
    sentence = candidate.scene.sentence
    if factuality == "threatened":
        cited = candidate.scene.instruments or _is_rule(candidate.scene)
        return "binding" if cited and candidate.action in ("penalty", "revoked") else "statement"
    if told.speaker is None and patterns["rung.hedged"].search(candidate.before(40)) and candidate.type != "trade_deal":
        return "speculation"
    if candidate.type in ("capacity", "stockpile", "enforcement") or candidate.kind == ("trade_deal", "talks"):
        return "statement"
    if candidate.type == "investment":
        return "framework" if patterns["rung.agreed"].search(sentence) else "statement"
    agreed = patterns["rung.agreed"].search(sentence)
    return "framework" if agreed and not _is_one_sided(candidate, told) else "statement"


def _is_one_sided(candidate: Candidate, told: Attribution) -> bool:
    """Return whether a plan is only what one leader says of it."""
    return any(n.entity.kind == "person" and n.code == told.speaker for n in candidate.scene.entities)


def _is_rule(scene: Scene) -> bool:
    here: Scene | None = scene
    while here is not None:
        if here.instruments:
            return True
        here = here.previous
    return False


def _of_a_date(candidate: Candidate) -> str:
    """Return the rung of what is decided for later: an agreed text, or a legal one."""
    patterns = load_judgement_words().patterns
    if candidate.kind == ("trade_deal", "talks"):
        return "statement"
    here: Scene | None = candidate.scene
    agreed = False
    while here is not None:
        if here.instruments or patterns["rung.legal"].search(here.sentence):
            return "binding"
        agreed = agreed or bool(patterns["rung.agreed"].search(here.sentence))
        here = here.previous
    return "framework" if agreed else "binding"


def _of_a_fact(candidate: Candidate, timeframe: str, told: Attribution) -> str:
    """Return the rung of what is done, by type and action and by what the words say of its effect."""
    patterns = load_judgement_words().patterns
    sentence = candidate.scene.sentence
    if candidate.kind == ("trade_deal", "framework") and patterns["rung.claimed"].search(sentence):
        return "statement"
    if candidate.type == "military_scope" and (timeframe == "background" or told.speaker):
        return "in_force" if timeframe == "background" else FIRM.get(candidate.kind, "statement")
    if candidate.kind in FIRM:
        return FIRM[candidate.kind]
    if candidate.type == "licence" and told.speaker and not _is_issuer(told.speaker):
        return "statement"
    if candidate.type in ("export_control", "tariff") and timeframe == "new":
        return _of_a_new_act(candidate)
    return "in_force"


def _is_issuer(speaker: str) -> bool:
    """Return whether a speaker is a state or its agency, whose word on licences is the fact."""
    return bool(re.fullmatch(r"[A-Z]{2}(?:\.[A-Z]+)?", speaker))


def _has_begun(scene: Scene) -> bool:
    """Return whether a start that the sentence tells has come: "from today importers pay"."""
    published = scene.published.isoformat() if scene.published else ""
    return any(d.lead == "effective" and d.value <= published for d in scene.dates)


def _of_a_new_act(candidate: Candidate) -> str:
    """Return the rung of an act of law just made: agreed, published, or applied."""
    patterns = load_judgement_words().patterns
    sentence = candidate.scene.sentence
    if candidate.action in ("suspended", "cut", "paused", "lifted", "ended", "eased"):
        ordered = candidate.scene.instruments or patterns["rung.ordered"].search(sentence)
        agreed = patterns["rung.agreed"].search(sentence) or re.search(r"\bafter\b", sentence)
        return "framework" if agreed and not ordered else "in_force"
    if candidate.action in ("imposed", "expanded", "raised"):
        published = patterns["rung.announced"].search(candidate.words) or candidate.scene.instruments
        begun = patterns["rung.ordered"].search(sentence) or _has_begun(candidate.scene)
        return "binding" if published and not begun else "in_force"
    return "in_force"
