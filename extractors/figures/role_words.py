"""Words and units that tell what a figure is for; ``role_readers`` asks for them."""

import re

from extractors.caseless import Caseless

SPANS = ("day", "working_day", "month", "year")
MONEY = re.compile(r"[A-Z]{3}$")
PRICED = re.compile(r"[A-Z]{3}/")
#: The unit that prices of these goods are told in, where a sentence leaves it out.
USUAL_PRICE = {"USD": "USD/kg", "EUR": "EUR/kg", "CNY": "CNY/t"}
GOODS = re.compile(
    r"elements?|metals?|rare[- ]earths?|minerals?|materials?|oxides?|products?|items?|technolog|categor|types?"
)
PARTIES = re.compile(
    r"firms?|compan|entit|suppliers?|manufact|exporters?|importers?|makers?|producers?|contractors?|enterprises?|carm|"
    r"traders?|autom|users?|customers?|clients?|plants?|houses|institutes?|laborator|agencies|businesses|brands?|smelters?|refiners?|"
    r"miners?|dealers?|banks?|organi|institutions?|groups?|buyers?|vendors?|parties|subsidiar|affiliates|universit|individuals"
)
FILES = re.compile(r"applications?|requests?|permits?|licen[cs]es?|files?|filings?|dossiers?|submissions?|approvals?|"
                   r"clearances?|cases?|rejections?|refusals?|denials?")  # fmt: skip
KINDS = re.compile(r"kinds|announcements?|notices?|containers?|consignments?|parcels?|exclusions?|headings?|subheadings?|"
                   r"codes?|lines")  # fmt: skip
ELLIPTIC = ("bare", "others", "of", "part")
CAUGHT = re.compile(r"cases?|suspects?|people|batches|shipments?|consignments?|parcels?|individuals")
MEASURES = re.compile(r"measures?|restrictions?|countries|nations|states|governments|projects?")
#: What makes a percentage of duty a step and no level.
STEP = re.compile(
    r"(?:further|additional|extra|another|by|add(?:s|ed|ing)?|on top|plus)(?: (?:of|about|some|around|up to|as much as))?"
    r"(?: an?)? ?\(?$", re.IGNORECASE)  # fmt: skip
#: "An additional tariff of 100 percent" is a step; "the additional duty is 15 percent" is the level of that duty.
STEP_OF = re.compile(
    r"\b(?:a|an) (?:further|additional|extra|added)(?: [\w-]+)? (?:tariffs?|dut(?:y|ies)|lev(?:y|ies)) of"
    r"(?: about| some| around| up to)? ?$", re.IGNORECASE)  # fmt: skip
EASED = ("cut", "paused", "ended", "exempted", "extended", "struck_down")
#: A stretch before a figure of time that makes it a term to act within, a distance, or a stretch of the past.
TERM = re.compile(r"\b(?:within|in|no later than|under|after|every|each|(?:past|last)|before|first)(?: (?:about|some|the|another|"
                  r"next|just|only|at least|as little as|roughly|around))? ?(?:an? )?$", re.IGNORECASE)  # fmt: skip
APART = re.compile(r"[- ](?:ago|earlier|later|before|after|old|since|hence|apart)\b", re.IGNORECASE)
#: What a stretch of time in front of it does not prolong: "a four-year review", "a 14-month low".
NO_TERM = re.compile(r"[- ](?:review|probe|investigation|inquiry|low|high|peak|trough|notice|record|average|visit|meeting|talks?|"
                     r"call|row|dispute|war|history|plan|anniversary|wait\w*|review\w*|study|effort|campaign)\b", re.IGNORECASE)  # fmt: skip
PURE = re.compile(r"(?:\W{0,2}(?:pure|purity|grade)\b|.{0,3}\b\w+ (?:oxide|metal)\b)", re.IGNORECASE)
PURITY = re.compile(r"\b(?:purity|grade)(?: of| at)?\W*(?:about |over )?$", re.IGNORECASE)
PART_OF = re.compile(r"\s?(?:of|share)\b(?! (?:a year|the year))", re.IGNORECASE)
BY = re.compile(
    r"\bby (?:about |some |around |up to |as much as |more than |at least |nearly |almost |just over )?$", re.IGNORECASE
)
THRESHOLD = re.compile(r"\b(?:value|content|weight|owned|owner\w*|or more|at least|threshold|minimis|affiliat\w*|contain\w*|trace\w*|"
                       r"rule|stake|held|subsidiar\w*)\b", re.IGNORECASE)  # fmt: skip
