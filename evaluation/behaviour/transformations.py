"""The transformations: from a clause to pairs of sentences, each with what must change."""

from collections.abc import Callable, Iterator, Sequence

from evaluation.behaviour.frames import (
    Frame,
    Wording,
    load_frames,
    object_of,
    plain_wording,
    rest_of,
    sentence,
    subject_of,
    tail_of,
    within,
)
from evaluation.behaviour.pairs import Pair, Replaced

#: Phrasings: {s} subject, {base} {past} {part} {ing} the verb's forms, {rest} what follows, {is} {has} agree.
NEGATIONS = (
    "{s} did not {base}{rest}",
    "{s} never {past}{rest}",
    "the government denied that {s} had {part}{rest}",
    "reports that {s} had {part}{rest} are false",
    "it is not true that {s} {past}{rest}",
    "{s} {has} not {part}{rest}",
)
HEDGES = (
    "{s} may {base}{rest}",
    "{s} could {base}{rest}",
    "{s} {is} expected to {base}{rest}",
    "{s} {is} likely to {base}{rest}",
    "{s} might soon {base}{rest}",
)
PLANS = (
    "{s} {is} considering {ing}{rest}",
    "{s} plans to {base}{rest}",
    "{s} {is} weighing whether to {base}{rest}",
    "{s} hopes to {base}{rest}",
    "{s} proposed to {base}{rest}",
)
THREATS = (
    "{s} threatened to {base}{rest}",
    "{s} warned that it would {base}{rest} unless the other side changed course",
    "{s} will {base}{rest} if the other side does not give way",
    "unless the other side gives way, {s} will {base}{rest}",
)
OFFERS = (
    "{s} will {base}{rest} only if the other side gives way",
    "{s} offered to {base}{rest} if the other side gives way",
    "if the other side gives way, {s} will {base}{rest}",
    "{s} would {base}{rest} only on condition that the other side gave way",
)
BACKGROUNDS = (
    "{whole}, the first such step since October 2022",
    "{whole}, after a similar step in October 2022",
    "{whole}, reversing a course that dates from 2022",
    "after three quiet years that began in October 2022, {whole}",
    "{whole}, a subject that has divided the industry for 30 years",
)
UNNAMED = (
    "{whole}, two people familiar with the matter said",
    "{whole}, according to sources who asked not to be named",
    "{whole}, a person briefed on the decision said on condition of anonymity",
    "sources said {whole}",
)
COUNTERFACTUALS = (
    "{s} would have {part}{rest} had the summit gone badly",
    "had the summit gone badly, {s} would have {part}{rest}",
)
#: With firms and plants of this trade the goods alone do not make it another one.
OF_THIS_TRADE = ("tariff", "trade_deal", "investment", "capacity", "partnership")
OTHER_GOODS = ("soybeans", "copper cathodes", "passenger cars")
#: Where "planned" is an action of its own by the guidelines, the action follows.
PLANNED_ACTION = ("investment",)
WEAK = ("speculation", "statement", "framework")
DENIED = ("statement", "in_force")


def all_pairs() -> list[Pair]:
    """Return every pair, in the order of the frames; the same in every run."""
    return [p for n, frame in enumerate(load_frames()) for make in TRANSFORMATIONS for p in make(frame, n)]


def _filled(phrasing: str, frame: Frame, words: Wording | None = None) -> str:
    words = words or plain_wording(frame)
    base, past, part, ing = frame.verb
    subject, rest = subject_of(frame, words), rest_of(frame, words)
    text = phrasing.format(
        s=subject,
        base=base,
        past=past,
        part=part,
        ing=ing,
        rest=rest,
        whole=f"{subject} {past}{rest}",
        **{"is": "are" if frame.plural else "is", "has": "have" if frame.plural else "has"},
    )
    return sentence(text)


def _base(frame: Frame, words: Wording | None = None) -> str:
    return _filled("{whole}", frame, words)


