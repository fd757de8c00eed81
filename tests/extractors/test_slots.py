"""Slots of events over parsed sentences: several events of one sentence each get their own figures and dates."""

from datetime import date
from pathlib import Path

import pytest

from extractors.ownership import Asserted
from extractors.pipeline import Extractor, load_extractor
from extractors.reading import scenes_of
from extractors.scenes import Scene
from extractors.slots import Slots, slots_of
from reewatch.framework import load_framework
from reewatch.settings import ExtractionSettings

PUBLISHED = date(2026, 6, 18)
Event = tuple[str, str, str, str]  # type, action, factuality, trigger


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor(load_framework(Path(__file__).resolve().parents[2] / "framework"), ExtractionSettings())


def scene_of(extractor: Extractor, text: str) -> Scene:
    *_, (_, scene, _, _) = scenes_of(extractor.take_apart(text, PUBLISHED))
    return scene


def slots(extractor: Extractor, text: str, *events: Event) -> list[Slots]:
    """Return the slots of each event, which a sentence asserts at the words of its trigger."""
    scene = scene_of(extractor, text)
    asserted = []
    for type_, action, factuality, words in events:
        start = scene.sentence.index(words)
        asserted.append(Asserted(type=type_, action=action, factuality=factuality, trigger=(start, start + len(words))))
    return [slots_of(a, scene, [o for o in asserted if o is not a]) for a in asserted]


FIGURES = [
    (
        "The ministry cut its mining quota by 12% to 238,000 tons.",
        ("export_control", "imposed", "actual", "cut"),
        {("volume_change", -12.0, "percent"), ("volume", 238000.0, "t")},
    ),
    (
        "Dysprosium stood at $900 a kilogram, nearly four times the domestic price.",
        ("price", "reported", "actual", "stood"),
        {("price", 900.0, "USD/kg")},
    ),
    (
        "The bank issued letters of interest worth $2.2 billion to seven Australian firms.",
        ("investment", "announced", "proposed", "issued"),
        {("amount", 2.2e9, "USD"), ("count", 7.0, "count")},
    ),
    (
        "The loan was raised by A$400 million to A$1.65 billion.",
        ("investment", "closed", "actual", "raised"),
        {("amount", 1.65e9, "AUD")},
    ),
    (
        "Permits for magnets were granted, as was confirmed by three suppliers.",
        ("licence", "granted", "actual", "granted"),
        set(),
    ),
    (
        "The approval rate rose to 70% from 30%.",
        ("licence_statistic", "reported", "actual", "rose"),
        {("approval_rate", 70.0, "percent")},
    ),
    (
        "Of 212 applications, 40 were approved and 12 rejected.",
        ("licence_statistic", "reported", "actual", "approved"),
        {("applications", 212.0, "count"), ("approved", 40.0, "count"), ("denied", 12.0, "count")},
    ),
    (
        "Reviews now take 30 working days.",
        ("licence_statistic", "reported", "actual", "take"),
        {("processing_time", 30.0, "working_day")},
    ),
    ("The permits are valid for six months.", ("licence", "granted", "actual", "valid"), {("validity", 6.0, "month")}),
    (
        "The duty will be cut by 10 points to 15%.",
        ("tariff", "cut", "proposed", "cut"),
        {("tariff_change", -10.0, "pp"), ("tariff_rate", 15.0, "percent")},
    ),
    (
        "A further 25% duty was imposed on magnets.",
        ("tariff", "imposed", "actual", "imposed"),
        {("tariff_change", 25.0, "pp")},
    ),
    (
        "Magnet exports fell 12% to 4,100 tons.",
        ("trade_flow", "fell", "actual", "fell"),
        {("volume_change", -12.0, "percent"), ("volume", 4100.0, "t")},
    ),
    (
        "Magnet exports more than doubled.",
        ("trade_flow", "rose", "actual", "doubled"),
        {("volume_change", 100.0, "percent")},
    ),
    (
        "Dysprosium oxide rose to $400 a kilogram from $310.",
        ("price", "rose", "actual", "rose"),
        {("price", 400.0, "USD/kg")},
    ),
    (
        "The agency will lend A$85 million for 15 years.",
        ("investment", "announced", "proposed", "lend"),
        {("amount", 85e6, "AUD"), ("duration", 15.0, "year")},
    ),
    ("The fund bought a 19% stake.", ("investment", "closed", "actual", "bought"), {("stake", 19.0, "percent")}),
    (
        "The plant can make 3,000 tonnes of magnets a year.",
        ("capacity", "commissioned", "actual", "make"),
        {("capacity", 3000.0, "t/yr")},
    ),
    (
        "Goods with 0.1% or more of Chinese content need a licence.",
        ("export_control", "imposed", "actual", "need a licence"),
        {("threshold", 0.1, "percent")},
    ),
    (
        "The controls were suspended for a year.",
        ("export_control", "suspended", "actual", "suspended"),
        {("duration", 1.0, "year")},
    ),
]