FLOOR = re.compile(r"(?:[- ]\w+)?[- ](?:price )?(?:floor|ceiling|minimum|guarantee)\b", re.IGNORECASE)
#: No kilogram of these goods is bought at more, in any of the currencies that floors are told in.
HIGHEST_KILO = 20_000
TAKEN = re.compile(
    r"\b(?:acquir\w*|bu(?:y|ys|ying)|bought|tak(?:e|es|en|ing)|took|purchas\w*|sell\w*|sold|own\w*)\b[^,;]{0,20}$",
    re.IGNORECASE,
)
OTHER_GOODS = re.compile(
    r"\s?of (?:\w+ )?(?:soy\w*|corn|wheat|grain|sorghum|oil|gas|lng|coal|beef|pork|steel|copper)\b", re.IGNORECASE
)
QUOTA = re.compile(r"\b(?:quotas?|ceilings?|caps?|limits?|allotments?|allocations?|total[- ]control)\b", re.IGNORECASE)
SHARED = re.compile(
    r"\b(?:shares?|portion|proportion|account\w*|made up|makes? up|represent\w*|supplie[sd]|bought|took|takes)\b",
    re.IGNORECASE,
)
HELD = re.compile(r"\b(?:stake|stock|shares?|equity|interest|hold\w*|own\w*|shareholder|ownership)\b", re.IGNORECASE)
VALID = re.compile(
    r"\b(?:valid\w*|good|run\w*|last\w*|licen[cs]\w*|permits?|expir\w*|term|renew\w*|cover\w*|for|only)\b",
    re.IGNORECASE,
)
#: "suppliers of the three biggest carmakers" counts the carmakers, not who got a licence.
MEMBERS_OF = re.compile(
    r"\b(?!licen|permit|approval|clearance|certificate)\w+ of (?:the )?(?:top )?$|\b(?:suppliers|makers|sellers) to (?:the )?(?:top )?$",
    re.IGNORECASE,
)
#: What stands before those who tell of a licence, and got none: "confirmed by three suppliers".
TELLING = re.compile(
    r"\b(?:confirmed|said|told|reported|disclosed|according|seen|compiled|cited|quoted)\b(?: \w+)? (?:by|to) (?:the |some |about |at least )?$",
    re.IGNORECASE,
)
#: What a multiple compares a price with that is no earlier one: "four times the domestic price".
TIMES_ANOTHER = re.compile(
    r"\s?(?:the|what|that|those|its|as much as)\b (?!(?:\w+ ){0,3}(?:ago|earlier|before|last|previous|(?:January|February|March|April|May|June|"
    r"July|August|September|October|November|December)))(?:[\w-]+ ){0,3}(?:prices?|quotes?|levels?|benchmarks?|elsewhere|in China|inside China|"
    r"China's|abroad|at home)\b",
    re.IGNORECASE,
)
REVIEWED = re.compile(r"\b(?:review\w*|process\w*|tak(?:e|es|ing)|took|wait\w*|decid\w*|clear\w*|turn\w*|queue\w*|approv\w*|"
                      r"obtain|answer\w*|respon\w*|handl\w*|examin\w*|delay\w*)\b", re.IGNORECASE)  # fmt: skip