def _two(phrasings: Sequence[str], number: int) -> Iterator[str]:
    """Yield two of the phrasings, in turn, so that the frames go through all of them."""
    for offset in range(min(2, len(phrasings))):
        yield phrasings[(number + offset) % len(phrasings)]


def _negated(frame: Frame, number: int) -> Iterator[Pair]:
    if "negate" in frame.skip:
        return
    changes: dict[str, tuple[str | bool, ...]] = {"factuality": ("denied",), "commitment": DENIED}
    for phrasing in _two(NEGATIONS, number):
        yield Pair(frame=frame, transformation="negate", base=_base(frame), variant=_filled(phrasing, frame),
                   changes=changes, free=frozenset({"speaker_told"}))  # fmt: skip


def _hedged(frame: Frame, number: int) -> Iterator[Pair]:
    changes: dict[str, tuple[str | bool, ...]] = {"factuality": ("proposed",), "commitment": WEAK}
    free = frozenset({"action"} if frame.type in PLANNED_ACTION else ())
    words, replaced = plain_wording(frame), {}
    if frame.ahead:  # what is forecast lies ahead
        words = words.model_copy(update={"d": frame.ahead.text})
        first = frame.dates[0]
        replaced = {"dates": Replaced(before=(first.role, first.value), after=(frame.ahead.role, frame.ahead.value))}
    for phrasing in _two((*HEDGES, *(PLANS if frame.agent else ())), number):
        text = phrasing.replace("plans", "plan").replace("hopes", "hope") if frame.plural else phrasing
        yield Pair(frame=frame, transformation="hedge", base=_base(frame), variant=_filled(text, frame, words),
                   changes=changes, replaced=replaced, free=free)  # fmt: skip


def _threatened(frame: Frame, number: int) -> Iterator[Pair]:
    if not frame.agent or "threat" in frame.skip:
        return
    changes: dict[str, tuple[str | bool, ...]] = {"factuality": ("threatened",), "commitment": (*WEAK, "binding")}
    for phrasing in _two(OFFERS if frame.offer else THREATS, number):
        yield Pair(frame=frame, transformation="threaten", base=_base(frame), variant=_filled(phrasing, frame),
                   changes=changes, free=frozenset({"speaker_told"}))  # fmt: skip


def _in_passive(frame: Frame, _number: int) -> Iterator[Pair]:
    if not frame.object or "passive" in frame.skip:
        return
    words = plain_wording(frame)
    was = "were" if frame.object_plural else "was"
    text = f"{object_of(frame, words)} {was} {frame.verb[2]} by {subject_of(frame, words)}{tail_of(frame, words)}"
    yield Pair(frame=frame, transformation="passive", base=_base(frame), variant=sentence(text))


def _swapped(frame: Frame, _number: int) -> Iterator[Pair]:
    if frame.swap is None:
        return
    plain = plain_wording(frame)
    words = plain.model_copy(update={"s": plain.t, "t": within(plain.s)})
    before, changes = {"actor": frame.swap.actor[0]}, {"actor": (frame.swap.actor[1],)}
    if frame.swap.target:
        before["target"], changes["target"] = frame.swap.target[0], (frame.swap.target[1],)
    yield Pair(frame=frame, transformation="swap parties", base=_base(frame), variant=_base(frame, words),
               before=before, changes=dict(changes), free=frozenset({"target"} - set(changes)))  # fmt: skip


def _renumbered(frame: Frame, _number: int) -> Iterator[Pair]:
    if frame.numbers:
        first, second = frame.numbers
        yield _with_figure(frame, "change number", second.text, (first.role, second.value, second.unit))


def _in_other_unit(frame: Frame, _number: int) -> Iterator[Pair]:
    if frame.unit:
        unit = frame.unit
        yield _with_figure(frame, "change unit", unit.text, (unit.role, unit.value, unit.unit))


