"""The judgement of an event in its sentence: sure or not, recent or not, how binding, by whom and on whom."""

from datetime import date
from functools import cache

import pytest

from extractors.judgement.judging import Judged, judge
from extractors.pipeline import Extractor, load_extractor
from extractors.reading import scenes_of
from reewatch.framework import load_framework
from reewatch.settings import load_settings

PUBLISHED = date(2026, 3, 18)


@cache
def extractor() -> Extractor:
    """Return the extractor; one for all tests."""
    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def judged(kind: str, marked: str, headline: str = "Rare earths: the day in brief") -> Judged:
    """Return the judgement of the words between the bars of ``marked``, a sentence in the body of a document."""
    before, trigger, after = marked.split("|")
    parts = extractor().take_apart(f"{headline}\n\n{before}{trigger}{after}", PUBLISHED)
    scene = [scene for _, scene, *_ in scenes_of(parts)][-1]
    type_, action = kind.split("/")
    return judge(scene, (len(before), len(before) + len(trigger)), type_, action)


FACTUALITY = [
    ("actual", "export_control/imposed", "The ministry |placed| scandium under licence on Monday."),
    ("actual", "licence/granted", "Hitachi said it had |obtained| two licences."),
    ("actual", "licence/granted", "Officials have begun |issuing| permits to carmakers."),
    ("actual", "investment/committed", "The fund |agreed to buy| a tenth of the miner for $90 million."),
    ("actual", "export_control/imposed", "Exporters may |no longer ship| gallium to the listed firms."),
    ("actual", "export_control/imposed", "Announcement No. 61 |covers| magnets made abroad."),
    ("actual", "licence_statistic/reported", "Of the requests for licences 148 have gone through, |31 were| refused."),
    ("denied", "licence_statistic/reported", "The ministry denied that |31 applications| had been refused."),
    ("actual", "export_control/eased", "Cargoes of dysprosium |no longer have to pass| the ministry, a notice said."),
    ("proposed", "partnership/announced", "Brussels is |considering| a minerals club with Tokyo."),
    ("proposed", "investment/committed", "The White House is close to |clinching| a stake in the mine, he said."),
    ("proposed", "licence/granted", "The ministry vowed to |approve| rare earth exports without delay."),
    ("threatened", "tariff/imposed", "Trump vowed to |impose| a duty on Chinese magnets."),
    ("proposed", "export_control/lifted", "Beijing is considering |lifting| its ban on gallium."),
    ("proposed", "tariff/cut", "Washington has agreed to |cut| the fentanyl duty."),
    ("proposed", "investment/announced", "The company plans to |invest| $200 million in a refinery."),
    ("proposed", "capacity/commissioned", "The plant is expected to |come on stream| in 2028."),
    ("proposed", "price/rose", "Analysts expect prices to |rise| further."),
    ("proposed", "licence/granted", "Applications for civilian use will be |approved|, the spokesperson said."),
    ("proposed", "export_control/expanded", "Beijing could |widen| its controls, a lawyer said."),
    ("proposed", "licence/revoked", "China could |revoke| the permit of a magnet maker."),
    ("denied", "licence/granted", "No licence has been |granted| to any Japanese buyer."),
    ("denied", "licence/granted", "Beijing has yet to |approve| a single shipment."),
    ("denied", "export_control/lifted", "China will not |lift| its controls, the minister said."),
    ("denied", "export_control/imposed", "The ministry denied that it had |banned| exports."),
    ("denied", "stockpile/established", "Seoul |drops| its reserve of rare earths."),
    ("proposed", "licence/granted", "Beijing |postponed| the opening of a window for magnet permits."),
    ("denied", "tariff/raised", "The White House ruled out |raising| the duty."),
    ("denied", "investment/cancelled", "The miner has not |cancelled| its project."),
    ("denied", "trade_flow/reported", "China did not |export| 250 tons of magnets in February."),
    ("denied", "investment/committed", "The lender stopped short of |committing| money."),
    ("denied", "export_control/imposed", "The new rules are |not a ban|, officials insisted."),
    ("threatened", "tariff/imposed", "Trump threatened to |impose| a 60% duty on Chinese magnets."),
    ("threatened", "export_control/imposed", "China will |cut off| supplies if the chip curbs stay, Beijing warned."),
    ("threatened", "investment/cancelled", "The miner will |cancel| its project if Beijing does not give way."),
    ("threatened", "tariff/raised", "Unless talks succeed, Washington will |raise| the rate to 80%."),
    ("scheduled", "tariff/raised", "The rate on permanent magnets |goes| to 45% on June 1."),
    ("scheduled", "export_control/imposed", "The rules |take effect| on May 1, the ministry said in a notice."),
    ("scheduled", "trade_deal/talks", "The two delegations will |meet| in Geneva on April 2."),
]


