"""Who acts on whom, as codes: by grammar, and by what is usual for the type where the grammar does not tell."""

import re
from collections.abc import Callable
from dataclasses import replace

from extractors.duties import duty_before
from extractors.entities import Named
from extractors.judgement.accused import enforcement_parties
from extractors.judgement.attribution import Attribution
from extractors.judgement.backers import (
    Parties,
    capacity_parties,
    investment_parties,
    stockpile_parties,
    trade_flow_parties,
)
from extractors.judgement.candidates import Candidate
from extractors.judgement.deals import by_order, parties_of_a_deal
from extractors.judgement.paths import anchor_of
from extractors.judgement.roles import acting, country_of, is_of_goods, subjects_of
from extractors.judgement.sides import (
    FIRMS,
    STATES,
    controller_of,
    doer_of,
    first_in_text,
    is_about,
    is_of_chinese_law,
    names_country,
    of_whose_firms,
    on_whom,
    others,
    party_code,
)
from extractors.scenes import Scene

#: By these words a rule on the military is that of American procurement.
US_DEFENCE = re.compile(
    r"\b(?:contractors?|DFARS|U\.S\.C|NDAA|Pentagon|procurement|Defense Department|Department of (?:Defense|War)|"
    r"section 1260H|Defense Authorization)\b",
    re.IGNORECASE,
)
#: What only an authority does with an application; whoever "wins" or "gets" a licence does not issue it.
DECIDING = frozenset({"grant", "issue", "reject", "refuse", "revoke", "deny", "delay", "withdraw", "rescind"})
#: What behind a name makes it the owner of a duty.
DUTY_AFTER = re.compile(
    r"^(?:'s|’s)?[ -](?:\w+[ -]){0,3}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates?|surcharges?|own|side|total)\b|"
    r"^(?:'s|’s) on\b|^ \d+ ?(?:%|percent)",
    re.IGNORECASE,
)
#: A plain name before a duty tells on whose goods it is, unless these are told behind; "U.S. tariffs" are America's.
DUTY_BEHIND = re.compile(r" (?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?)\b(?! (?:on|against)\b)")
ALSO_ADJECTIVES = frozenset({"US", "EU", "G7"})
#: Duties on these goods are China's.
ON_AMERICAN = re.compile(
    r"\b(?:on|against|of|for) (?:\w+ ){0,2}(?:U\.?S\.?|American) (?:[\w-]+ ){0,2}(?:goods|products|imports)\b"
)
ENTITY_LIST = re.compile(
    r"(?<![Uu]nreliable )\b(?:Entity List|affiliates rule|50[- ]percent rule|Export Administration Regulations|EAR|BIS|"
    r"Bureau of Industry and Security)\b"
)
#: Whoever tells of it, the Entity List is America's: "accuse Washington of adding three traders to the Entity List".
ADDED_TO_IT = re.compile(r"^(?:add|plac|put|list|nam)\w*\b[^.;]{0,60}\b(?:to|on) (?:its|the) Entity List\b")
#: What stands behind a state whose list it is.
LIST_AFTER = re.compile(
    r"(?:'s|’s)? (?:(?:export|trade|own|official) )?(?:entity|black|control|watch|sanctions)[ -]?list\b", re.IGNORECASE
)
#: What stands before the country whose duty the goods meet: "when they enter the United States".
ENTERED = re.compile(
    r"\b(?:enter(?:s|ed|ing)?|entry (?:in)?to|coming into|imported (?:in)?to|shipped (?:in)?to|brought into|"
    r"pay(?:s|ing)? (?:\S+ ){1,3}in) (?:the )?$",
    re.IGNORECASE,
)


def actor_and_target(candidate: Candidate, told: Attribution) -> Parties:
    """Return who acts on whom; None where neither the sentence nor what is usual for the type tells."""
    return BY_TYPE.get(candidate.type, parties_of_a_deal)(candidate, told)


def _no_one(candidate: Candidate, told: Attribution) -> Parties:  # noqa: ARG001  prices have no actor
    return None, None


