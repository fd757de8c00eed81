"""Events about other goods only: what is done to soybeans or cars is no event of this trade (gold/GUIDELINES.md)."""

import re

from extractors.judgement.paths import VERBAL
from extractors.judgement.words import load_judgement_words
from extractors.scenes import Scene
from extractors.syntax import Syntax, Word
from extractors.triggers.finding import Trigger
from extractors.triggers.rules import load_topics

#: Deals hold many goods, and their name is that of the whole.
OF_MANY_GOODS = ("trade_deal", "partnership")
#: Relations in which a noun only tells another one apart: "car parts", "soybean farmers".
TELLING_APART = ("compound", "amod", "nmod", "poss")
#: With these nouns it is the goods all the same: "soybean exports", "the copper duty".
TRADED = re.compile(
    r"(?:exports?|imports?|shipments?|cargo(?:es)?|sales|purchases|deliver(?:y|ies)|prices?|quotes?|quotations?|licen[cs]es?|"
    r"permits?|tariffs?|dut(?:y|ies)|lev(?:y|ies)|bans?|controls?|curbs?|restrictions?|quotas?|stockpiles?|reserves?|mines?|"
    r"plants?|smelters?|refiner(?:y|ies)|factor(?:y|ies)|output|production|cathodes?|rods?|sheets?|coils?|beans?|ore)",
    re.IGNORECASE,
)
#: Words that take in the goods of the trade as well.
ALL_GOODS = re.compile(r"\b(?:goods|products|imports|everything|all exports|articles|items|other)\b", re.IGNORECASE)
#: Prepositions behind which stands what an act is about, wherever the parser hangs them.
OF_WHAT = frozenset({"on", "of", "for", "over"})
#: Before a noun that is only what the goods go into.
INTO = frozenset({"in", "into", "inside", "use", "power", "make", "build", "among"})


def is_of_other_goods(trigger: Trigger, scene: Scene) -> bool:
    """Return whether an event is done to other goods, and the sentence names none of this trade."""
    if trigger.rule.type in OF_MANY_GOODS or load_topics()["goods"].search(scene.sentence):
        return False
    syntax = scene.syntax
    words = _told_of(trigger, syntax)
    if ALL_GOODS.search(" ".join(w.text for w in words)):
        return False
    spans = [m.span() for m in load_judgement_words().patterns["other.goods"].finditer(scene.sentence)]
    return any(_is_traded(syntax, w) for w in words if any(start <= w.start < end for start, end in spans))


def _told_of(trigger: Trigger, syntax: Syntax) -> list[Word]:
    """Return the words of what an event is done to, with the clauses that belong to these: "permits to export soy"."""
    members = set(trigger.ground.theme or trigger.ground.clause)
    if trigger.ground.head >= 0:
        members |= {w.index for w in syntax.children(trigger.ground.head, "prep") if w.lemma in OF_WHAT}
    todo = list(members)
    while todo:
        for child in syntax.children(todo.pop()):
            apart = child.dep in ("advcl", "parataxis", "conj") and child.pos in VERBAL
            if child.index not in members and not apart:
                members.add(child.index)
                todo.append(child.index)
    return [syntax.words[i] for i in sorted(members)]


def _is_traded(syntax: Syntax, word: Word) -> bool:
    governor = syntax.words[word.head]
    if word.dep in TELLING_APART and governor.index != word.index:
        return bool(TRADED.fullmatch(governor.text))
    return not (word.dep == "pobj" and governor.lemma in INTO)
