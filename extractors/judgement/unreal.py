"""What a sentence says would have been, or calls untrue: by general English, whatever the event."""

import re

from extractors.caseless import Caseless
from extractors.syntax import Syntax

_FALSE = r"(?:false|wrong|untrue|inaccurate|incorrect|baseless|unfounded|groundless|fabricated|fiction)"
_TO_SAY = r"(?: to (?:say|claim|suggest))?"
#: Behind these a clause is said to be false; before the event.
UNTRUE_THAT = Caseless(
    rf"(?:\bnot|n['’]t|\bnever|\bhardly) (?:\w+ )?(?:true|correct|accurate|right|the case)\b"
    rf"{_TO_SAY}(?: that)?\b[^,;.]*$|"
    rf"\b{_FALSE}\b{_TO_SAY} that\b[^,;.]*$",
    often=True,
)
REPORTS = Caseless(
    r"\b(?:reports?|claims?|rumou?rs?|suggestions?|assertions?|allegations?|stories|talk|speculation) "
    r"(?:that|of)\b[^;.]*$",
    often=True,
)
#: What is decided against is not done; before the event, or as its own verb.
DECIDED_AGAINST = Caseless(
    r"(?:decid\w*|opt(?:s|ed|ing)?|vot(?:es?|ed|ing)|cho(?:se|oses?|osing|sen)) against\b",
    often=True,
)
CLOSELY = re.compile(r"^(?: [\w-]+){0,5} ?$")
#: Behind these a report is turned away, with what it says; before the event.
TURNED_AWAY = Caseless(
    r"\b(?:dismiss(?:es|ed|ing)?|reject(?:s|ed|ing)?|rebut(?:s|ted|ting)?|refut(?:es?|ed|ing)|den(?:y|ies|ied|ying)|"
    r"brush(?:es|ed|ing)? (?:off|aside)|wav(?:es?|ed|ing) (?:off|aside)|scotch(?:es|ed|ing)?|quash(?:es|ed|ing)?|"
    r"knock(?:s|ed|ing)? down)\b(?: as \w+)?(?: \w+){0,3}? "
    r"(?:reports?|rumou?rs?|claims?|suggestions?|talk|speculation|stories|allegations?) (?:that|of)\b[^;.]*$",
    often=True,
)
ARE_FALSE = Caseless(rf"^[^;.]*?\b(?:is|are|was|were|prove[sd]?|turned out(?: to be)?) (?:\w+ )?{_FALSE}\b", often=True)
#: What is asked about, before the event, and behind it the answer that it is not so.
ASKED_ABOUT = Caseless(
    r"^\W*(?:asked|pressed|questioned|quizzed|challenged|commenting|responding|reacting) (?:by [^,;.]{1,40} )?"
    r"(?:about|on|to|over|if|whether)\b[^;.]*$",
    often=True,
)
SAYS_NO = Caseless(
    r"^[^;.]*?, (?:[\w'’.-]+ ){1,8}?"
    r"(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es|ed)|disput(?:es|ed)) "
    r"(?:it|this|that|them|any|having|the (?:report|claim|suggestion|stor|assertion|allegation)\w*)\b|"
    r"^[^;.]*?, (?:[\w'’.-]+ ){1,8}?(?:called|said) (?:it|this|that|them|these|those|such (?:reports?|claims?)|"
    rf"the (?:reports?|claims?)) (?:was |were |is |are )?(?:\w+ )?{_FALSE}\b",
    often=True,
)

#: A headline that leaves out "is"; and what somebody calls a report.
CALLED = Caseless(r"\b(?:call|calls|called|describ\w+|brand\w*|label\w*|dismiss\w*)\b[^;.]*$", often=True)
FALSE = Caseless(rf"^[^;.]*?\b{_FALSE}\b(?P<last>\W*$)?", often=True)

#: Somebody is silent on what is asked of him, or a question stays open: the sentence tells no event by itself.
LEFT_OPEN = Caseless(
    r"\bno (?:word|comment|reply|response|answer)\b|"
    r"\b(?:silent|silence|mum|quiet|tight-lipped) (?:on|about|over|as)\b|"
    r"\b(?:not|n['’]t|neither|nobody|declined to|refused to|yet to)\b[^,;.]{0,40}\b"
    r"(?:said?|say|commented?|confirm(?:ed)?|repl(?:y|ied)|respond(?:ed)?|answer(?:ed)?|disclosed?)\b"
    r"[^,;.]{0,20}\b(?:whether|if|when|how|to)\b|"
    r"\bspokes(?:person|man|woman)(?:['’]s)? (?:remarks |statement |comments |answers )?on "
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"[^,;.]*$|"
    r"\b(?:un(?:clear|certain|known)|asked|question(?:s|ed)?|doubts?) (?:\w+ )?(?:whether|if|when)\b",
    often=True,
)
#: A list of steps that readers are to take, as lawyers and advisers head it: none of them has happened.
COUNSEL = Caseless(
    r"^\W*(?:what (?:to do|(?:\w+ ){1,3}(?:should|can|must|need to|have to) do)\b[^:.]{0,30}:|"
    r"(?:(?:our|the|recommended|practical|suggested|immediate|next|key) ){1,2}"
    r"(?:steps?|advice|actions?|recommendations?|to-?dos?|takeaways?)\b[^:.]{0,30}:|"
    r"(?:action (?:points?|items?)|check-?list|to-?do(?: list)?)\b[^:.]{0,30}:|"
    r"we (?:recommend|advise|suggest|urge)\b)",
    often=True,
)

