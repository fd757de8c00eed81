"""Which figures of a sentence belong to an event: those that it has a use for, and no other event is nearer to."""

import re
from collections.abc import Sequence

from extractors.asides import is_aside
from extractors.caseless import Caseless
from extractors.figures.finding import Figure
from extractors.figures.readers.setting import Setting
from extractors.figures.role_readers import read_role
from extractors.figures.role_words import WHOLE
from extractors.ownership import Asserted, distance, is_owner
from extractors.scenes import Scene
from reewatch.mentions import Quantity

_VAGUE = r"(?:(?:about|around|roughly|some|nearly|almost|a|mere|just|only|level of|previous|earlier|current|rate of|original|peak of|high of|low of|older|average|record|an?|annual) ){0,3}"
#: What stands before a figure that is left out: an earlier level, or that of a period compared with.
EARLIER = Caseless(
    r"(?:\bfrom|instead of|rather than|in place of|in lieu of|as opposed to|compared (?:with|to)|against|versus|\bvs\.?|"
    r"\bthan(?: in)?|relative to|previously|formerly|replac(?:es|ing)|\bafter(?= (?:a |just |only |mere ))|"
    rf"\b(?:above|below|over|on|under|from|than) (?:[A-Z]\w+'s|last \w+'s))[ ,(]*(?:the |its |their )?{_VAGUE}\(?$",
)
BEHIND = re.compile(
    r"\W{0,2}(?:(?:a|one|the|two|three|six|last) (?:day|week|month|quarter|year)s? (?:ago|earlier|before|prior)|"
    r"(?:in )?(?:the|last) (?:month|year|quarter|week|weekend)(?: before)?\b(?<=before)|before the \w+|previously\b|before\b(?=[,.;]))",
    re.IGNORECASE,
)
#: "more than 20" bounds a figure; "160 % more than the 20" compares with one.
BOUNDING = re.compile(
    r"(?:more|less|fewer|longer|greater|higher|lower|later|sooner|shorter|other|rather) than(?: (?:about|some))? ?\(?$",
    re.IGNORECASE,
)
COMPARING = re.compile(
    r"(?:[\d%]|percent|cent|half|third|quarter|times|fold|points) (?:\w+ )?\w+ than[\w ]*$", re.IGNORECASE
)
OPPOSITE = re.compile(r"\bagainst (?:about )?$", re.IGNORECASE)
#: Behind a share or rate that is set against a later one: "58 %, against 41 % in the first half".
EARLIER_TIME = re.compile(
    r",? (?:in|at|for|over|during|before) (?:the )?(?:(?:first|second|third|fourth|last|previous|prior|preceding|same|end|start) )"
    r"(?:of )?(?:the )?(?:half|quarter|year|month|week|survey|autumn|spring|summer|winter|period|round)\b|"
    r",? (?:in|last) (?:autumn|spring|summer|winter|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|20\d\d)\b|,? a (?:year|month|quarter|week) (?:ago|earlier|before)\b"
)
STOOD = re.compile(r"\b(?:cost|paid|been|was|were|stood|at)\b[\w ]{0,12}$", re.IGNORECASE)
COMPARED = re.compile(
    r"(?:against|compared (?:with|to)|versus|\bvs\.?|instead of|rather than|up from|down from)(?: about| around)? \(?$",
    re.IGNORECASE,
)
#: A peer takes a figure away only where it is nearer by so much.
MARGIN = 0.3
#: A figure further than this from an event, in steps of the tree and characters, is that of one which no rule found.
FARTHEST = 7.0
#: Time told in an aside is that of the aside: "a subject that has divided the industry for 30 years".
TIME_UNITS = ("day", "working_day", "month", "year")
#: How long a decision may take, beside how long it takes: "61 days, against a statutory limit of 45".
ALLOWED = re.compile(r"\b(?:statut\w*|legal\w*|law|rules?|prescribed|official) (?:\w+ ){0,3}$", re.IGNORECASE)
ALLOWED_BEHIND = re.compile(
    r" (?:(?:that |which )?(?:the |its |their )?(?:export )?(?:law|statute|rules?|regulations?|act) (?:\w+ )?"
    r"(?:allow|set|give|grant|prescrib|foresee|provid|permit|fix|stipulat|impos|demand)\w*|"
    r"(?:(?:that|which) (?:is|are) )?(?:allowed|set|prescribed|provided|laid down|fixed|foreseen|stipulated|given|granted|required)"
    r" (?:for )?(?:by|in|under) (?:the |its )?(?:law|statute|rules?|regulations?))",
    re.IGNORECASE,
)
#: So far behind a whole sum the event may stand that it belongs to: "a $620 million loan that was agreed".
REACH_OF_A_WHOLE = 60


