"""The dates that are coming, from the ledger of promises and the timelines of legal texts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reewatch.promises.due_dates import last_day


def deadlines_of(
    promises: Sequence[Mapping[str, Any]], texts: Sequence[Mapping[str, Any]], today: date, within: int | None
) -> list[dict[str, Any]]:
    """Return a row a coming date, the nearest first: ``date``, ``days_left``, ``what``, ``title``, whose it is.

    ``promises`` and ``texts`` are rows of TRACKING; only open promises count. ``within`` bounds the days ahead.
    """
    rows = [
        {"date": p["due"], "what": "promise due", "subject_type": "promise", "subject_id": p["promise_id"],
         "title": f"{p['by']}: {p['what']}", "status": p["status"], "part": None}
        for p in promises if p["status"] == "open"
    ] + [
        {"date": t["next_date"], "what": t["next_what"], "subject_type": "instrument",
         "subject_id": t["instrument_id"], "title": t["title"], "status": t["status"], "part": t["part"]}
        for t in texts if t["next_date"]
    ]  # fmt: skip
    dated = [r | {"days_left": (last - today).days} for r in rows if (last := last_day(r["date"]))]
    coming = [r for r in dated if r["days_left"] >= 0 and (within is None or r["days_left"] <= within)]
    return sorted(coming, key=lambda r: (r["days_left"], r["date"], r["subject_id"], r["part"] or ""))
