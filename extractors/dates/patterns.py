"""What dates look like in a text: the patterns that ``dates`` resolves, in the order in which they are tried."""

import re
from collections.abc import Mapping

from extractors.caseless import Caseless
from extractors.dates.calendar import DAYS, FIXED_FEASTS, MOVING_FEASTS, ORDINALS
from extractors.figures.numerals import NUMBER

_LONG = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
#: Months as they are written: with a capital, unless a number stands beside (``_ANY``).
MONTH = rf"(?:(?:{_LONG})\b|(?:{_SHORT})\b\.?)"
_ANY = rf"(?i:(?:{_LONG})\b|(?:{_SHORT})\b\.?)"
YEAR = r"(?:19|20)\d\d"
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)|(?i:{_ORDINAL})\b(?! (?:half|quarter|such|time|rise|fall|drop|(?:\w+ ){{1,2}}since\b)))"
_WEEKDAY = rf"(?:{'|'.join(d.capitalize() for d in DAYS)}|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?"
_ANYDAY = rf"(?i:(?:{'|'.join(DAYS)}|mon|tues?|wed|thurs?|fri|sat|sun)\b\.?)"
#: A year behind a day or month: told, or as last, this or next.
_Y = (
    rf"(?:\s?,?\s(?:of |in )?(?P<y>{YEAR})(?![\d,.]\d)|\s(?:of )?(?P<rel>last|this|next|the (?:following|same|previous)) year\b|"
    r"(?P<last>,? last\b(?! (?:week|month|year|quarter))|,? next\b(?! (?:week|month|year|quarter))))?"
)
_NOT_FIGURE = r"(?!\s?(?:pc\b|pct\b|points|percent|per cent|%|tons?|tonnes|million|billion))"
_SPANS = r"(?:(?:working|business|calendar) )?(?:day|week|fortnight|month|year|decade)s?"
_FEAST = "|".join(sorted((*FIXED_FEASTS, *MOVING_FEASTS), key=len, reverse=True)).replace("'", "['’]")
_COUNT = rf"(?:{NUMBER}|a|an|one|the)"

