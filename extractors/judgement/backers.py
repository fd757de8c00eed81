"""Who funds, builds, ships: the parties of investments, plants and trade flows."""

import re
from collections.abc import Sequence

from extractors.entities import Named
from extractors.judgement.attribution import Attribution
from extractors.judgement.candidates import Candidate
from extractors.judgement.funders import (
    PUBLIC_MONEY,
    bidder,
    buyer,
    firm_of_the_text,
    funder_of_the_text,
    giver_to,
    giver_who_speaks,
    public_funder,
    receives,
    source,
    taker,
)
from extractors.judgement.payers import builder_before, hangs_on_paying, has_paid, is_payer, pays_too
from extractors.judgement.roles import (
    acting,
    is_of_firms,
    is_of_goods,
    is_place,
    most_telling,
    only_firm_of_headline,
    subjects_of,
    unlisted_subject,
)
from extractors.judgement.sides import (
    FIRMS,
    ON_WHOM,
    STATES,
    doer_of,
    first_in_text,
    is_of_one_firm,
    names_country,
    on_whom,
    others,
)

Parties = tuple[str | None, str | None]
BEHIND_FROM = re.compile(r"\bfrom (?:the |an? )?$", re.IGNORECASE)
#: Whose exports they are, and what who ships them does.
EXPORTS_OF = re.compile(r"^(?:'s|’s)? (?:\w+ ){0,2}(?:exports|outbound shipments|overseas sales)\b", re.IGNORECASE)
SHIPS = re.compile(r"(?:export(?:s|ed)?|ship(?:s|ped)?|sold|sent)\b", re.IGNORECASE)
#: Money spoken of as known already.
MONEY = re.compile(
    r"\b(?:the|that|this|its|such|no|any|it|another|further|extra)\s+(?:\w+ )?(?:loan|grant|money|funds?|funding|"
    r"tranche|stake|floor|guarantee|financing|credit|purchase|offtake|commitment|package|"
    r"award|deal|agreement|contract|pact)\b|^it\b|price floor",
    re.IGNORECASE,
)


def investment_parties(candidate: Candidate, told: Attribution) -> Parties:
    """Return funder or buyer, and whose capacity it is."""
    scene = candidate.scene
    doer = doer_of(candidate, (*STATES, *FIRMS))
    givers = most_telling(scene, acting(scene))
    givers = [n for n in givers if n.entity.kind in (*STATES, *FIRMS) and not is_place(scene, n)]
    by_the_deal = _told_by_the_deal(candidate, told, doer, givers)
    if by_the_deal is not None:
        return by_the_deal
    funder = public_funder(scene, givers, doer)
    if funder is not None and (doer is None or (doer.entity.kind in FIRMS and not is_payer(scene, doer))):
        doer = funder
    if doer is None:
        nameless = _without_a_doer(candidate, givers)
        if nameless is not None:
            return nameless
        told_of = MONEY.search(scene.sentence) or PUBLIC_MONEY.search(scene.sentence)
        doer = funder_of_the_text(scene) if told_of else None
        named = (n for n in givers if not (is_of_firms(scene, n) or is_of_goods(scene, n) or is_of_one_firm(scene, n)))
        doer = doer or next(named, None) or first_in_text(scene, ("agency", *FIRMS, "state"))
    if doer is None:
        return None, None
    firms = (n for n in givers if n.entity.kind in FIRMS and n.code != doer.code and not pays_too(candidate, n))
    target = next((n.code for n in firms), None)
    if target is None and doer.entity.kind not in FIRMS:
        target = firm_of_the_text(scene)
    return doer.code, target or on_whom(candidate, doer.code, ("state",))


def _told_by_the_deal(
    candidate: Candidate, told: Attribution, doer: Named | None, givers: Sequence[Named]
) -> Parties | None:
    """Return giver and taker, or buyer and seller, where the words of the deal tell who is which."""
    scene = candidate.scene
    firm = doer if doer is not None and doer.entity.kind in FIRMS else None
    if firm is not None and receives(scene):
        giver = giver_to(firm, scene, givers) or giver_who_speaks(scene, told)
        if giver is not None:
            return giver, firm.code
    taking = bidder(candidate, givers) if firm is None else None
    if taking is not None:
        return taking.code, None
    giving = source(scene, givers)
    if giving is not None and (doer is None or doer.code == giving.code or doer not in scene.entities):
        receiver = firm.code if firm and firm.code != giving.code else None
        return giving.code, receiver or firm_of_the_text(scene)
    buying = buyer(scene, firm) or taker(scene, firm) if firm is not None else None
    return (buying.code, firm.code) if firm is not None and buying is not None else None


