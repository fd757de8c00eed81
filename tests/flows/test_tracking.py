"""Whole stories in ready mentions: from rumour to law, pauses, denials, corrections, copies, two clocks."""

from typing import Any

import pytest

from tests.flows.stories import Article, Story, quantity, tell

NDPR = {"items": ("neodymium", "praseodymium"), "actor": "CN.MOFCOM"}
RULE = "CN-MOFCOM-2026-38"
OPERATIVE = "The Ministry of Commerce hereby decides the following."


def rumour() -> Article:
    told = tell("export_control/imposed/proposed/speculation", "China may license the metals, two people said.", **NDPR)
    return Article("wire.example/rumour", "2026-08-03", [told], title="China weighs permits, sources say")


def the_text() -> Article:
    told = tell(
        "export_control/imposed/scheduled/binding", "This announcement shall take effect on 15 September 2026.",
        **NDPR, instruments=(RULE,), effective="2026-09-15", announced="2026-08-14",
    )  # fmt: skip
    return Article(
        "mofcom.gov.cn/2026/38", "2026-08-14", [told], title="Announcement No. 38 of 2026", label="government notice",
        head=OPERATIVE,
    )  # fmt: skip


def restated(where: str, published: str, sentence: str, **told: Any) -> Article:
    plain = NDPR | {"instruments": (RULE,), "effective": "2026-09-15", "timeframe": "background"}
    return Article(where, published, [tell("export_control/imposed/scheduled/binding", sentence, **(plain | told))])


def took_effect() -> Article:
    told = tell(
        "export_control/expanded/actual/in_force", "Licences became compulsory on Tuesday as it entered into force.",
        **NDPR, instruments=(RULE,), effective="2026-09-15",
    )  # fmt: skip
    return Article("daily.example/effect", "2026-09-15", [told])


def test_a_rumour_grows_into_law_as_one_event() -> None:
    story = Story()
    story.night("2026-08-04", rumour())
    [event] = story.events("2026-08-05")
    assert (event["factuality"], event["commitment"], event["primary_source"]) == ("proposed", "speculation", False)
    changes = story.night("2026-08-15", the_text())
    [event] = story.events("2026-08-16")
    assert (event["factuality"], event["commitment"], event["primary_source"]) == ("scheduled", "binding", True)
    assert event["first_known_at"].startswith("2026-08-04")
    assert {c.kind for c in changes if c.subject_type == "event"} == {"raised", "confirmed"}
    assert (
        story.night("2026-09-02", restated("law.example/alert", "2026-09-01", "No. 38 starts on 15 September.")) == []
    )
    kinds = [c.kind for c in story.night("2026-09-16", took_effect()) if c.subject_type == "instrument"]
    assert kinds == ["took_effect"]
    [event] = story.events("2026-09-16")
    assert (event["factuality"], event["commitment"]) == ("actual", "in_force")


def test_a_text_is_announced_then_in_force_by_its_own_terms() -> None:
    story = Story()
    story.night("2026-08-15", the_text())
    assert story.status(RULE, "2026-08-16") == ("announced", "2026-08-14", "2026-09-15")
    [row] = story.instruments("2026-08-16", instrument_id=RULE)
    assert (row["next_date"], row["next_what"]) == ("2026-09-15", "takes effect")
    [row] = story.instruments("2026-09-20", instrument_id=RULE)  # no run since
    assert (row["status"], row["rests_on"]) == ("in_force", "own_terms")
    assert [c.kind for c in story.night("2026-09-20")] == ["took_effect"]
    assert story.night("2026-09-21") == []
    assert story.events("2026-09-21")[0]["factuality"] == "scheduled"


def test_days_are_the_issuers_own() -> None:
    story = Story()
    story.night("2026-08-15", the_text())
    assert story.status(RULE, "2026-09-14T15:00:00Z")[0] == "announced"
    assert story.status(RULE, "2026-09-14T17:00:00Z")[0] == "in_force"  # 15 September in Beijing


def test_a_headline_does_not_make_a_start_ahead_actual() -> None:
    story = Story()
    headline = tell("export_control/imposed/actual/in_force", "China bans exports of the two metals.", **NDPR)
    body = tell(
        "export_control/imposed/scheduled/binding", "The ban starts on 1 December.", **NDPR, effective="2026-12-01"
    )
    story.night("2026-10-02", Article("wire.example/ban", "2026-10-01", [headline, body]))
    [event] = story.events("2026-10-02")
    assert (event["factuality"], event["commitment"]) == ("scheduled", "binding")


