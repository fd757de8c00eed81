"""Figures that say one thing are one observation; series stay apart; a later or corrected figure takes a place."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewatch.claims.speakers import speaker_called
from reewatch.framework import load_framework
from reewatch.mentions import StoredMention
from reewatch.observations.changes import observation_changes
from reewatch.observations.figures import Figure, figures_of
from reewatch.observations.observation import Observation, observation_of, resolve, same_figure
from reewatch.observations.parts import part_of
from reewatch.observations.resized import earlier_levels, resized
from reewatch.observations.series import corrects, differ, superseded
from reewatch.observations.voices import voices_of
from tests.reewatch.ledger_mentions import day, mention, quantity, stored

INDICATORS = load_framework(Path(__file__).parents[2] / "framework").indicators


def figures(told: StoredMention, *, speaker: str | None = None) -> list[Figure]:
    return figures_of(told, "evt-1", INDICATORS, speaker=speaker)


def one(told: StoredMention, *, speaker: str | None = None) -> Figure:
    found = figures(told, speaker=speaker)
    assert len(found) == 1
    return found[0]


def rate(value: float, *, speaker: str | None = "EU Chamber", **place: Any) -> Figure:
    dates = tuple(day("as_of", d) for d in [place.pop("as_of", None)] if d)
    timeframe = place.pop("timeframe", "new")
    bound = place.pop("bound", "exact")
    told = mention(
        "licence_statistic", "reported", commitment="verified", timeframe=timeframe, dates=dates,
        quantities=(quantity("approval_rate", value, "percent", bound=bound),), items=("rare_earths",),
    )  # fmt: skip
    return one(stored(told, **place), speaker=speaker)


def money(value: float, **told: Any) -> Figure:
    place = told.pop("place", {})
    plain = mention(
        "investment", told.pop("action", "committed"), quantities=(quantity("amount", value, "USD"),), **told
    )
    return one(stored(plain, **place))


def joined(told: Sequence[Figure]) -> list[Observation]:
    known: dict[str, Observation] = {}
    for figure in told:
        found = resolve(figure, known.values())
        observation = observation_of([*(known[found].members if found else ()), figure], found)
        known[observation.observation_id] = observation
    return list(known.values())


def test_a_rate_is_worked_out_from_counts_and_joins_one_that_is_told() -> None:
    counts = (quantity("approved", 19), quantity("applications", 141))
    told = figures(stored(mention("licence_statistic", "reported", quantities=counts), doc="a"), speaker="EU Chamber")
    derived = next(f for f in told if f.measure == "approval_rate")
    assert (derived.value, derived.derived) == (13.5, True)
    assert len(joined([derived, rate(13.5, doc="b")])) == 1
    assert not joined([derived, rate(13.5, doc="b")])[0].figure.derived


def test_no_rate_is_worked_out_where_one_is_told_or_counts_are_two() -> None:
    three = (quantity("approved", 19), quantity("applications", 141), quantity("approval_rate", 13.5, "percent"))
    assert [f.derived for f in figures(stored(mention("licence_statistic", "reported", quantities=three)))] == [
        False
    ] * 3
    two = (quantity("approved", 19), quantity("approved", 30), quantity("applications", 141))
    told = figures(stored(mention("licence_statistic", "reported", quantities=two)))
    assert {f.measure for f in told} == {"approved", "applications"}


SAME = [
    # (why, first, second): restatements
    ("told again", rate(20), rate(20, doc="b", night="2026-01-05")),
    ("told again as history", rate(20, as_of="2025-12-15"),
     rate(20, doc="b", as_of="2026-01-10", night="2026-01-20", timeframe="background")),
    ("nobody named", rate(20), rate(20, doc="b", speaker=None)),
    ("an agency and its government", rate(55, speaker="EU.COMMISSION"), rate(55, doc="b", speaker="EU")),
    (
        "quoted by another",
        rate(20),
        rate(20, doc="b", speaker="a columnist", sentence="The EU Chamber says 20 percent, a columnist notes."),
    ),
    ("rounded", rate(13.5), rate(14, doc="b", bound="about")),
    ("one loan, its magnets or their metals", money(3.2e8, actor="US.DOD", items=("magnets",)),
     money(3.2e8, actor="US.DOD", items=("ndpr",), place={"doc": "b", "night": "2026-10-01"})),
]  # fmt: skip
OTHER = [
    ("two bodies", rate(20), rate(20, doc="b", speaker="VDA")),
    ("another value", rate(20), rate(34, doc="b")),
    ("counted anew", rate(60, as_of="2025-06-01"), rate(60, doc="b", as_of="2025-12-01")),
    ("two firms", money(1e8, actor="org:one"), money(1e8, actor="org:two", place={"doc": "b"})),
    ("a grant and a loan", money(1e8, actor="org:one", place={"sentence": "a grant of $100 million"}),
     money(1e8, actor="org:one", place={"doc": "b", "sentence": "a loan of $100 million"})),
]  # fmt: skip


@pytest.mark.parametrize(("why", "first", "second"), SAME, ids=[s[0] for s in SAME])
def test_a_figure_told_again_is_no_new_row(why: str, first: Figure, second: Figure) -> None:
    assert len(joined([first, second])) == 1, why
    assert len(joined([second, first])) == 1, why


@pytest.mark.parametrize(("why", "first", "second"), OTHER, ids=[s[0] for s in OTHER])
def test_other_figures_are_rows_of_their_own(why: str, first: Figure, second: Figure) -> None:
    assert len(joined([first, second])) == 2, why


def flow(value: float, *, items: tuple[str, ...], period: str = "2025-06", **place: Any) -> Figure:
    told = mention(
        "trade_flow", "rose", actor="CN", items=items, dates=(day("period", period),),
        quantities=(quantity("volume_change", value, "percent"),),
    )  # fmt: skip
    return one(stored(told, **place))


def test_series_are_never_mixed() -> None:
    magnets, minerals = flow(10, items=("magnets",)), flow(10, items=("rare_earths",), doc="b")
    assert not same_figure(magnets, minerals)
    yearly = flow(10, items=("magnets",), sentence="exports rose 10 percent from a year earlier")
    monthly = flow(10, items=("magnets",), sentence="exports rose 10 percent from the previous month", doc="b")
    assert (yearly.basis, monthly.basis) == ("yoy", "mom")
    assert not same_figure(yearly, monthly)
    assert flow(10, items=("magnets",), sentence="up 10 percent in the first five months").basis == "ytd"


def scope(*, published: str, **told: Any) -> Figure:
    plain = mention("military_scope", "prohibited", actor="CN", items=("rare_earths",), **told)
    return one(stored(plain, doc=published, published=published))


def test_what_is_forbidden_to_all_is_not_what_one_country_is_told_weeks_later() -> None:
    everyone = scope(published="2025-10-09", instruments=("CN-MOFCOM-2025-61",))
    assert not same_figure(everyone, scope(published="2025-10-31", target="IN"))
    assert same_figure(everyone, scope(published="2025-10-31"))
    assert same_figure(everyone, scope(published="2025-10-10", target="US"))
    assert same_figure(everyone, scope(published="2025-10-31", target="US", instruments=("CN-MOFCOM-2025-61",)))


def test_a_capacity_planned_and_one_built_are_two_rows() -> None:
    size = (quantity("capacity", 3000, "t/yr"),)
    plan = one(stored(mention("investment", "announced", factuality="proposed", quantities=size, items=("magnets",))))
    begun = one(stored(mention("capacity", "construction", quantities=size, items=("magnets",)), doc="b"))
    built = one(stored(mention("capacity", "first_output", quantities=size, items=("magnets",)), doc="c"))
    assert len(joined([plan, begun])) == 1
    assert len(joined([plan, begun, built])) == 2
    assert (begun.factuality, built.factuality, begun.stage) == ("proposed", "actual", ("magnet",))


def test_a_headline_that_rounds_its_text_is_no_figure_of_its_own() -> None:
    headline = rate(50, speaker=None, bound="at_least", number=0)
    body = rate(55, speaker="EU.COMMISSION", number=1)
    assert len(joined([headline, body])) == len(joined([body, headline])) == 1
    assert joined([headline, body])[0].figure.value == 55


def test_a_later_count_of_the_same_body_takes_the_place_of_the_earlier() -> None:
    september, october = rate(20, as_of="2025-09-15"), rate(34, doc="b", as_of="2025-10-15", night="2026-02-01")
    other = rate(55, doc="c", speaker="EU.COMMISSION", as_of="2025-09-17")
    series = joined([september, october, other])
    replaced = superseded([o for o in series if o.figure.speaker == "EU Chamber"])
    assert list(replaced) == [series[0].observation_id]
    assert superseded([series[0], series[2]]) == {}


def test_a_month_does_not_take_the_place_of_another() -> None:
    june, july = flow(10, items=("magnets",)), flow(12, items=("magnets",), period="2025-07", doc="b")
    revised = flow(11, items=("magnets",), doc="c", night="2026-01-09")
    rows = joined([june, july, revised])
    assert superseded(rows) == {rows[0].observation_id: rows[2].observation_id}


def test_a_revision_of_an_article_corrects_its_figure_and_keeps_it() -> None:
    old = observation_of([rate(60, revision_id="rev-1", doc="a")])
    new = rate(16, revision_id="rev-2", doc="a", night="2026-01-03")
    assert corrects(new, old, [new])
    assert not corrects(new, old, [new, rate(60, revision_id="rev-2", doc="a")])
    assert not corrects(rate(16, doc="b"), old, [rate(16, doc="b")])
    said = rate(16, doc="b", night="2026-01-04", sentence="Correction: the rate is 16 percent, not 60.")
    assert corrects(said, old, [said])


def test_approvals_are_counted_in_the_applications() -> None:
    counts = (quantity("approved", 19), quantity("applications", 141), quantity("pending", 121))
    told = figures(stored(mention("licence_statistic", "reported", quantities=counts)), speaker="EU Chamber")
    rows = {f.measure: observation_of([f]) for f in told}
    total = rows["applications"]
    assert part_of(rows["approved"], [total]) == part_of(rows["pending"], [total]) == total.observation_id
    assert part_of(total, [rows["approved"]]) is None


def test_two_speakers_differ_only_over_one_measure_of_one_time() -> None:
    chamber, commission = rate(20), rate(55, doc="b", speaker="EU.COMMISSION")
    assert differ(chamber, commission)
    assert not differ(chamber, rate(34, doc="b"))
    assert not differ(chamber, rate(55, doc="b", speaker="EU.COMMISSION", night="2026-06-01"))
    assert not differ(chamber, rate(15, doc="b", speaker="EU.COMMISSION", bound="at_least"))


def test_a_price_floor_is_a_price_with_that_basis() -> None:
    told = mention("investment", "committed", quantities=(quantity("price", 110, "USD/kg"),), actor="US.DOD")
    floor = one(stored(told))
    assert (floor.measure, floor.basis, floor.indicator_id) == ("price", "price_floor", "processing-investment")


def test_scope_is_the_action_and_stands_once() -> None:
    told = mention("military_scope", "prohibited", actor="CN", target="US", end_use="military", items=("gallium",))
    rows = joined([one(stored(told, doc="a")), one(stored(told, doc="b"))])
    assert [(r.figure.measure, r.figure.value_text) for r in rows] == [("scope", "prohibited")]


COUNTS = [
    rate(20),
    rate(20, doc="b", speaker=None),
    rate(20, doc="c", as_of="2026-01-01"),
    rate(55, doc="d", speaker="EU.COMMISSION"),
    rate(34, doc="e", as_of="2026-03-01", night="2026-03-02"),
]


@given(st.permutations(COUNTS))
def test_the_order_in_which_figures_come_makes_no_difference(told: list[Figure]) -> None:
    rows = joined(told)
    assert sorted(len(r.members) for r in rows) == [1, 1, 3]
    seen = {(r.figure.value, r.figure.speaker, r.figure.as_of) for r in rows}
    assert seen == {
        (20, "EU Chamber", "2026-01-01"),
        (34, "EU Chamber", "2026-03-01"),
        (55, "EU.COMMISSION", None),
    }


def test_the_title_of_a_change_says_how_far_a_figure_has_come() -> None:
    threatened = money(5e8, action="announced", factuality="threatened")
    done = money(5e8)
    titles = [observation_changes(f.known_at, [observation_of([f])], {}, {})[0].title for f in (threatened, done)]
    assert titles[0].endswith(" [threatened]")
    assert not titles[1].endswith("]")


def test_sums_of_one_sentence_that_add_up_are_parts_of_the_total_told_before() -> None:
    told = {"actor": "US.EXIM", "target": "org:corvid"}
    total = observation_of([money(410e6, **told)])
    parts = [
        observation_of([f])
        for f in figures(
            stored(
                mention(
                    "investment", "committed", **told,
                    quantities=(quantity("amount", 60e6, "USD", basis="grant"),
                                quantity("amount", 350e6, "USD", basis="loan")),
                ),
                number=1,
            )
        )
    ]  # fmt: skip
    assert [part_of(p, [total, *(o for o in parts if o is not p)]) for p in parts] == [total.observation_id] * 2
    assert part_of(parts[0], [observation_of([money(500e6, **told)]), parts[1]]) is None


def test_two_layers_of_a_duty_at_one_rate_are_two_figures() -> None:
    rates = tuple(quantity("tariff_rate", 10, "percent", basis=b) for b in ("fentanyl", "reciprocal"))
    found = figures(stored(mention("tariff", "imposed", quantities=rates)))
    assert [f.basis for f in found] == ["fentanyl", "reciprocal"]


def test_each_step_of_a_duty_starts_on_the_day_told_behind_it() -> None:
    steps = mention(
        "tariff", "cut", factuality="scheduled",
        quantities=(quantity("tariff_rate", 15, "percent"), quantity("tariff_rate", 5, "percent")),
        dates=(
            day("effective", "2026-10-01", raw="October 1, 2026"),
            day("effective", "2027-04-01", raw="April 1, 2027"),
        ),
    )  # fmt: skip
    sentence = "The duty is lowered to 15 percent on October 1, 2026, and to 5 percent on April 1, 2027."
    found = figures(stored(steps, sentence=sentence))
    assert [(f.value, f.valid_from) for f in found] == [(15, "2026-10-01"), (5, "2027-04-01")]


def test_a_quarters_processing_time_takes_the_place_of_the_quarter_before() -> None:
    def time(value: float, quarter: str) -> Observation:
        told = mention(
            "licence_statistic", "reported", dates=(day("period", quarter),),
            quantities=(quantity("processing_time", value, "working_day", basis="observed"),),
        )  # fmt: skip
        return observation_of([one(stored(told, published=quarter), speaker="German Chamber")])

    first, second = time(68, "2026-Q1"), time(51, "2026-Q2")
    assert superseded([second, first]) == {first.observation_id: second.observation_id}


def test_counts_without_a_speaker_are_those_of_the_body_that_counts_there() -> None:
    count = mention("licence_statistic", "reported", speaker="Motor Makers' Association",
                    quantities=(quantity("approved", 28, "count"),))  # fmt: skip
    refused = mention("licence", "denied", quantities=(quantity("denied", 5, "count"),))
    law = mention("licence_statistic", "reported",
                  quantities=(quantity("processing_time", 45, "working_day", basis="statutory"),))  # fmt: skip
    told = [stored(count), stored(refused, number=1), stored(law, number=2)]
    assert list(voices_of(told, {}).values()) == ["Motor Makers' Association", "Motor Makers' Association", None]


def test_a_body_named_further_is_another() -> None:
    names = {"chamber of commerce in china": "EU Chamber", "eu chamber": "EU Chamber"}
    assert speaker_called("German Chamber of Commerce in China", names) == "German Chamber of Commerce in China"
    assert speaker_called("the head of the EU Chamber", names) == "EU Chamber"


def test_a_duty_without_a_base_is_under_the_one_statute_of_its_headline() -> None:
    cut = mention("tariff", "cut", quantities=(quantity("tariff_rate", 15, "percent"),))
    assert one(stored(cut, headline_texts=("US-S301", "US-FR-91-51877"))).basis == "s301"
    assert one(stored(cut, headline_texts=("US-S301", "US-S232"))).basis is None


def test_a_headline_that_says_chamber_means_the_chamber_of_its_text() -> None:
    headline = mention("licence_statistic", "reported", speaker="chamber")
    body = mention("licence_statistic", "reported", speaker="EU Chamber")
    other = mention("licence_statistic", "reported", speaker="German Chamber")
    told = [stored(headline), stored(body, number=1)]
    assert list(voices_of(told, {}).values()) == ["EU Chamber", "EU Chamber"]
    assert list(voices_of([*told, stored(other, number=2)], {}).values()) == ["chamber", "EU Chamber", "German Chamber"]


def test_sums_of_one_sentence_are_parts_of_the_package_and_not_of_each_other() -> None:
    told = "The package consists of a $600 million loan, a $200 million stake and a $100 million grant."
    sums = tuple(quantity("amount", v, "USD", basis=b) for v, b in ((6e8, "loan"), (2e8, "equity"), (1e8, "grant")))
    parts = [
        observation_of([f]) for f in figures(stored(mention("investment", "committed", quantities=sums), sentence=told))
    ]
    total = observation_of([money(9e8, place={"sentence": "They signed a $900 million package."})])
    assert [part_of(p, [total, *(o for o in parts if o is not p)]) for p in parts] == [total.observation_id] * 3


def test_what_is_drawn_is_part_of_its_loan() -> None:
    told = "It has drawn the first $40 million under its $275 million loan."
    sums = tuple(quantity("amount", v, "USD", basis="loan") for v in (40e6, 275e6))
    drawn, loan = (
        observation_of([f]) for f in figures(stored(mention("investment", "closed", quantities=sums), sentence=told))
    )
    assert part_of(drawn, [loan]) == loan.observation_id
    assert part_of(loan, [drawn]) is None


def test_what_is_drawn_is_part_of_a_loan_that_another_sentence_tells() -> None:
    parties = {"actor": "US.EXIM", "target": "org:corvid"}
    loan = observation_of([money(275e6, place={"sentence": "EXIM lends Corvid $275 million.", "number": 1}, **parties)])
    said = "Corvid made its first draw on the EXIM loan, of $40 million."
    place = {"sentence": said, "number": 2}
    drawn = observation_of([money(40e6, action="closed", commitment="in_force", place=place, **parties)])
    assert part_of(drawn, [loan]) == loan.observation_id
    bought = {"sentence": "EXIM paid $40 million for shares of Corvid.", "number": 3}
    other = observation_of([money(40e6, action="closed", commitment="in_force", place=bought, **parties)])
    assert part_of(other, [loan]) is None


def test_each_step_of_a_duty_starts_on_the_day_that_leads_it() -> None:
    said = "From 1 January it is 15 %, from July 25 %."
    told = mention(
        "tariff", "imposed", actor="US",
        quantities=(quantity("tariff_rate", 15, "percent"), quantity("tariff_rate", 25, "percent")),
        dates=(day("effective", "2027-01-01", raw="1 January"), day("effective", "2027-07", raw="July")),
    )  # fmt: skip
    assert [(f.value, f.valid_from) for f in figures(stored(told, sentence=said))] == [
        (15, "2027-01-01"), (25, "2027-07"),
    ]  # fmt: skip


def test_a_sum_that_was_changed_takes_the_place_of_what_it_was() -> None:
    before = observation_of([money(600e6, place={"known_at": "2026-04-16T05:00:00Z", "article_id": "art-1"})])
    other = observation_of([money(150e6, place={"known_at": "2026-04-16T05:00:00Z", "article_id": "art-2"})])
    later: dict[str, Any] = {"known_at": "2026-08-21T05:00:00Z", "article_id": "art-3"}
    cut = money(520e6, place={**later, "sentence": "It cut its loan to $520 million from $600 million."})
    told = money(520e6, place={**later, "sentence": "Its loan of $520 million came from the department."})
    known = {o.observation_id: o for o in (before, other)}
    assert [f.value for f in earlier_levels([cut])] == [600e6]
    now = observation_of([cut])
    assert resized([now], known) == {before.observation_id: now.observation_id}
    assert not earlier_levels([told])
