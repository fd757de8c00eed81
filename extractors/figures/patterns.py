"""What figures look like in a text: the patterns that ``quantities`` reads."""

import re

from extractors.caseless import Caseless
from extractors.figures.numerals import DIGITS, FOLDS, NUMBER, ONES, SCALE, TENS, WORDS
from extractors.figures.units import MASS, NAME, PER, PERCENT, RATED, SIGN, SPAN

_A = rf"(?P<a>{NUMBER})(?P<sa>{SCALE})?"
_B = rf"(?P<b>{NUMBER})(?P<sb>{SCALE})?"
_DASH = r"\s?(?P<sep>-to-|[-–—~]|to|and|or)\s?"
_BEFORE = r"(?<![\w%/=$€£¥₹₩])(?<!\d[.,])(?<![A-Za-z]-)"
#: Where a number may begin that stands by itself, a sign before it included.
NUMBER_START = Caseless(rf"{_BEFORE}(?:(?=\d|{WORDS})|minus |[-−](?=\d))")
MONEY = Caseless(
    rf"(?:(?P<cur>{SIGN})\s?{_A}(?:(?P<u1>/{MASS}\b)?{_DASH}(?:(?:{SIGN})\s?)?{_B})?(?P<word>\s{NAME})?){PER}?",
)
NAMED_MONEY = Caseless(rf"{_BEFORE}{_A}(?:{_DASH}{_B})?\s(?P<word>{NAME}){PER}?")
#: The mass behind a sum in brackets, and behind the bracket of the sum before it.
SHARED_PER = re.compile(rf"(?:\s?\([^()]{{1,40}}\)|\)){PER}", re.IGNORECASE)
_UNITS = rf"{PERCENT}|{RATED}|(?:{MASS})\b|(?:points?)\b|(?:{SPAN})\b"
MEASURED = Caseless(
    rf"{_BEFORE}(?P<minus>minus |[-−](?=\d))?{_A}(?:(?P<u1>\s?(?:{_UNITS}))?{_DASH}{_B})?[\s-]?(?P<unit>{_UNITS})",
)
ALONE = Caseless(
    rf"(?P<minus>minus |[-−](?=\d))?{_A}(?P<b>(?!))?(?P<sb>(?!))?(?P<sep>(?!))?[\s-]?(?P<unit>{_UNITS})",
)
#: A single span told by its article ("for a year", "over a decade") or an ordinal kilogram ("its first kilogram").
SINGLE = Caseless(
    r"\b(?:(?:for|by|another|over|inside|an additional|a further|one more|within|takes?|lasts|lasted|lasting|to last|gets?) (?:an? |the next )?"
    r"(?:(?:whole|full) )?(?P<span>day|week|fortnight|month|year|decade)(?!-(?:end|on|over|to|old))|first (?P<mass>kilogram|kilo|kg|tonne|ton))\b(?! (?:ago|earlier|later|after|before))",
)
#: A rate by the year: at once behind the mass, or a few words further on, or told before it.
YEARLY = re.compile(
    r"\s?(?:/\s?y(?:ea)?r?\b|(?:of [\w -]{2,40}?|[\w -]{2,25}? )??(?:(?:per|a|each|every) (?:year|annum)\b|annually\b|"
    r"yearly\b)|(?:of |in )?(?:annual|yearly|nameplate) |of capacity\b)", re.IGNORECASE)  # fmt: skip