PAUSED = "US-PROC-11004"
DUTY = {"items": ("ndfeb_magnets",), "actor": "US.WH", "target": "CN", "direction": "easing"}


def pause() -> Article:
    told = tell(
        "tariff/paused/actual/in_force", "The duty under Proclamation 11004 is suspended and that ends on May 3, 2026.",
        **DUTY, instruments=(PAUSED,), effective="2026-02-02", expires="2026-05-03",
    )  # fmt: skip
    return Article(
        "whitehouse.gov/pause",
        "2026-02-02",
        [told],
        title="Fact Sheet: The President Pauses the Duty",
        label="fact sheet",
    )


def longer() -> Article:
    told = tell(
        "tariff/extended/actual/in_force",
        "Trump signed Executive Order 14397, prolonging the suspension of the duty under Proclamation 11004.",
        **DUTY, instruments=("US-EO-14397", PAUSED), announced="2026-04-28", expires="2026-08-01",
    )  # fmt: skip
    return Article("wire.example/longer", "2026-04-28", [told])


@pytest.fixture
def pauses() -> Story:
    story = Story()
    story.night("2026-02-03", pause())
    story.night("2026-04-29", longer())
    story.night("2026-05-06")
    story.night("2026-08-03")
    return story


def test_a_pause_is_prolonged_and_then_runs_out_in_silence(pauses: Story) -> None:
    assert pauses.status(PAUSED, "2026-02-04") == ("suspended", "2026-02-02", "2026-05-03")
    assert pauses.status(PAUSED, "2026-02-04", "2026-06-15") == ("unknown", "2026-05-03", None)
    assert pauses.status(PAUSED, "2026-04-30", "2026-06-15") == ("suspended", "2026-02-02", "2026-08-01")
    assert pauses.status(PAUSED, "2026-08-04") == ("unknown", "2026-08-01", None)
    kinds = [(c["kind"], c["known_at"][:10]) for c in pauses.changes("2026-02-03", "2026-08-04", subject_id=PAUSED)]
    assert kinds == [("extended", "2026-04-29"), ("expired_unreported", "2026-08-03")]


def test_the_suspending_text_has_its_own_stretch(pauses: Story) -> None:
    assert pauses.status("US-EO-14397", "2026-04-30") == ("in_force", "2026-04-28", "2026-08-01")
    assert pauses.status("US-EO-14397", "2026-08-04") == ("unknown", "2026-08-01", None)


def test_history_keeps_superseded_beliefs(pauses: Story) -> None:
    ends = [(r["valid_to"], r["known_to"]) for r in pauses.history(PAUSED, "2026-08-04") if r["status"] == "suspended"]
    assert ends == [("2026-05-03", "2026-04-29T05:00:00Z"), ("2026-08-01", None)]


def test_two_suspensions_are_two_events_and_the_second_follows_the_first(pauses: Story) -> None:
    first, second = sorted(pauses.events("2026-08-04"), key=lambda e: e["happened_on"])
    assert (first["action"], second["action"]) == ("paused", "extended")
    assert second["follows"] == first["event_id"]


def test_what_is_known_later_does_not_change_what_was_known(pauses: Story) -> None:
    asked = ("2026-02-04", "2026-04-30", "2026-05-07")
    before = [pauses.instruments(w) for w in asked], [pauses.events(w) for w in asked]
    told = tell("tariff/imposed/actual/in_force", "The duty came back.", **DUTY | {"instruments": (PAUSED,)},
                effective="2026-08-05")  # fmt: skip
    pauses.night("2026-08-06", Article("wire.example/back", "2026-08-05", [told]))
    assert ([pauses.instruments(w) for w in asked], [pauses.events(w) for w in asked]) == before
    assert pauses.status(PAUSED, "2026-08-07") == ("in_force", "2026-08-05", None)