LEVEL_RAISED = re.compile(
    r"\b(?:rais|lift|expand|increas|grow|ramp|boost|doubl|build|scale)\w*\b.{0,60}\bto\b[\w ]*$", re.IGNORECASE
)
#: A stretch of time over which something is counted.
PERIOD = re.compile(r"\b(?:first|last|past|previous|next|preceding|over the|during the) $", re.IGNORECASE)
LICENCE_COUNTS = (
    ("denied", re.compile(r"\b(?:reject|denied|den(?:y|ies|ied)|refus|turned (?:down|away)|thrown out|declin|with a no|unsucc)", re.IGNORECASE)),
    ("pending", re.compile(
        r"\b(?:pending|await|wait|undecided|unanswered|yet to|outstanding|in limbo|stuck|unresolved|not (?:yet )?been|lie|"
        r"lying|sit|sat|queue|remain|backlog|held up|still|out\b(?! of))", re.IGNORECASE)),
    ("approved", re.compile(r"\b(?:approv|grant|clear|allow|nod|green light|issu|go-ahead|passed|accept|obtain|won\b|yes\b|succe|through)|^ in\b\W*$",
                            re.IGNORECASE)),
)  # fmt: skip
KEPT_BEFORE = re.compile(r"\b(?:keep|retain|leav|maintain)\w*\b.{0,20}$", re.IGNORECASE)
KEPT_BEHIND = re.compile(r" (?:are|is|were|remain|stay)\w*(?: (?:kept|retained|in place))?")
#: A sum told as the whole of another: "$210 million of a $620 million loan", "so far out of 3 billion".
WHOLE = Caseless(
    r"(?:\d|illion|bn|mn|m) (?:so far )?(?:out )?of (?:a|an|the|its) (?:total )?$|\bout of (?:a |the )?$",
)
#: A price that has moved by so much, and is not so much.
MOVED_BY = re.compile(
    r"\b(?:lost|gained|shed|added|put on|gave up|gave back|dropped|fell|rose|climbed|slipped|up|down|jumped|advanced|eased)(?: by)?(?: another| a further)? ?$",
    re.IGNORECASE,
)
MOVED = re.compile(r" (?:dearer|cheaper|lower|higher|more|less|up|down|above|below)\b", re.IGNORECASE)
#: Verbs of a contract to buy or supply: so many tons a year are its volume, and no plant's capacity.
SUPPLYING = re.compile(
    r"\b(?:buy\w*|bought|suppl\w+|purchas\w*|deliver\w*|contract\w*|off-?take\w*|sell\w*|take|"
    r"letters? of (?:intent|interest) (?:[\w-]+ ){0,4}for)\b",
    re.IGNORECASE,
)
RAISING = re.compile(r"\b(?:add\w*|rais\w*|increas\w*|restor\w*)\b[^,;]{0,20}$", re.IGNORECASE)
LEVEL_BEFORE = re.compile(
    r"\b(?:to|at|pay|pays|paying|charg\w*|stays?|remains?|face[sd]?|keep\w*|retain\w*|leav\w*)\b[\w ]{0,18}$",
    re.IGNORECASE,
)
MONTHS_OF_A_YEAR = 12
#: What opens a clause with the whole: "Of 418 applications 296 were granted".
OF_ALL = re.compile(r"(?:^|[,;.:] )[Oo]f (?:the |its |some |about |roughly )*$")
#: What stands between a count and what became of it: "32, or 20 percent, were approved", "44 (22%) were granted".
ASIDE = re.compile(r"^(?:, or|,? ?\() ?(?:about |some |roughly )?[\d.]+ ?(?:%|percent|per cent)[,)]?", re.IGNORECASE)
OUT_OF = re.compile(r"\bout of (?:the |its |some |about |roughly |a total of )*$", re.IGNORECASE)
#: What is counted tells its own fate: "32 approvals", "nine refusals".
FATES_COUNTED = (
    ("denied", re.compile(r"rejections?$|refusals?$|denials?$", re.IGNORECASE)),
    ("approved", re.compile(r"approvals?$|clearances?$|grants?$", re.IGNORECASE)),
)
OF_DUTY = re.compile(r"[- ](?:\w+ )?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rule)\b", re.IGNORECASE)
#: A part of a firm, by its name or its kind, is a stake: "8% of Lithium Americas and 10% of Trilogy Metals".
OF_A_FIRM = re.compile(
    r"\s?of (?:the )?(?:[A-Z]\w+(?! (?:output|exports?|imports?|demand|supply|production|capacity|needs))(?!['’]s)|"
    r"(?:company|miner|firm|developer|group|project|venture|refiner|producer|maker)\b)"
)
OF_CAPACITY = re.compile(
    r"\s?of (?:\w+ ){0,3}(?:capacity|output|demand|needs|supply|production|consumption)\b", re.IGNORECASE
)
TERM_OF_MONEY = re.compile(r"\b(?:for|over(?: the next)?|term of|run for|next) $", re.IGNORECASE)
#: Fewer people than this are sources, more may be held.
A_CROWD = 5
