"""Which way an act points where its action alone does not tell: figures that moved, and what a prolonged life is of.

The table of framework/event_types.toml holds the plain cases (GUIDELINES, "Direction outside state acts").
"""

import re

#: What makes an act of state milder: prolonged, it stays milder.
RELIEF = re.compile(
    r"\b(?:suspen\w+|paus\w+|truces?|exempt\w*|exclu\w+|waiv\w+|reprieves?|moratori\w+|delay\w*|fr[eo]ez\w*|frozen?|"
    r"relief|spar\w+|(?:put|holds?|held) off|on (?:hold|ice)|grace|postpone\w*|deferr?\w+|ceasefires?|stay|"
    r"carve-?outs?|exceptions?|general licen[cs]es?)\b",
    re.IGNORECASE,
)
_MEASURE = (
    r"(?:controls?|curbs?|restrictions?|bans?|embargo\w*|quotas?|ceilings?|licensing|prohibitions?|"
    r"dut(?:y|ies)|tariffs?|lev(?:y|ies)|surcharges?)"
)
#: A measure that is itself prolonged: "extended its controls", "the duties were renewed".
PROLONGED = re.compile(
    rf"\b(?:extend\w*|prolong\w*|renew\w*|continu\w+) (?:[\w'’-]+ ){{0,5}}{_MEASURE}\b|"
    rf"\b{_MEASURE}\b[^,;.]{{0,60}}\b(?:is|are|was|were|be|been|being) (?:\w+ )?(?:extended|prolonged|renewed)\b",
    re.IGNORECASE,
)
_UP = r"(?:climb\w*|r[io]s(?:e|es|en|ing)|rose|jump\w*|increas\w+|improv\w+|doubl\w+|tripl\w+|grow\w*|grew|gain\w*|up)"
_DOWN = r"(?:f[ea]ll(?:s|en|ing)?|drop\w*|declin\w+|decreas\w+|slip\w*|sank|sunk|plung\w+|halv\w+|shr[aiu]nk\w*|down)"
_LONGER = rf"(?:{_UP}|length\w+|stretch\w*|mount\w*|swell\w*|swollen|pil(?:e|ed|ing) up)"
_SHORTER = rf"(?:{_DOWN}|shorten\w*|cut|eas(?:e|ed|ing)|clear\w*|reduc\w+)"
_APPROVED = r"(?:share|rate|approv\w+|success\w*|clear(?:ed|ances?)|grant(?:s|ed)|permits?|licen[cs]es?)"
_WAITING = r"(?:wait\w*|times?|backlog\w*|queue\w*|pending|days|weeks|months|delays?|pile)"
NEAR = r"\b[^.;]{0,90}?\b"
#: From what to what a figure moved; approvals that rise ease, waits that grow tighten.
MORE_APPROVED = re.compile(rf"\b{_APPROVED}{NEAR}{_UP}\b(?=[^.;]{{0,30}}\b(?:to|from|by)\b)", re.IGNORECASE)
FEWER_APPROVED = re.compile(rf"\b{_APPROVED}{NEAR}{_DOWN}\b(?=[^.;]{{0,30}}\b(?:to|from|by)\b)", re.IGNORECASE)
LONGER_WAIT = re.compile(rf"\b{_WAITING}{NEAR}{_LONGER}\b(?=[^.;]{{0,30}}\b(?:to|from|by)\b)", re.IGNORECASE)
SHORTER_WAIT = re.compile(rf"\b{_WAITING}{NEAR}{_SHORTER}\b(?=[^.;]{{0,30}}\b(?:to|from|by)\b)", re.IGNORECASE)
#: Waits that are in prospect; case tells the verb from the month.
MAY_WAIT = re.compile(rf"\b(?:could|may|might)\b{NEAR}(?:take|wait|last|drag)\b")


def direction_of(kind: tuple[str, str], plain: str, sentence: str) -> str:
    """Return the direction of an act of that type and action; ``plain`` is the table's."""
    type_, action = kind
    if type_ == "licence_statistic":
        return _of_figures(sentence) or plain
    if action == "extended" and type_ in ("export_control", "tariff"):
        return "tightening" if PROLONGED.search(sentence) and not RELIEF.search(sentence) else plain
    return plain


def _of_figures(sentence: str) -> str | None:
    """Return which way counts and times of licensing moved, None where they only stand."""
    if LONGER_WAIT.search(sentence) or MAY_WAIT.search(sentence):
        return "tightening"
    if SHORTER_WAIT.search(sentence):
        return "easing"
    if MORE_APPROVED.search(sentence):
        return "easing"
    return "tightening" if FEWER_APPROVED.search(sentence) else None
