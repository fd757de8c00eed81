"""The behavioural tests themselves: enough pairs over all types, and a judge that sees what is wrong."""

from collections import Counter
from dataclasses import replace

import pytest

from evaluation.behaviour.judging import judge
from evaluation.behaviour.pairs import Pair
from evaluation.behaviour.running import behaviour_document
from evaluation.behaviour.transformations import all_pairs
from extractors.pipeline import load_extractor
from reewatch.framework import load_framework
from reewatch.mentions import DateSlot, Mention, Quantity, Span
from reewatch.settings import load_settings

PAIRS = all_pairs()
BY_NAME = {(p.transformation, p.frame.id): p for p in PAIRS}


def mention(pair: Pair) -> Mention:
    figures, dates = pair.frame.numbers[:1], pair.frame.dates[:1]
    return Mention(
        type=pair.frame.type,
        action=pair.frame.actions[0],
        factuality="actual",
        timeframe="new",
        commitment="in_force",
        direction="neutral",
        actor=pair.frame.swap.actor[0] if pair.frame.swap else "CN",
        target=pair.frame.swap.target[0] if pair.frame.swap and pair.frame.swap.target else None,
        speaker=None,
        quantities=tuple(
            Quantity(role=f.role or "count", value=f.value, low=None, high=None, unit=f.unit, bound="exact")
            for f in figures
        ),
        dates=tuple(DateSlot(role=d.role, value=d.value) for d in dates),
        evidence=Span(start=0, end=10),
        trigger=Span(start=0, end=1),
    )


def kinds(pair: Pair, base: Mention, *variant: Mention) -> set[str]:
    return {kind for kind, _ in judge(pair, [base], variant).faults}


def test_there_are_enough_pairs_over_all_types() -> None:
    types = {t.id for t in load_framework(load_settings().framework_dir).event_types}
    assert len(PAIRS) >= 300
    counts = Counter(p.frame.type for p in PAIRS)
    assert set(counts) == types
    assert min(counts.values()) >= 20
    assert all(len({p.frame.id for p in PAIRS if p.frame.type == t}) >= 3 for t in types)


def test_the_two_sentences_of_a_pair_differ_and_are_whole() -> None:
    for pair in PAIRS:
        assert pair.base != pair.variant
        for text in (pair.base, pair.variant):
            assert text[0] == text[0].upper()
            assert text.endswith(".")
            assert not {"{", "}"} & set(text)
            assert "  " not in text


def test_the_pairs_are_the_same_in_every_run() -> None:
    assert [(p.base, p.variant) for p in all_pairs()] == [(p.base, p.variant) for p in PAIRS]


def test_the_sentences_stand_in_documents_that_are_read_and_add_nothing_to_them() -> None:
    settings = load_settings()
    extractor = load_extractor(load_framework(settings.framework_dir), settings.extraction)
    assert all(extractor.earns_reading(behaviour_document(p.base, 0)) for p in PAIRS)
    document = behaviour_document("Nothing happened.", 0)
    start = document.text.index("Nothing")
    ((_, mentions),) = extractor.extract([document])
    assert not [m for m in mentions if m.evidence.start <= start < m.evidence.end]


def test_the_right_change_is_right() -> None:
    pair = BY_NAME["negate", "control-suspended"]
    base = mention(pair)
    assert not kinds(pair, base, replace(base, factuality="denied", commitment="statement"))


def test_a_change_that_fails_to_come_is_seen() -> None:
    pair = BY_NAME["negate", "control-suspended"]
    base = mention(pair)
    assert kinds(pair, base, base) == {"wrong factuality"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("timeframe", "background"), ("direction", "easing"), ("actor", "US"), ("items", ("magnets",)), ("dates", ())],
)
def test_any_other_change_is_seen(field: str, value: object) -> None:
    pair = BY_NAME["negate", "control-suspended"]
    base = mention(pair)
    after = replace(base, factuality="denied", commitment="statement", **{field: value})
    assert kinds(pair, base, after) == {f"{field} changed"}


def test_swapped_parties_must_be_swapped() -> None:
    pair = BY_NAME["swap parties", "tariff-imposed"]
    base = mention(pair)
    assert not kinds(pair, base, replace(base, actor="US", target="CN"))
    assert kinds(pair, base, base) == {"wrong actor", "wrong target"}


def test_a_figure_must_change_and_stay_in_its_role() -> None:
    pair = BY_NAME["change number", "tariff-imposed"]
    base = mention(pair)
    figure = base.quantities[0]
    assert not kinds(pair, base, replace(base, quantities=(replace(figure, value=84.0),)))
    assert kinds(pair, base, base) == {"wrong quantities"}
    assert kinds(pair, base, replace(base, quantities=(replace(figure, value=84.0, role="share"),)))


def test_a_date_whose_role_is_not_settled_keeps_its_role() -> None:
    pair = BY_NAME["move date", "control-imposed"]
    base = replace(mention(pair), dates=(DateSlot(role="effective", value="2026-03-02"),))
    assert not kinds(pair, base, replace(base, dates=(DateSlot(role="effective", value="2026-03-05"),)))
    assert kinds(pair, base, replace(base, dates=(DateSlot(role="announced", value="2026-03-05"),)))


def test_what_never_happened_is_no_mention() -> None:
    pair = BY_NAME["counterfactual", "control-suspended"]
    assert kinds(pair, mention(pair), mention(pair)) == {"still a mention"}
    assert not kinds(pair, mention(pair))


def test_a_further_mention_is_seen_unless_it_is_the_background_added() -> None:
    negated, added = BY_NAME["negate", "control-suspended"], BY_NAME["add background", "control-suspended"]
    base = mention(negated)
    further = replace(base, type="trade_deal", action="signed", timeframe="background")
    assert kinds(negated, base, replace(base, factuality="denied", commitment="statement"), further)
    assert not kinds(added, base, base, further)
    assert kinds(added, base, base, replace(further, timeframe="new")) == {"extra mention"}


def test_a_base_that_is_misread_is_told_as_such() -> None:
    pair = BY_NAME["negate", "control-suspended"]
    assert {k for k, _ in judge(pair, [], []).faults} == {"base: no mention"}
    assert kinds(pair, replace(mention(pair), factuality="proposed"), mention(pair)) == {"base: factuality"}
