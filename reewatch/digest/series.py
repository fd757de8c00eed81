"""The series of an indicator that is worth a picture: the measure with the most days."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reewatch.days import days_of
from reewatch.digest.contents import Point, Series

#: Fewer days than this make no line.
LEAST_DAYS = 3
MOST_POINTS = 24


def series_of(indicator_id: str, measures: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Series | None:
    """Return the picture-worthy series of an indicator, None where no measure has enough days.

    ``rows`` have ``measure``, ``basis``, ``unit``, ``day`` (as precise as known), ``value`` and ``speaker``;
    ``measures`` name what the indicator looks at, the foremost first.
    """
    lines: dict[tuple[str, str, str], dict[Any, Point]] = {}
    for row in rows:
        point = _point(row)
        if point is not None:
            line = lines.setdefault((row["measure"], row["basis"] or "", row["unit"] or ""), {})
            line[(point.day, point.speaker)] = point
    long = {k: v for k, v in lines.items() if len({p.day for p in v.values()}) >= LEAST_DAYS}
    if not long:
        return None
    measure, basis, unit = min(long, key=lambda k: (_place(k[0], measures), -len(long[k]), k))
    points = sorted(long[(measure, basis, unit)].values(), key=lambda p: (p.day, p.speaker))
    told = f"{measure} ({basis})" if basis else measure
    return Series(
        indicator_id=indicator_id,
        measure=told.replace("_", " "),
        unit={"count": "", "pp": "points"}.get(unit, unit.replace("_", " ")),
        points=tuple(points[-MOST_POINTS:]),
    )


def _place(measure: str, measures: Sequence[str]) -> int:
    return list(measures).index(measure) if measure in measures else len(measures)


def _point(row: Mapping[str, Any]) -> Point | None:
    days = days_of(row["day"])
    return None if days is None else Point(day=days.last, value=float(row["value"]), speaker=row["speaker"] or "")
