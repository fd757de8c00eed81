"""Recodings: a later version reads the past otherwise; it is told as such, and never as news."""

from dataclasses import replace
from typing import Any

from flows.correcting import apply_acts
from reewatch.changes import Change
from reewatch.corrections import make_correction
from reewatch.framework import Framework
from storage.ledger_listings import list_claims, list_observations
from tests.flows.stories import FRAMEWORK, Article, Story, _clock, quantity, tell

PAUSE = "CN-MOFCOM-2025-61"
SENTENCE = "China's commerce ministry paused the measures of Announcement No. 61 until November 10, 2026."


def pause(where: str = "a.example/1", day: str = "2025-11-07", sentence: str = SENTENCE, **told: Any) -> Article:
    plain = {"actor": "CN", "items": ("rare_earths",), "instruments": (PAUSE,), "expires": "2026-11-10"}
    return Article(where, day, [tell("export_control/suspended/actual/in_force", sentence, **(plain | told))])


def loan(where: str, day: str, amount: float, sentence: str, **told: Any) -> Article:
    plain = {"actor": "US.DOD", "target": "org:alloy-one", "items": ("magnets",),
             "quantities": (quantity("amount", amount, "USD"),)}  # fmt: skip
    return Article(where, day, [tell("investment/committed/actual/binding", sentence, **(plain | told))])


def act(story: Story, when: str, kind: str, subject: str, **told: Any) -> list[Change]:
    made = make_correction(kind, subject, **told, why="checked", who="Ana", made_at=f"{when}T05:00:00Z")
    return apply_acts(story.con, [made], FRAMEWORK, _clock(when))


def test_a_date_that_is_read_otherwise_is_recoded_and_no_news() -> None:
    story = Story()
    story.night("2025-11-08", pause(expires="2026-10-11"))
    [was] = story.events("2025-11-08")
    changes = story.recode("2025-11-20", pause())
    assert {c.kind for c in changes} == {"recoded"}
    assert {c.subject_type for c in changes} >= {"event", "instrument"}
    [text] = [c for c in changes if c.subject_type == "instrument"]
    assert "2026-10-11" in str(text.before)
    assert "2026-11-10" in str(text.after)
    assert text.evidence
    [now] = story.events("2025-11-20")
    assert now["event_id"] == was["event_id"]
    assert now["first_known_at"] == was["first_known_at"]
    assert story.status(PAUSE, "2025-11-20")[2] == "2026-11-10"
    assert story.status(PAUSE, "2025-11-19")[2] == "2026-10-11"  # what was known then stays known then
    assert story.events("2025-11-19") == [was]


def test_reading_the_same_again_changes_nothing() -> None:
    story = Story()
    story.night("2025-11-08", pause(), loan("b.example/2", "2025-11-07", 400.0, "The Pentagon lends $400 million."))
    assert story.recode("2025-11-20", pause()) == []
    told = story.con.execute("SELECT count(*) FROM mentions").fetchall()
    assert told == [(2,)]
    assert story.con.execute("SELECT count(*) FROM recodings").fetchall() == [(0,)]


def test_a_figure_that_is_read_otherwise_takes_the_old_one_out() -> None:
    story = Story()
    sentence = "The Pentagon lends Alloy One $400 million."
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 40.0, sentence))
    changes = story.recode("2026-03-05", loan("a.example/1", "2026-03-01", 400.0, sentence))
    assert {c.kind for c in changes} == {"recoded"}
    told = [(o["value"], o["superseded_by"]) for o in list_observations(story.con, _clock("2026-03-05"))]
    assert told == [(400.0, None)]
    assert [o["value"] for o in list_observations(story.con, _clock("2026-03-04"))] == [40.0]


def test_a_figure_that_stays_keeps_its_observation() -> None:
    story = Story()
    sentence = "The Pentagon lends Alloy One $400 million."
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 400.0, sentence, actor="US"))
    [was] = list_observations(story.con, _clock("2026-03-02"))
    story.recode("2026-03-05", loan("a.example/1", "2026-03-01", 400.0, sentence))
    [now] = list_observations(story.con, _clock("2026-03-05"))
    assert (now["observation_id"], now["actor"], was["actor"]) == (was["observation_id"], "US.DOD", "US")