def _tariff(candidate: Candidate, told: Attribution) -> Parties:
    scene = candidate.scene
    before = None if any(n.entity.kind in STATES for n in acting(scene)) else duty_before(scene)
    if before is not None:
        there, (start, end) = before
        return _tariff(replace(candidate, scene=there, start=start, end=end), told)
    met = _met_by_the_duty(scene)
    doers = (doer_of(candidate, STATES), _owner_of_the_duty(candidate), _entered(candidate))
    doer = next((n for n in doers if n and n != met), None)
    actor = doer.code if doer else "US.WH" if by_order(scene) else None
    if candidate.action == "struck_down":
        court = next((n for n in acting(scene) if re.search(r"SCOTUS|CIT|CAFC|COURT", n.code)), None)
        actor = court.code if court else "EU" if _is_european(scene) else "US"
    if actor is None and told.speaker and re.fullmatch(r"US\.[A-Z]+", told.speaker):
        actor = told.speaker
    if actor == "US" and told.speaker == "US.WH":
        actor = told.speaker
    if actor is None:
        chinese = is_of_chinese_law(scene) or ON_AMERICAN.search(scene.sentence)
        actor = "CN" if chinese else _neither_power(scene) or ("EU" if _is_european(scene) else "US")
    if met is not None and country_of(actor) != met.code:
        return actor, met.code
    if country_of(actor) == "CN":
        return actor, "US"
    aimed = on_whom(candidate, actor, STATES) or next((party_code(n) for n in others(candidate, actor)), None)
    return actor, aimed or ("CN" if country_of(actor) == "US" and is_about(scene, "CN") else None)


def _is_european(scene: Scene) -> bool:
    """Return whether a duty is the Union's: by the text that is named, or by who is."""
    return any(c.instrument_id.startswith("EU-") for c in scene.instruments) or (
        names_country(scene, "EU") and not names_country(scene, "US")
    )


def _neither_power(scene: Scene) -> str | None:
    """Return the state that a text is about which has named neither of the two powers so far."""
    if names_country(scene, "US") or names_country(scene, "CN"):
        return None
    first = first_in_text(scene, ("state",))
    return first.code if first else None


def _met_by_the_duty(scene: Scene) -> Named | None:
    """Return the state whose goods a duty meets that is called by its plain name: "the China tariff"."""
    named = (n for n in acting(scene) if n.entity.kind == "state" and n.code not in ALSO_ADJECTIVES)
    plain = (n for n in named if scene.sentence[n.start : n.end] == n.entity.names[0])
    return next((n for n in plain if DUTY_BEHIND.match(scene.sentence[n.end :])), None)


def _owner_of_the_duty(candidate: Candidate) -> Named | None:
    """Return whose duty it is by the words before the noun: "U.S. tariffs", "the American rate", "China's own"."""
    scene = candidate.scene
    owners = [
        n for n in acting(scene) if DUTY_AFTER.match(scene.sentence[n.end : n.end + 45]) and n.entity.kind in STATES
    ]
    owners = [n for n in owners if not is_of_goods(scene, n)]
    return min(owners, key=lambda n: abs(n.start - candidate.start)) if owners else None


def _entered(candidate: Candidate) -> Named | None:
    """Return into which country the goods come, the nearest: it is this one that has the duty."""
    scene = candidate.scene
    found = [n for n in acting(scene) if n.entity.kind == "state" and ENTERED.search(scene.sentence[: n.start])]
    return min(found, key=lambda n: abs(n.start - candidate.start)) if found else None


def _export_control(candidate: Candidate, told: Attribution) -> Parties:  # noqa: ARG001
    doer = doer_of(candidate, STATES)
    actor = doer.code if doer else controller_of(candidate.scene)
    owner = _owner_of_the_list(candidate.scene)
    if owner is not None and country_of(actor) != country_of(owner.code):
        return owner.code, on_whom(candidate, owner.code) or of_whose_firms(candidate, owner.code)
    american = doer is None and _is_of_american_controls(candidate.scene)
    if american or (country_of(actor) == "CN" and ADDED_TO_IT.search(candidate.scene.sentence[candidate.start :])):
        actor = "US.COMMERCE"
    return actor, on_whom(candidate, actor) or of_whose_firms(candidate, actor)