def _with_figure(frame: Frame, name: str, text: str, after: tuple[str | float | None, ...]) -> Pair:
    first = frame.numbers[0]
    words = plain_wording(frame).model_copy(update={"q": text})
    replaced = {"quantities": Replaced(before=(first.role, first.value, first.unit), after=after)}
    return Pair(frame=frame, transformation=name, base=_base(frame), variant=_base(frame, words), replaced=replaced)


def _on_other_date(frame: Frame, _number: int) -> Iterator[Pair]:
    if not frame.dates:
        if frame.agent:  # of any act it can be said when it was, in whatever role
            replaced = {"dates": Replaced(before=(None, "2026-03-02"), after=(None, "2026-03-05"))}
            base, variant = (_filled(f"on {day} March {{whole}}", frame) for day in (2, 5))
            yield Pair(frame=frame, transformation="move date", base=base, variant=variant, replaced=replaced)
        return
    first, second = frame.dates
    words = plain_wording(frame).model_copy(update={"d": second.text})
    replaced = {"dates": Replaced(before=(first.role, first.value), after=(second.role, second.value))}
    yield Pair(frame=frame, transformation="move date", base=_base(frame), variant=_base(frame, words),
               replaced=replaced)  # fmt: skip


def _long_ago(frame: Frame, number: int) -> Iterator[Pair]:
    """Yield the clause as of last Monday and as of years ago; measured periods have dates of their own."""
    if frame.dates or not frame.agent:
        return
    recent, past = (("on Monday {whole}", "in March 2022 {whole}"), ("{whole} on Monday", "{whole} on 4 April 2022"))[
        number % 2
    ]
    value = ("2022-03", "2022-04-04")[number % 2]
    yield Pair(frame=frame, transformation="move into the past", base=_filled(recent, frame),
               variant=_filled(past, frame), before={"timeframe": "new"}, changes={"timeframe": ("background",)},
               replaced={"dates": Replaced(before=(None, "2026-03-09"), after=(None, value))})  # fmt: skip


def _with_background(frame: Frame, number: int) -> Iterator[Pair]:
    for phrasing in _two(BACKGROUNDS, number):
        yield Pair(frame=frame, transformation="add background", base=_base(frame), variant=_filled(phrasing, frame),
                   may_add_background=True)  # fmt: skip


def _unnamed(frame: Frame, number: int) -> Iterator[Pair]:
    if "unnamed" in frame.skip:
        return
    changes: dict[str, tuple[str | bool, ...]] = {"speaker_told": (True,), "commitment": ("speculation",)}
    for phrasing in _two(UNNAMED, number):
        yield Pair(frame=frame, transformation="unnamed sources", base=_base(frame), variant=_filled(phrasing, frame),
                   changes=changes)  # fmt: skip


def _counterfactual(frame: Frame, number: int) -> Iterator[Pair]:
    if "counterfactual" in frame.skip:
        return
    phrasing = COUNTERFACTUALS[number % len(COUNTERFACTUALS)]
    yield Pair(frame=frame, transformation="counterfactual", base=_base(frame), variant=_filled(phrasing, frame),
               is_mention=False)  # fmt: skip


def _other_goods(frame: Frame, number: int) -> Iterator[Pair]:
    if "{goods}" not in frame.subject + frame.object + frame.tail or frame.type in OF_THIS_TRADE:
        return
    words = plain_wording(frame).model_copy(update={"goods": OTHER_GOODS[number % len(OTHER_GOODS)]})
    yield Pair(frame=frame, transformation="other goods", base=_base(frame), variant=_base(frame, words),
               is_mention=False)  # fmt: skip


TRANSFORMATIONS: tuple[Callable[[Frame, int], Iterator[Pair]], ...] = (
    _negated, _hedged, _threatened, _in_passive, _swapped, _renumbered, _in_other_unit, _on_other_date, _long_ago,
    _with_background, _unnamed, _counterfactual, _other_goods,
)  # fmt: skip