def test_what_is_read_no_more_is_gone_and_what_is_read_first_is_no_news() -> None:
    story = Story()
    one, other = "The Pentagon lends Alloy One $400 million.", "China paused the measures until November 10, 2026."
    paused = tell("export_control/suspended/actual/in_force", other, actor="CN", instruments=(PAUSE,),
                  expires="2026-11-10")  # fmt: skip
    lent = loan("a.example/1", "2026-03-01", 400.0, one).sentences[0]
    bare = Article("a.example/1", "2026-03-01", [lent], head=other)
    story.night("2026-03-02", bare)
    [was] = story.events("2026-03-02")
    changes = story.recode("2026-03-05", Article("a.example/1", "2026-03-01", [paused], tail=one))
    assert {c.kind for c in changes} == {"recoded"}
    gone = [c for c in changes if c.subject_id == was["event_id"]]
    assert [(c.before, c.after) for c in gone] == [(was["title"], None)]
    assert gone[0].evidence
    assert [e["type"] for e in story.events("2026-03-05")] == ["export_control"]
    assert list_observations(story.con, _clock("2026-03-05")) == []
    assert story.status(PAUSE, "2026-03-05")[0] == "suspended"


def mention_of(story: Story, when: str) -> str:
    return str(story.events(when)[0]["evidence"][0]["mention_id"])


def test_a_corrected_mention_stays_corrected_when_it_is_read_otherwise() -> None:
    story = Story()
    story.night("2025-11-08", pause(expires="2026-10-11"))
    dates = [{"role": "expires", "value": "2026-11-12"}]
    act(story, "2025-11-09", "correct", mention_of(story, "2025-11-08"), field="dates", value=dates)
    changes = story.recode("2025-11-20", pause(actor="CN.MOFCOM"))
    assert {c.kind for c in changes} == {"recoded"}
    [event] = story.events("2025-11-20")
    assert (event["actor"], event["valid_to"]) == ("CN.MOFCOM", "2026-11-12")
    assert story.status(PAUSE, "2025-11-20")[2] == "2026-11-12"
    told = story.con.execute("SELECT who, why, made_at FROM corrections").fetchall()
    assert len(told) == 2
    assert len(set(told)) == 1


def test_a_corrected_event_stays_corrected_and_keeps_its_id() -> None:
    story = Story()
    story.night("2025-11-08", pause(expires="2026-10-11"))
    [was] = story.events("2025-11-08")
    act(story, "2025-11-09", "correct", was["event_id"], field="valid_to", value="2026-11-12")
    story.recode("2025-11-20", pause(expires="2026-10-12"))
    [event] = story.events("2025-11-20")
    assert (event["event_id"], event["valid_to"]) == (was["event_id"], "2026-11-12")


def test_what_people_rejected_stays_rejected() -> None:
    story = Story()
    story.night("2025-11-08", pause(expires="2026-10-11"))
    act(story, "2025-11-09", "reject", mention_of(story, "2025-11-08"))
    assert story.recode("2025-11-20", pause()) == []
    assert story.events("2025-11-20") == []


def test_what_people_judged_is_not_taken_away() -> None:
    story = Story()
    story.night("2025-11-08", pause())
    act(story, "2025-11-09", "confirm", mention_of(story, "2025-11-08"))
    silent = Article("a.example/1", "2025-11-07", [], head=SENTENCE)
    assert story.recode("2025-11-20", silent) == []
    assert len(story.events("2025-11-20")) == 1


def test_members_that_people_put_together_stay_together() -> None:
    story = Story()
    lent, also = "The Pentagon lends Alloy One $400 million.", "It also lends Alloy One $75 million."
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 400.0, lent))
    story.night("2026-03-03", loan("b.example/2", "2026-03-02", 75.0, also))
    first, second = sorted(story.events("2026-03-03"), key=lambda e: e["first_known_at"])
    act(story, "2026-03-04", "merge", second["event_id"], value=first["event_id"])
    story.recode("2026-03-05", loan("b.example/2", "2026-03-02", 75.0, also, stage=("magnet",)))
    [event] = story.events("2026-03-05")
    assert (event["event_id"], event["articles"]) == (first["event_id"], 2)