def test_through_a_day_includes_it() -> None:
    story = Story()
    told = tell(
        "export_control/suspended/actual/in_force", "Announcement No. 61 is suspended from 10 November 2025 through D.",
        actor="CN.MOFCOM", direction="easing", instruments=("CN-MOFCOM-2025-61",), effective="2025-11-10",
        expires="2026-11-09",
    )  # fmt: skip
    story.night("2025-11-11", Article("wire.example/s", "2025-11-10", [told]))
    assert story.status("CN-MOFCOM-2025-61", "2025-11-12") == ("suspended", "2025-11-10", "2026-11-10")


def test_the_same_measure_dated_by_two_time_zones_is_one_event() -> None:
    story = Story()
    plain = {"actor": "CN.MOFCOM", "direction": "easing", "instruments": ("CN-MOFCOM-2025-61",)}
    own = tell("export_control/suspended/actual/in_force", "No. 61 is suspended until 10 November 2026.", **plain,
               expires="2026-11-10")  # fmt: skip
    other = tell("export_control/suspended/actual/in_force", "China suspended No. 61 until Nov. 9, 2026.", **plain,
                 expires="2026-11-09")  # fmt: skip
    story.night(
        "2025-11-11", Article("mofcom.gov.cn/70", "2025-11-07", [own], label="government notice", head=OPERATIVE)
    )
    changes = story.night("2025-11-12", Article("wire.example/n", "2025-11-09", [other]))
    assert len(story.events("2025-11-13")) == 1
    assert story.status("CN-MOFCOM-2025-61", "2025-11-13")[2] == "2026-11-10"
    assert {c.kind for c in changes} <= {"confirmed"}


def test_seven_controls_stay_while_six_pause() -> None:
    story = Story()
    april = tell(
        "export_control/imposed/actual/in_force", "Announcement No. 18 remains in force.", actor="CN.MOFCOM",
        instruments=("CN-MOFCOM-2025-18",), effective="2025-04-04",
    )  # fmt: skip
    texts = tuple(f"CN-MOFCOM-2025-{n}" for n in (70, 55, 56, 57, 58, 61, 62))
    october = tell(
        "export_control/suspended/actual/in_force",
        "Announcement No. 70 suspends Announcements No. 55 to 58, 61 and 62 until 10 November 2026.",
        actor="CN.MOFCOM", direction="easing", instruments=texts, announced="2025-11-07", expires="2026-11-10",
    )  # fmt: skip
    story.night("2025-11-08", Article("wire.example/seven", "2025-11-07", [april, october]))
    status = {r["instrument_id"][-2:]: (r["status"], r["valid_to"]) for r in story.instruments("2025-11-09")}
    paused = ("suspended", "2026-11-10")
    assert status == {
        "18": ("in_force", None), "70": ("in_force", "2026-11-10"),
        "55": paused, "56": paused, "57": paused, "58": paused, "61": paused, "62": paused,
    }  # fmt: skip
    after = {r["instrument_id"][-2:]: r["status"] for r in story.instruments("2025-11-09", "2026-11-10")}
    assert after == {k: "in_force" if k == "18" else "unknown" for k in status}


def test_a_part_has_a_row_of_its_own() -> None:
    story = Story()
    text = "CN-MOFCOM-2024-46"
    whole = tell("export_control/imposed/actual/in_force", "No. 46 bans dual-use exports.", actor="CN.MOFCOM",
                 instruments=(text,), announced="2024-12-03")  # fmt: skip
    part = tell(
        "export_control/suspended/actual/in_force",
        "The ministry suspended Article 2 of Announcement No. 46 until 27 November 2026.", actor="CN.MOFCOM",
        direction="easing", instruments=(text,), announced="2025-11-09", expires="2026-11-27",
    )  # fmt: skip
    story.night("2025-11-10", Article("wire.example/p", "2025-11-09", [whole, part]))
    rows = {r["part"]: r["status"] for r in story.instruments("2025-11-11", instrument_id=text)}
    assert rows == {None: "in_force", "Article 2": "suspended"}
    rows = {r["part"]: r["status"] for r in story.instruments("2025-11-11", "2026-12-01", instrument_id=text)}
    assert rows == {None: "in_force", "Article 2": "unknown"}


