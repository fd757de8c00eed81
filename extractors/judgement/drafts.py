"""What a draft would require: nothing holds yet of a bill, a proposal or rules laid out for comment."""

import re

from extractors.caseless import Caseless
from extractors.judgement.candidates import Candidate
from extractors.judgement.paths import anchor_of, auxiliaries
from extractors.scenes import Scene

TYPES = ("export_control", "tariff", "military_scope", "enforcement", "licence")
#: A text that is not law: a draft, a bill, rules proposed or out for comment.
DRAFT = Caseless(
    r"\b(?:draft|proposed|mooted) (?:\w+ ){0,3}?(?:rules?|law|regulations?|orders?|decrees?|measures?|texts?|notices?|"
    r"announcements?|amendments?|lists?|legislation|guidelines|directive|act)\b|"
    r"\b(?:a|an|the|its|this|that) (?:\w+ ){0,2}?(?:bill|draft|proposal|white paper|consultation paper)\b|"
    r"\b(?:bill|draft|proposal)(?:'s|s)? (?:would|also|says|provides|foresees|bars|bans|requires)\b|"
    r"\b(?:for|open to|invites?|seeks?|seeking) (?:public )?comments?\b",
    often=True,
)
#: What made a draft law, or says of a text in force what its draft had been.
ADOPTED = Caseless(
    r"\b(?:adopt(?:s|ed)|pass(?:es|ed)|signed|enact(?:s|ed)|approved?|ratified|final(?:i[sz]ed)?|promulgated|gazetted|became|"
    r"into law|unlike|than (?:in )?(?:the|its) draft|earlier draft|took effect|in force|entered into force|reject\w*|"
    r"vot(?:es|ed) down|withdr\w+|shelv\w*|scrap\w*|drop(?:s|ped))\b",
)


def is_of_a_draft(candidate: Candidate) -> bool:
    """Return whether a sentence tells what a text would do that is no law: in its own words, or by "would" under it."""
    if candidate.type not in TYPES:
        return False
    scene = candidate.scene
    if DRAFT.search(scene.sentence):
        return not ADOPTED.search(scene.sentence)
    return _would(candidate) and _is_about_a_draft(scene)


def _would(candidate: Candidate) -> bool:
    syntax = candidate.scene.syntax
    anchor = anchor_of(syntax, (candidate.start, candidate.end))
    verb = syntax.clause_head(anchor.index) if anchor else None
    words = [w for w in (anchor, verb) if w is not None]
    return any(
        a.lemma in ("would", "will", "'d") and a.text.lower() == "would" for w in words for a in auxiliaries(syntax, w)
    )


def _is_about_a_draft(scene: Scene) -> bool:
    """Return whether the headline, or a sentence so far, speaks of a draft that nobody has adopted."""
    here: Scene | None = scene.previous
    told = [scene.headline]
    while here is not None:
        told.append(here.sentence)
        here = here.previous
    text = [
        t for t in told if DRAFT.search(t) or re.search(r"\b(?:drafts?|bill|propos(?:es|ed|al))\b", t, re.IGNORECASE)
    ]
    return bool(text) and not any(ADOPTED.search(t) for t in text)