YEARLY_BEFORE = re.compile(
    r"\b(?:(?:each|every) year|annual(?:ly|ised|ized)?|yearly|nameplate|capacity (?:of|to|from|at|is|was))\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
OTHER_RATE = re.compile(r"\s?(?:/|per |an? |each )(?P<by>day|week|month|hour)\b", re.IGNORECASE)
PERCENT_OF = Caseless(rf"\b(?:percents?|per cents?) of (?P<a>{NUMBER})(?=\s*(?:$|[.,;!?]))")
NOUNS = (
    r"applications?|requests?|permits?|licen[cs]es?|files?|filings?|dossiers?|submissions?|approvals?|clearances?|rejections?|refusals?|denials?|"
    r"elements?|metals?|rare[- ]earths?(?! (?:[\w-]+ ){0,3}(?:applications?|requests?|permits?|licen[cs]es?|files|filings|dossiers))|minerals?|materials?|oxides?|products?|items?|technologies|categories|types|"
    r"firms?|compan(?:y|ies)|entit(?:y|ies)|suppliers?|manufacturers?|exporters?|importers?|makers?|producers?|"
    r"contractors?|enterprises?|carmakers?|automakers?|organi[sz]ations?|institutions?|groups?|buyers?|vendors?|"
    r"parties|traders?|cases?|suspects?|people|measures?|restrictions?|countries|nations|states|governments|batches|shipments?|"
    r"consignments?|parcels?|projects?|subsidiaries|affiliates|universities|individuals|others|announcements?|notices?|kinds|"
    r"containers?|users?|plants?|mines?|houses|customers?|clients?|institutes?|laborator(?:y|ies)|agencies|vessels?|"
    r"exclusions?|headings?|subheadings?|codes?|lines|businesses|brands?|smelters?|refiners?|miners?|dealers?|banks?"
)
COUNTED = Caseless(
    rf"{_BEFORE}(?P<a>{NUMBER})(?P<sa>{SCALE})?(?P<of> of (?:the|its|those|these|their|them)\b(?: (?P<total>{NUMBER}))?)?"
    rf"[ -](?:(?!per\b|of\b|and\b|to\b|in\b|for\b|from\b|have\b|percent|is\b|are\b|was\b|were\b)(?:[A-Za-z][\w'’.-]*)(?: and| or)? ){{0,4}}?"
    rf"(?P<noun>{NOUNS})\b",
)
N_OF = Caseless(
    rf"{_BEFORE}(?P<n>{NUMBER})\s(?:(?:(?:export )?(?:licen[cs]es?|permits?|approvals?|applications?|requests?|files) )?out )?of (?:the |its |their |our |his |her |all |these |those |some |roughly |about |around |a total of |[\w-]+['’]s? )*"
    rf"(?P<total>{NUMBER})\b(?!\s?(?:{_UNITS}))",
)
_TIMES = rf"\d+(?:\.\d+)?|{'|'.join(w for w in ONES if w not in ('zero', 'one'))}|{'|'.join(TENS)}|hundred"
FOLD = re.compile(
    rf"{_BEFORE}(?P<fold>{_TIMES})[- ]?fold\b|{_BEFORE}(?P<times>{_TIMES}) times (?=what|the|as|its|their|that|those|more|higher|"
    rf"larger|last|(?-i:[A-Z])\w+'s)|\b(?P<twice>twice|thrice) (?=what|the|as|its|their|that|those|last|(?-i:[A-Z])\w+'s)|\b(?P<verb>{'|'.join(FOLDS)})(?:e|es|ed|ing|led|les|ling|d|s)?\b(?! digits)",
    re.IGNORECASE,
)
HALVED = Caseless(r"\bhalv(?:e|es|ed|ing)\b|\b(?:cut|slashed|reduced|fell|down|dropped) (?:in|by) half\b")
_PART = r"half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
#: What follows a part that is one: "of", an end, a comparison or a verb; not the noun of "a third plant".
_PARTED = (
    r"(?= of\b(?! (?:20|19)\d\d)|\s?[,.;:)\"”']|\s?$|-owned| (?:or|and|this|next|last|in|less|more|fewer|lower|higher|below|above|short|down|up|from|to|on|in|"
    r"the|as|for|with|since|because|when|while|between|over|after|again|were|was|are|is|had|have|has|went|got|gone)\b)"
)
PART = Caseless(rf"\b(?:(?P<n>a|an|one|two|three|four|nine|seven|five)[- ])?(?P<part>{_PART})\b{_PARTED}")
#: The same as one number in another: "four out of five applications".
ONE_IN = Caseless(
    rf"{_BEFORE}(?P<k>{NUMBER}) (?:(?:requests|applications|permits|licen[cs]es|files|firms|companies|cases) )?(?:out of|in) (?:every )?(?P<in>two|three|four|five|six|ten|\d{{1,2}})\b(?! {SPAN})(?!(?<=\d) (?-i:[A-Z]))",
)
#: Words before "quarter" and "half" that make them times of the year.
OF_THE_YEAR = re.compile(
    r"(?:first|second|third|fourth|last|latest|previous|prior|this|next|same|each|per|every|the|current|"
    r"march|june|september|december|year|early|late|mid|full)[ -]$", re.IGNORECASE)  # fmt: skip
#: A number alone that a verb shows to count what was named before: "four have been allowed", "19 were approved".
BARE = Caseless(
    rf"{_BEFORE}(?P<a>{NUMBER})(?:,\d{{3}})*(?:(?:, or|,? \() ?(?:about |some |roughly )?[\d.]+ ?(?:%|percent|per cent)\)?)?(?:,)?(?P<in>(?: (?:others?|more|of (?:them|these|those|which|whom)))?(?:,? (?:[A-Za-z]\w* ){{0,1}}?"
    r"(?:have|had|has|were|was|are|is|lie|remain(?:ed)?|await|still|wait(?:ed)?|sit|sat|came|went|got|passed|pending|"
    r"rejected|approved|granted|denied|refused|undecided|outstanding|in\b|out\b|kept|turned|thrown|returned|with a)\b))"
)
#: The same behind the verb: "approved four".
BARE_BEHIND = Caseless(
    rf"\b(?P<verb>approved|granted|cleared|rejected|denied|refused|issued|retain(?:s|ed|ing)?|keep(?:s|ing)?|allowed|declined|"
    rf"leav(?:es|ing)|accepted|received|turned down)(?: only| just| some| about)? (?P<a>{NUMBER})(?=[,.;]| and\b| or\b|$| of them)",
)
GAPPED = Caseless(rf"(?:{DIGITS})\s?(?P<unit>{MASS}\b|%)")
GAP = re.compile(
    rf"(?:,|;)? (?:and )?(?:the )?[A-Z][\w.]*(?: [A-Z]\w+)? (?:just |only |some |about )?(?P<a>{DIGITS})(?=[,.;)]|$| and)"
)
#: The same with the place behind: "512 tons from China, 211 from Japan".
GAP_BEHIND = re.compile(rf"[^;.\d]{{0,40}}?,(?: and)? (?P<a>{DIGITS})(?= (?:from|to) [A-Z])")
#: A price that takes over unit and scale of one before: "to 6.05 million yuan a ton, while dysprosium was at 1.42 million".
SCALED_ALONE = Caseless(
    rf"\b(?:at|to|was|were|flat|steady|unchanged) (?P<a>{DIGITS}) million(?=[,.;)]|$| and\b| while\b| after\b| from\b| in\b| on\b)"
)
#: A stretch of time that takes over the unit of the one it grew from: "from five weeks to nine".
SPAN_ALONE = Caseless(
    rf"\bfrom (?:about |around |some )?(?:{NUMBER})[ -](?P<unit>{SPAN}) to (?:about |around |some |nearly |almost )?(?P<a>{NUMBER})"
    rf"(?![\w-]|[ -](?:{SPAN})|\.\d)"
)
NIL = Caseless(r"\b(?:to|at|pays?|paid|charges?) (?P<nil>zero|nothing|nil)\b(?! percent)")
LONG = Caseless(r"\b(?:year|month|week|decade)[- ]long\b|\bhalf a year\b(?! (?:ago|earlier|later|before|after))")
YEAR = re.compile(r"(?:19|20)\d\d$")
CALENDAR_BEFORE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? $|\b(?:Nos?\.?|numbers?|chapter|section|article|"
    r"announcement|order|phase|no|one of|page|the|of|since|in|by) $", re.IGNORECASE)  # fmt: skip
NUMBERED = re.compile(
    r"\b(?:Nos?\.?|numbers?|chapters?|sections?|articles?|announcements?|orders?|phase) $", re.IGNORECASE
)
AGO = re.compile(r"[ -](?:ago|earlier|later|before|after|afterwards|previously|from (?:now|today)|old|since|hence|prior|into|"
                 r"(?:beforehand|running|in a row))\b", re.IGNORECASE)  # fmt: skip
RANGING = re.compile(r"\b(?:between|anything|anywhere|rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|span(?:s|ning)?|stretch\w*|"
                     r"either)\b[^,;]{0,30}$", re.IGNORECASE)  # fmt: skip
FROM = re.compile(r"\bfrom (?:about |around |roughly |some |an? (?:annual |average )?)?$", re.IGNORECASE)
#: What a part is a part of: "a quarter of roughly 140".
PART_TOTAL = Caseless(
    rf"(?:{_PART}|%|percent|per cent) of (?:the |its |their |some |roughly |about |around |almost |nearly )*(?P<total>{NUMBER})\b"
    rf"(?!\s?(?:{_UNITS}|{NAME}|{SCALE}))",
)
#: "gained $60 to $1,240": the first is a step, the second the level.
MOVED_BY = re.compile(
    r"\b(?:lost|gained|shed|added|put on|gave up|dropped|fell|rose|climbed|slipped|up|down|jumped|advanced|eased)(?: by)? ?$|"
    r"\b(?:rais|lift|increas|boost|expand|top|cut|trimm|lower|reduc|slash|widen|enlarg)\w*(?: \w+){0,3} by (?:about |some |another |a further |around )?$",
    re.IGNORECASE,
)
#: The number that the law gives where the days were told before: "took 68 working days; the law allows 45".
LEGAL_TERM = re.compile(
    rf"\b(?:law|rules?|statutes?|regulations?|statutory (?:limit|period|term|maximum)|legal (?:limit|period|term|maximum))\b"
    rf"[^.;:\d]{{0,30}}?(?P<a>{NUMBER})(?=[,.;)]|$| (?:and|but|at most)\b)|"
    rf"\b(?:the|against|of|than) (?P<a2>{NUMBER}) (?:that |which )?(?:the |Chinese |China's )?(?:law|rules?|statutes?|regulations?)\b",
    re.IGNORECASE,
)
