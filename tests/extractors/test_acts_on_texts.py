"""Acts upon legal texts, told so that the parse or the headline leads astray."""

import pytest

from tests.extractors.test_accused import mentions


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("The General Court on Wednesday annulled Article 7 of Regulation (EU) 2026/1305 on exports of magnet scrap.",
         "lifted"),
        ("Announcement No. 78 of 2026 halts the implementation of Announcement No. 63 of 2026 on scandium from today.",
         "suspended"),
        ("The Commerce Department added nine Chinese companies that make rare-earth magnets to its Entity List.",
         "imposed"),
    ],
)  # fmt: skip
def test_what_is_done(sentence: str, action: str) -> None:
    told = [m for m in mentions(f"Rare earths\n\n{sentence}") if m.type == "export_control"]
    assert [m.action for m in told if m.factuality != "denied"] == [action]


def test_a_law_that_bars_from_a_later_day_is_scheduled_and_was_announced_on_the_day_of_the_vote() -> None:
    body = (
        "Vietnam's National Assembly on Thursday passed the law that bars exports of rare earth ore from May 1, 2028."
    )
    (told,) = [m for m in mentions(f"Rare earths\n\n{body}") if m.type == "export_control"]
    assert (told.factuality, told.actor) == ("scheduled", "VN")
    assert [(d.role, d.value) for d in told.dates] == [("announced", "2026-09-10"), ("effective", "2028-05-01")]


def test_a_headline_that_puts_off_is_what_its_body_tells_of_the_start() -> None:
    body = "Japan postponed the start of its export controls on magnet machines from December 15 to February 1, 2027."
    told = mentions(f"Japan puts off controls on magnet-making machines\n\n{body}")
    assert {(m.action, m.factuality) for m in told} == {("imposed", "scheduled")}


def test_until_the_end_of_a_month_is_an_end() -> None:
    told = mentions("China suspends yttrium and scandium controls until end of June 2027")
    assert [(d.role, d.value) for m in told for d in m.dates if m.action == "suspended"] == [("expires", "2027-06")]


def test_a_cut_goes_with_the_order_that_made_it() -> None:
    body = "Trump revoked Executive Order 14420 and with it the cut of the fentanyl duty on Chinese goods."
    assert {(m.action, m.factuality) for m in mentions(f"Rare earths\n\n{body}") if m.type == "tariff"} == {
        ("cut", "denied")
    }


def test_the_day_of_an_act_is_not_its_first_day_and_a_length_from_a_day_is_no_date() -> None:
    body = "Brussels on Wednesday imposed a duty of 21 percent on Chinese magnets for five years from May 20, 2027."
    (told,) = [m for m in mentions(f"Rare earths\n\n{body}") if m.type == "tariff"]
    assert [(d.role, d.value) for d in told.dates] == [("announced", "2026-09-09"), ("effective", "2027-05-20")]


def test_a_refund_of_a_duty_is_no_duty() -> None:
    told = mentions("Customs begins to refund duty on Chinese magnets")
    assert [m for m in told if m.type == "tariff" and m.action == "imposed"] == []


def test_a_regulation_of_the_union_may_set_a_duty() -> None:
    body = "The Commission imposed a duty of 18 percent on Chinese magnets under Regulation (EU) 2026/1402."
    told = [m for m in mentions(f"Rare earths\n\n{body}") if m.type == "tariff"]
    assert [m.instruments for m in told] == [("EU-REG-2026-1402",)]
