"""What is a promise, what is none, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewatch.events.event import Event, build_event
from reewatch.instruments.timelines import Stretch
from reewatch.mentions import Span, StoredMention
from reewatch.promises.acts import acts_of
from reewatch.promises.answers import answer_to, withdrawal_of
from reewatch.promises.changes import PromiseStep, promise_changes
from reewatch.promises.deadlines import deadlines_of
from reewatch.promises.due_dates import due_of, last_day
from reewatch.promises.promise import Promise, Standing, find_promise, joined, promise_in, standing_on
from reewatch.resolution.wording import shared_wording
from tests.reewatch.ledger_mentions import day, mention, stored

MADE = "2026-03-03"
LANE = "The ministry will open a fast-track channel for licences of European carmakers by 30 April."


def lane(due: str | None = "2026-04-30", **told: Any) -> StoredMention:
    place = {"sentence": LANE, "night": MADE} | told.pop("place", {})
    plain = {"factuality": "proposed", "actor": "CN.MOFCOM", "target": "EU", "items": ("rare_earths",),
             "dates": (day("deadline", due),) if due else ()}  # fmt: skip
    return stored(mention(told.pop("type", "licence"), told.pop("action", "granted"), **(plain | told)), **place)


def promise(told: StoredMention) -> Promise:
    found = promise_in(told, "evt-promise")
    assert found is not None
    return found


def event(*members: StoredMention) -> Event:
    return build_event("evt-act", members)


def done(sentence: str, night: str = "2026-04-28", **told: Any) -> StoredMention:
    plain = {"factuality": "actual", "commitment": "in_force", "dates": ()}
    return lane(None, place={"sentence": sentence, "night": night, "doc": "b"}, **(plain | told))


NONE = [
    # (why, mention): dated words that promise nothing
    ("an unnamed source", lane(commitment="speculation", speaker="two sources")),
    ("an analyst's forecast", lane(speaker="Lars Engdahl", place={"sentence": "Engdahl, an analyst, expects an end."})),
    ("a threat", lane(factuality="threatened")),
    ("done already", lane(factuality="actual")),
    ("no date", lane(None)),
    ("nobody who could do it", lane(actor=None)),
    ("a pause with its end",
     lane(None, type="export_control", action="suspended", dates=(day("expires", "2026-11-10"),))),
    (
        "a legal text that executes itself",
        lane(None, type="export_control", action="imposed", factuality="scheduled", commitment="binding",
             instruments=("CN-MOFCOM-2026-38",), dates=(day("effective", "2026-09-15"),)),
    ),
    ("a hope", lane(actor="US", place={"sentence": "The secretary hoped for a deal by Thanksgiving.", "night": MADE})),
    ("a past start told as the plan it was", lane(None, dates=(day("effective", "2026-01-01"),))),
]  # fmt: skip


@pytest.mark.parametrize(("why", "told"), NONE, ids=[n[0] for n in NONE])
def test_what_is_no_promise(why: str, told: StoredMention) -> None:
    if why == "a hope":
        told = replace(
            told, mention=replace(told.mention, trigger=Span(start=40, end=44), evidence=Span(start=0, end=47))
        )
    assert promise_in(told, "evt-1") is None, why


def test_a_promise_has_who_what_whom_and_by_when() -> None:
    made = promise(lane())
    assert (made.by, made.to, made.due, made.made_on) == ("CN.MOFCOM", "EU", "2026-04-30", MADE)
    assert "fast-track" in made.what


def test_a_demand_is_owed_by_the_one_who_can_do_it() -> None:
    assert promise(lane(speaker="EU.COMMISSION", actor="CN")).by == "CN"


def test_a_firm_that_schedules_its_own_plant_promises() -> None:
    told = lane("2027-Q3", type="capacity", action="first_output", actor="org:larkspur", target=None,
                place={"sentence": "Larkspur expects first magnets in the third quarter of 2027."})  # fmt: skip
    assert promise(told).due == "2027-Q3"


def test_an_order_that_sets_a_deadline_is_a_promise_however_binding() -> None:
    told = lane(type="tariff", action="exempted", actor="US.USTR", commitment="binding", factuality="scheduled")
    assert promise(told).by == "US.USTR"


SPANS = [
    # (sentence, due): spans run from the day of publication
    ("China will issue the rules within 30 days.", "2026-04-02"),
    ("Each side will invest at least $1 billion within six months.", "2026-09-03"),
    ("The list will follow in the next two weeks.", "2026-03-17"),
    ("商务部将在30日内公布名单。", "2026-04-02"),
    ("The review ends within 45 working days of receipt of a file.", None),
    ("The channel will open soon.", None),
]


@pytest.mark.parametrize(("sentence", "due"), SPANS)
def test_a_span_gives_a_due_date(sentence: str, due: str | None) -> None:
    found = due_of(lane(None, place={"sentence": sentence, "night": MADE}))
    assert (found[0] if found else None) == due


def test_a_delay_names_two_dates_and_the_later_one_holds() -> None:
    told = lane(None, dates=(day("deadline", "2026-04-30"), day("deadline", "2026-06-30")),
                place={"sentence": "The opening is postponed from 30 April to 30 June.", "night": MADE})  # fmt: skip
    assert promise(told).due == "2026-06-30"


def test_the_same_promise_told_again_is_one() -> None:
    again = lane(timeframe="background", place={"sentence": "It had promised in March to open it by 30 April.",
                                                "doc": "b", "night": "2026-05-19"})  # fmt: skip
    found = find_promise(promise(again), [promise(lane())])
    assert found is not None
    both = joined(found, promise(again))
    assert (both.due, both.slipped_from, len(both.evidence)) == ("2026-04-30", None, 2)


def test_another_promise_of_the_same_day_stays_apart() -> None:
    other = lane(items=("dysprosium",), place={"sentence": "China will license dysprosium by 30 April.", "doc": "b"})
    gallium = lane(items=("gallium",), place={"sentence": "China will license gallium by 30 April.", "doc": "c"})
    assert find_promise(promise(gallium), [promise(other)]) is None
    assert find_promise(promise(lane(actor="JP")), [promise(lane())]) is None


def test_a_due_date_that_moves_is_slippage() -> None:
    later = lane("2026-06-30", place={"sentence": "The fast-track channel for carmakers will open by 30 June.",
                                      "doc": "b", "night": "2026-04-20"})  # fmt: skip
    first = promise(lane())
    moved = joined(first, promise(later))
    assert find_promise(promise(later), [first]) == first
    assert (moved.due, moved.slipped_from, moved.promise_id) == ("2026-06-30", "2026-04-30", first.promise_id)
    step = PromiseStep(
        before=first, was=_on(first, "2026-04-01"), after=moved, now=_on(moved, "2026-04-20"), background=False
    )
    assert [c.kind for c in promise_changes("2026-04-20T05:00:00Z", [step], {})] == ["delayed"]


def _on(made: Promise, day_: str, known: str | None = None) -> Standing:
    return standing_on(made, date.fromisoformat(day_), date.fromisoformat(known or day_))


def test_an_act_in_like_words_keeps_the_promise() -> None:
    kept = event(done("The green lane for car makers' licences opened on Tuesday."))
    answer = answer_to(promise(lane()), acts_of([kept]))
    assert answer is not None
    assert (answer.event_id, answer.on) == ("evt-act", "2026-04-28")


UNKEPT = [
    # (why, mention): acts that keep nothing
    ("another licence", done("China granted a licence to a magnet maker in Ganzhou.")),
    ("before it was made", done("The fast-track channel for carmakers opened.", night="2026-02-01")),
    ("by another", done("Japan opened a fast-track channel for its carmakers.", actor="JP")),
    ("for another", done("China opened a fast-track channel for carmakers of India.", target="IN")),
    ("only said again", done("The fast-track channel for carmakers will open.", factuality="proposed")),
    ("not yet", done("No fast-track channel for carmakers has opened.", factuality="denied")),
]


@pytest.mark.parametrize(("why", "told"), UNKEPT, ids=[u[0] for u in UNKEPT])
def test_what_does_not_keep_a_promise(why: str, told: StoredMention) -> None:
    assert answer_to(promise(lane()), acts_of([event(told)])) is None, why


def test_a_loan_keeps_the_promise_of_a_firm_by_its_name() -> None:
    plan = lane("2026-06", type="investment", action="committed", actor="org:larkspur", target=None, items=(),
                place={"sentence": "Larkspur will close its loan by June."})  # fmt: skip
    closed = done("The loan of Larkspur Magnetics was paid out.", type="investment", action="closed",
                  actor="org:larkspur-magnetics", target=None, items=())  # fmt: skip
    assert answer_to(promise(plan), acts_of([event(closed)])) is not None


def test_only_the_one_who_promised_takes_it_back() -> None:
    words = "The ministry will not open the fast-track channel for carmakers."
    own = done(words, factuality="denied", speaker="CN.MOFCOM")
    others = done(
        "The fast-track channel for carmakers will not open, the lobby said.", factuality="denied", speaker="ACEA"
    )
    assert withdrawal_of(promise(lane()), acts_of([event(own)])) is not None
    assert withdrawal_of(promise(lane()), acts_of([event(others)])) is None


RULE, ISSUED, START = "US-PROC-11210", "2026-03-10", "2026-05-01"
DUTY = "The White House will impose a duty of 15% on Chinese magnets from May 1."


def duty(**told: Any) -> StoredMention:
    plain = {"factuality": "scheduled", "actor": "US.WH", "target": "CN", "items": ("magnets",),
             "dates": (day("effective", START),), "type": "tariff", "action": "imposed"}  # fmt: skip
    return lane(**(plain | {"place": {"sentence": DUTY, "night": MADE}} | told))


def stretch(status: str, start: str, end: str | None = None, by: str | None = "evt-end") -> Stretch:
    return Stretch(instrument_id=RULE, part=None, status=status, valid_from=start, valid_to=end, since_event=by,
                   rests_on="reported")  # fmt: skip


AHEAD = stretch("announced", ISSUED, START)
BECAME = [
    # (why, timeline of the text that sets the duty, act that ended it, kept on, taken back on)
    ("it started", [AHEAD, stretch("in_force", START)], "paused", START, None),
    ("suspended before its start", [stretch("announced", ISSUED, "2026-04-20"),
                                    stretch("suspended", "2026-04-20", "2026-10-01")], "paused", None, "2026-04-20"),
    ("suspended after its start", [AHEAD, stretch("in_force", START, "2026-06-01"),
                                   stretch("suspended", "2026-06-01")], "paused", START, None),
    ("lifted before its start", [stretch("announced", ISSUED, "2026-04-20"), stretch("revoked", "2026-04-20")],
     "ended", None, "2026-04-20"),
    ("struck down before its start", [stretch("announced", ISSUED, "2026-04-20"), stretch("revoked", "2026-04-20")],
     "struck_down", None, None),
    ("put off", [stretch("announced", ISSUED, "2026-07-01"), stretch("in_force", "2026-07-01")], "paused",
     "2026-07-01", None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "became", "act", "kept", "back"), BECAME, ids=[b[0] for b in BECAME])
def test_a_schedule_keeps_a_promise_only_where_its_text_starts(
    why: str, became: list[Stretch], act: str, kept: str | None, back: str | None
) -> None:
    words = "Proclamation 11210 sets a duty of 15% on Chinese magnets from May 1."
    rule = duty(commitment="binding", instruments=(RULE,), place={"sentence": words, "night": ISSUED, "doc": "b"})
    over = duty(action=act, factuality="actual", commitment="in_force", dates=(), instruments=(RULE,),
                place={"sentence": "It ended.", "night": "2026-04-20", "doc": "c"})  # fmt: skip
    decided, ending = build_event("evt-promise", [rule]), build_event("evt-end", [over])
    answer = answer_to(promise(duty()), acts_of([decided, ending]), lambda _: became)
    taken = withdrawal_of(promise(duty()), acts_of([decided, ending]), lambda _: became)
    assert (answer.on if answer else None) == kept, why
    assert (taken.on if taken else None) == back, why


def test_what_is_suspended_in_words_that_call_it_planned_is_taken_back() -> None:
    def told(words: str, night: str = "2026-04-20") -> Event:
        return event(duty(action="paused", factuality="actual", commitment="in_force", dates=(),
                          place={"sentence": words, "night": night, "doc": "c"}))  # fmt: skip

    planned = "The White House suspended the duty of 15% on Chinese magnets that was to start on May 1."
    assert withdrawal_of(promise(duty()), acts_of([told(planned)])) is not None
    assert withdrawal_of(promise(duty()), acts_of([told(planned, "2026-05-20")])) is None
    assert (
        withdrawal_of(promise(duty()), acts_of([told("The White House suspended a duty on Chinese magnets.")])) is None
    )


def test_statuses_follow_the_clocks_that_are_asked() -> None:
    made = promise(lane())
    assert _on(made, "2026-04-30").status == "open"
    assert _on(made, "2026-05-01") == Standing(status="overdue", since="2026-05-01")
    assert _on(made, "2026-05-01", known="2026-04-15").status == "unknown"
    late = replace(made, answered_by="evt-act", answered_on="2026-05-20")
    assert [_on(late, d, known="2026-06-01").status for d in ("2026-04-30", "2026-05-10", "2026-05-20")] == [
        "open", "overdue", "met",
    ]  # fmt: skip


@given(st.dates(date(2026, 3, 3), date(2026, 12, 31)), st.dates(date(2026, 3, 3), date(2026, 12, 31)))
def test_knowing_more_never_unsettles_a_day_that_was_known(asked: date, known: date) -> None:
    made = promise(lane())
    standing = standing_on(made, asked, known)
    if standing.status != "unknown":
        assert standing_on(made, asked, max(known, date(2027, 1, 1))) == standing
    assert (standing.status == "open") == (asked <= date(2026, 4, 30))


ROUGH = [
    ("2026", date(2026, 12, 31)),
    ("2026-Q3", date(2026, 9, 30)),
    ("2026-H1", date(2026, 6, 30)),
    ("2026-02", date(2026, 2, 28)),
]


@pytest.mark.parametrize(("value", "last"), ROUGH)
def test_a_rough_due_date_runs_to_its_last_day(value: str, last: date) -> None:
    assert last_day(value) == last


def test_deadlines_are_open_promises_and_coming_dates_of_texts() -> None:
    row = {"promise_id": "prm-1", "due": "2026-04-30", "by": "CN", "what": "a lane", "status": "open"}
    text = {"instrument_id": "CN-MOFCOM-2025-61", "next_date": "2026-11-10", "next_what": "suspension ends",
            "title": "Controls", "status": "suspended", "part": None}  # fmt: skip
    rows = deadlines_of([row, row | {"status": "met"}], [text], date(2026, 4, 1), None)
    assert [(r["date"], r["days_left"]) for r in rows] == [("2026-04-30", 29), ("2026-11-10", 223)]
    assert len(deadlines_of([row], [text], date(2026, 4, 1), 30)) == 1


def test_a_promise_first_told_when_it_was_overdue_is_said_to_be_overdue() -> None:
    made = promise(lane(timeframe="background"))
    kinds: Sequence[str] = [
        c.kind
        for now in ("2026-04-01", "2026-05-19")
        for c in promise_changes(
            "2026-05-19T05:00:00Z",
            [PromiseStep(before=None, was=None, after=made, now=_on(made, now), background=True)],
            {},
        )
    ]
    assert kinds == ["new", "overdue"]


def test_texts_in_two_scripts_share_the_things_that_have_a_name_in_both() -> None:
    said = "Minister Wang told the commissioner that the ministry will open a fast-track channel by June 30."
    assert shared_wording(said, ["中方已为欧洲企业开通稀土出口许可绿色通道。"]) == 1.0
    assert shared_wording(said, ["The minister met the press."]) < 0.3
