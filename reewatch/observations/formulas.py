"""The formulas over evidence behind each number that no sentence tells, for `reewatch show`."""

from collections.abc import Mapping
from typing import Any

PAGE = "docs/change_tracking.md"
#: View -> field -> the formula in one line; the reasons stand in ``PAGE``.
FORMULAS = {
    "events": {
        "articles": "articles (canonical addresses) among the mentions",
        "origins": "independent voices: copies of one text, and texts credited to one source, count once",
        "commitment": "the firmest rung that the mentions support together",
        "valid_from": "the told start, else the start of the legal text that the event is about",
        "valid_to": "the told end, else the start plus the span that is told (`for 90 days`)",
        "priority": "uncertainty x weight, as `review` ranks",
        "uncertainty": "1 - the product of (1 - doubt) over the reasons",
        "reasons": "the doubt that each reason raises, from the table of doubts",
        "weight": "weights of type x factuality, halved every 180 days",
    },
    "indicators": {
        "state": "the highest rung among live events and figures",
        "grade": "sum over the cues of the event that earned most, capped without primary text or named source",
        "newest_on": "the latest day not ahead among live events and figures",
        "age_days": "days from the newest evidence to the day that is asked for",
        "disagreement": "live figures for one measure and period, or accounts of one matter, differ between speakers",
    },
    "observations": {"value": "approved / applications x 100, both told by the sentence"},
    "changes": {"significance": "weights of rung x type x factuality (+ .1 for a legal text) x kind"},
    "runs": {"manifest": "counts of the rows that the run added, by table"},
    "sources_health": {"failures": "failed polls since the last answer", "entry_count": "entries listed so far"},
    "instruments": {
        "valid_to": "the told end, exclusive: `through D` is over on the day after",
        "position": "the order of the stretches of one text",
        "days_left": "days from the day that is asked for to the next date, as `deadlines` lists it",
    },
    "promises": {
        "status": "an event that answers it, else whether its last day has passed",
        "status_since": "the day of what answers it, else the day after it was due",
        "days_left": "days from the day that is asked for to the day it is due, as `deadlines` lists it",
    },
}  # fmt: skip


def formula_rows(row: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the formulas of the fields of a shown row, as rows of `reewatch show`; ``row["what"]`` names its view.

    A figure has one only where it was worked out.
    """
    if row["what"] == "observations" and not row["derived"]:
        return []
    told = FORMULAS.get(row["what"], {})
    return [{"what": "formula", "of": f, "formula": formula, "explained_in": PAGE} for f, formula in told.items()]