def test_an_event_that_dissolves_leads_to_where_its_mentions_went() -> None:
    story = Story()
    lent, also = "The Pentagon lends Alloy One $400 million.", "Alloy One's loan of $400 million is from the Pentagon."
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 400.0, lent))
    story.night("2026-03-03", loan("b.example/2", "2026-03-02", 75.0, also))
    first, second = sorted(story.events("2026-03-03"), key=lambda e: e["first_known_at"])
    changes = story.recode("2026-03-05", loan("b.example/2", "2026-03-02", 400.0, also))
    [event] = story.events("2026-03-05")
    assert (event["event_id"], event["articles"]) == (first["event_id"], 2)
    aliases = story.con.execute("SELECT event_id, merged_into, why FROM event_aliases").fetchall()
    assert aliases == [(second["event_id"], first["event_id"], "recoded")]
    assert {c.kind for c in changes} == {"recoded"}
    assert [o["value"] for o in list_observations(story.con, _clock("2026-03-05"))] == [400.0]


def test_a_version_that_is_taken_back_reads_as_it_did() -> None:
    story = Story()
    story.night("2025-11-08", pause())
    was = story.events("2025-11-08")
    story.recode("2025-11-20", pause(expires="2026-10-11"), version="x2")
    story.recode("2025-11-21", pause(), version="x1")
    [event] = story.events("2025-11-21")
    assert event["event_id"] == was[0]["event_id"]
    assert story.timeline(PAUSE, "2025-11-21") == story.timeline(PAUSE, "2025-11-08")
    assert story.status(PAUSE, "2025-11-20")[2] == "2026-10-11"
    assert story.recode("2025-11-22", pause(), version="x1") == []


def test_dates_that_passed_meanwhile_are_the_next_nights_news() -> None:
    story = Story()
    story.night("2025-11-08", pause())
    story.recode("2026-11-20", pause(actor="CN.MOFCOM"))
    kinds = {c.kind for c in story.night("2026-11-21") if c.subject_type == "instrument"}
    assert kinds == {"expired_unreported"}


def test_the_later_revision_stays_the_later_one() -> None:
    story = Story()
    story.night("2025-11-08", pause(expires="2026-10-11"))
    later = SENTENCE.replace("November 10", "November 11")
    story.night("2025-11-10", pause(day="2025-11-09", sentence=later, expires="2026-11-11"))
    assert story.events("2025-11-10")[0]["valid_to"] == "2026-11-11"
    story.recode("2025-11-20", pause(expires="2026-11-10"))  # the first revision
    assert story.events("2025-11-20")[0]["valid_to"] == "2026-11-11"


def promise(due: str, sentence: str, **told: Any) -> Article:
    plain = {"actor": "CN.MOFCOM", "items": ("rare_earths",), "deadline": due, "direction": "easing"}
    slots = tell("licence/general_licence/scheduled/statement", sentence, **(plain | told))
    return Article("c.example/3", "2026-03-01", [slots])


def test_a_promise_whose_date_is_read_otherwise_did_not_slip() -> None:
    story = Story()
    sentence = "China's commerce ministry will issue general licences for rare earths by 30 April 2026, it said."
    story.night("2026-03-02", promise("2026-04-03", sentence))
    [(was,)] = story.con.execute("SELECT DISTINCT promise_id FROM promises").fetchall()
    changes = story.recode("2026-03-05", promise("2026-04-30", sentence))
    assert {c.kind for c in changes} == {"recoded"}
    rows = story.con.execute(
        "SELECT promise_id, due, slipped_from FROM promises WHERE known_at >= '2026-03-05' ORDER BY ALL"
    ).fetchall()
    assert rows == [(was, "2026-04-30", None)]
    assert story.recode("2026-03-06", Article("c.example/3", "2026-03-01", [], head=sentence))
    gone = story.con.execute("SELECT subject_type FROM rejections WHERE subject_id = ?", [was]).fetchall()
    assert gone == [("promise",)]