def quantities_of(mine: Asserted, scene: Scene, peers: Sequence[Asserted] = ()) -> tuple[Quantity, ...]:
    """Return the figures that belong to an event, each in the role that its unit, its words and the type give it.

    ``peers`` are the other events of the sentence: a figure that one of them could take goes to the nearest.
    """
    kept = [f for f in scene.figures if not _left_out(f, scene)]
    out: list[Quantity] = []
    for figure in kept:
        setting = Setting(figure=figure, scene=scene, figures=kept)
        quantity = read_role(mine, setting)
        if (
            quantity
            and quantity not in out
            and (_owns(mine, peers, setting) or _is_shared(mine, peers, quantity, kept))
        ):
            out.append(quantity)
    return tuple(out)


def _is_shared(mine: Asserted, peers: Sequence[Asserted], quantity: Quantity, figures: Sequence[Figure]) -> bool:
    """Return whether a figure serves two events: a volume that fell on the month and rose on the year."""
    opposed = {p.action for p in peers if p.type == mine.type} | {mine.action}
    alone = sum(f.unit == quantity.unit for f in figures) == 1
    return mine.type == "trade_flow" and quantity.role == "volume" and opposed == {"rose", "fell"} and alone


def _owns(mine: Asserted, peers: Sequence[Asserted], setting: Setting) -> bool:
    scene, span = setting.scene, (setting.figure.start, setting.figure.end)
    timed = setting.figure.unit in TIME_UNITS
    allowed = mine.type == "licence_statistic" and not peers and _is_allowed(setting)
    if timed and not allowed and is_aside(scene.syntax, span, mine.trigger):
        return False
    if WHOLE.search(setting.before()) and "/" not in setting.figure.unit and setting.figure.unit.isupper():
        return 0 < mine.trigger[0] - setting.figure.end < REACH_OF_A_WHOLE

    def far(event: Asserted) -> float:
        return distance(scene.syntax, scene.sentence, span, event.trigger)

    def takes(event: Asserted) -> bool:
        return read_role(event, setting) is not None or _is_old_level(event, setting)

    near = far(mine) <= FARTHEST or (timed and allowed)
    return bool(near) and is_owner(mine, peers, takes=takes, far=far, margin=MARGIN)


def _is_allowed(setting: Setting) -> bool:
    """Return whether a figure is the time that the law gives: "a statutory limit of 45", "the 45 days the law allows"."""
    return bool(ALLOWED.search(setting.before()) or ALLOWED_BEHIND.match(setting.after(60)))


def _is_old_level(event: Asserted, setting: Setting) -> bool:
    """Return whether a percentage is the level that a duty had before an act did away with it: nobody else's either."""
    return event.type == "tariff" and event.action in ("ended", "exempted") and setting.figure.unit == "percent"


def _left_out(figure: Figure, scene: Scene) -> bool:
    """Return whether a figure is a date's, an earlier level or that of a period compared with."""
    if figure.unit in ("count", "percent") and any(figure.start < d.end and d.start < figure.end for d in scene.dates):
        return True
    before = scene.sentence[max(0, figure.start - 60) : figure.start]
    told_as_change = figure.noun in ("share", "multiple")
    if told_as_change or figure.bound == "range":
        return bool(COMPARED.search(before))
    behind = BEHIND.match(scene.sentence, figure.end) and (figure.unit not in ("percent", "pp") or STOOD.search(before))
    return bool(behind) or _is_earlier(figure, before, scene.sentence[figure.end : figure.end + 40])


def _is_earlier(figure: Figure, before: str, behind: str) -> bool:
    if not EARLIER.search(before) or (figure.unit in TIME_UNITS and ALLOWED_BEHIND.match(behind)):
        return False
    if figure.noun == "bare" and not BOUNDING.search(before):
        return True
    if figure.unit == "count" or BOUNDING.search(before):
        return bool(COMPARING.search(before))
    return not (figure.unit == "percent" and OPPOSITE.search(before)) or bool(EARLIER_TIME.match(behind))