@pytest.mark.parametrize(("text", "event", "expected"), FIGURES)
def test_figures_in_their_roles(extractor: Extractor, text: str, event: Event, expected: set[object]) -> None:
    [found] = slots(extractor, text, event)
    assert {(q.role, q.value, q.unit) for q in found.quantities} == expected


DATES = [
    (
        "Exports of magnets rose to 6,150 t from 5,500 t in May.",
        ("trade_flow", "rose", "actual", "rose"),
        {("period", "2026-05")},
    ),
    (
        "Yttrium jumped to $320 per kg from $126 in early June.",
        ("price", "rose", "actual", "jumped"),
        set(),
    ),
    (
        "The duty applies to magnets entered on or after July 4.",
        ("tariff", "imposed", "scheduled", "applies"),
        {("effective", "2026-07-04")},
    ),
    (
        "The plant was shut for two weeks after a power cut.",
        ("capacity", "halted", "actual", "shut"),
        set(),
    ),
    (
        "China put yttrium under licence on April 4.",
        ("export_control", "imposed", "actual", "under licence"),
        {("effective", "2026-04-04")},
    ),
    (
        "Beijing announced the controls on Monday.",
        ("export_control", "imposed", "actual", "announced"),
        {("announced", "2026-06-15")},
    ),
    (
        "The rules are suspended until November 10.",
        ("export_control", "suspended", "actual", "suspended"),
        {("expires", "2026-11-10")},
    ),
    ("Exports fell in the second quarter of 2025.", ("trade_flow", "fell", "actual", "fell"), {("period", "2025-Q2")}),
    ("The loan must be repaid by 2031.", ("investment", "announced", "proposed", "repaid"), {("deadline", "2031")}),
    (
        "From 1 January 2027 the duty is 15 percent, from July 25 percent.",
        ("tariff", "imposed", "scheduled", "is 15"),
        {("effective", "2027-01-01"), ("effective", "2027-07")},
    ),
    ("The two sides will meet on July 9.", ("trade_deal", "talks", "scheduled", "meet"), {("effective", "2026-07-09")}),
]


@pytest.mark.parametrize(("text", "event", "expected"), DATES)
def test_dates_in_their_roles(extractor: Extractor, text: str, event: Event, expected: set[object]) -> None:
    [found] = slots(extractor, text, event)
    assert {(d.role, d.value) for d in found.dates} == expected


def test_each_event_of_a_sentence_has_its_own_figures(extractor: Extractor) -> None:
    text = "The Pentagon bought $90 million of shares, while a refinery in Texas raised its output by 40%."
    bought, raised = slots(
        extractor, text, ("investment", "closed", "actual", "bought"), ("capacity", "expanded", "actual", "raised")
    )
    assert [(q.role, q.value, q.basis) for q in bought.quantities] == [("amount", 90e6, "equity")]
    assert [(q.role, q.value) for q in raised.quantities] == [("volume_change", 40.0)]


def test_each_event_of_a_sentence_has_its_own_dates(extractor: Extractor) -> None:
    text = "China suspended on November 7, 2025 the controls on gallium that it imposed on July 3, 2023."
    suspended, imposed = slots(
        extractor,
        text,
        ("export_control", "suspended", "actual", "suspended"),
        ("export_control", "imposed", "actual", "imposed"),
    )
    assert [d.value for d in suspended.dates] == ["2025-11-07"]
    assert [d.value for d in imposed.dates] == ["2023-07-03"]


def test_a_legal_text_goes_to_what_can_rest_on_it(extractor: Extractor) -> None:
    text = "China put yttrium under licence by Announcement No. 33 of 2026 and Washington raised its duties."
    controls, duties = slots(
        extractor,
        text,
        ("export_control", "imposed", "actual", "under licence"),
        ("tariff", "raised", "actual", "raised"),
    )
    assert controls.instruments == ("CN-MOFCOM-2026-33",)
    assert duties.instruments == ()


def test_goods_go_to_the_event_that_names_them(extractor: Extractor) -> None:
    text = "Dysprosium rose to $400 a kilogram, while terbium fell to $1,900."
    rose, fell = slots(extractor, text, ("price", "rose", "actual", "rose"), ("price", "fell", "actual", "fell"))
    assert (rose.items, fell.items) == (("dysprosium",), ("terbium",))
    assert [q.unit for q in (*rose.quantities, *fell.quantities)] == ["USD/kg", "USD/kg"]


def test_goods_of_the_headline_hold_where_a_sentence_names_none(extractor: Extractor) -> None:
    [found] = slots(
        extractor,
        "Magnet plant opens\n\nThe line started on Monday.",
        ("capacity", "commissioned", "actual", "started"),
    )
    assert (found.items, found.stage) == (("magnets",), ("magnet",))
