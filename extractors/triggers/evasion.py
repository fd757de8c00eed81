"""Duties that are dodged or paid back: neither a case of evasion nor a refund is an act upon the duty."""

import re

from extractors.caseless import Caseless
from extractors.scenes import Scene
from extractors.triggers.finding import Trigger

DUTY = r"(?:dut(?:y|ies)|tariffs?|lev(?:y|ies)|surcharges?)"
DODGED = Caseless(
    r"\b(?:evad\w+|dodg\w+|skirt\w*|circumvent\w*|sidestep\w*|avoid(?:ed|ing)?|cheat\w*|defraud\w*) "
    rf"(?:[\w$.,'-]+ ){{0,7}}?{DUTY}\b|\b{DUTY}[ -](?:evasion|fraud|dodg\w+|cheat\w*)|"
    rf"\b(?:evasion|non-?payment) of (?:[\w-]+ ){{0,4}}?{DUTY}\b|\bunpaid (?:[\w-]+ )?{DUTY}\b|"
    r"\bcharg(?:e|es|ed|ing) (?:\S+ ){1,8}?with (?:\S+ ){0,2}?(?:evad|smuggl|fraud|misdeclar|conspir|dodg)\w*",
    often=True,
)
PURSUED = re.compile(
    r"\b(?:charg(?:e|es|ed)|indict\w*|convict\w*|sentenc\w*|jail\w*|arrest\w*|fin(?:es|ed)\b|prosecut\w*|plead\w*|pled|"
    r"guilty|court|settle\w*|accus\w*|suspect\w*|seiz\w*|caught|raid\w*|investigat\w*|smuggl\w*)\b",
    re.IGNORECASE,
)


REFUNDED = Caseless(
    rf"\b(?:(?:refund|reimburs|repay|repaid)\w*|pa(?:y|ys|id|ying) back|giv\w+ back|return(?:s|ed|ing)?) "
    rf"(?:(?!that |which )[\w$.,'-]+ ){{0,6}}?{DUTY}\b|\b{DUTY} (?:refunds?|reimbursements?)\b",
    often=True,
)
#: So far before its refund the verb of a trigger may stand: "begins to refund".
BEFORE_REFUND = 25


def is_of_refund(trigger: Trigger, scene: Scene) -> bool:
    """Return whether a trigger of a new duty is only the refund of one: "customs begins to refund the duty"."""
    if trigger.rule.type != "tariff" or trigger.rule.action not in ("imposed", "raised"):
        return False
    return any(m.start() - BEFORE_REFUND <= trigger.start < m.end() for m in REFUNDED.finditer(scene.sentence))


def is_of_evasion(trigger: Trigger, scene: Scene) -> bool:
    """Return whether a sentence tells that somebody is pursued for dodging a duty, and nothing of the duty itself."""
    if trigger.rule.type != "tariff":
        return False
    return bool(DODGED.search(scene.sentence) and PURSUED.search(scene.sentence))
