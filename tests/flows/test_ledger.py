"""Whole stories in ready mentions: figures, promises, claims and indicators over several nights."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from flows.correcting import apply_acts
from flows.judging import indicator_rows
from flows.promising import ledger_rows
from reewatch.corrections import make_correction
from reewatch.timestamps import parse_timestamp
from storage.ledger_listings import list_claims, list_observations
from tests.flows.stories import FRAMEWORK, Article, Story, quantity, tell

TABLES = ("observations", "promises", "claims", "indicators", "events", "event_aliases", "instruments")
FACTS = {"title": "Fact Sheet: Results of the Meeting", "label": "government fact sheet"}
SPOKEN = {"title": "Ministry of Commerce spokesperson on the meeting", "label": "government statement"}


def clock(when: str) -> datetime:
    return parse_timestamp(f"{when}T12:00:00Z")


def asked(story: Story, noun: str, when: str, **where: Any) -> list[dict[str, Any]]:
    """Return the rows of a listing command that fit, as the published copy would tell them."""
    views = {r[0] for r in story.con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
    for copy in (f"{table}_rows" for table in TABLES):  # tables, as in the copy: rows are read there by their ids
        if copy in views:
            story.con.execute(f"DROP VIEW {copy}")
        story.con.execute(f"CREATE OR REPLACE TABLE {copy} AS FROM {copy.removesuffix('_rows')}")
    valid = where.pop("valid_at", None)
    day = date.fromisoformat(valid) if valid else None
    rows = {
        "observations": lambda: list_observations(story.con, clock(when)),
        "promises": lambda: ledger_rows(story.con, clock(when), day),
        "claims": lambda: list_claims(story.con, clock(when), where.pop("subject", None)),
        "indicators": lambda: indicator_rows(story.con, FRAMEWORK.indicators, clock(when), day or clock(when).date()),
    }[noun]()
    return [r for r in rows if all(r[k] == v for k, v in where.items())]


def white_house(*sentences: Any) -> Article:
    return Article("whitehouse.gov/facts", "2026-09-25", sentences, **FACTS)


def mofcom(*sentences: Any) -> Article:
    return Article("mofcom.gov.cn/en/20260925", "2026-09-25", sentences, **SPOKEN)


def cut(rate: float, sentence: str, **told: Any) -> Any:
    plain = {"actor": "US", "target": "CN", "items": ("magnets",), "instruments": ("US-S301",), "direction": "easing",
             "effective": "2027-01-01", "quantities": (quantity("tariff_rate", rate, "percent"),)}  # fmt: skip
    return tell("tariff/cut/scheduled/framework", sentence, **(plain | told))


def pause(sentence: str, until: str = "2027-11-10", **told: Any) -> Any:
    plain = {"actor": "CN", "instruments": ("CN-MOFCOM-2025-61", "CN-MOFCOM-2025-62"), "expires": until,
             "direction": "easing"}  # fmt: skip
    return tell("export_control/suspended/proposed/framework", sentence, **(plain | told))


def licences(sentence: str, **told: Any) -> Any:
    plain = {"actor": "CN", "target": "US", "items": ("dysprosium", "terbium"), "direction": "easing"}
    return tell("licence/granted/proposed/framework", sentence, **(plain | told))


def summit() -> Story:
    story = Story()
    story.night(
        "2026-09-26",
        white_house(
            cut(15, "The United States will lower the duty on magnets to 15 percent on January 1, 2027."),
            pause("China will keep No. 61 and No. 62 suspended until November 10, 2027."),
            licences("China will issue general licenses for dysprosium and terbium."),
        ),
        mofcom(
            cut(10, "The U.S. side will lower the duty to 10 percent from January 1, 2027, the spokesperson said.",
                speaker="spokesperson"),
            pause("China will continue to suspend No. 61 and No. 62 until November 10, 2027."),
        ),
    )  # fmt: skip
    return story


def test_a_statement_that_a_person_rejected_stops_no_later_night_of_its_topic() -> None:
    story = summit()
    [ours] = asked(story, "claims", "2026-09-26", party="US", stance="affirms", subject="CN-MOFCOM-2025-61")
    made = make_correction(
        "reject", ours["evidence"][0]["mention_id"], why="misread", who="Ana", made_at="2026-09-27T05:00:00Z"
    )
    apply_acts(story.con, [made], FRAMEWORK, parse_timestamp("2026-09-27T05:00:00Z"))
    left = asked(story, "claims", "2026-09-27", subject="CN-MOFCOM-2025-61")
    assert {r["party"]: r["stance"] for r in left} == {"CN": "affirms", "US": "silent"}
    told = mofcom(pause("China will suspend No. 61 and No. 62 until November 10, 2027, as both sides agreed."))
    story.night("2026-09-28", replace(told, where="mofcom.gov.cn/again", published="2026-09-27"))
    rows = asked(story, "claims", "2026-09-28", subject="CN-MOFCOM-2025-61")
    assert {r["party"]: r["stance"] for r in rows} == {"CN": "affirms", "US": "silent"}
    assert ours["evidence"][0]["mention_id"] not in {e["mention_id"] for r in rows for e in r["evidence"]}


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_revisions_of_one_address_in_one_run_the_later_text_holds(turned: bool) -> None:
    def loan(amount: float, day: str) -> Article:
        sentence = f"The Pentagon lends Alloy One ${amount:.0f} million."
        told = tell("investment/committed/actual/binding", sentence, actor="US.DOD", target="org:alloy-one",
                    items=("magnets",), quantities=(quantity("amount", amount * 1e6, "USD"),))  # fmt: skip
        return Article("a.example/loan", day, [told])

    story = Story()
    both = [loan(400, "2026-03-01"), loan(480, "2026-03-02")]
    story.night("2026-03-03", *(reversed(both) if turned else both))
    [event] = story.events("2026-03-03")
    assert (event["articles"], [q["value"] for q in event["quantities"]]) == (1, [480e6])
    live = [r["value"] for r in asked(story, "observations", "2026-03-03") if r["superseded_by"] is None]
    assert live == [480e6]


def test_two_accounts_of_a_summit() -> None:
    story = summit()
    rows = asked(story, "claims", "2026-09-26")
    stances = {(r["topic"].split(": ")[1].split(" on ")[0].split(" (")[0], r["party"]): r["stance"] for r in rows}
    assert stances == {
        ("duty cut", "US"): "differs",
        ("duty cut", "CN"): "differs",
        ("export controls suspended", "US"): "affirms",
        ("export controls suspended", "CN"): "affirms",
        ("export licences granted", "US"): "affirms",
        ("export licences granted", "CN"): "silent",
    }
    both = asked(story, "claims", "2026-09-26", subject="CN-MOFCOM-2025-61")
    assert {(r["party"], r["stance"]) for r in both} == {("US", "affirms"), ("CN", "affirms")}
    [silent] = asked(story, "claims", "2026-09-26", stance="silent")
    assert (silent["party"], silent["evidence"]) == ("CN", [])
    rates = asked(story, "observations", "2026-09-26", measure="tariff_rate", basis="s301")
    assert sorted(r["value"] for r in rates) == [10, 15]
    [schedule] = asked(story, "indicators", "2026-09-26", indicator_id="tariff-schedule")
    assert schedule["disagreement"]


def test_the_text_differs_with_nobody_and_the_party_differs_with_it() -> None:
    story = summit()
    order = cut(
        15, "The additional duty is set at 15 percent for goods entered on or after January 1, 2027.",
        target=None, items=(), instruments=(),
    )  # fmt: skip
    notice = Article(
        "federalregister.gov/91/68120", "2026-10-20", [order], title="Notice of Modification of Section 301 Action",
        label="government notice", head="The United States Trade Representative modifies the action.",
    )  # fmt: skip
    assert asked(story, "claims", "2026-09-26", party="text") == []
    story.night("2026-10-21", notice)
    [text] = asked(story, "claims", "2026-10-21", party="text")
    assert (text["stance"], "15 percent" in text["says"]) == ("affirms", True)
    [china] = asked(story, "claims", "2026-10-21", party="CN", topic_id=text["topic_id"])
    assert china["stance"] == "differs"
    assert asked(story, "claims", "2026-09-26", party="text") == []  # what was known then stays


def test_a_party_that_says_no_denies() -> None:
    story = Story()
    story.night("2026-09-26", white_house(licences("China will issue general licenses.")))
    story.night(
        "2026-09-28",
        mofcom(licences("China has made no such promise.", factuality="denied", speaker="CN.MOFCOM")),
    )
    assert {(r["party"], r["stance"]) for r in asked(story, "claims", "2026-09-28")} == {
        ("US", "affirms"), ("CN", "denies"),
    }  # fmt: skip


def test_a_day_apart_is_no_quarrel() -> None:
    story = Story()
    story.night("2026-09-26", white_house(pause("Suspended until November 9.", "2026-11-09")))
    story.night("2026-09-27", mofcom(pause("Suspended until November 10.", "2026-11-10")))
    assert {r["stance"] for r in asked(story, "claims", "2026-09-27")} == {"affirms"}


def count(value: float, who: str, where: str, published: str, **told: Any) -> Article:
    slots = {"actor": "CN", "items": ("rare_earths",), "direction": "neutral", "speaker": who,
             "quantities": (quantity("approval_rate", value, "percent"),)}  # fmt: skip
    sentence = f"{who} says {value:g} percent of applications were approved."
    return Article(where, published, [tell("licence_statistic/reported/actual/verified", sentence, **(slots | told))])


def test_two_counts_then_a_round_up_then_a_new_count() -> None:
    story = Story()
    story.night(
        "2025-09-18",
        count(20, "EU Chamber", "chamber.example/a", "2025-09-17", as_of="2025-09-15"),
        count(55, "EU.COMMISSION", "desk.example/b", "2025-09-17"),
    )
    [permits] = asked(story, "indicators", "2025-09-18", indicator_id="permit-approvals")
    assert (permits["disagreement"], permits["state"]) == (True, "verified")
    again = story.night(
        "2025-09-19", count(20, "EU Chamber", "roundup.example/c", "2025-09-18", timeframe="background")
    )
    assert [c for c in again if c.subject_type in ("observation", "indicator")] == []
    changes = story.night("2025-10-17", count(34, "EU Chamber", "trade.example/d", "2025-10-16", as_of="2025-10-15"))
    [raised] = [c for c in changes if c.kind == "raised" and c.subject_type == "observation"]
    assert ("20" in str(raised.before), "34" in str(raised.after)) == (True, True)
    rows = asked(story, "observations", "2025-10-17", measure="approval_rate")
    assert sorted((r["value"], r["superseded_by"] is None) for r in rows) == [(20, False), (34, True), (55, True)]
    [permits] = asked(story, "indicators", "2025-10-17", indicator_id="permit-approvals")
    assert permits["direction"] == "easing"
    [old] = asked(story, "indicators", "2026-06-01", indicator_id="permit-approvals")
    assert "no figure since October 2025" in old["reading"]
    assert [r["superseded_by"] for r in asked(story, "observations", "2025-09-18", value=20)] == [None]


def promised(due: str, published: str = "2026-03-03", where: str = "desk.example/lane") -> Article:
    sentence = f"China will open a fast-track channel for licences of European carmakers by {due}."
    slots = {"actor": "CN.MOFCOM", "target": "EU", "items": ("rare_earths",), "direction": "easing", "deadline": due}
    return Article(where, published, [tell("licence/granted/proposed/statement", sentence, **slots)])


def opened(published: str) -> Article:
    slots = {"actor": "CN.MOFCOM", "target": "EU", "items": ("rare_earths",), "direction": "easing"}
    told = tell("licence/granted/actual/in_force", "The green lane for car makers opened today.", **slots)
    return Article("other.example/opened", published, [told])


def test_a_promise_open_then_overdue_then_kept_late() -> None:
    story = Story()
    assert [c.kind for c in story.night("2026-03-04", promised("2026-04-30")) if c.subject_type == "promise"] == ["new"]
    [open_] = asked(story, "promises", "2026-03-04")
    assert (open_["status"], open_["by"], open_["due"]) == ("open", "CN.MOFCOM", "2026-04-30")
    assert asked(story, "promises", "2026-03-04", valid_at="2026-06-01")[0]["status"] == "unknown"
    assert asked(story, "promises", "2026-05-01")[0]["status"] == "overdue"  # between runs too
    assert [c.kind for c in story.night("2026-05-02") if c.subject_type == "promise"] == ["overdue"]
    assert [c for c in story.night("2026-05-03") if c.subject_type == "promise"] == []
    assert [c.kind for c in story.night("2026-05-21", opened("2026-05-20")) if c.subject_type == "promise"] == ["met"]
    [kept] = asked(story, "promises", "2026-05-21")
    assert (kept["status"], kept["status_since"]) == ("met", "2026-05-20")
    assert kept["answered_by"]
    [then] = asked(story, "promises", "2026-05-21", valid_at="2026-05-10")
    assert (then["status"], then["answered_by"]) == ("overdue", None)
    assert asked(story, "promises", "2026-03-04")[0]["status"] == "open"


def test_a_promise_that_slips_keeps_its_name() -> None:
    story = Story()
    story.night("2026-03-04", promised("2026-04-30"))
    changes = story.night("2026-04-21", promised("2026-06-30", "2026-04-20", "desk.example/later"))
    assert [c.kind for c in changes if c.subject_type == "promise"] == ["delayed"]
    [moved] = asked(story, "promises", "2026-04-21")
    assert (moved["due"], moved["slipped_from"], moved["status"]) == ("2026-06-30", "2026-04-30", "open")


def test_a_promise_told_after_it_was_kept_is_met() -> None:
    story = Story()
    story.night("2026-04-29", opened("2026-04-28"))
    [change] = [c for c in story.night("2026-05-10", promised("2026-04-30")) if c.subject_type == "promise"]
    assert change.kind == "met"
    assert asked(story, "promises", "2026-05-10")[0]["status_since"] == "2026-04-28"


def test_no_schedule_is_in_evidence() -> None:
    story = Story()
    story.night("2026-01-02")
    rows = asked(story, "indicators", "2026-01-02")
    assert {r["state"] for r in rows} == {"no_evidence"}
    assert next(r for r in rows if r["indicator_id"] == "tariff-schedule")["reading"].startswith("No schedule is")
    assert len(rows) == 10


@pytest.mark.parametrize("first", ["chamber", "commission"])
def test_the_order_of_nights_changes_no_final_figure(first: str) -> None:
    chamber = count(20, "EU Chamber", "chamber.example/a", "2025-09-17", as_of="2025-09-15")
    commission = count(55, "EU.COMMISSION", "desk.example/b", "2025-09-17")
    story = Story()
    story.night("2025-09-18", chamber if first == "chamber" else commission)
    story.night("2025-09-19", commission if first == "chamber" else chamber)
    rows = asked(story, "observations", "2025-09-19")
    assert sorted((r["value"], r["speaker"], r["superseded_by"]) for r in rows) == [
        (20, "EU Chamber", None), (55, "EU.COMMISSION", None),
    ]  # fmt: skip


def test_the_past_stays_as_it_was_known() -> None:
    story = summit()
    before = [asked(story, noun, "2026-09-26") for noun in ("observations", "promises", "claims", "indicators")]
    story.night("2026-11-01", mofcom(cut(12, "The duty will be 12 percent.", speaker="spokesperson")))
    assert [asked(story, noun, "2026-09-26") for noun in ("observations", "promises", "claims", "indicators")] == before