def test_a_statute_struck_down_is_revoked() -> None:
    story = Story()
    duty = tell("tariff/imposed/actual/in_force", "The emergency duties apply.", actor="US.WH", target="CN",
                instruments=("US-IEEPA",), effective="2025-02-04", timeframe="background")  # fmt: skip
    ruling = tell(
        "tariff/struck_down/actual/in_force", "The Supreme Court struck down the duties.", actor="US.SCOTUS",
        direction="easing", instruments=("US-IEEPA", "US-CASE-24-1287"), announced="2026-02-20",
    )  # fmt: skip
    story.night("2026-02-21", Article("wire.example/ieepa", "2026-02-20", [duty, ruling]))
    assert story.status("US-IEEPA", "2026-02-22") == ("revoked", "2026-02-20", None)
    assert story.status("US-IEEPA", "2026-02-22", "2026-01-01")[0] == "in_force"
    assert story.status("US-CASE-24-1287", "2026-02-22")[0] == "in_force"


def test_a_threat_never_carried_out_moves_no_text() -> None:
    story = Story()
    threat = tell(
        "tariff/imposed/threatened/statement", "He threatened a further 100 percent.", actor="US.WH", target="CN",
        effective="2025-11-01", quantities=(quantity("tariff_change", 100, "pp"),), instruments=("US-IEEPA",),
    )  # fmt: skip
    story.night("2025-10-11", Article("wire.example/threat", "2025-10-10", [threat]))
    assert story.instruments("2025-12-01") == []
    off = tell(
        "tariff/imposed/denied/statement", "The 100 percent duty is off the table, he said.", actor="US.WH",
        target="CN", speaker="US.WH",
        quantities=(quantity("tariff_change", 100, "pp"),),
    )  # fmt: skip
    changes = story.night("2025-10-28", Article("wire.example/off", "2025-10-27", [off]))
    [event] = story.events("2025-10-29")
    assert event["factuality"] == "denied"
    assert [c.kind for c in changes if c.subject_type == "event"] == ["withdrawn"]


def test_an_issuers_word_outweighs_a_lone_claim() -> None:
    story = Story()
    claim = tell("export_control/imposed/actual/speculation", "China has banned terbium, a trader said.",
                 items=("terbium",), actor="CN.MOFCOM")  # fmt: skip
    denial = tell("export_control/imposed/denied/statement", "There is no ban on terbium.", items=("terbium",),
                  actor="CN.MOFCOM", speaker="CN.MOFCOM")  # fmt: skip
    story.night("2026-03-02", Article("blog.example/ban", "2026-03-01", [claim]))
    changes = story.night("2026-03-04", Article("wire.example/no", "2026-03-03", [denial]))
    [event] = story.events("2026-03-05")
    assert event["factuality"] == "denied"
    assert [c.kind for c in changes if c.subject_type == "event"] == ["contradicted"]


def test_not_a_ban_is_no_denial_of_the_control() -> None:
    story = Story()
    control = tell("export_control/imposed/actual/in_force", "China put terbium under licensing.", items=("terbium",),
                   actor="CN.MOFCOM", announced="2026-03-01")  # fmt: skip
    quote = tell("export_control/imposed/denied/statement", "It is not a ban, the ministry said.", items=("terbium",),
                 actor="CN.MOFCOM", speaker="CN.MOFCOM")  # fmt: skip
    story.night("2026-03-02", Article("wire.example/c", "2026-03-01", [control, quote]))
    assert {e["factuality"] for e in story.events("2026-03-03")} <= {"actual", "denied"}
    assert story.events("2026-03-03", factuality="actual")


def test_letter_loan_and_payment_are_three_steps_of_one_matter() -> None:
    story = Story()
    plain = {"actor": "US.EXIM", "target": "org:larkspur-magnetics", "direction": "easing", "items": ("magnets",)}
    steps = [
        (
            "2026-01-15",
            "announced/proposed/framework",
            "The bank sent a letter of interest for up to 300 million.",
            300e6,
        ),
        ("2026-03-12", "committed/actual/binding", "The bank signed a loan of 320 million dollars.", 320e6),
        ("2026-06-02", "closed/actual/in_force", "The bank paid out the first 40 million dollars.", 40e6),
    ]
    for day, kind, sentence, amount in steps:
        money = (quantity("amount", amount, "USD"),)
        story.night(
            day, Article(f"wire.example/{day}", day, [tell(f"investment/{kind}", sentence, quantities=money, **plain)])
        )
    events = {e["action"]: e for e in story.events("2026-06-03")}
    assert set(events) == {"announced", "committed", "closed"}
    assert events["committed"]["follows"] == events["announced"]["event_id"]
    assert events["closed"]["follows"] == events["committed"]["event_id"]
    again = tell("investment/committed/actual/binding", "It is backed by the 320 million loan signed in March.",
                 quantities=(quantity("amount", 320e6, "USD"),), timeframe="background", announced="2026-03",
                 **plain)  # fmt: skip
    assert story.night("2026-07-01", Article("local.example/x", "2026-06-30", [again])) == []


