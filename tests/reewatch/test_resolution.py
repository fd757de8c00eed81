"""What holds of every resolution: the order and the nights make no difference, different texts never merge."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewatch.events.event import build_event
from reewatch.events.families import specific
from reewatch.instruments.moves import moves_of
from reewatch.instruments.timelines import timeline
from reewatch.mentions import StoredMention
from reewatch.resolution.blocks import Blocks
from reewatch.resolution.deciding import ENOUGH, likeness
from tests.reewatch.ledger_mentions import day, mention, quantity, stored

#: A machine that is shared is now and then slow.
steady = settings(deadline=None)
DAYS = ("2026-03-02", "2026-03-05", "2026-04-20", "2026-08-01")
TEXTS = ((), ("CN-MOFCOM-2026-38",), ("CN-MOFCOM-2026-39",))


@st.composite
def tellings(draw: st.DrawFn, number: int) -> StoredMention:
    """Return a mention of one of a few happenings, more or less precisely told."""
    told_on = draw(st.sampled_from(DAYS))
    dates = draw(st.sampled_from([(), (day("effective", "2026-03-10"),), (day("announced", "2026-03-02"),)]))
    told = mention(
        "export_control", draw(st.sampled_from(["imposed", "expanded", "suspended", "lifted"])),
        factuality=draw(st.sampled_from(["proposed", "scheduled", "actual", "denied"])),
        commitment=draw(st.sampled_from(["speculation", "statement", "binding", "in_force"])),
        timeframe=draw(st.sampled_from(["new", "background"])),
        actor=draw(st.sampled_from([None, "CN", "CN.MOFCOM", "US"])),
        items=draw(st.sampled_from([(), ("terbium",), ("dysprosium",), ("rare_earths",)])),
        instruments=draw(st.sampled_from(TEXTS)), dates=dates,
    )  # fmt: skip
    return stored(told, doc=f"d{number}", number=number, published=told_on, sentence=f"Sentence {number}.")


def worlds(least: int = 2, most: int = 7) -> st.SearchStrategy[list[StoredMention]]:
    return st.integers(least, most).flatmap(lambda n: st.tuples(*(tellings(i) for i in range(n))).map(list))


def partition(told: Sequence[StoredMention]) -> set[frozenset[str]]:
    blocks = Blocks()
    blocks.join(told)
    return {frozenset(m.mention_id for m in members) for members in blocks.members.values()}


@steady
@given(worlds(), st.randoms())
def test_the_order_within_a_night_makes_no_difference(told: list[StoredMention], random: Any) -> None:
    shuffled = random.sample(told, len(told))
    assert partition(shuffled) == partition(told)


@steady
@given(worlds())
def test_different_texts_never_merge(told: list[StoredMention]) -> None:
    blocks = Blocks()
    blocks.join(told)
    for members in blocks.members.values():
        texts = [specific(m.mention.instruments) for m in members if specific(m.mention.instruments)]
        assert all(a & b for a in texts for b in texts)


@steady
@given(worlds(2, 2))
def test_likeness_is_symmetric(told: list[StoredMention]) -> None:
    assert likeness(told[0], told[1]) == likeness(told[1], told[0])


@steady
@given(worlds(), st.randoms())
def test_an_event_does_not_depend_on_the_order_of_its_members(told: list[StoredMention], random: Any) -> None:
    assert build_event("e", told) == build_event("e", random.sample(told, len(told)))


@steady
@given(worlds())
def test_a_timeline_has_no_gaps_and_no_overlaps(told: list[StoredMention]) -> None:
    blocks = Blocks()
    blocks.join(told)
    events = [build_event(e, members) for e, members in blocks.members.items()]
    for text in {i for m in told for i in m.mention.instruments}:
        stretches = timeline(text, [m for e in events for m in moves_of(text, e)])
        assert stretches == timeline(text, [m for e in reversed(events) for m in moves_of(text, e)])
        for earlier, later in pairwise(stretches):
            assert earlier.valid_to == later.valid_from
        assert all(s.valid_from is None or s.valid_to is None or s.valid_from < s.valid_to for s in stretches)
        assert not stretches or stretches[-1].valid_to is None


def control(**told: Any) -> StoredMention:
    place = {k: told.pop(k) for k in ("doc", "number", "published", "sentence", "issuer") if k in told}
    plain = {"commitment": "in_force", "direction": "tightening", "actor": "CN.MOFCOM", "items": ("terbium",)}
    return stored(mention("export_control", told.pop("action", "imposed"), **(plain | told)), **place)


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ({}, {"action": "expanded"}, True),
        ({}, {"actor": "US"}, False),
        ({}, {"items": ("dysprosium",)}, False),
        ({}, {"items": ("rare_earths",)}, True),
        ({}, {"published": "2026-05-30"}, False),
        ({"factuality": "proposed"}, {"published": "2026-03-01"}, True),
        ({"factuality": "proposed", "published": "2026-03-01"}, {}, False),
        ({}, {"timeframe": "background", "published": "2027-03-01", "dates": (day("announced", "2026-01"),)}, True),
        ({}, {"timeframe": "background", "published": "2027-03-01", "dates": (day("announced", "2025-01"),)}, False),
        ({"instruments": ("CN-MOFCOM-2026-1",)}, {"instruments": ("CN-MOFCOM-2026-2",)}, False),
        (
            {"instruments": ("CN-MOFCOM-2026-1",)},
            {"instruments": ("CN-MOFCOM-2026-1",), "published": "2027-01-01"},
            True,
        ),
        ({"dates": (day("effective", "2026-01-05"),)}, {"dates": (day("effective", "2026-02-05"),)}, False),
        ({"dates": (day("effective", "2026-01-05"),)}, {"dates": (day("effective", "2026-01-06"),)}, True),
    ],
)
def test_what_joins_and_what_stays_apart(first: dict[str, Any], second: dict[str, Any], one: bool) -> None:
    a, b = control(doc="a", **first), control(doc="b", **second)
    told = likeness(a, b)
    assert (told is not None and told >= ENOUGH) == one


def suspension(doc: str, **told: Any) -> StoredMention:
    return control(doc=doc, action="suspended", direction="easing", instruments=("CN-MOFCOM-2025-61",), **told)


def test_suspensions_with_other_ends_are_two_and_restated_ones_are_one() -> None:
    first = suspension("a", dates=(day("expires", "2026-11-10"),))
    prolonged = suspension("b", dates=(day("expires", "2027-11-10"),), published="2026-10-20")
    restated = suspension("c", dates=(day("expires", "2026-11-10"),), published="2026-09-20")
    assert len(partition([first, prolonged, restated])) == 2
    late = suspension("d", published="2026-12-01")
    assert likeness(first, late) is None  # told anew when the first was over


def test_two_acts_of_one_sentence_are_two_events() -> None:
    whole = control(doc="a", number=1, action="suspended")
    other = control(doc="a", number=2, action="suspended", items=("dysprosium",))
    assert len(partition([whole, other])) == 2


def licence_count(doc: str, value: float, **told: Any) -> StoredMention:
    counts = (quantity("approval_rate", value, "percent"),)
    dates = told.pop("dates", ())
    return stored(
        mention("licence_statistic", "reported", quantities=counts, items=("rare_earths",), dates=dates), doc=doc
    )


def test_counts_are_one_only_where_their_figures_are() -> None:
    assert len(partition([licence_count("a", 20), licence_count("b", 20)])) == 1
    assert len(partition([licence_count("a", 20), licence_count("b", 55)])) == 2
    in_may, in_june = (licence_count(m, 20, dates=(day("period", m),)) for m in ("2026-05", "2026-06"))
    assert len(partition([in_may, in_june])) == 2


#: Happenings that differ in text, goods, party or time, and how much of each a telling may leave out.
HAPPENINGS: tuple[dict[str, Any], ...] = (
    {"action": "imposed", "items": ("terbium",), "instruments": ("CN-MOFCOM-2026-38",), "on": "2026-03-02"},
    {"action": "imposed", "items": ("gallium",), "instruments": ("CN-MOFCOM-2026-39",), "on": "2026-03-03"},
    {"action": "suspended", "items": ("terbium",), "instruments": ("CN-MOFCOM-2026-38",), "on": "2026-06-01"},
    {"action": "imposed", "items": ("terbium",), "instruments": (), "on": "2026-03-02", "actor": "US"},
)


@st.composite
def true_tellings(draw: st.DrawFn, number: int) -> tuple[int, StoredMention]:
    """Return which happening a mention tells of, and the mention."""
    which = draw(st.integers(0, len(HAPPENINGS) - 1))
    happening = HAPPENINGS[which]
    late = draw(st.sampled_from([0, 0, 1, 2]))
    told = mention(
        "export_control",
        draw(st.sampled_from(["imposed", "expanded"])) if happening["action"] == "imposed" else happening["action"],
        commitment="in_force", actor=happening.get("actor", draw(st.sampled_from(["CN", "CN.MOFCOM"]))),
        items=happening["items"], instruments=draw(st.sampled_from([(), happening["instruments"]])),
        dates=draw(st.sampled_from([(), (day("announced", happening["on"]),)])),
    )  # fmt: skip
    published = f"{happening['on'][:8]}{int(happening['on'][8:]) + late:02d}"
    return which, stored(told, doc=f"d{number}", number=number, published=published, sentence=f"Sentence {number}.")


true_worlds = st.integers(2, 9).flatmap(lambda n: st.tuples(*(true_tellings(i) for i in range(n))))


@steady
@given(true_worlds, st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_each_happening_is_one_event_however_the_nights_are_grouped(
    told: tuple[tuple[int, StoredMention], ...], nights: list[int]
) -> None:
    happenings = [frozenset(m.mention_id for w, m in told if w == which) for which in range(len(HAPPENINGS))]
    blocks = Blocks()
    for night in range(4):
        blocks.join(m for (_, m), on in zip(told, nights, strict=False) if on == night)
    found = {frozenset(m.mention_id for m in members) for members in blocks.members.values()}
    assert found == {h for h in happenings if h} == partition([m for _, m in told])


def loan(doc: str, amount: float, **told: Any) -> StoredMention:
    money = (quantity("amount", amount, "USD"),)
    plain = {"actor": "US.DOD", "commitment": "binding", "direction": "easing"}
    return stored(mention("investment", "committed", quantities=money, **(plain | told)), doc=doc)


def test_one_loan_is_one_event_whichever_goods_a_report_names() -> None:
    for_magnets = loan("a", 320e6, items=("magnets",))
    for_metal = loan("b", 320e6, items=("ndpr",), target="org:larkspur-magnetics")
    assert len(partition([for_magnets, for_metal])) == 1
    assert len(partition([for_magnets, loan("c", 150e6, items=("ndpr",))])) == 2


def test_firms_are_told_apart() -> None:
    assert len(partition([loan("a", 320e6, target="org:larkspur"), loan("b", 320e6, target="org:arafura")])) == 2


def test_what_only_the_classifier_saw_needs_a_second_sentence() -> None:
    licence = stored(mention("licence", "granted", items=("magnets",), rule="licence-granted"), doc="a", number=1)
    added = control(doc="a", number=2, rule="learned-export_control-imposed")
    assert partition([licence, added]) == {frozenset({licence.mention_id})}
    beside = control(doc="c", number=1)
    assert frozenset({added.mention_id, beside.mention_id}) in partition([licence, added, beside])
    words = ("Beijing puts magnets under licence.", "China has begun to license what its magnet makers sell abroad.")
    told = zip("de", words, strict=True)
    alone, again = (control(doc=doc, rule="learned-export_control-imposed", sentence=said) for doc, said in told)
    assert partition([alone]) == set()
    assert partition([alone, replace(again, sentence=alone.sentence)]) == set()  # one sentence is read alike twice
    assert partition([alone, again]) == {frozenset({alone.mention_id, again.mention_id})}


def test_an_article_that_begins_later_than_its_text_is_an_act_of_its_own() -> None:
    text = {"instruments": ("EU-REG-2026-1107",), "actor": "EU", "published": "2026-05-20"}
    whole = control(doc="a", number=1, dates=(day("effective", "2026-05-20"),), **text)
    part = control(doc="a", number=2, dates=(day("effective", "2027-06-01"),), factuality="scheduled",
                   sentence="Article 5 shall apply from June 1, 2027.", **text)  # fmt: skip
    assert len(partition([whole, part])) == 2


def money(doc: str, payer: str, basis: str | None, **told: Any) -> StoredMention:
    figure = (replace(quantity("amount", told.pop("amount", 4e8), "USD"), basis=basis),)
    return stored(mention("investment", "committed", actor=payer, target="org:larkspur", quantities=figure), doc=doc)


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        (money("a", "US.DOD", "equity"), money("b", "US.DOD", "equity"), True),
        (money("a", "US.DOD", "equity"), money("b", "US.DOD", "loan"), False),
        (money("a", "US.DOD", None), money("b", "US.DOD", "loan"), True),
        (money("a", "US.DOD", None), money("b", "org:quillon-bank", None), False),
    ],
)
def test_one_firm_may_get_several_sums(first: StoredMention, second: StoredMention, one: bool) -> None:
    assert (len(partition([first, second])) == 1) == one


def test_a_list_of_firms_is_no_control_of_goods() -> None:
    goods = control(doc="a", number=1, items=("terbium",))
    firms = control(doc="b", number=2, items=(), quantities=(quantity("count", 16, "count"),))
    assert len(partition([goods, firms])) == 2


def test_duties_of_two_bases_are_two_though_they_end_on_one_day() -> None:
    ends = (day("expires", "2027-11-10"),)
    plain = {"actor": "US", "target": "CN", "direction": "easing", "commitment": "binding"}
    paused = replace(quantity("tariff_rate", 10, "percent"), basis="reciprocal")
    first = stored(mention("tariff", "extended", dates=ends, quantities=(paused,), **plain), doc="a")
    second = stored(mention("tariff", "extended", dates=ends, instruments=("US-S301",), **plain), doc="b")
    assert len(partition([first, second])) == 2


def test_what_stays_in_force_is_no_act_of_that_day() -> None:
    fresh = control(doc="a", number=1, items=("rare_earths",), factuality="scheduled", published="2026-03-02",
                    dates=(day("effective", "2026-04-01"),), instruments=("CN-MOFCOM-2026-38",))  # fmt: skip
    old = control(doc="b", number=2, items=("rare_earths",), published="2026-03-02",
                  sentence="The permits of two years ago stay in place.")  # fmt: skip
    assert len(partition([fresh, old])) == 2


def test_accords_with_two_states_are_two_and_either_side_may_be_told_first() -> None:
    def accord(doc: str, actor: str, target: str) -> StoredMention:
        told = mention("partnership", "signed", actor=actor, target=target, items=("critical_minerals",))
        return stored(told, doc=doc, number=ord(doc))

    assert len(partition([accord("a", "US", "JP"), accord("b", "US", "AU")])) == 2
    assert len(partition([accord("a", "US", "JP"), accord("b", "JP", "US")])) == 1


def test_a_plan_of_ones_own_is_given_up_months_later() -> None:
    told = {"actor": "JP.JOGMEC", "target": "org:kestrel", "items": ("rare_earths",)}

    def plan(doc: str, day_: str, **more: Any) -> StoredMention:
        return stored(mention("investment", "announced", **(told | more)), doc=doc, published=day_, night=day_)

    early = plan("a", "2026-09-15", factuality="proposed")
    assert len(partition([early, plan("b", "2027-02-17", factuality="denied")])) == 1
    assert len(partition([early, plan("b", "2027-02-17", factuality="denied", actor="org:sojitz")])) == 2
    assert len(partition([early, plan("b", "2028-09-17", factuality="denied")])) == 2


def test_a_report_of_samarium_and_one_of_its_alloy_may_be_one() -> None:
    told = {"actor": "US.DOD", "commitment": "in_force", "direction": "easing"}
    one, other = (
        stored(mention("stockpile", "released", items=(item,), **told), doc=doc, sentence=f"It released {item}.")
        for doc, item in (("a", "samarium"), ("b", "smco_magnets"))
    )
    assert len(partition([one, other])) == 1