def test_what_a_party_says_is_told_anew() -> None:
    story = Story()
    sentence = "The suspension runs until November 10, 2026, China's commerce ministry said."
    story.night("2025-11-08", pause(sentence=sentence, expires="2026-10-11", speaker="CN.MOFCOM"))
    [was] = list_claims(story.con, _clock("2025-11-08"), None)
    story.recode("2025-11-20", pause(sentence=sentence, speaker="CN.MOFCOM"))
    [now] = list_claims(story.con, _clock("2025-11-20"), None)
    assert now["topic_id"] == was["topic_id"]
    assert now["evidence"] != was["evidence"]
    story.recode("2025-11-21", Article("a.example/1", "2025-11-07", [], head=sentence))
    assert list_claims(story.con, _clock("2025-11-21"), None) == []
    assert list_claims(story.con, _clock("2025-11-20"), None) == [now]


def without(indicator: str) -> Framework:
    """Return a framework in which no event feeds an indicator."""
    indicators = tuple(i.model_copy(update={"types": ()}) if i.id == indicator else i for i in FRAMEWORK.indicators)
    return replace(FRAMEWORK, version="fw-other", indicators=indicators)


def test_what_another_framework_makes_of_the_past_is_no_news_of_the_night() -> None:
    story = Story()
    story.night("2026-03-02", loan("a.example/1", "2026-03-01", 400.0, "The Pentagon lends Alloy One $400 million."))
    story.framework = without("processing-investment")
    changes = [c for c in story.night("2026-03-03") if c.subject_id == "processing-investment"]
    assert [c.kind for c in changes] == ["recoded"]
    assert "no_evidence" in str(changes[0].after)
    assert changes[0].evidence == () or changes[0].before is not None
    assert [c for c in story.night("2026-03-04") if c.subject_id == "processing-investment"] == []


def test_another_history_of_a_text_is_no_news_of_the_night_that_names_it() -> None:
    story = Story(baseline=True)
    april = "CN-MOFCOM-2025-18"
    story.night("2026-03-02")
    assert story.status(april, "2026-03-02")[0] == "in_force"
    other = [b.model_copy(update={"status": "revoked"}) if b.instrument_id == april and b.baseline == "status" else b
             for b in FRAMEWORK.baselines]  # fmt: skip
    story.framework = replace(FRAMEWORK, version="fw-other", baselines=tuple(other))
    told = tell("licence/streamlined/proposed/statement", "China may ease licences under Announcement No. 18 of 2025.",
                actor="CN", items=("samarium",), instruments=(april,), direction="easing")  # fmt: skip
    changes = story.night("2026-03-05", Article("d.example/4", "2026-03-04", [told]))
    assert [c.kind for c in changes if c.subject_id == april] == ["recoded"]
    assert story.status(april, "2026-03-05")[0] == "revoked"


def test_an_event_of_which_every_mention_is_read_anew_keeps_its_id() -> None:
    story = Story()
    lent, also = "The Pentagon lends Alloy One $400 million.", "Alloy One's loan of $400 million is from the Pentagon."
    first = loan("z.example/1", "2026-03-01", 400.0, lent, actor="US")
    second = loan("a.example/2", "2026-03-02", 400.0, also, actor="US")
    story.night("2026-03-02", first)
    story.night("2026-03-03", second)
    [was] = story.events("2026-03-03")
    story.recode(
        "2026-03-05", loan("z.example/1", "2026-03-01", 400.0, lent), loan("a.example/2", "2026-03-02", 400.0, also)
    )
    [now] = story.events("2026-03-05")
    assert (now["event_id"], now["articles"], now["actor"]) == (was["event_id"], 2, "US.DOD")
    story.recode("2026-03-06", second, first)
    assert [e["event_id"] for e in story.events("2026-03-06")] == [was["event_id"]]


def test_what_waited_is_borne_out_by_what_is_read_first() -> None:
    story = Story()
    seen = "The Pentagon has agreed to lend Alloy One $400 million for magnets."
    faint = loan("b.example/2", "2025-11-07", 400.0, seen, rule="learned-investment-committed")
    told = "Alloy One signed for 400 million dollars of the Department of War on Friday."
    story.night("2025-11-08", faint, Article("c.example/3", "2025-11-07", [], tail=told))
    assert story.events("2025-11-08") == []
    again = loan("c.example/3", "2025-11-07", 400.0, told).sentences[0]
    story.recode("2025-11-20", Article("c.example/3", "2025-11-07", [again]))
    [event] = story.events("2025-11-20")
    assert event["articles"] == 2
    observed = list_observations(story.con, _clock("2025-11-20"))
    assert len([o for o in observed if o["value"] == 400.0]) == 1
