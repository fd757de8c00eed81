"""Who acts, and upon whom, in a Chinese sentence."""

import re

from extractors.chinese.events import Hit
from extractors.chinese.scenes import ChineseName, ChineseSentence
from extractors.chinese.speakers import speaker_of

#: Acts that are China's unless another state is named as acting.
CHINESE_ACTS = ("export_control", "licence", "licence_statistic", "military_scope", "trade_flow", "enforcement")
FIRST_OF_TWO = ("trade_deal", "partnership")
#: A state before one of these is who is affected, not who acts.
AFFECTED = re.compile(r"(?:的)?(?:军|企|商|厂|用户|企业|实体|客户|公司|厂商|买家|车企|机构|商品|产品|进口商|领导)")
#: Duties that only the United States levy.
AMERICAN = re.compile(r"芬太尼|30[01]条|301关税|232条|122条")
#: What speaks of a text that the sentence before named: 该法自…起生效.
SPOKEN_OF = re.compile(r"(?:该|此|这|其|上述|新)")
COUNTED_FIRMS = re.compile(r"(?:\d+|[一二两三四五六七八九十百]+|多|数)(?:余)?(?:家|个)$")
STATES = ("state", "agency", "person")


def actor_and_target(hit: Hit, sentence: ChineseSentence) -> tuple[str | None, str | None]:
    """Return the codes of who acts and whom it acts on; None where sentence and headline do not tell."""
    if hit.type == "price":
        return None, None
    names = _near(hit, sentence)
    subject = next((n for n in reversed(names) if n.side == "subject" and n.start < hit.end and n.kind != "body"), None)
    towards = next((n for n in reversed(names) if n.side == "towards"), None)
    if hit.type in FIRST_OF_TWO:
        return _two_sides(hit, sentence, names)
    if hit.type == "tariff":
        return _tariff(sentence, subject, towards)
    if hit.type in CHINESE_ACTS:
        return _chinese(hit, sentence, subject, towards)
    if hit.type in ("capacity", "investment", "stockpile") and (subject is None or subject.kind == "state"):
        subject = _firm(sentence, names) or subject
    if hit.type == "investment":
        return _funder(subject, names, sentence)
    actor = subject.code if subject else _of_headline(sentence)
    return actor, towards.code if towards and towards.code != actor else None


def _funder(
    subject: ChineseName | None, names: list[ChineseName], sentence: ChineseSentence
) -> tuple[str | None, str | None]:
    """Return who pays, a state's agency before the firm that it signs with, and the other one."""
    payer = next((n for n in names if n.kind == "agency" and n.side != "place"), subject)
    firm = next((n.code for n in names if n.kind == "firm" and payer is not None and n.code != payer.code), None)
    return (payer.code if payer else _of_headline(sentence)), firm


def _firm(sentence: ChineseSentence, names: list[ChineseName]) -> ChineseName | None:
    """Return the firm or agency that acts rather than the state where it does: of the sentence, else the headline."""
    first = sentence
    while first.before is not None:
        first = first.before
    kinds = ("firm", "agency")
    return next((n for n in (*names, *first.names) if n.kind in kinds and n.side == "subject"), None)


def _near(hit: Hit, sentence: ChineseSentence) -> list[ChineseName]:
    left, right = hit.reach
    inside = [n for n in sentence.names if left <= n.start < right]
    return inside or [n for n in sentence.names if n.start < right]


def _of_headline(sentence: ChineseSentence) -> str | None:
    first = sentence
    while first.before is not None:
        first = first.before
    names = [n for n in first.names if n.side == "subject" and n.kind != "body"]
    return names[0].code if names else None


def _two_sides(hit: Hit, sentence: ChineseSentence, names: list[ChineseName]) -> tuple[str | None, str | None]:
    source: ChineseSentence | None = sentence
    codes: list[str] = []
    acting = [n for n in names if n.kind in ("state", "agency", "person", "firm") and n.side != "place"]
    while source is not None:
        codes += [n.code for n in acting if n.code.split(".")[0] not in {c.split(".")[0] for c in codes}]
        codes = list(dict.fromkeys(codes))
        if len(codes) > 1 or source.before is None or hit.type == "partnership":
            break
        if not re.search(r"双方|两国|双边", sentence.text) and codes:
            break
        source = source.before
        acting = [n for n in source.names if n.kind in ("state", "agency", "person")]
    if not codes:
        return _of_headline(sentence), None
    sides = [codes[0], *(c for c in codes[1:] if c.split(".")[0] != codes[0].split(".")[0])]
    return sides[0].split(".")[0] if hit.type == "trade_deal" else sides[0], sides[1].split(".")[0] if len(
        sides
    ) > 1 else None


def _tariff(
    sentence: ChineseSentence, subject: ChineseName | None, towards: ChineseName | None
) -> tuple[str | None, str | None]:
    target = towards.code.split(".")[0] if towards else None
    if AMERICAN.search(sentence.text) and not (subject and subject.code.startswith("US")):
        return "US", "CN"
    if subject is not None and subject.code != target:
        actor: str | None = subject.code
    elif target == "CN":
        actor = "US"
    elif target == "US":
        actor = sentence.document.issuer or "CN"
    else:
        actor = sentence.document.issuer or (subject.code if subject else _of_headline(sentence))
    side = (actor or "").split(".")[0]
    if target is None or target == side:
        target = {"US": "CN", "CN": "US"}.get(side)
    return actor, target


