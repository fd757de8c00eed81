"""One happening, one mention: of triggers that tell one thing twice in a sentence, the one that tells it best."""

from collections.abc import Sequence

from extractors.syntax import Syntax
from extractors.triggers.finding import Trigger

#: Relations by which a clause spells out the one above it.
SPELLS_OUT = frozenset({"xcomp", "acl", "pcomp", "advcl", "ccomp", "conj", "relcl", "dep", "parataxis"})
#: Nouns of texts, whose clauses do what they say.
TEXTS = frozenset({"law", "bill", "rule", "regulation", "order", "decree", "announcement", "notice", "proclamation"})
SUBJECTS = ("nsubj", "nsubjpass")
REFERRING = frozenset(["it", "they", "he", "she", "which", "that", "who", "this", "these"])
#: Rules that count or measure licences: what they count is not told again as granted.
COUNTS = ("licence-rate", "licence-count")

#: Types from the narrowest in what it says of a verb to the widest.
NARROWEST = (
    "licence_statistic", "stockpile", "military_scope", "enforcement", "licence", "export_control", "tariff",
    "partnership", "price", "trade_flow", "capacity", "investment", "trade_deal",
)  # fmt: skip


def told_once(triggers: Sequence[Trigger], syntax: Syntax) -> list[Trigger]:
    """Return the triggers of a sentence without those that tell again what another of them tells."""
    return without_nested(without_rivals(without_counted(triggers)), syntax)


def without_counted(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Leave out the licences that the sentence only counts, and the waiting that it only times."""
    counted = any(t.rule.rule_id in COUNTS for t in triggers)
    clauses = {t.ground.head for t in triggers if t.rule.type == "licence_statistic"}
    return [
        t
        for t in triggers
        if t.rule.type != "licence"
        or not ((counted and t.rule.action == "granted") or (t.rule.action == "delayed" and t.ground.head in clauses))
    ]


def without_rivals(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Of triggers of several types on the same words, keep the type that speaks most narrowly of them.

    An act that bars goods from the military is both a control and a ruling on what applies to the military.
    """
    return [
        t for t in triggers if not any(_outranks(other, t) and not _is_ban_of_military(other, t) for other in triggers)
    ]


def _is_ban_of_military(other: Trigger, trigger: Trigger) -> bool:
    scope = (other.rule.type, other.rule.action) == ("military_scope", "prohibited")
    return scope and (trigger.rule.type, trigger.rule.action) == ("export_control", "imposed")


def _outranks(other: Trigger, trigger: Trigger) -> bool:
    overlap = other.start < trigger.end and other.end > trigger.start
    return overlap and NARROWEST.index(other.rule.type) < NARROWEST.index(trigger.rule.type)


def without_nested(triggers: Sequence[Trigger], syntax: Syntax) -> list[Trigger]:
    """Leave out what spells out a trigger of its own type: "agreed to buy", "signed a letter on lending"."""
    dropped: set[int] = set()
    for upper in triggers:
        for lower in triggers:
            if lower is not upper and _is_told_by_its_text(upper, lower, syntax):
                dropped.add(id(upper))
            if lower is upper or lower.rule.type != upper.rule.type or not _spells_out(lower, upper, syntax):
                continue
            if _is_of_its_subject(lower, upper, syntax):
                continue
            if upper.rule.action == "reported" and _is_opposed(lower, triggers):
                dropped.add(id(upper))
                continue
            infinitive = syntax.words[lower.ground.head].dep == "xcomp"
            keeps_lower = infinitive and lower.rule.type != "investment" and upper.rule.action != "struck_down"
            dropped.add(id(upper if keeps_lower else lower))
    return [t for t in triggers if id(t) not in dropped]


def _is_told_by_its_text(upper: Trigger, lower: Trigger, syntax: Syntax) -> bool:
    """Return whether a clause tells what a text does that somebody passes: "passed a rule which requires permits"."""
    if lower.ground.head < 0 or (lower.rule.type, lower.rule.action) != (upper.rule.type, upper.rule.action):
        return False
    word = syntax.words[lower.ground.head]
    noun = syntax.words[word.head]
    return word.dep == "relcl" and noun.lemma in TEXTS and noun.dep == "dobj" and noun.head == upper.ground.head


def _is_of_its_subject(lower: Trigger, upper: Trigger, syntax: Syntax) -> bool:
    """Return whether a participle tells what befell a plant before: "the line, opened in May, made 420 tonnes"."""
    participle = syntax.words[lower.ground.head].dep == "acl"
    return participle and lower.rule.type == "capacity" and lower.rule.action != upper.rule.action


def _is_opposed(trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Return whether another trigger tells the opposite of a change: up on the month, down on the year."""
    told = {t.rule.action for t in triggers if t.rule.type == trigger.rule.type}
    return trigger.rule.action in ("rose", "fell") and {"rose", "fell"} <= told


def tells_again(later: Trigger, earlier: Trigger, syntax: Syntax) -> bool:
    """Return whether a trigger of the same act as an earlier one has no subject of its own, or only a pronoun."""
    if later.rule.type != earlier.rule.type or later.rule.action != earlier.rule.action:
        return False
    if later.ground.head < 0 or earlier.ground.head < 0:
        return True
    return not has_own_subject(later.ground.head, syntax)


def has_own_subject(head: int, syntax: Syntax) -> bool:
    """Return whether a clause names a subject of its own, and not by a pronoun."""
    return any(w.text.lower() not in REFERRING for w in syntax.children(head, *SUBJECTS))


def _spells_out(lower: Trigger, upper: Trigger, syntax: Syntax) -> bool:
    head = lower.ground.head
    if head < 0 or upper.ground.head < 0:
        return False
    word = syntax.words[head]
    if word.dep not in ("xcomp", "acl", "pcomp", "advcl") or has_own_subject(head, syntax):
        return False
    return syntax.clause_head(word.head).index == upper.ground.head if word.head != head else False
