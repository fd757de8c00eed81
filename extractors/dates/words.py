"""Words around a date that tell what it is for; `roles.py` and what it rests on ask for them."""

import re

from extractors.caseless import Caseless

FULL = len("2026-11-10")
MONTH = len("2026-11")
YEAR = len("2026")
#: A date that starts before this character opens its sentence; a "when" reaches so far.
OPENING = 12
REACH_OF_WHEN = 90
#: A peer takes a date away only where it is nearer by so much.
MARGIN = 0.0
#: A date further than this from an event, in steps of the tree and characters, is none of it.
FARTHEST = 7.0
#: Verbs of saying; a day told beside one dates what is said.
SAYING = re.compile(
    r"\b(?:said|says|told|tells|reported|reports|wrote|posted|showed|shows|confirmed|disclosed|conceded|admitted|acknowledged|warned|testified|predicted|reckoned|stated|added|out|released|published|"
    r"according to|statement|announced|noted|on record|heard|quoted)\b(?:[\w' ]|, ){0,25}$",
    re.IGNORECASE,
)
ANNOUNCING = re.compile(
    r"\b(?:announc\w*|publish\w*|issu(?:ed|es|ing)|unveil\w*|sign(?:ed|s|ing)?|agree\w*|releas\w*|threaten\w*|propos\w*|decre\w*|"
    r"declar\w*|proclaim\w*|promis\w*|pledg\w*|vow\w*|order(?:ed|s)?|settl\w*|struck|strike|reach\w*|met|meet\w*|memorandum|"
    r"outlin\w*|decid\w*|rul(?:ed|es|ing)|held|finali[sz]\w*|made final|conclud\w*|spelled out|laid down|dated|posted|sketched|adopt\w*|accus\w*|pass(?:ed|es)|approv(?:ed|es)|enact(?:ed|s)|vot(?:ed|es)|gazett\w*|promulgat\w*|tabled)\b",
    re.IGNORECASE,
)
#: Goods of a day on are those that a rule applies to: "magnets entered on or after June 4".
_ENTERED = (
    r"(?:entered|withdrawn|loaded|shipped|imported|exported|arriving|landed|entering|made|signed|dispatched)"
    r"(?: \w+){0,4} (?:on or after|after|from)|on or after"
)
ENTERED = re.compile(rf"\b(?:{_ENTERED}) (?:the )?$", re.IGNORECASE)
EFFECTING = Caseless(
    r"\b(?:effective|as of|since|from|beginning|starting|starts?|takes? effect|took effect|taking effect|in(?:to)? force|applies|apply|"
    rf"{_ENTERED}|came in|kick\w* in|goes to|enter\w* into|dating from|in place|retroactive to)\b")  # fmt: skip
EXPIRING = Caseless(
    r"\b(?<!came )(?<!come )(?<!comes )(?<!gone )(?<!went )(?<!go )through (?:the )?(?:end of )?$|\b(?:until|till|expir\w+|laps\w+|r[au]ns? out|running out|ends?|ending|ended|valid to|good to|up to|to last|last until|beyond|"
    r"wait(?:s|ed)?|sunset\w*)\b(?:[\w' .:]|, ){0,40}$",
    often=True,
)  # fmt: skip
NOT_EXPIRING = re.compile(
    r"\b(?:(?<!until )(?<!until the )(?<!till )(?<!till the )(?<!through )(?<!through the )end of|ended? the|until (?:then|now)|through the|ended (?:on|in)|by the end)\b(?:\w* ?){0,3}$",
    re.IGNORECASE,
)
_NEAR = r"(?: (?:the|about|around|early|late|mid|end of|close of|this|next|at|latest|on|of|is|was))* ?-?$"
TERM = Caseless(
    rf"\b(?:by|(?:no|not) later than|before|within|deadline\w*|due|ahead of|in time for){_NEAR}",
    often=True,
)
#: A month or a year compared with: no date of the event.
COMPARED = re.compile(
    r"\b(?:than(?: in)?|from|compared (?:with|to)|against|versus|over|above|below|short of|since|of|on|half|level of|lowest since|as in|on the same \w+ of|than those of)"
    r" (?:the )?(?:same (?:month|period|stretch|quarter) (?:(?:of|in) )?)?$", re.IGNORECASE)  # fmt: skip
