"""The formulas over evidence behind each number that no sentence tells, for `reewatch show`."""

PAGE = "docs/change_tracking.md"
#: View -> field -> the formula in one line; the reasons stand in ``PAGE``.
FORMULAS = {
    "events": {
        "articles": "articles (canonical addresses) among the mentions",
        "origins": "independent voices: copies of one text, and texts credited to one source, count once",
        "commitment": "the firmest rung that the mentions support together",
    },
    "indicators": {
        "state": "the highest rung among live events and figures",
        "grade": "sum over the cues of the event that earned most, capped without primary text or named source",
        "age_days": "days from the newest evidence to the day that is asked for",
        "disagreement": "live figures for one measure and period, or accounts of one matter, differ between speakers",
    },
    "observations": {"derived": "approved / applications x 100, both told by the sentence"},
    "changes": {"significance": "weights of rung x type x factuality (+ .1 for a legal text) x kind"},
    "runs": {"manifest": "counts of the rows that the run added, by table"},
    "sources_health": {"failures": "failed polls since the last answer", "entry_count": "entries listed so far"},
    "instruments": {"valid_to": "the told end, exclusive: `through D` is over on the day after"},
    "promises": {"status": "an event that answers it, else whether its last day has passed"},
}  # fmt: skip


def formula_rows(view: str) -> list[dict[str, str]]:
    """Return the formulas of the fields of a view, as rows of `reewatch show`."""
    rows = FORMULAS.get(view, {})
    return [{"what": "formula", "of": f, "formula": told, "explained_in": PAGE} for f, told in rows.items()]