def _owner_of_the_list(scene: Scene) -> Named | None:
    """Return whose list it is on or off which firms come: "off the U.S. blacklist", "Japan's control list"."""
    named = (n for n in acting(scene) if n.entity.kind in STATES and not is_of_goods(scene, n))
    return next((n for n in named if LIST_AFTER.match(scene.sentence, n.end)), None)


def _is_of_american_controls(scene: Scene) -> bool:
    """Return whether a sentence, or the headline of its text, is of American export controls."""
    listed = ENTITY_LIST.search(scene.sentence) or ENTITY_LIST.search(scene.headline)
    return bool(listed) and not is_of_chinese_law(scene)


def _military(candidate: Candidate, told: Attribution) -> Parties:  # noqa: ARG001
    scene = candidate.scene
    doer = doer_of(candidate, STATES)
    american = US_DEFENCE.search(scene.sentence) or any(c.instrument_id.startswith("US-") for c in scene.instruments)
    own = next(iter(subjects_of(candidate)), None)
    if doer is not None and country_of(doer.code) != "US" and (own is doer or not american):
        return doer.code, on_whom(candidate, doer.code)
    if american or (doer is not None and country_of(doer.code) == "US") or _is_american_so_far(scene):
        aimed = candidate.action != "exempted" and any(n.code == "CN" for n in acting(scene))
        office = next((n.code for n in acting(scene) if n.code == "US.DOD" and n.end <= candidate.start), "US")
        return office, "CN" if aimed else None
    return "CN", on_whom(candidate, "CN")


def _is_american_so_far(scene: Scene) -> bool:
    """Return whether the text so far is about American procurement rules rather than Chinese export rules."""
    own = [n for n in acting(scene) if country_of(n.code) == "CN" and not is_of_goods(scene, n)]
    here = scene.previous
    while not own and here is not None:
        if US_DEFENCE.search(here.sentence):
            return True
        here = here.previous
    return False


def decides(candidate: Candidate) -> bool:
    """Return whether the event's verb says what an authority does with a request, and in the active voice."""
    syntax = candidate.scene.syntax
    anchor = anchor_of(syntax, (candidate.start, candidate.end))
    return anchor is not None and anchor.lemma in DECIDING and bool(syntax.children(anchor.index, "dobj"))


def _licence(candidate: Candidate, told: Attribution) -> Parties:  # noqa: ARG001
    """Return issuer and recipient: whoever is the subject, licences come from the state that controls exports."""
    scene = candidate.scene
    doers = [n for n in subjects_of(candidate) if n.entity.kind in ("agency", "state")]
    decider = doers[0] if doers and decides(candidate) and not is_of_goods(scene, doers[0]) else None
    issuing = decider or next((n for n in doers if country_of(n.code) == "CN"), None)
    known = scene.position > 0.0 or names_country(scene, "CN")
    usual = "US.COMMERCE" if not issuing and _is_of_american_controls(scene) else "CN"
    issuer = issuing.code if issuing else usual if known else None
    abroad = others(candidate, issuer or "CN")
    firms = [n for n in abroad if n.entity.kind in ("state", *FIRMS) and "." not in n.code]
    near = sorted(firms, key=lambda n: (n.entity.kind != "state", abs(n.start - candidate.start)))
    return issuer, party_code(near[0]) if near else _importer_of_the_text(scene, issuer)


def _importer_of_the_text(scene: Scene, issuer: str | None) -> str | None:
    """Return the state whose importers the headline or the sentence before is about."""
    before = acting(scene.previous) if scene.previous else []
    for named in (*before, *scene.headline_entities):
        if named.entity.kind == "state" and named.code != country_of(issuer) and not is_of_goods(scene, named):
            return named.code
    return None


BY_TYPE: dict[str, Callable[[Candidate, Attribution], Parties]] = {
    "price": _no_one, "tariff": _tariff, "export_control": _export_control, "military_scope": _military,
    "licence": _licence, "licence_statistic": _licence, "investment": investment_parties,
    "stockpile": stockpile_parties,
    "capacity": capacity_parties, "trade_flow": trade_flow_parties, "enforcement": enforcement_parties,
}  # fmt: skip