def _chinese(
    hit: Hit, sentence: ChineseSentence, subject: ChineseName | None, towards: ChineseName | None
) -> tuple[str | None, str | None]:
    acting_abroad = (
        subject is not None and subject.code[:2] not in ("CN", "or") and _acts_itself(hit, sentence, subject)
    )
    target = towards.code.split(".")[0] if towards and (acting_abroad or not towards.code.startswith("CN")) else None
    target = target or (_of_whose_firms(sentence) if hit.type == "export_control" else None)
    if sentence.document.issuer:
        if hit.type == "enforcement" and subject and subject.code == "CN.GACC":
            return "CN.GACC", target
        return sentence.document.issuer, target
    if hit.type == "enforcement" and hit.action == "alleged_breach":
        return _accused(hit, sentence)
    if hit.type == "trade_flow":
        exporter = subject if subject and subject.kind == "state" and not _is_buyer(sentence, subject) else None
        return (exporter.code if exporter else "CN"), hit.target
    if hit.type == "licence_statistic":
        body = next((n.code for n in sentence.names if n.kind == "body"), None)
        of = {
            "EU Chamber": "EU",
            "CLEPA": "EU",
            "AmCham (American Chamber of Commerce in China)": "US",
            "VDA": "DE",
            "BDI": "DE",
            "SIAM": "IN",
        }
        return "CN", target or of.get(body or "") or _foreign(subject)
    if subject is None and (legislator := _legislator_before(sentence)):
        return legislator, target
    if subject is None or subject.kind in ("firm", "person") or hit.type == "licence":
        return _licensing(subject), target or (_foreign(subject) if hit.type == "licence" else None)
    acts_abroad = not subject.code.startswith("CN") and _acts_itself(hit, sentence, subject)
    if subject.code.startswith("CN") or acts_abroad:
        return subject.code, target
    return "CN", target or _foreign(subject)


def _legislator_before(sentence: ChineseSentence) -> str | None:
    """Return the foreign state whose act the sentence before told, where this one only speaks of that act."""
    if sentence.before is None or sentence.names or not SPOKEN_OF.match(sentence.text):
        return None
    acting = [n for n in sentence.before.names if n.side == "subject" and n.kind in ("state", "agency")]
    return acting[0].code if acting and not any(n.code.startswith("CN") for n in acting) else None


def _of_whose_firms(sentence: ChineseSentence) -> str | None:
    """Return the state of the firms that are counted: "12家日本实体"."""
    counted = (
        n.code
        for n in sentence.names
        if n.kind == "state" and n.code != "CN" and COUNTED_FIRMS.search(sentence.text[max(0, n.start - 8) : n.start])
        if AFFECTED.match(sentence.text[n.end :])
    )
    return next(counted, None)


def _acts_itself(hit: Hit, sentence: ChineseSentence, subject: ChineseName) -> bool:
    """Return whether a foreign state is told as restricting: nobody Chinese is named as acting before the trigger."""
    chinese = any(n.code.startswith("CN") and n.side == "subject" for n in sentence.names if n.start < hit.start)
    if AFFECTED.match(sentence.text[subject.end :]):
        return False
    said = any(v in sentence.text[subject.end : subject.end + 4] for v in ("说", "称", "表示", "指", "认为"))
    return (
        not chinese
        and not said
        and subject.kind in ("state", "agency")
        and hit.type in ("export_control", "enforcement", "military_scope")
    )


def _licensing(subject: ChineseName | None) -> str:
    if subject and subject.code.startswith(("CN", "US.COMMERCE", "US.BIS")):
        return subject.code
    return "CN"


def _foreign(subject: ChineseName | None) -> str | None:
    return subject.code if subject and subject.kind == "state" and subject.code != "CN" else None


def _accused(hit: Hit, sentence: ChineseSentence) -> tuple[str | None, str | None]:
    """Return who is accused, and by whom: the last state before the breach that is not the accuser, else the other."""
    states = [n.code.split(".")[0] for n in sentence.names if n.kind in STATES and n.start < hit.end]
    if not states:
        return _of_headline(sentence), None
    speaker, _ = speaker_of(hit, sentence)
    accuser = (speaker or "").split(".")[0] if speaker else states[0] if len(set(states)) > 1 else None
    accused = next(
        (s for s in reversed(states) if s != accuser), {"US": "CN", "CN": "US"}.get(accuser or "", states[-1])
    )
    return accused, accuser if accuser and len(accuser) == len("CN") else None


def _is_buyer(sentence: ChineseSentence, name: ChineseName) -> bool:
    return name.side != "subject" or bool(
        re.match(r"[^，。；]{0,8}(?:进口|买|采购|客户|企业|最大买家)|(?:则|仍)?\d", sentence.text[name.end :])
    )