@pytest.mark.parametrize(("factuality", "kind", "marked"), FACTUALITY)
def test_factuality(factuality: str, kind: str, marked: str) -> None:
    """Modals, negation, conditions and governors of the event's own clause decide."""
    assert judged(kind, marked).factuality == factuality


TIMEFRAME = [
    ("new", "licence/granted", "China |granted| licences to four firms on Tuesday."),
    ("new", "export_control/imposed", "The licensing regime |remains| in place."),
    ("new", "capacity/first_output", "Lynas has |produced| its first samarium oxide."),
    ("background", "export_control/imposed", "China has |required| licences since April 2025."),
    ("background", "export_control/imposed", "Beijing |restricted| the seven elements last year."),
    ("background", "trade_deal/framework", "The two sides had |agreed| on a truce in Geneva."),
    ("background", "investment/committed", "The deal, which |guaranteed| a price floor, lifted the shares."),
    (
        "background",
        "export_control/imposed",
        "The dispute began on October 9, 2025, when Beijing |widened| its controls.",
    ),
    ("background", "investment/closed", "Under the contract signed in July 2025, the Pentagon |bought| the shares."),
    ("new", "trade_flow/rose", "Exports |rose| 12% in February from January."),
    ("background", "trade_flow/fell", "Exports |fell| 40% in May 2025."),
]


@pytest.mark.parametrize(("timeframe", "kind", "marked"), TIMEFRAME)
def test_timeframe(timeframe: str, kind: str, marked: str) -> None:
    """Dates of the event's own clause decide, then tense and subordination."""
    assert judged(kind, marked).timeframe == timeframe


PARTIES = [
    (
        "US",
        "org:mp-materials",
        "investment/committed",
        "MP Materials |struck a deal| with the U.S. government on a price floor.",
    ),
    (
        "EU",
        None,
        "investment/closed",
        "Neo Performance's plant |was financed| with a grant from the EU's transition fund.",
    ),
    (
        "org:mp-materials",
        "org:apple",
        "investment/committed",
        "MP Materials |signed| a contract with a customer, as Apple had.",
    ),
    ("CN", "VN", "trade_deal/talks", "|Talks| with Hanoi on oxides went on."),
    ("CN", "US", "export_control/imposed", "Twelve American companies |were put| on the control list."),
    ("US", None, "export_control/lifted", "The removal of five firms from the Entity List |would wait|."),
    ("US", "KZ", "tariff/exempted", "Kazakh rare earths |enter| the United States free of duty."),
    ("CN", "US", "tariff/extended", "The additional tariff on U.S. goods |would stay suspended|."),
    ("CN", "BR", "export_control/imposed", "China weighs sales of kilns to Brazil, which it |has banned| since 2001."),
    ("org:lynas", None, "investment/closed", "Lynas |raised| A$900 million to pay for a circuit."),
    ("JP", None, "stockpile/released", "Japan |will release| dysprosium from its reserve to magnet makers."),
    ("CN", None, "licence/granted", "The ministry of commerce |granted| more licences this week."),
    ("CN", "IN", "licence/granted", "India |secured| licences from China for four importers."),
    ("US", "CN", "tariff/imposed", "Chinese goods |face| average U.S. duties of 47%."),
    ("US", "CN", "tariff/ended", "The 45% China tariff |is off the table|."),
    ("US", "IN", "tariff/cut", "Trump will |cut| the India tariff."),
    ("CN", "US", "tariff/cut", "Beijing |lowered| its own duty on American soybeans and minerals."),
    ("MY", None, "export_control/imposed", "Malaysia's |embargo| on raw rare earths stays."),
    ("US", "org:mp-materials", "investment/closed", "The Pentagon |bought| a stake in MP Materials."),
    ("US", "org:mp-materials", "investment/committed", "MP Materials |received| a loan from the Pentagon."),
    ("org:lynas", None, "capacity/expanded", "Lynas |lifted| output of oxide by a tenth."),
    (None, None, "price/rose", "Prices of dysprosium in China |rose| again."),
    ("CN", "US", "enforcement/alleged_breach", "Trump |accused| China of breaking the truce."),
    ("EU", "CN", "trade_deal/talks", "The European Union and China |held| talks in Tokyo."),
    ("US", "CN", "trade_deal/talks", "Trump saw no reason to |meet| Xi."),
    ("IN", "US", "trade_deal/ratified", "The pact of America and India has yet to be |ratified| by parliament."),
    ("US", None, "enforcement/penalty", "Importers who misstate the origin |may be fined| up to $10,000 an entry."),
    ("US", None, "enforcement/mechanism", "Greer said that a complaints procedure would be |set up| by summer."),
    ("org:lynas", None, "investment/closed", "Malaysia cleared the deal and the |takeover| by Lynas was completed."),
    ("DE", None, "investment/announced", "Germany's raw materials fund |will invest| 100 million euros."),
    ("CN", None, "export_control/imposed", "Washington protested against China's |ban| on gallium."),
    ("CN", "US", "export_control/imposed", "China |banned| exports of gallium to the United States."),
]