#: Before an event that is only asked about; before one that somebody is advised to bring about.
ASKED = Caseless(
    r"\b(?:asked|asking|wonder\w*|(?:un(?:clear|certain|known)|not (?:clear|certain|known))|"
    r"(?:not|declined to|would not|n['’]t) sa(?:y|id)) (?:\w+ ){0,2}(?:whether|if|when)\b(?:[^,;.]|(?<=\bno)\.)*$|"
    r"\b(?:has|have|had|did|does|do) (?:not|n['’]t|never) (?:yet )?sa(?:y|id) that\b(?:[^,;.]|(?<=\bno)\.)*$|"
    r"\b(?:no|any) (?:assurances?|guarantees?|certainty) (?:\w+ ){0,3}?that\b[^;.]*$",
    often=True,
)
ADVISED = Caseless(
    r"\b(?:should|ought to|(?:is|are|were) (?:advised|urged|told|encouraged) to|had better) (?:\w+ )?"
    r"(?:apply|file|seek|request|renew|submit|prepare|ask)\b[^,;.]*$",
    often=True,
)


def is_only_asked(sentence: str, start: int) -> bool:
    """Return whether the event at ``start`` is only asked about, or what somebody is advised to seek."""
    before = sentence[:start]
    return bool(ASKED.search(before, within=sentence) or ADVISED.search(before, within=sentence))


def is_left_open(sentence: str) -> bool:
    """Return whether a sentence tells no event by itself: "no word from Beijing", "has not said whether", counsel."""
    return bool(LEFT_OPEN.search(sentence) or COUNSEL.search(sentence))


#: An end told only to say that it is put off: "the pause, which was to lapse on 1 December, runs until March".
PUT_OFF_END = Caseless(
    r"\b(?:which|that) (?:was|were|had been) (?:(?:due|set|meant|supposed|scheduled|originally|previously) ){0,2}to ?$"
)
RUNS_OUT = re.compile(r"(?:laps|expir|run\w* out|end)", re.IGNORECASE)


def is_end_put_off(sentence: str, start: int, end: int) -> bool:
    """Return whether a clause only tells when what the sentence is about was to end."""
    runs_out = RUNS_OUT.match(sentence, start, end)
    return runs_out is not None and PUT_OFF_END.search(sentence[:start], within=sentence) is not None


def is_counterfactual(syntax: Syntax, head: int) -> bool:
    """Return whether a clause tells what would have been, or on what that would have hung."""
    return head >= 0 and (_would_have_been(syntax, head) or _is_unmet(syntax, head))


def _would_have_been(syntax: Syntax, head: int) -> bool:
    """Return whether a verb has ``would have`` or ``'d have`` before a participle."""
    if syntax.words[head].tag not in ("VBN", "VBD"):
        return False
    helpers = {w.text.lower() for w in syntax.children(head, "aux", "auxpass")}
    return bool({"would", "'d", "could", "might"} & helpers) and "have" in helpers


def _is_unmet(syntax: Syntax, head: int) -> bool:
    """Return whether a clause is the condition of what would have been: "had the summit gone badly", "if it had"."""
    word, had = syntax.words[head], False
    for governor in syntax.governors(head):
        had = (
            had
            or word.text.lower() == "had"
            or any(c.text.lower() == "had" for c in syntax.children(word.index, "aux"))
        )
        marks = {m.lemma for m in syntax.children(word.index, "mark")}
        joined = word.dep == "conj" and bool(syntax.children(governor.index, "cc"))
        if word.dep not in ("advcl", "ccomp", "xcomp", "conj") or joined or marks - {"if"}:
            return False
        if had and _would_have_been(syntax, governor.index):
            return True
        word = governor
    return False


def is_called_untrue(sentence: str, start: int, end: int) -> bool:
    """Return whether the event at ``start`` to ``end`` is said not to be true."""
    before, after = sentence[:start], sentence[end:]
    if any(m.start() == start or CLOSELY.match(sentence[m.end() : start]) for m in DECIDED_AGAINST.finditer(sentence)):
        return True
    if UNTRUE_THAT.search(before, within=sentence) or TURNED_AWAY.search(before, within=sentence):
        return True
    if ASKED_ABOUT.search(before, within=sentence) and SAYS_NO.search(after, within=sentence):
        return True
    if not REPORTS.search(before, within=sentence):
        return False
    if ARE_FALSE.match(after, within=sentence):
        return True
    false = FALSE.match(after, within=sentence)
    return false is not None and (false["last"] is not None or bool(CALLED.search(before, within=sentence)))
