"""Whether the words before a date look ahead or back: the nearest that tells, within the clause."""

import re

from extractors.caseless import Caseless

#: Prepositions that look ahead only right before a time: "by April", and not "granted by the department in April".
_UP_TO_A_TIME = (
    r"(?=\s+(?:(?:the|its|their|about|around|at|latest|early|late|mid|end|close|middle|start|beginning|of|next|this|last|"
    r"first|second|third|fourth|half|quarter|week|month|year|on|as|soon|then|in|noon|midnight)\W*)*$)"
)
#: What was agreed or asked is yet to be done: mostly in a time to come, unless the act itself was long ago.
_TO_DO = (
    r"(?:agree[sd]?|promis(?:es?|ed|ing)|pledg(?:es?|ed|ing)|vow(?:s|ed|ing)?|undertook|undertakes|committed|resolved|"
    r"offer(?:s|ed|ing)?|asked|invited|urged|obliged|required) to [a-z]+"
)
AHEAD = re.compile(
    r"\b(?:will|shall|(?<![a-z]ed )(?<![a-z]ing )to (?:be|go|take|start|begin|come|meet|follow|run|open|land|resume|expire|lapse|"
    r"apply|produce|deliver|build|sign|visit|hold|host|grant|ship|launch|impose|raise|cut)|"
    r"should|would|could|(?-i:may)|might|due|likely|poised|about to|bound to|expect\w*|plan(?:s|ned)?|intend\w*|hop(?:e|es|ed|ing)|schedul\w*|set (?:for|to)|slated|aim\w*|"
    r"target\w*|until|till|"
    rf"(?:through|by|from){_UP_TO_A_TIME}|{_TO_DO}|"
    r"next|ahead of|before|pencilled in|pencilled|foreseen|foresee\w*|forecast\w*|deadline|expir\w+|lapses?|"
    r"no later than|on track|going to|looks? for|see|sees|upcoming|coming|take effect|takes effect|effective|starting|"
    r"beginning|as of|ends?|runs? out|wait|postpon\w*|delay(?:s|ed|ing)?|pushed|moved|"
    r"(?:mov|push|shift|brought|bring|slip|advanc)\w* (?:\S+ ){0,6}?to|put(?:s|ting)? (?:back|off)|"
    r"(?:brought|brings?|bringing|pulled|moves?) forward|defer\w*|wants?|plans?|goes|meets?|draws? near)\b",
    re.IGNORECASE,
)
PAST = Caseless(
    r"\b(?<!be )(?<!to )(?<!-)(?:since|last|had|has|have|was|were|did|been|ago|came|went|put|took|made|said|told|met|began|cut|won|got|gave|saw|"
    r"rose|fell|grew|sank|hit|set(?! (?:for|to))|let|drew|brought|held|kept|left|paid|sold|bought|struck|lost|withdrew|threw|shut|spent|sent|built|froze|shrank|slid|dealt|sought|chose|spoke|wrote|became|"
    r"imposed|(?!need|due|schedul|expect|plann|intend|hop|target|delay|postpon|foreseen|pencilled|sla)[a-z]{2,}ed)\b",
)
#: Words that look to both sides: what they say of the year is left to the nearer one.
EITHER = Caseless(r"\b(?:from|as of|effective|through|by|starting|beginning|before|ends?|to)\b")
#: Words that look ahead whatever came before: "promised to deliver by December".
STRONG = Caseless(r"until|till|by|before")
TO_DO = Caseless(rf"\b{_TO_DO}$")
#: What comes, whatever preposition stands between it and the date: "said that it would apply from 1 December".
MODAL = Caseless(r"will|shall")
AFTERWARDS = Caseless(r"\b(?:since|after) (?:the |early |late |mid-?)*$")
PERFECT = Caseless(r"\bha(?:d|s|ve)\b[^,;]{0,40}\b(?:by|before) (?:the )?(?:end of )?$")
#: So many characters before a date are looked at: a verb and its objects, "expects to produce its first ... in August".
REACH = 120
FROM_ON = re.compile(r"^\W*(?:from|as of|starting|beginning|effective)(?: from| on)? (?:the )?$", re.IGNORECASE)
#: "Exporters needed" tells of the past only behind the day from which they did: "the permits needed" tells nothing.
NEEDED = re.compile(
    r"[\w ]{3,12},? [^,;.]{3,70}? (?<!is )(?<!are )(?<!be )needed (?:an?|the|export|permits?|licen[cs]es?|to) ?"
)
#: A date among the first words of a sentence takes its tense from what follows.
OPENING = 3


def _opens(text: str, start: int) -> str:
    """Return the way that the words behind an opening date look, "" where none tells."""
    after = text[start : start + 110]
    if FROM_ON.search(text[:start]):  # what applies from a day on is told in the first clause, whoever said so
        after = re.split(r"(?<=.{15}),", after)[0]
    ahead = re.search(r"\b(?:will|shall|wants?|would|should|is to|are to|must|expects?|plans?|hopes?|aims?)\b", after)
    back = PAST.search(after)
    if ahead and (not back or ahead.start() < back.start()):
        return "ahead"
    return "back" if back else ""


def begins_in_the_past(text: str, start: int) -> bool:
    """Return whether a sentence opens with the first day of what it tells as past: "From April 4 exporters needed"."""
    opening = text[:start]
    if FROM_ON.search(opening) is None or len(opening.split()) >= OPENING:
        return False
    return _opens(text, start) == "back" or NEEDED.match(text, start) is not None


def looks(text: str, start: int) -> str:
    """Return "ahead", "back" or "" for a date that stands at ``start``."""
    before = re.split(
        r"[;(]|:(?!\d)| - | and (?=\w+ (?:will|was|were|is|are|has|had)\b)", text[max(0, start - REACH) : start]
    )[-1]
    if AFTERWARDS.search(before) or PERFECT.search(before):
        return "back"
    ahead = [(m.end(), m[0]) for m in AHEAD.finditer(before)]
    last_ahead = max((end for end, _ in ahead), default=-1)
    last_back = max((m.end() for m in PAST.finditer(before)), default=-1)
    opening = _opens(text, start) if len(text[:start].split()) < OPENING else ""
    if opening or last_ahead == last_back == -1:
        return opening
    if any(end > last_back and MODAL.fullmatch(word) for end, word in ahead):
        return "ahead"
    if last_ahead > last_back:
        return _ahead(before[:last_ahead], backed=last_back != -1)
    return "back"


def _ahead(words: str, *, backed: bool) -> str:
    """Return how surely the last of some words looks ahead; ``backed`` where others before it look back."""
    last = words.rsplit(None, 1)[-1] if words.split() else ""
    if TO_DO.search(words):
        return "nearest"
    if words.lower().endswith("as of"):
        last = "as of"
    if STRONG.fullmatch(last):
        return "either"
    if EITHER.fullmatch(last):
        return "nearest" if backed else "either"
    return "ahead"