COMPARING = re.compile(
    r"(?:%|percent|per cent|pc|points|fold|times|half|third|quarter|more|less|fewer|higher|lower|up|down|above|below|short|improvement|low|high|most|"
    r"least|smallest|largest|lowest|highest|weakest|best|worst|since records|dearest|little|gone)(?!\w)[\w ,']{0,28}$", re.IGNORECASE)  # fmt: skip
SET_AGAINST = re.compile(
    r"\b(?:not since|compared (?:with|to)|against|versus|than (?:in|those of|that of)|trail(?:s|ed|ing)?|match(?:es|ed|ing)|relative to|"
    r"(?:lowest|highest|smallest|largest|weakest|strongest|most|least|best|worst|low|high|dearest|first time) since)"
    r" (?:the |early |late |mid-?)*(?:same (?:month|period|stretch|quarter) (?:(?:of|in) )?|(?:spring|summer|autumn|winter) of )?$", re.IGNORECASE)  # fmt: skip
#: "stopped sending in April" tells when the stop began; a measured fall has a period.
SAID_THEN = re.compile(
    r"\b(?:said|told \w+|conceded|admitted|acknowledged|warned|disclosed|reported|announced|confirmed) (?:early |earlier |late |back )?(?:in )?$",
    re.IGNORECASE,
)
#: Those whose telling is no announcement: unnamed sources, and the press.
NO_ISSUER = re.compile(
    r"\b(?:people|persons?|sources?|officials?|executives?|analysts?|traders?|brokers?|story|reports?|newspaper|Reuters|Bloomberg|Journal|"
    r"Times|Post|FT|familiar|aware|knowledge|industry|lawyers?|experts?)\b", re.IGNORECASE)  # fmt: skip
BEGINNING = re.compile(r"\b(?:effective|force|stop|cease|begin|start)\w*\b")
SINCE = re.compile(r"\bsince\b[\w ]*$")
LONGEST_DATELINE = 50
#: A licence that arrives does so on a day of its own; one that is granted is announced.
ARRIVED = re.compile(
    r"\b(?:came|come|comes|coming|arriv\w*|obtain\w*|receiv\w*|got|gets?|land\w*|reach\w*|deliver\w*)\b", re.IGNORECASE
)
SPEECH_KINDS = ("weekday", "relday", "weekweekday")
COUNTED = ("span", "anchored", "offset", "within", "joined", "dayafter")
STOPPED = re.compile(r"stop\w*|halt\w*|ceas\w*|suspend\w*", re.IGNORECASE)
PRODUCED = re.compile(r"\b(?:quarter|half|months|produc\w*|output|turned out|made|mined)\b", re.IGNORECASE)
TRADED = re.compile(
    r"\b(?:export\w*|import\w*|ship\w*|sold|cargo\w*|volumes?|deliver\w*|outbound|sales|purchases|customs)\b",
    re.IGNORECASE,
)
DATELINE = re.compile(r"^(?:[A-Z][\w.'/ -]{2,40}, )*[A-Z][\w.]*(?:,? [A-Z][\w.]*){0,5},? ?$")
DEFERRED = re.compile(r"\b(?:wait|delay|postpon|put off|defer|push|not|hold)\w*\b", re.IGNORECASE)
#: A text told at the head of the sentence as what does the act: "By Executive Order 14298 of May 12".
ORDERED = re.compile(r"^By (?:\w+ ){1,4}(?:No\. )?\d+ (?:of|dated) $")
OF_A_TEXT = re.compile(
    r"(?:controls?|order|measures?|curbs|rules?|steps|duties|announcements?|increases?|levies|accord|deal|\d{3,5}) of $",
    re.IGNORECASE,
)
QUOTA = re.compile(r"\b(?:quotas?|ceilings?|allotments?|caps?)\b", re.IGNORECASE)
UNDOING = ("suspended", "lifted", "ended", "cut", "paused", "extended", "eased")
#: Dates whose own words make them a term: "by year-end", "before the year is out".
BY = re.compile(r"by\b|before\b", re.IGNORECASE)
#: A date that starts by this character and ends in a colon heads an entry of a chronicle, of what was announced that day.
ENTRY = 4
