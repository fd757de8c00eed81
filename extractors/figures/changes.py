"""Up or down: the sign of a change, by the nearest word that tells one."""

import re

from extractors.caseless import Caseless

DOWN = Caseless(
    r"\b(?:down|f[ae]ll\w*|drop\w*|declin\w*|decreas\w*|lower\w*|less|fewer|short|below|plung\w*|plummet\w*|slump\w*|"
    r"shr[aiu]nk\w*|slid\w*|sank|sink\w*|contract(?:ed|ion|ing)|tumbl\w*|reduc\w*|retreat\w*|los[est]\w*|cuts?|cutting|"
    r"slip\w*|dip\w*|trim\w*|halv\w*|crash\w*|collaps\w*|eas\w+|weak\w*|shed\w*|g[ai]v(?:e|es|en|ing) up|cheaper|behind|slash\w*|sag\w*|ebb\w*|"
    r"dwindl\w*|erod\w*|under|off|downturn|trail\w*|curtail\w*|throttl\w*|g[ai]v\w+ back|shav\w*|par(?:e|es|ed|ing)|lopped|wip(?:ed|ing)|knock\w*|div(?:ed|ing|e)|dove)\b",
)
UP = Caseless(
    r"\b(?:up|r[io]se\w*|rising|gain\w*|grow\w*|grew|growth|climb\w*|increas\w*|jump\w*|surg\w*|soar\w*|leap\w*|higher|"
    r"more|above|over|rally|rallied|rebound\w*|advanc\w*|add(?:ed|ing|s)?|expand\w*|swell\w*|swollen|spik\w*|double\w*|"
    r"ahead|bigger|larger|greater|dearer|recover\w*|improv\w*|strengthen\w*|exceed\w*|upturn|lift\w*|boost\w*)\b",
)
FALLING = ("fell", "halted", "cut")
#: "more than", "less than", "up to", "just over" bound a figure and tell no direction.
BOUNDS = re.compile(
    r"\b(?:(?:more|less|fewer) than|up to|(?:just |well )?(?:over|under)|as much as|short of)(?=\s*(?:an? |the )?\S{0,2}$)",
    re.IGNORECASE,
)
REACH = 45
#: What stands behind a figure weighs as if it were so much nearer: "38 % short of", "160 % above".
BEHIND_BONUS = 8


def sign_of_change(sentence: str, span: tuple[int, int], action: str) -> float:
    """Return 1 or -1 for the change told at ``span``: by the nearest word within its clause, else by the action."""
    before = re.split(r"[;:]|, (?:while|but|and|whereas|yet)\b", sentence[max(0, span[0] - REACH) : span[0]])[-1]
    before = BOUNDS.sub(lambda m: " " * len(m[0]), before)
    after = re.split(r"[;:,.]| and | but | yet | while ", sentence[span[1] : span[1] + REACH])[0]
    found: list[tuple[int, float]] = []
    for pattern, sign in ((UP, 1.0), (DOWN, -1.0)):
        found += [(len(before) - m.end(), sign) for m in pattern.finditer(before)]
        found += [(m.start() - BEHIND_BONUS, sign) for m in pattern.finditer(after)]
    if found:
        return min(found)[1]
    return -1.0 if action in FALLING else 1.0
