"""Who funds, builds, ships: the parties of investments, plants and trade flows."""

import re
from collections.abc import Sequence

from extractors.entities import Named
from extractors.judgement.attribution import Attribution
from extractors.judgement.candidates import Candidate
from extractors.judgement.payers import builder_before, hangs_on_paying, has_paid, is_payer, pays_too
from extractors.judgement.roles import (
    acting,
    country_of,
    is_of_firms,
    is_of_goods,
    is_place,
    most_telling,
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
from extractors.scenes import Scene

Parties = tuple[str | None, str | None]
#: Verbs and phrases by which the money comes to the subject.
RECEIVING = re.compile(
    r"\b(?:receiv\w+|gets?|got|secur(?:e|es|ed|ing)|w[io]ns?|obtain\w*|land(?:s|ed)|drew|drawn?|draws?|wins|"
    r"clinch\w*|bag(?:s|ged)|raises?|(?:was|were|been) (?:granted|awarded)|"
    r"raised|was awarded|were awarded|is awarded)\b", re.IGNORECASE)  # fmt: skip
#: Public money, whoever pays it out: that of the state that the firm is of.
PUBLIC_MONEY = re.compile(
    r"\b(?:federal|government|state|public|taxpayers?'?) (?:[\w-]+ ){0,2}(?:money|loans?|grants?|funding|funds?|cash|"
    r"backing|credit|support|stake|guarantees?)\b|\b(?:by|from) the (?:federal )?government\b",
    re.IGNORECASE,
)
AMERICAN_MONEY = re.compile(r"\b(?:Defense Production Act|Pentagon (?:money|funding|loan|cash|grant)|DPA|CHIPS Act)\b")
#: Money that comes from whoever buys the shares.
OF_THE_MARKET = re.compile(r"\b(?:raise[sd]?|raising|placement|share sale|offering)\b", re.IGNORECASE)
#: What public money does for a firm: "the loan will let the miner add a line".
LETTING = re.compile(
    r"\b(?:loan|grant|credit|tranche|floor|award|guarantee)s?\b[^.;,]{0,40}\b(?:lets?|allow\w*|enabl\w*|help\w*|"
    r"went to|goes to|go to|"
    r"protect\w*|shield\w*|cover\w*)\b|\b(?:borrow\w*|stands? to (?:get|receive|gain)|entitled to|eligible for|"
    r"(?:is|are|was|were|been) "
    r"(?:guaranteed|promised|lent|paid|offered|assured))\b",
    re.IGNORECASE,
)
OF_GOVERNMENT = re.compile(r"^(?:'s|’s)? (?:federal )?(?:government|administration|treasury|taxpayers?|state bank)\b")
THE_FUNDER = re.compile(
    r"\b(?:with|from|by|to) the (?:federal |U\.?S\.? )?(?:government|administration|department|agency|lender|"
    r"state|taxpayers?)\b"
)
GIVER = re.compile(r"\b(?:from|by|with|through|via)\s+(?:the |an? )?(?:\w+ ){0,2}$", re.IGNORECASE)
MONEY_FROM = re.compile(
    r"\b(?:grants?|loans?|credit|funding|money|investment|subsid(?:y|ies)|award|financing|backing|stake|tranche|"
    r"cash)\b"
    r"(?: (?!to\b|for\b|and\b)[\w$.-]+){0,3}? from (?:the |an? )?(?:\w+ )?$",
    re.IGNORECASE,
)
BEHIND_FROM = re.compile(r"\bfrom (?:the |an? )?$", re.IGNORECASE)
#: Verbs whose subject sells, so that the firm named behind them buys.
SELLING = re.compile(r"\b(?:to |will |would |shall )?(?:supply|supplies|supplied|sell|sells|sold|deliver|delivers)\b")
#: "Signs an offtake with", and names of those who have something to sell.
OFFTAKE_WITH = re.compile(
    r"\b(?:off-?take|(?:supply|sales|purchase) (?:agreement|contract|deal))s?\b[^.;]{0,40}\bwith ", re.IGNORECASE
)
PRODUCER = re.compile(
    r"-(?:rare-earths?|metals?|mining|minerals|resources|oxides?|refining|elements|mines|separations?)$"
)
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
    if doer is not None and doer.entity.kind in FIRMS and _receives(scene):
        giver = _giver_to(doer, scene, givers) or _giver_who_speaks(scene, told)
        if giver is not None:
            return giver, doer.code
    source = _source(scene, givers)
    if source is not None and (doer is None or doer.code == source.code or doer not in scene.entities):
        receiver = doer.code if doer and doer.code != source.code and doer.entity.kind in FIRMS else None
        return source.code, receiver or _firm_of_the_text(scene)
    buyer = _buyer(scene, doer) or _taker(scene, doer) if doer is not None and doer.entity.kind in FIRMS else None
    if doer is not None and buyer is not None:
        return buyer.code, doer.code
    funder = _public_funder(scene, givers, doer)
    if funder is not None and (doer is None or (doer.entity.kind in FIRMS and not is_payer(scene, doer))):
        doer = funder
    unlisted = unlisted_subject(candidate) if doer is None else None
    if unlisted is not None:
        return unlisted, next((n.code for n in givers if n.entity.kind in FIRMS), None)
    if doer is None:
        told_of = MONEY.search(scene.sentence) or PUBLIC_MONEY.search(scene.sentence)
        doer = _funder_of_the_text(scene) if told_of else None
        named = (n for n in givers if not (is_of_firms(scene, n) or is_of_goods(scene, n) or is_of_one_firm(scene, n)))
        doer = doer or next(named, None) or first_in_text(scene, ("agency", *FIRMS, "state"))
    if doer is None:
        return None, None
    firms = (n for n in givers if n.entity.kind in FIRMS and n.code != doer.code and not pays_too(candidate, n))
    target = next((n.code for n in firms), None)
    if target is None and doer.entity.kind not in FIRMS:
        target = _firm_of_the_text(scene)
    return doer.code, target or on_whom(candidate, doer.code, ("state",))


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


def _receives(scene: Scene) -> bool:
    """Return whether the firm of a sentence takes money: its verb says so, or the money is what does something."""
    return bool(RECEIVING.search(scene.sentence) or LETTING.search(scene.sentence))


def _giver_to(firm: Named, scene: Scene, givers: Sequence[Named]) -> str | None:
    """Return from whom a firm takes money: by name, as the text has named a funder, or as the firm's own state."""
    giver = next((n for n in givers if n.code != firm.code and GIVER.search(scene.sentence[: n.start])), None)
    giver = giver or (None if OF_THE_MARKET.search(scene.sentence) else _funder_of_the_text(scene))
    return giver.code if giver else _state_of_the_firm(scene, firm)


def _giver_who_speaks(scene: Scene, told: Attribution) -> str | None:
    """Return the public lender whose own word it is: "the refiner landed a loan, the Export-Import Bank said"."""
    named = (n for n in acting(scene) if n.entity.kind == "agency" and n.code == told.speaker)
    return next((n.code for n in named), None)


def _state_of_the_firm(scene: Scene, firm: Named) -> str | None:
    """Return the state whose public money a firm takes where the sentence names no funder."""
    if AMERICAN_MONEY.search(scene.sentence):
        return "US"
    return firm.entity.country if PUBLIC_MONEY.search(scene.sentence) else None


def _public_funder(scene: Scene, givers: Sequence[Named], doer: Named | None) -> Named | None:
    """Return the public funder of a sentence: by name, or as "the government" that the text has named before."""
    named = next((n for n in givers if _is_public(scene, n) and country_of(n.code) != "CN"), None)
    if named is None and doer is not None and doer.entity.kind in FIRMS and THE_FUNDER.search(scene.sentence):
        return _funder_of_the_text(scene)
    return named


def _is_public(scene: Scene, named: Named) -> bool:
    """Return whether an entity is a public funder: an agency, or a state told as its government."""
    government = named.entity.kind == "state" and OF_GOVERNMENT.match(scene.sentence[named.end : named.end + 30])
    return named.entity.kind == "agency" or bool(government)


def _source(scene: Scene, givers: Sequence[Named]) -> Named | None:
    """Return from whom money comes, where that is told behind the money: "a grant from the EU's transition fund"."""
    return next((n for n in givers if MONEY_FROM.search(scene.sentence[: n.start])), None)


def _buyer(scene: Scene, seller: Named) -> Named | None:
    """Return to whom the seller supplies: the first firm or agency behind the verb of selling."""
    sells = SELLING.search(scene.sentence, seller.end if seller in scene.entities else 0)
    behind = [n for n in acting(scene) if sells and n.start > sells.end() and n.entity.kind in ("agency", *FIRMS)]
    return next((n for n in behind if n.code != seller.code and not is_of_goods(scene, n)), None)


def _taker(scene: Scene, seller: Named) -> Named | None:
    """Return with whom a producer, known by its name, signs an offtake: the one who buys."""
    signed = OFFTAKE_WITH.search(scene.sentence, seller.end if seller in scene.entities else 0)
    if signed is None or not PRODUCER.search(seller.code):
        return None
    behind = [n for n in acting(scene) if n.start >= signed.end() and n.entity.kind in ("agency", *FIRMS)]
    return next((n for n in behind if n.code != seller.code and not PRODUCER.search(n.code)), None)


def _firm_of_the_text(scene: Scene) -> str | None:
    """Return the firm that the text is about: of the sentence before, else of the headline."""
    before = first_in_text(scene, FIRMS)
    return before.code if before else next((n.code for n in scene.headline_entities if n.entity.kind in FIRMS), None)


def _funder_of_the_text(scene: Scene) -> Named | None:
    """Return the public funder that the text has named so far: an agency, else a state, the nearest first."""
    for kinds in (("agency",), ("state",)):
        here = scene.previous
        while here is not None:
            found = [n for n in acting(here) if n.entity.kind in kinds and country_of(n.code) != "CN"]
            found = [n for n in found if not (is_place(here, n) or is_of_goods(here, n) or is_of_one_firm(here, n))]
            if found:
                return found[0]
            here = here.previous
    return None


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
