"""A figure: one number, or one ruling on scope, as one mention tells it, with all that is needed to compare it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reewatch.claims.speakers import is_unnamed, state_of
from reewatch.framework import Baseline, Indicator
from reewatch.identifiers import content_id
from reewatch.mentions import Quantity, StoredMention
from reewatch.observations.bases import STATUTES, basis_of, place_in, population_of

SCOPE = "scope"
#: Whose count it is matters: two bodies that count the same are two observations.
VOICED = ("approval_rate", "applications", "approved", "pending", "denied", "processing_time")
PLANNED, BUILT = "planned", "built"
#: What is said to be so by the drawings does not stand yet.
DRAWN_UP = re.compile(
    r"\b(?:design|planned|intended|projected|targeted) (?:annual )?(?:capacity|output)\b", re.IGNORECASE
)
STAGE_OF_ITEM = {"magnets": "magnet", "ndfeb_magnets": "magnet", "smco_magnets": "magnet"}
#: Width of the buckets in which equal values are looked for, as a share of the value; see `lookup_keys`.
BUCKET = 0.01
NEIGHBOURS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one mention. Fields that TRACKING lists under ``observations`` mean the same here."""

    figure_id: str
    mention_id: str
    revision_id: str
    article_id: str
    event_id: str
    indicator_id: str
    measure: str
    value: float | None
    value_text: str | None  # of a scope: the action
    low: float | None
    high: float | None
    unit: str | None
    bound: str
    basis: str | None
    population: str | None
    speaker: str | None
    actor: str | None
    target: str | None
    items: tuple[str, ...]
    stage: tuple[str, ...]
    end_use: str | None
    direction: str
    instruments: tuple[str, ...]
    as_of: str | None  # as told; see `day_of`
    period: str | None  # a month, quarter or year; "2026-01/2026-02" for several months together
    valid_from: str | None
    valid_to: str | None
    factuality: str
    commitment: str
    timeframe: str
    phase: str  # of a capacity: planned or built; else ""
    derived: bool
    published: str
    known_at: str
    url: str
    sentence: str
    citation: str | None = None  # of a fact known before the first night, which no mention tells


def figure_of_baseline(baseline: Baseline, known_at: str) -> Figure:
    """Return the figure that was known before the first night; its source is its citation, not a mention.

    Raises ValueError where the baseline is no observation.
    """
    if baseline.indicator_id is None or baseline.measure is None:
        raise ValueError(f"{baseline.citation}: an observation names its indicator and measure")
    same = ("value", "value_text", "low", "high", "bound", "basis", "population", "speaker", "actor", "target", "items",
            "stage", "end_use", "direction", "as_of", "period", "valid_from", "valid_to", "factuality",
            "commitment", "citation")  # fmt: skip
    blank: dict[str, Any] = dict.fromkeys(
        ("mention_id", "revision_id", "article_id", "event_id", "url", "sentence"), ""
    )
    planned = baseline.measure == "capacity" and baseline.factuality != "actual"
    return Figure(
        **{name: getattr(baseline, name) for name in same},
        **blank,
        figure_id=content_id("fig", baseline.model_dump()),
        indicator_id=baseline.indicator_id,
        measure=baseline.measure,
        unit=baseline.unit,
        instruments=(baseline.instrument_id,) if baseline.instrument_id else (),
        timeframe="background",
        phase=(PLANNED if planned else BUILT) if baseline.measure == "capacity" else "",
        derived=False,
        published=(baseline.as_of or baseline.period or "").split("/")[-1],
        known_at=known_at,
    )


def figures_of(
    stored: StoredMention, event_id: str, indicators: Sequence[Indicator], *, speaker: str | None
) -> list[Figure]:
    """Return the figures of a mention; ``speaker`` is the one who gives them, as one name."""
    mention = stored.mention
    if mention.type == "military_scope":
        indicator = indicator_for(mention.type, SCOPE, indicators)
        scope = Quantity(role=SCOPE, value=None, low=None, high=None, unit="", bound="exact")
        return [_figure(stored, event_id, indicator, scope, speaker)] if indicator else []
    found: list[Figure] = []
    for quantity in (*mention.quantities, *_rate_from_counts(mention.quantities)):
        indicator = indicator_for(mention.type, quantity.role, indicators)
        if indicator is not None and _is_told(quantity):
            figure = _figure(stored, event_id, indicator, quantity, speaker)
            alike = [f for f in found if f.figure_id == figure.figure_id and f.basis != figure.basis]
            if alike:  # two layers of one duty at one rate
                figure = replace(figure, figure_id=content_id("fig", figure.figure_id, figure.basis))
            found.append(figure)
    return list({f.figure_id: f for f in found}.values())


