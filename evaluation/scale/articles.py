"""Made articles: three mentions each, none of which tells the happening of another article.

One in twenty has a firm that promises, one in 250 a government that does; one in ten has a government speak of a
duty, and one in twenty both governments, with two rates.
"""

from dataclasses import replace
from datetime import datetime

from reewatch.articles import Completeness, Revision, make_revision
from reewatch.mentions import DateSlot, Mention, Quantity, Span

KINDS = (
    ("investment", "committed", "actual", "binding", "US.DOD"),
    ("tariff", "raised", "scheduled", "binding", "US.WH"),
    ("capacity", "commissioned", "actual", "in_force", None),
)
MONEY, DUTY, PLANT = range(3)
#: What governments promise money for.
ELEMENTS = ("dysprosium", "terbium", "samarium", "yttrium", "scandium", "lutetium", "gadolinium")
#: Of so many articles one is of the kind.
FIRM_PROMISES, STATE_PROMISES, ONE_SPEAKS, BOTH_SPEAK = 20, 250, 10, 20
ACCOUNT = 1  # the remainder that tells the articles with accounts from those with promises


def made_article(number: int, clock: datetime) -> tuple[Revision, list[Mention]]:
    """Return the article of that number, published on the day of a clock, and its mentions."""
    sentences = [
        f"Firm {number} of place {number % 97} told story {n} of matter {number} in some more words." for n in (0, 1, 2)
    ]
    filler = " ".join(f"Sentence {n} of article {number} says nothing that matters to anyone here." for n in range(8))
    text = f"Headline of article {number}\n\n{' '.join(sentences)} {filler}"
    revision = make_revision(
        url=f"https://wire{number % 40}.example/{number}", title=f"Headline of article {number}", text=text,
        published=clock.date().isoformat(), completeness=Completeness.FULL, source_id="import",
        fetch_id=f"fet-{number}", published_found="import", language="en", author="", parser_version="p",
        publisher="wire",
    )  # fmt: skip
    plain = [_mention(number, n, text.index(s), len(s)) for n, s in enumerate(sentences)]
    return revision, _spoken(number, _promising(number, plain))


def _promising(number: int, told: list[Mention]) -> list[Mention]:
    """Return the mentions of an article, with what it promises in their place."""
    due = (DateSlot(role="deadline", value=_day(number)),)
    if number % STATE_PROMISES == 0:
        goods = (ELEMENTS[number // STATE_PROMISES % len(ELEMENTS)],)
        told[MONEY] = replace(told[MONEY], factuality="scheduled", commitment="statement", dates=due, items=goods)
    elif number % FIRM_PROMISES == 0:
        told[PLANT] = replace(told[PLANT], factuality="scheduled", commitment="statement", dates=due)
    return told


def _spoken(number: int, told: list[Mention]) -> list[Mention]:
    """Return the mentions of an article, with who speaks of the duty: one party, or two that tell two rates."""
    if number % ONE_SPEAKS == ACCOUNT:
        told[DUTY] = replace(told[DUTY], speaker="US.USTR")
    if number % BOTH_SPEAK == ACCOUNT:
        rate = replace(told[DUTY].quantities[0], value=float(6 + number % 90))
        plant = told[PLANT]
        told[PLANT] = replace(
            told[DUTY], speaker="CN.MOFCOM", quantities=(rate,), evidence=plant.evidence, trigger=plant.trigger
        )
    return told


def _day(number: int) -> str:
    return f"2026-{4 + number % 9:02d}-{1 + number % 28:02d}"


def _mention(number: int, kind: int, start: int, length: int) -> Mention:
    type_, action, factuality, rung, actor = KINDS[kind]
    figure = {
        "investment": ("amount", 1000 + number, "USD"), "tariff": ("tariff_rate", 5 + number % 90, "percent"),
        "capacity": ("capacity", 10 + number, "t_per_year"),
    }[type_]  # fmt: skip
    role, value, unit = figure
    span = Span(start=start, end=start + length)
    return Mention(
        type=type_, action=action, factuality=factuality, timeframe="new", commitment=rung,
        direction="tightening" if type_ == "tariff" else "easing", actor=actor or f"org:maker{number}",
        target="CN" if type_ == "tariff" else f"org:maker{number}" if actor else None, speaker=None, items=("magnets",),
        quantities=(Quantity(role=role, value=float(value), low=None, high=None, unit=unit, bound="exact"),),
        dates=(DateSlot(role="effective", value=_day(number)),),
        instruments=(f"US-EO-{14000 + number % 50}",) if type_ == "tariff" else (),
        evidence=span, trigger=Span(start=start, end=start + 4),
    )  # fmt: skip
