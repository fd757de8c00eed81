"""What a night asks for is found however long ago it was learned: a store that looks at all rows learns the same."""

import pytest

import storage.lately
from tests.flows.stories import Article, Story, quantity, tell
from tests.flows.test_tracking import OPERATIVE, RULE, restated, the_text

TABLES = (
    "revisions", "mentions", "voices", "memberships", "events", "event_aliases", "instruments", "promises", "claims",
    "observations", "indicators", "changes",
)  # fmt: skip
FIRM = {"actor": "org:larkspur-magnetics", "items": ("magnets",), "direction": "easing"}


def plant(day: str, sentence: str, **told: str) -> Article:
    kind = "capacity/commissioned/scheduled/statement"
    size = (quantity("capacity", 1200, "t_per_year"),)
    return Article(f"larkspur.example/{day}", day, [tell(kind, sentence, quantities=size, **FIRM, **told)])


def loan(where: str, day: str, amount: float) -> Article:
    sentence = f"The bank lent Larkspur Magnetics {amount:g} million dollars for its magnets."
    money = (quantity("amount", amount * 1e6, "USD"),)
    plain = FIRM | {"actor": "US.EXIM", "target": "org:larkspur-magnetics"}
    told = tell("investment/committed/actual/binding", sentence, quantities=money, **plain)
    return Article(f"{where}.example/loan", day, [told], head="A story of nine words or more, told by everybody alike.")


def delayed() -> Article:
    told = tell(
        "export_control/imposed/scheduled/binding", "The ministry put off the start of No. 38 to 15 October 2028.",
        actor="CN.MOFCOM", items=("neodymium", "praseodymium"), instruments=(RULE,), effective="2028-10-15",
    )  # fmt: skip
    return Article("mofcom.gov.cn/2028/41", "2028-03-05", [told], label="government notice", head=OPERATIVE)


def spoken(where: str, day: str, rate: float, speaker: str) -> Article:
    sentence = f"The duty on magnets is {rate:g} percent, its side said."
    told = tell(
        "tariff/raised/actual/binding", sentence, actor="US.WH", target="CN", items=("magnets",), speaker=speaker,
        quantities=(quantity("tariff_rate", rate, "percent"),), effective="2026-09-01",
    )  # fmt: skip
    return Article(f"{where}.example/duty", day, [told])


def years() -> Story:
    """Return three years in which articles are copied and corrected, texts move and promises fall due much later."""
    story = Story()
    story.night("2026-08-15", the_text(), loan("herald", "2026-08-14", 320), spoken("east", "2026-08-14", 30, "US.WH"))
    story.night("2026-08-20", plant("2026-08-19", "It will open its plant by May 2028.", deadline="2028-05"))
    story.night("2026-12-01", spoken("west", "2026-11-30", 34, "CN.MOFCOM"))
    story.night("2027-09-01", loan("investor", "2027-08-31", 320), loan("herald", "2027-08-31", 340))
    story.night("2028-03-06", delayed(), restated("law.example/alert", "2028-03-05", "No. 38 starts later."))
    story.night("2028-06-02")
    story.night("2028-10-16", loan("herald", "2028-10-15", 340), plant("2028-10-15", "It opened its plant at last."))
    return story


@pytest.mark.parametrize("days", [(1,), (100, 400), (3, 10, 500)])
def test_what_is_old_is_found_too(days: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.lately, "LATE_DAYS", ())
    whole = years()
    monkeypatch.setattr(storage.lately, "LATE_DAYS", days)
    late = years()
    for table in TABLES:
        rows = [sorted(map(str, s.con.execute(f"FROM {table}").fetchall())) for s in (whole, late)]
        assert rows[0] == rows[1], table
        assert rows[0] or table == "event_aliases", f"{table}: the story tells nothing of it"
    assert "overdue" in {c["kind"] for c in late.changes("2026-08-01", "2028-10-17")}