def test_a_corrected_article_changes_its_event_and_says_so() -> None:
    story = Story()
    plain = {"actor": "CN.MOFCOM", "target": "JP", "items": ("rare_earths",), "announced": "2026-02-24"}
    first = tell("export_control/imposed/actual/in_force", "China put 30 Japanese firms on its control list.",
                 quantities=(quantity("count", 30, "count"),), **plain)  # fmt: skip
    then = tell("export_control/imposed/actual/in_force", "China put 20 Japanese firms on its control list.",
                quantities=(quantity("count", 20, "count"),), **plain)  # fmt: skip
    story.night("2026-02-25", Article("wire.example/jp", "2026-02-24", [first]))
    changes = story.night(
        "2026-02-27", Article("wire.example/jp", "2026-02-24", [then], title="A headline (corrected)")
    )
    [event] = story.events("2026-02-28")
    assert [q["value"] for q in event["quantities"]] == [20]
    told = [(c.kind, c.before, c.after) for c in changes if c.subject_type == "event"]
    assert told == [("corrected", "count 30 count", "count 20 count")]


def test_a_delay_is_told_once() -> None:
    story = Story()
    story.night("2026-08-15", the_text())
    later = tell(
        "export_control/imposed/scheduled/binding", "The ministry put off the start of No. 38 to 15 October.",
        **NDPR, instruments=(RULE,), effective="2026-10-15", speaker="CN.MOFCOM",
    )  # fmt: skip
    told = Article("mofcom.gov.cn/2026/41", "2026-09-05", [later], label="government notice", head=OPERATIVE)
    changes = story.night("2026-09-06", told)
    assert {(c.subject_type, c.kind) for c in changes} >= {("event", "delayed"), ("instrument", "delayed")}
    assert story.status(RULE, "2026-09-07") == ("announced", "2026-08-14", "2026-10-15")
    assert story.night("2026-09-16") == []
    assert [c.kind for c in story.night("2026-10-16")] == ["took_effect"]


def test_four_copies_are_one_voice_and_a_second_one_confirms() -> None:
    story = Story()
    sentence = (
        "The commerce ministry has granted a one-year general licence to Ganzhou Longhe Magnet, two people with direct "
        "knowledge of the decision said."
    )
    plain = {"actor": "CN.MOFCOM", "target": "org:ganzhou-longhe-magnet", "items": ("magnets",), "direction": "easing"}
    told = tell("licence/granted/actual/speculation", sentence, **plain)
    head = (
        "BEIJING, March 4 (Meridian) - The story of a licence for a year of magnets begins in a small office in town."
    )

    def copy(host: str) -> Article:
        return Article(f"{host}.example/longhe", "2026-03-04", [told], head=head)

    story.night("2026-03-05", copy("meridianwire"), copy("herald"))
    assert story.night("2026-03-06", copy("autobrief"), copy("investor")) == []
    [event] = story.events("2026-03-06")
    assert (event["articles"], event["origins"]) == (4, 1)
    own = tell("licence/granted/actual/in_force", "Kempter confirmed that its supplier Longhe has the licence.",
               **plain | {"target": "org:longhe"})  # fmt: skip
    changes = story.night("2026-03-10", Article("fahrwerk.example/k", "2026-03-09", [own]))
    [event] = story.events("2026-03-11")
    assert (event["articles"], event["origins"], event["commitment"]) == (5, 2, "in_force")
    assert {c.kind for c in changes if c.subject_type == "event"} == {"raised", "confirmed"}


def test_background_told_first_is_new_at_low_weight() -> None:
    story = Story()
    old = tell("export_control/imposed/actual/in_force", "In 2010 China cut its quotas.", actor="CN", effective="2010",
               items=("rare_earths",), timeframe="background")  # fmt: skip
    changes = story.night("2026-02-11", Article("essay.example/x", "2026-02-10", [old]))
    assert [(c.kind, c.significance) for c in changes if c.subject_type == "event"] == [("new", 0.1)]
    assert story.night("2026-02-12", Article("other.example/y", "2026-02-11", [old])) == []