def indicator_for(type_: str, measure: str, indicators: Sequence[Indicator]) -> Indicator | None:
    """Return the one indicator that a measure told by a type of event feeds.

    The four come before the themes; some measures feed theirs whatever event tells them.
    """
    for indicator in indicators:
        if type_ in indicator.types and measure in indicator.measures:
            return indicator
    return next((i for i in indicators if measure in i.anywhere), None)


def _is_told(quantity: Quantity) -> bool:
    return quantity.value is not None or quantity.low is not None or quantity.high is not None


def _rate_from_counts(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the approval rate that a sentence's counts give, where it tells none itself."""
    counts = {r: [q for q in quantities if q.role == r and q.value] for r in ("approved", "applications")}
    if any(len(found) != 1 for found in counts.values()) or any(q.role == "approval_rate" for q in quantities):
        return []
    approved, applications = counts["approved"][0], counts["applications"][0]
    assert approved.value is not None  # `counts` keeps told values only
    assert applications.value is not None
    if approved.value > applications.value:
        return []
    exact = approved.bound == applications.bound == "exact"
    rate = round(100 * approved.value / applications.value, 1)
    return [
        Quantity(
            role="approval_rate", value=rate, low=None, high=None, unit="percent",
            bound="exact" if exact else "about", population=applications.population, basis="applications",
        )
    ]  # fmt: skip


def _figure(
    stored: StoredMention, event_id: str, indicator: Indicator, quantity: Quantity, speaker: str | None
) -> Figure:
    mention = stored.mention
    is_scope = quantity.role == SCOPE
    phase = _phase(stored) if quantity.role == "capacity" else ""
    derived = quantity not in mention.quantities and not is_scope
    figure = [quantity.role, quantity.value, quantity.low, quantity.high, quantity.unit]
    as_of, period = _as_of(stored), _period(stored)
    return Figure(
        figure_id=content_id("fig", stored.mention_id, *figure),
        mention_id=stored.mention_id,
        revision_id=stored.revision_id,
        article_id=stored.article_id,
        event_id=event_id,
        indicator_id=indicator.id,
        measure=quantity.role,
        value=quantity.value,
        value_text=mention.action if is_scope else None,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit or None,
        bound=quantity.bound,
        basis=basis_of(quantity, mention, stored.sentence) or _basis_of_article(quantity, stored),
        population=population_of(quantity, stored.sentence),
        speaker=speaker,
        actor=mention.actor,
        target=mention.target,
        items=mention.items,
        stage=mention.stage or _stage(mention.items),
        end_use=mention.end_use or ("military" if is_scope else None),
        direction=mention.direction,
        instruments=mention.instruments,
        as_of=as_of,
        period=period,
        valid_from=_start_of(quantity, stored),
        valid_to=_date(stored, "expires"),
        factuality="proposed" if phase == PLANNED and mention.factuality == "actual" else mention.factuality,
        commitment=mention.commitment,
        timeframe=mention.timeframe,
        phase=phase,
        derived=derived,
        published=stored.published,
        known_at=stored.known_at,
        url=stored.url,
        sentence=stored.sentence,
    )


def _stage(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(STAGE_OF_ITEM[i] for i in items if i in STAGE_OF_ITEM))


def _phase(stored: StoredMention) -> str:
    """Return whether a capacity stands or is to come: ground broken for 3,000 t/yr is no 3,000 t/yr."""
    mention = stored.mention
    stands = mention.type == "capacity" and mention.action in ("commissioned", "first_output", "expanded", "halted")
    drawn = DRAWN_UP.search(stored.sentence)
    return BUILT if stands and mention.factuality == "actual" and not drawn else PLANNED


def _as_of(stored: StoredMention) -> str | None:
    """Return the latest told date of the figure that is not after the text itself."""
    told = [d.value for d in stored.mention.dates if d.role == "as_of"]
    past = [v for v in told if not stored.published or v[:10] <= stored.published[:10]]
    return max(past) if past else None


def _period(stored: StoredMention) -> str | None:
    told = sorted({d.value for d in stored.mention.dates if d.role == "period"})
    return "/".join((told[0], told[-1])) if len(told) > 1 else told[0] if told else None


def _date(stored: StoredMention, role: str) -> str | None:
    return next((d.value for d in stored.mention.dates if d.role == role), None)


def _basis_of_article(quantity: Quantity, stored: StoredMention) -> str | None:
    """Return the base of a duty that its sentence leaves out: of the one statute of the headline, else of the article.

    The article tells that of what it reports, not of the history that it recalls.
    """
    if quantity.role not in ("tariff_rate", "tariff_change"):
        return None
    texts = (stored.headline_texts, stored.article_texts if stored.mention.timeframe == "new" else ())
    named = [{STATUTES[i] for i in told if i in STATUTES} for told in texts]
    american = (stored.mention.actor or "US").split(".")[0] == "US"
    return next((told.pop() for told in named if len(told) == 1), None) if american else None


def _start_of(quantity: Quantity, stored: StoredMention) -> str | None:
    """Return the start of a figure; of several steps told in one sentence, the one that stands behind it."""
    told = [d for d in stored.mention.dates if d.role == "effective"]
    place = place_in(quantity, stored.sentence)
    if len({d.value for d in told}) <= 1 or place is None:
        return told[0].value if told else None
    places = [(stored.sentence.find(d.raw) if d.raw else -1, d.value) for d in told]
    behind = [(at, value) for at, value in places if at >= place]
    before = [(at, value) for at, value in places if 0 <= at < place]
    if before and _dates_lead(stored, min(at for at, _ in places if at >= 0)):
        return max(before)[1]
    return min(behind)[1] if behind else max(before)[1] if before else told[0].value


def _dates_lead(stored: StoredMention, first: int) -> bool:
    """Return whether each step's day stands before its rate: the first day before the first rate."""
    rates = [place_in(q, stored.sentence) for q in stored.mention.quantities if q.role == "tariff_rate"]
    return first < min((p for p in rates if p is not None), default=0)


def day_of(figure: Figure) -> str:
    """Return the day, as precise as known, to which a figure belongs: its own date, its period, or its publication.

    An empty text where nothing tells: background without a date.
    """
    if figure.as_of:
        return figure.as_of
    if figure.period:
        return figure.period.split("/")[-1]
    return figure.published[:10] if figure.timeframe == "new" else ""


def voice_of(figure: Figure) -> str | None:
    """Return whose figure it is, for a series of figures: its speaker, or for duties and trade the state that acts."""
    by_customs = figure.measure.startswith("volume") and "." in (figure.speaker or "")
    if by_customs and state_of(figure.speaker) == state_of(figure.actor):
        return f"customs of {state_of(figure.actor)}"
    if figure.speaker and not is_unnamed(figure.speaker):
        return state_of(figure.speaker) if figure.measure.startswith("tariff") else figure.speaker
    if figure.measure.startswith("tariff"):
        return state_of(figure.actor)
    if figure.measure in VOICED and "." in (figure.actor or ""):
        return figure.actor  # an agency that is told to have approved so many counts them itself
    return f"customs of {state_of(figure.actor)}" if figure.measure.startswith("volume") and figure.actor else None


def lookup_keys(figure: Figure) -> list[str]:
    """Return the keys under which equal figures are looked for; the first is its own (`figure_key`)."""
    base = f"{figure.measure}|{figure.unit or ''}"
    if figure.measure == SCOPE:
        return [f"{base}|{figure.value_text}"]
    number = next((n for n in (figure.value, figure.low, figure.high) if n is not None), 0.0)
    if number == 0:
        return [f"{base}|0"]
    sign = "-" if number < 0 else ""
    bucket = math.floor(math.log(abs(number)) / BUCKET)
    near = [n for distance in range(1, NEIGHBOURS + 1) for n in (bucket - distance, bucket + distance)]
    return [f"{base}|{sign}{n}" for n in (bucket, *near)]