#: The day on which a text was given out, as a text says it of itself.
_ISSUED = (
    r"(?:the )?(?:date|day) (?:of (?:its |the |this )?(?:publication|promulgation|issuance|issue|release|signing|signature|announcement|notice|order|proclamation|decision|regulation)"
    r"|on which (?:it|this \w+) (?:is|was) (?:published|issued|signed|promulgated))"
)
_PUBLISHED = rf"(?:{_ISSUED}|(?:its |their |the )?(?:publication|promulgation|issuance))"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("offset", re.compile(rf"(?P<n>{_COUNT})[ -](?P<u>{_SPANS}) (?P<w>before|after|from|since|following) (?:the )?(?P<rest>today|tomorrow|tmrw|yesterday|now)\b", re.IGNORECASE)),
    ("frompub", re.compile(rf"(?P<n>{_COUNT})[ -](?P<u>{_SPANS}) (?:after|from|following) {_PUBLISHED}\b", re.IGNORECASE)),
    ("joined", re.compile(rf"(?<!for )(?<!for a )(?<!another )(?<!further )(?P<n>{_COUNT}) (?P<u>{_SPANS}) (?P<w>before|after|from|following|ahead of) (?:the )?(?P<date>(?:{MONTH} {_DAY}(?:,? {YEAR})?|{_DAY} {MONTH}(?: {YEAR})?|(?:next )?{_WEEKDAY}|(?i:{_FEAST})|\d{{1,2}}/\d{{1,2}}/{YEAR}))", re.IGNORECASE)),
    ("iso", re.compile(rf"(?<!\d)(?P<y>{YEAR})(?P<s>[-/. ]?)(?P<m>0[1-9]|1[0-2]|(?<=[-/.])[1-9])(?P=s)(?P<d>0[1-9]|[12]\d|3[01]|(?<=[-/.])[1-9])(?!\d|\.\d)")),
    ("zh", re.compile(r"(?:(?P<y>(?:19|20)\d\d)年|(?P<rel>今年|去年|明年))?(?P<m>\d{1,2})月(?:份)?(?:(?P<d>\d{1,2})[日号號])?")),
    ("zhy", re.compile(r"(?P<y>(?:19|20)\d\d)年(?!第)(?:第?(?P<q>[一二三四1-4])季度|(?P<h>[上下])半年)?")),
    ("mixed", re.compile(rf"\b(?P<y>{YEAR})[-/](?P<mon>{_ANY})[-/](?P<d>\d{{1,2}})\b|\b(?P<d2>\d{{1,2}})[-/](?P<mon2>{_ANY})[-/](?P<y2>{YEAR})\b|\b(?P<mon3>{_ANY})[-/](?P<d3>\d{{1,2}})[-/](?P<y3>{YEAR})\b|\b(?P<y4>{YEAR})[-/](?P<d4>\d{{1,2}})[-/](?P<mon4>{_ANY})|\b(?P<mon5>{_ANY})[-/](?P<y5>{YEAR})[-/](?P<d5>\d{{1,2}})\b|\b(?P<d6>\d{{1,2}})[-/](?P<y6>{YEAR})[-/](?P<mon6>{_ANY})")),
    ("slash", re.compile(r"(?<![\d/.])(?P<a>0?[1-9]|[12]\d|3[01])/(?P<b>0?[1-9]|[12]\d|3[01])/(?P<y>(?:19|20)?\d\d)(?![\d/])")),
    ("span", re.compile(rf"(?P<n>{_COUNT})[ -](?P<u>{_SPANS})(?P<more>(?:,? (?:and )?{NUMBER} {_SPANS})*) (?P<w>ago|from now|from today|hence|later|earlier|before that|beforehand|after that|afterwards|previously|before(?=[,.;]|$))(?: on (?P<on>{_WEEKDAY}))?", re.IGNORECASE)),
    ("anchored", re.compile(rf"(?P<n>{NUMBER}|a|an|one|(?i:the)(?= day\b)) (?P<u>{_SPANS}) (?P<w>before|after|from|since|following|into) ")),
    ("dayafter", re.compile(r"\b(?:(?:on )?the (?:very )?(?:day|morning|next day|following day) (?P<w>after|before)\b|(?:on )?the (?P<next>next|following|previous) day\b)", re.IGNORECASE)),
    ("sameday", re.compile(r"\b(?:that|the same) (?:very )?(?:day|date)\b", re.IGNORECASE)),
    ("within", re.compile(rf"\b(?P<w>[Ww]ithin|[Ii]n)(?: (?:the )?(?:next|coming|about|some|roughly|around|another|just|at most))? (?P<n>{NUMBER}|an?|one)(?:(?:-| to )(?P<n2>{NUMBER}))?[ -](?P<u>{_SPANS})(?:(?: from (?:today|now))| time|['’]s? time)?(?: on (?P<on>{_WEEKDAY}))?(?! (?:of|ago|earlier|since|before|after|low|high)\b)")),
    ("firstmonths", re.compile(rf"\b(?:the |its |in )?(?P<w>first|last|past) (?P<n>{NUMBER}) months(?: of (?P<y>{YEAR}|this year|last year|the year))?|\b(?P<n2>{NUMBER}) months of (?P<y2>{YEAR}|this year)", re.IGNORECASE)),
    ("threemonths", re.compile(rf"\b(?:quarter|three months|three-month period)(?: that)?(?: (?:to|ended|ending|through|until))(?: in)?(?: (?:the )?(?:end of |\d{{1,2}} ))? ?(?P<mon>{MONTH})(?: \d{{1,2}})?(?:,? (?P<y>{YEAR}))?")),
    ("months", re.compile(rf"\b(?P<mon>{MONTH})(?: (?P<y1>{YEAR}))?(?P<sep>-to-| to | through |-|–|/| and | until )(?P<mon2>{MONTH})(?: (?:of )?(?P<y>{YEAR}|last year|this year))?(?! \d)")),
    ("list", re.compile(rf"\b(?P<mon>{MONTH}) (?P<d>{_DAY})(?P<sep> and |-|–| to |, )(?P<d2>{_DAY})(?! (?:{_LONG}|percent|tons?|tonnes|million|billion|points|countries|firms|companies))(?:,? (?P<y>{YEAR}))?")),
    ("dlist", re.compile(rf"\b(?P<d>{_DAY})(?P<sep> and |-|–| to )(?P<d2>{_DAY}) (?P<mon>{MONTH})(?:,? (?P<y>{YEAR}))?")),
    ("mdy", re.compile(rf"(?<![\w])(?<!\d )(?:(?P<wd>{_ANYDAY}),? ?[(-]?)?(?P<mon>{_ANY})(?P<gap>,? ?[-/]?)(?:the )?(?P<d>{_DAY}){_NOT_FIGURE}\)?{_Y}")),
    ("dmy", re.compile(rf"(?<![\w.,$€£])(?:(?P<wd>{_ANYDAY}),? (?:the )?)?(?P<d>{_DAY})(?: day)?(?: of|[-/])?[ -]?(?P<mon>{_ANY}){_Y}")),
    ("my", re.compile(rf"\b(?P<mon>{MONTH}),?(?: of)?['’]?s? (?P<y>{YEAR})\b(?![,.]\d)")),
    ("mrel", re.compile(rf"\b(?P<mon>{MONTH})(?: of)? (?P<rel>last|this|next|the (?:following|same|previous)) year\b|\b(?P<rel2>last|this|next) (?P<mon2>{MONTH})(?! \d)")),
    ("quarter", re.compile(rf"\b(?:(?P<w>first|second|third|fourth|final|last|opening|March|June|September|December)[ -](?:calendar )?quarter|(?<![\w$])Q(?P<q>[1-4])|(?P<q2>[1-4])Q)(?:(?:,? (?:of )?|[ -]?|['’])(?:fiscal |FY|calendar )?(?P<y>{YEAR}|(?<=Q['’])\d\d(?!\d)|(?<=Q[1-4]['’ ])\d\d(?![\d,.%])|last year|this year|next year|the year))?\b(?!['’]s? (?:low|high))", re.IGNORECASE)),
    ("half", re.compile(rf"\b(?:(?P<w>first|second|latter|back|opening)[ -]half|(?<![\w$])H(?P<h>[12])|(?P<h2>[12])H|half[- ]year)(?:(?:,? (?:of )?|[ -]?)(?P<y>{YEAR}|(?<=H[12]['’ ])\d\d(?![\d,.%])|last year|this year|next year|the year))?\b", re.IGNORECASE)),
    ("fiscal", re.compile(r"\b(?:fiscal(?: year)?|financial year|FY)[ -]?(?P<y>20\d\d|\d\d)(?:[-/–]\d\d)?\b", re.IGNORECASE)),
    ("endof", re.compile(rf"\b(?:(?:at |by |before |until |till |through )?(?:the )?(?P<end>end|close|turn|start|beginning|middle|rest|remainder) of (?:the |this )?(?P<u>month|year|quarter|decade|week)|(?P<out>before the year is out|(?:by |at |before |until )?year[- ]?end)|(?:(?:the )?(?P<endy>end|close|middle|start|beginning) of |(?P<early>early|late|mid)[ -])(?P<of>{YEAR})|(?P<firstday>(?:the )?(?:first|last) day of) (?P<y>{YEAR}|next year|this year|the year)|(?P<w>earlier|later|late|early) (?P<w2>this|next|last|in the) (?P<u2>month|year|quarter))\b", re.IGNORECASE)),
    ("season", re.compile(rf"\b(?:(?P<w>last|this|next|the|in|by|since|until|of|for|early|late|mid)[ -])(?:(?:early|late|coming|following) )?(?P<season>spring|summer|autumn|fall|winter)\b(?: (?:of )?(?P<y>{YEAR}|last year|this year|next year))?", re.IGNORECASE)),
    ("feast", re.compile(rf"\b(?:(?P<w>last|previous|next|following|this|coming) )?(?<!Lunar )(?<!Chinese )(?P<feast>{_FEAST})\b(?:,? (?:of )?(?P<y>{YEAR}|this year|last year|next year))?", re.IGNORECASE)),
    ("ofnext", re.compile(rf"\bthe (?P<d>{_DAY})(?: day)? of (?P<w>next|this|last) month\b", re.IGNORECASE)),
    ("weekweekday", re.compile(rf"\b(?P<w>last|this|next|previous|following|coming)[ -]+week(?: ?-)?,? (?:on )?(?P<wd>{_ANYDAY})|\b(?P<wd2>{_ANYDAY}) of (?:the )?(?P<w2>last|this|next|previous|following|coming) week\b|\b(?P<wd3>{_ANYDAY}) (?P<w3>last|next|this) week\b")),
    ("weekdaynumber", re.compile(rf"\b(?P<wd>{_WEEKDAY}),? (?:the )?(?P<d>\d{{1,2}}(?:st|nd|rd|th)?(?![\d,.:/-]\d)|(?i:{_ORDINAL})(?=[.,;!]|$))(?!\d|\s?(?:%|percent|[A-Za-z]*day|{_LONG}))")),
    ("weekday", re.compile(rf"\b(?:(?P<w>next|last|previous|past|this past|this coming|this upcoming|coming|following|upcoming|this) )?(?P<wd>{_WEEKDAY})(?! (?:Times|Post|Telegraph|Mirror|Independent|Herald))")),
    ("atonce", re.compile(rf"\b(?:at once|immediately|with immediate effect|(?:up)?on (?:its |their )?(?:publication|release|issue|announcement|signing)|(?:on|upon|from|as of|after) {_ISSUED})\b", re.IGNORECASE)),
    ("relday", re.compile(r"\b(?P<w>today(?!['’]s)|yesterday|tomorrow|tonight|tmrw|overnight)\b|\b(?P<w2>this (?:morning|afternoon|evening))\b", re.IGNORECASE)),
    ("relunit", re.compile(rf"\b(?P<w>last|this|next|the (?:current|coming|past|previous|following|same)|the)\s(?P<u>month|year|quarter)\b(?!['’]s\b| (?:before|ago|earlier|to date)| to (?:{_LONG})\b)", re.IGNORECASE)),
    ("theday", re.compile(r"\b(?:on )?the (?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b(?! (?:century|floor|anniversary|round|party|congress|plenum|time|session|[A-Z]))", re.IGNORECASE)),
    ("m", re.compile(rf"\b(?P<mid>(?:early|late|mid)[ -])?(?P<mon>(?!May\b|March\b|Mar\b|Jan\b){MONTH}(?!\s(?:Price|Bay|Street|Inc|Corp))|(?:(?<=\b[Ii]n )|(?<=\b[Bb]y )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Dd]uring ))(?:May|March)\b(?!\s\d)|(?<=[a-z] )(?:May|March)(?=['’]s|[.,;:]|$| (?:and|as|when|after|that|the|this|to|by|on|in|was|were|is|deal|order|controls?|figures?|volumes?|shipments?|exports|statement|accord|truce|low)))")),
    ("y", re.compile(rf"(?<![\d$€£¥.,:/-])(?P<y>{YEAR})\b(?!(?:[,.:/]\d|\s?(?:%|percent|per cent|tons?\b|tonnes|t\b|kg|dollars|yuan|euros|points|firms|companies|applications|people|entries|employees|units)))(?:[-–](?P<y2>{YEAR})\b)?")),
)  # fmt: skip

_MOVED = Caseless(
    r"(?:day|week|fortnight|month|year|decade)s? (?:ago|from|hence|later|earlier|before|beforehand|after|afterwards|"
    r"previously|ahead|since|following|into)\b"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_BEHIND_A_DAY = Caseless(rf"[\dhtdyf][-/]?[ -]?(?:{_MONTHS})")
#: By kind, what a text holds where the pattern matches, and is sooner looked for than the pattern itself.
SOONER: Mapping[str, Caseless] = {
    "dmy": _BEHIND_A_DAY,
    "dlist": _BEHIND_A_DAY,
    "mixed": Caseless(rf"[-/](?:{_MONTHS})|(?:{_MONTHS})[a-z.]{{0,7}}[-/]"),
    "span": _MOVED,
    "joined": _MOVED,
    "anchored": _MOVED,
    "endof": Caseless(
        r"(?:end|close|turn|start|beginning|middle|rest|remainder|day) of |before the year|year[- ]?end|"
        r"(?:early|earlier|late|later|mid)[ -](?:\d|this|next|last|in the)"
    ),
}