def test_what_the_classifier_alone_saw_waits_for_a_second_article() -> None:
    story = Story()
    seen = tell("export_control/tightened/actual/in_force", "China shut the door on terbium.", actor="CN",
                items=("terbium",), effective="2026-03-02", rule="learned-export_control-tightened")  # fmt: skip
    counted = set()
    for _ in range(2):  # a night twice is a night once
        story.night("2026-03-03", Article("wire.example/a", "2026-03-02", [seen]))
        counted |= set(story.con.execute("SELECT count(*) FROM internal_waiting").fetchall())
    assert len(counted) == 1
    assert counted != {(0,)}
    assert story.events("2026-03-07") == []
    story.night("2026-03-04", Article("wire.example/a", "2026-03-02", [seen], tail="Corrects a name."))
    assert story.events("2026-03-07") == []  # an article does not bear itself out
    story.night("2026-03-05", Article("copy.example/d", "2026-03-04", [seen]))
    assert story.events("2026-03-07") == []  # nor does a second article that says it in the same words
    again = tell("export_control/tightened/actual/in_force", "No more terbium leaves Chinese ports without a nod.",
                 actor="CN", items=("terbium",), effective="2026-03-02",
                 rule="learned-export_control-tightened")  # fmt: skip
    told = story.night("2026-03-05T12", Article("daily.example/b", "2026-03-04", [again]))
    assert [(e["articles"], e["action"]) for e in story.events("2026-03-07")] == [(3, "tightened")]
    assert [c.kind for c in told if c.subject_type == "event"] == ["new"]
    story.night("2026-03-06", Article("post.example/c", "2026-03-05", [seen]))
    assert [e["articles"] for e in story.events("2026-03-07")] == [4]
    assert story.con.execute("SELECT count(*) FROM internal_waiting").fetchone() == (0,)


def test_a_night_twice_is_a_night_once() -> None:
    story = Story()
    story.night("2026-08-15", the_text())
    counts = [story.con.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("events", "instruments", "changes")]
    story.night("2026-08-15", the_text())
    assert counts == [
        story.con.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("events", "instruments", "changes")
    ]


def test_an_article_lends_its_one_text_to_sentences_that_name_none() -> None:
    story = Story()
    duty = tell("tariff/imposed/actual/in_force", "Proclamation 11004 set a 25 percent duty on magnets.", actor="US.WH",
                items=("magnets",), instruments=(PAUSED,), timeframe="background")  # fmt: skip
    pause_ = tell("tariff/paused/actual/in_force", "The duty is suspended as of today and that ends on May 3.",
                  actor="US.WH", direction="easing", effective="2026-02-02", expires="2026-05-03")  # fmt: skip
    story.night("2026-02-03", Article("whitehouse.gov/p", "2026-02-02", [duty, pause_]))
    assert story.status(PAUSED, "2026-02-04") == ("suspended", "2026-02-02", "2026-05-03")


def test_an_article_that_names_two_texts_lends_neither() -> None:
    story = Story()
    first, second = (
        tell(
            "export_control/imposed/actual/in_force",
            f"No. {n} of 2025 is in force.",
            actor="CN.MOFCOM",
            instruments=(f"CN-MOFCOM-2025-{n}",),
            timeframe="background",
        )
        for n in (18, 61)
    )
    lifted = tell("export_control/lifted/actual/in_force", "The control was lifted.", actor="CN.MOFCOM")
    story.night("2026-02-03", Article("wire.example/two", "2026-02-02", [first, second, lifted]))
    assert {r["status"] for r in story.instruments("2026-02-04")} == {"in_force"}


def test_ndpr_names_its_two_metals() -> None:
    story = Story()
    vague = tell(
        "export_control/imposed/proposed/speculation", "China weighs permits for NdPr.", actor="CN", items=("ndpr",)
    )
    story.night("2026-08-04", Article("wire.example/ndpr", "2026-08-03", [vague]))
    story.night("2026-08-15", the_text())
    assert len(story.events("2026-08-16")) == 1