def _without_a_doer(candidate: Candidate, givers: Sequence[Named]) -> Parties | None:
    """Return the parties where no verb has one: a firm that no list has, a firm's own state, who lost a venture."""
    scene = candidate.scene
    unlisted = unlisted_subject(candidate)
    if unlisted is not None:
        return unlisted, next((n.code for n in givers if n.entity.kind in FIRMS), None)
    if PUBLIC_MONEY.search(scene.sentence) and not funder_of_the_text(scene):
        firm = next((n for n in givers if n.entity.kind in FIRMS), None) or first_in_text(scene, FIRMS)
        if firm is not None and firm.entity.country:
            return firm.entity.country, firm.code
    own = only_firm_of_headline(scene) if candidate.action == "cancelled" else None
    return (own.code, None) if own else None


def stockpile_parties(candidate: Candidate, told: Attribution) -> Parties:
    """Return whose reserve it is: the state or agency that acts, else the one that sentence, text or headline names."""
    scene = candidate.scene
    doer = doer_of(candidate, STATES)
    if doer is None:
        own = (n for n in acting(scene) if n.entity.kind in STATES and not is_place(scene, n))
        near = (
            n
            for n in own
            if not (is_of_firms(scene, n) or is_of_goods(scene, n) or BEHIND_FROM.search(scene.sentence[: n.start]))
        )
        doer = next(near, None) or next((n for n in scene.headline_entities if n.entity.kind in STATES), None)
    if doer is None:
        return investment_parties(candidate, told)
    target = next((n.code for n in acting(scene) if n.entity.kind in FIRMS), None)
    return doer.code, target or on_whom(candidate, doer.code, ("state",))


def capacity_parties(candidate: Candidate, told: Attribution) -> Parties:
    """Return whose plant it is: the firm that is the subject, else the nearest named, else the one that speaks."""
    scene = candidate.scene
    doer = doer_of(candidate, FIRMS)
    doer = None if doer is not None and is_payer(scene, doer) else doer
    named = [n for n in acting(scene) if n.entity.kind in FIRMS and not is_payer(scene, n)]
    found = doer or (min(named, key=lambda n: abs(n.start - candidate.start)) if named else None)
    if found is not None:
        return found.code, None
    unlisted = None if hangs_on_paying(candidate) else unlisted_subject(candidate)
    if unlisted is not None:
        return unlisted, None
    if told.speaker and told.speaker.startswith("org:"):
        return told.speaker, None
    before = builder_before(scene)
    states = [n for n in acting(scene) if n.entity.kind == "state" and not is_place(scene, n)]
    if before is None and not states:
        before = next(
            (n for n in scene.headline_entities if n.entity.kind in FIRMS and not has_paid(scene, n.code)), None
        )
    return (before.code if before else states[0].code if states else None), None


def _exporter_named(candidate: Candidate, doer: Named | None) -> str | None:
    """Return the state whose exports the words before the noun tell, or that the verb makes the one to ship."""
    scene = candidate.scene
    sentence = scene.sentence
    owner = next((n for n in acting(scene) if n.entity.kind == "state" and EXPORTS_OF.match(sentence[n.end :])), None)
    if owner is not None:
        return owner.code
    ships = doer is not None and SHIPS.match(sentence[candidate.start :])
    return doer.code if ships and doer and doer.entity.kind == "state" and doer in scene.entities else None


def trade_flow_parties(candidate: Candidate, told: Attribution) -> Parties:  # noqa: ARG001
    """Return exporter and destination: a firm that ships, else the country whose customs count."""
    scene = candidate.scene
    doer = next((n for n in subjects_of(candidate) if n.entity.kind in (*FIRMS, "state")), None)
    counted = re.search(r"\b(?:customs|exports? (?:of|from)|imports?|data|figures)\b", scene.sentence, re.IGNORECASE)
    firms = [n for n in acting(scene) if n.entity.kind in FIRMS and not ON_WHOM.search(scene.sentence[: n.start])]
    firm = doer if doer and doer.entity.kind in FIRMS else firms[0] if firms and not counted else None
    named = _exporter_named(candidate, doer)
    exporter = firm.code if firm else named or ("CN" if names_country(scene, "CN") else doer.code if doer else "CN")
    abroad = [n for n in others(candidate, exporter) if n.entity.kind == "state"]
    return exporter, abroad[0].code if abroad else None
