"""Who gives money and who gets it, who sells and who buys, by the words of a sentence and of the text before."""

import re
from collections.abc import Sequence

from extractors.entities import Named
from extractors.judgement.attribution import Attribution
from extractors.judgement.candidates import Candidate
from extractors.judgement.roles import acting, country_of, is_of_goods, is_place
from extractors.judgement.sides import FIRMS, first_in_text, is_of_one_firm
from extractors.scenes import Scene

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
OF_GOVERNMENT = re.compile(
    r"^(?:'s|’s)? (?:federal )?(?:government|administration|treasury|taxpayers?|state bank|"
    r"(?:[\w-]+ ){0,2}(?:raw[- ]materials?|minerals?|resources?|sovereign|wealth|state|national|reconstruction|future) "
    r"fund|"
    r"(?:state |national |public )?(?:development|investment|export(?:-import)?|infrastructure) bank|"
    r"export credit agency)\b"
)
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
#: Verbs whose subject sells, so that the firm named behind them buys.
SELLING = re.compile(r"\b(?:to |will |would |shall )?(?:supply|supplies|supplied|sell|sells|sold|deliver|delivers)\b")
WILL = re.compile(r"\b(?:will|to|shall|would)(?: \w+ly)? \w+$", re.IGNORECASE)
#: "Signs an offtake with", and names of those who have something to sell.
OFFTAKE_WITH = re.compile(
    r"\b(?:off-?take|(?:supply|sales|purchase) (?:agreement|contract|deal))s?\b[^.;]{0,40}\bwith ", re.IGNORECASE
)
PRODUCER = re.compile(
    r"-(?:rare-earths?|metals?|mining|minerals|resources|oxides?|refining|elements|mines|separations?)$"
)
#: A firm of which another takes a part, and one that becomes another's.
PART_OF = re.compile(r"\b(?:stakes?|shares?|interests?|holdings?) (?:in|of) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
TAKEOVER = re.compile(
    r"\b(?:take-?overs?|acquisitions?|mergers?|buy-?outs?|acquir\w+|takes? over|took over)\b", re.IGNORECASE
)


def bidder(candidate: Candidate, givers: Sequence[Named]) -> Named | None:
    """Return the firm that takes over another: states only clear or bar what is a firm's business."""
    sentence = candidate.scene.sentence
    if not TAKEOVER.search(sentence[max(0, candidate.start - 60) : candidate.end + 30]):
        return None
    firms = (n for n in givers if n.entity.kind in FIRMS)
    return next((n for n in firms if not PART_OF.search(sentence, max(0, n.start - 60), n.start)), None)


def receives(scene: Scene) -> bool:
    """Return whether the firm of a sentence takes money: its verb says so, or the money is what does something."""
    return bool(RECEIVING.search(scene.sentence) or LETTING.search(scene.sentence))


def giver_to(firm: Named, scene: Scene, givers: Sequence[Named]) -> str | None:
    """Return from whom a firm takes money: by name, as the text has named a funder, or as the firm's own state."""
    giver = next((n for n in givers if n.code != firm.code and GIVER.search(scene.sentence[: n.start])), None)
    giver = giver or (None if OF_THE_MARKET.search(scene.sentence) else funder_of_the_text(scene))
    return giver.code if giver else _state_of_the_firm(scene, firm)


def giver_who_speaks(scene: Scene, told: Attribution) -> str | None:
    """Return the public lender whose own word it is: "the refiner landed a loan, the Export-Import Bank said"."""
    named = (n for n in acting(scene) if n.entity.kind == "agency" and n.code == told.speaker)
    return next((n.code for n in named), None)


def _state_of_the_firm(scene: Scene, firm: Named) -> str | None:
    """Return the state whose public money a firm takes where the sentence names no funder."""
    if AMERICAN_MONEY.search(scene.sentence):
        return "US"
    return firm.entity.country if PUBLIC_MONEY.search(scene.sentence) else None


def public_funder(scene: Scene, givers: Sequence[Named], doer: Named | None) -> Named | None:
    """Return the public funder of a sentence: by name, or as "the government" that the text has named before."""
    named = next((n for n in givers if _is_public(scene, n) and country_of(n.code) != "CN"), None)
    if named is None and doer is not None and doer.entity.kind in FIRMS and THE_FUNDER.search(scene.sentence):
        return funder_of_the_text(scene)
    return named


def _is_public(scene: Scene, named: Named) -> bool:
    """Return whether an entity is a public funder: an agency, or a state told as its government."""
    government = named.entity.kind == "state" and OF_GOVERNMENT.match(scene.sentence[named.end : named.end + 30])
    return named.entity.kind == "agency" or bool(government)


def source(scene: Scene, givers: Sequence[Named]) -> Named | None:
    """Return from whom money comes, where that is told behind the money: "a grant from the EU's transition fund"."""
    return next((n for n in givers if MONEY_FROM.search(scene.sentence[: n.start])), None)


def buyer(scene: Scene, seller: Named) -> Named | None:
    """Return to whom the seller supplies: the first firm or agency behind the verb of selling."""
    sells = SELLING.search(scene.sentence, seller.end if seller in scene.entities else 0)
    behind = [n for n in acting(scene) if sells and n.start > sells.end() and n.entity.kind in ("agency", *FIRMS)]
    named = next((n for n in behind if n.code != seller.code and not is_of_goods(scene, n)), None)
    if named is None and sells and WILL.search(scene.sentence[: sells.end()]):
        return next((n for n in scene.headline_entities if n.entity.kind in FIRMS and n.code != seller.code), None)
    return named


def taker(scene: Scene, seller: Named) -> Named | None:
    """Return with whom a producer, known by its name, signs an offtake: the one who buys."""
    signed = OFFTAKE_WITH.search(scene.sentence, seller.end if seller in scene.entities else 0)
    if signed is None or not PRODUCER.search(seller.code):
        return None
    behind = [n for n in acting(scene) if n.start >= signed.end() and n.entity.kind in ("agency", *FIRMS)]
    return next((n for n in behind if n.code != seller.code and not PRODUCER.search(n.code)), None)


def firm_of_the_text(scene: Scene) -> str | None:
    """Return the firm that the text is about: of the sentence before, else of the headline."""
    before = first_in_text(scene, FIRMS)
    return before.code if before else next((n.code for n in scene.headline_entities if n.entity.kind in FIRMS), None)


def funder_of_the_text(scene: Scene) -> Named | None:
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