@pytest.mark.parametrize(("actor", "target", "kind", "marked"), PARTIES)
def test_parties(actor: str | None, target: str | None, kind: str, marked: str) -> None:
    """Voice and role are right, and each type has its own habits."""
    found = judged(kind, marked, headline="Rare earths: China and the day in brief")
    assert (found.actor and found.actor.split(".")[0], found.target) == (actor, target)


SPEAKERS = [
    ("CN.MOFCOM", "licence/granted", "Reviews are |moving faster|, a commerce ministry spokesperson said on Thursday."),
    ("CLEPA", "licence_statistic/reported", "A quarter of requests have |gone through|, according to CLEPA."),
    ("US.WH", "tariff/cut", "Trump told reporters that the duty would be |cut|."),
    (
        "two people briefed on the matter",
        "licence/granted",
        "Two people briefed on the matter said China had |cleared| cargoes.",
    ),
    (None, "export_control/imposed", "China |banned| exports of gallium."),
    (None, "licence/granted", "The licences reportedly |came through| on Monday."),
]


@pytest.mark.parametrize(("speaker", "kind", "marked"), SPEAKERS)
def test_speakers(speaker: str | None, kind: str, marked: str) -> None:
    """Who asserts the event, only where the text says so."""
    found = judged(kind, marked).speaker
    assert (found or "").lower() == (speaker or "").lower()


DENIED = [
    ("denied", "capacity/halted", "The plant has not been |mothballed|, the company said."),
    ("denied", "investment/cancelled", "The Pentagon has not |withdrawn| its loan offer."),
    ("denied", "licence/granted", "Not one licence has |come| so far, the minister said."),
    ("denied", "enforcement/alleged_breach", "The charge that China |broke| the truce is totally groundless."),
    ("denied", "export_control/lifted", "At no time has China |lifted| the list, officials said."),
]


@pytest.mark.parametrize(("factuality", "kind", "marked"), DENIED)
def test_denials(factuality: str, kind: str, marked: str) -> None:
    """What has not been stopped goes on; nothing, not one and at no time deny as "not" does."""
    assert judged(kind, marked).factuality == factuality


RUNGS = [
    ("speculation", "licence/granted", "Two people familiar with the matter said China had |cleared| cargoes."),
    ("speculation", "trade_flow/rose", "Traders expect exports to |rise| in April."),
    ("statement", "tariff/cut", "Trump said he would |cut| the duty to 10%."),
    ("framework", "export_control/suspended", "In exchange, China agreed to |suspend| its October controls."),
    ("binding", "investment/committed", "The agency |signed| a contract to lend $80 million."),
    ("in_force", "export_control/imposed", "The licensing regime |remains in force|."),
    ("verified", "trade_flow/rose", "Exports |rose| 12% in February, customs data showed."),
]


@pytest.mark.parametrize(("rung", "kind", "marked"), RUNGS)
def test_rungs(rung: str, kind: str, marked: str) -> None:
    """The rung follows who says so, what binds and what is measured."""
    assert judged(kind, marked).commitment == rung


def test_cues_are_spans_of_the_sentence() -> None:
    """A rung shows the words that earned it."""
    sentence = "Two people familiar with the matter said China had cleared cargoes."
    cues = judged("licence/granted", sentence.replace("cleared", "|cleared|")).cues
    assert [sentence[c.start : c.end] for c in cues if c.cue == "unnamed_source"] == [
        "Two people familiar with the matter"
    ]
