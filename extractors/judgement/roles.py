"""Who stands where in a sentence: subjects, agents and owners as entities, anaphora resolved."""

import re
from collections.abc import Iterator, Sequence

from extractors.asides import REACTING
from extractors.entities import ACTORS, Named
from extractors.firms import GENERIC
from extractors.judgement.candidates import Candidate
from extractors.judgement.paths import VERBAL, anchor_of
from extractors.judgement.words import load_judgement_words
from extractors.scenes import Scene
from extractors.syntax import Syntax, Word

#: What belongs to a name: its modifiers, not the clauses behind it.
NEAR = ("compound", "amod", "poss", "nmod", "appos", "det", "nummod", "case", "npadvmod")
#: What a general noun stands for: the last entity of these kinds.
STANDS_FOR: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("company", "miner", "producer", "firm", "group", "maker", "refiner", "developer", "startup"),
                    ("organisation", "facility")),
    **dict.fromkeys(("department", "ministry", "agency", "bank", "bureau", "office", "fund", "commission"),
                    ("agency",)),
    **dict.fromkeys(("government", "country", "administration", "bloc", "capital", "kingdom", "cabinet", "parliament",
                     "nation", "regulator", "authority", "authorities", "republic", "state"), ("state", "agency")),
    **dict.fromkeys(("president", "minister", "he", "she", "secretary", "leader", "premier", "commissioner",
                     "official"), ("person",)),
    **dict.fromkeys(("it", "they", "itself"), ("organisation", "agency", "state", "facility")),
}  # fmt: skip
#: A place is no party: "in London", and the dateline of an agency.
IN_CAPITALS = re.compile(r"^[A-Z]{4,}, $")
PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|around|outside|inside|across|southern|northern|western|eastern)\s+(?:the\s+)?$"
)
DATELINE = re.compile(r"^,? ?(?:\w+\.? \d+)? ?[-–—]+ ")
NEAR_THE_START = 30
GOODS_AFTER = re.compile(
    r"^(?:'s|’s)?[ -](?:(?!on\b|of\b|for\b|to\b|and\b|will\b|would\b|shall\b|can\b|could\b|may\b|must\b|should\b|"
    r"ha[sd]\b|have\b|dut|tariff|lev|rate)[\w-]+[ -]){0,2}?(?:goods|products|imports?|"
    r"exports|articles|origin|magnets?|minerals|shipments|cargoes|materials|items|content|supply|supplies|ores?|"
    r"metals?|"
    r"oxides?|concentrates?|scrap|tungsten|gallium|germanium|antimony|graphite|dysprosium|terbium|yttrium|samarium|"
    r"rare[- ]earths?(?![ -](?:\w+ )?(?:export|control|curb|licen|ban\b|restriction|rule|measure|"
    r"regime|quota|polic|expert|compan|firm|group|giant|miner|producer|maker|official|industry|association|"
    r"permit|move|announcement)))\b|^-made\b",
    re.IGNORECASE,
)
GOODS_BEFORE = re.compile(r"\b(?:goods|imports|products|articles|made) (?:from|in|of) (?:the )?$", re.IGNORECASE)
FIRMS_AFTER = re.compile(
    r"^(?:'s|’s)?(?: (?!\w+ed |to |bars |bans |and |or |is |are |has |have |will |would |said |says )[\w-]+){0,1}? "
    r"(?:companies|firms|groups|buyers|users|makers|carmakers|automakers|manufacturers|customers|clients|"
    r"contractors|entities|suppliers|importers|institutes|producers|miners)\b",
    re.IGNORECASE,
)
LONGEST_NAME = 4
#: Verbs by which somebody else is asked to do what the infinitive tells.
ASKING = frozenset({
    "ask", "urge", "press", "pressure", "beg", "lobby", "push", "request", "implore", "call", "want", "expect",
    "persuade", "convince", "invite", "appeal", "remind",
})  # fmt: skip
#: Verbs by which a rule, an order or a bill comes into the world: who does this does what the text says.
ISSUING = frozenset({
    "publish", "issue", "propose", "adopt", "announce", "sign", "unveil", "release", "draft", "prepare", "introduce",
    "approve", "enact", "pass", "finalize", "finalise",
})  # fmt: skip
#: Words of a proper name that is an office's or a body's, not a firm's.
OFFICIAL = frozenset({
    "cabinet", "parliament", "senate", "congress", "house", "court", "treasury", "army", "government", "president",
    "secretary", "minister", "premier", "chancellor", "ambassador", "senator", "representative", "commissioner",
    "governor", "council", "committee", "association", "chamber", "lobby", "institute", "university", "deputy",
})  # fmt: skip
#: What stands between a state and its president, ministry or firm.
WHOSE = re.compile(r"^(?:'s|’s)?(?: [\w-]+){0,3} $")
RELATIVE = frozenset({"which", "that", "who", "whom"})


#: "The Beijing summit" is named for where it was held.
CAPITALS = frozenset({
    "Beijing", "Washington", "Tokyo", "Brussels", "Seoul", "London", "Delhi", "New Delhi", "Canberra", "Ottawa",
    "Berlin", "Paris", "Moscow", "Jakarta", "Hanoi",
})  # fmt: skip
HELD_THERE = re.compile(r" (?:summit|meeting|round|session|truce|accord|understanding|consensus|communique)\b")
#: Behind goods, what makes them the business of a body: "Germany's raw materials fund".
BODY_AFTER = re.compile(
    r"\w*(?: (?:minerals?|materials?|metals?|earths?))?[ -](?:funds?|agency|ministry|office|authority|alliance|"
    r"commission|programme|program|bank|corporation|strategy)\b"
)


def acting(scene: Scene) -> list[Named]:
    """Return the entities of a sentence that can act, in order."""
    return [n for n in scene.entities if n.entity.kind in ACTORS]


def country_of(code: str | None) -> str | None:
    """Return what stands before the dot of a code."""
    return code.split(".")[0] if code else None


def is_place(scene: Scene, named: Named) -> bool:
    """Return whether an entity only says where."""
    if named.entity.kind != "state":
        return False
    before, after = scene.sentence[: named.start], scene.sentence[named.end : named.end + 40]
    dateline = named.start < NEAR_THE_START and DATELINE.match(after)
    held = scene.sentence[named.start : named.end] in CAPITALS and HELD_THERE.match(after)
    return bool(PLACE_BEFORE.search(before) or dateline or held or IN_CAPITALS.search(before))


def is_of_goods(scene: Scene, named: Named) -> bool:
    """Return whether an entity only says whose goods: "Chinese magnets", "goods from China"."""
    after = scene.sentence[named.end : named.end + 60]
    goods = GOODS_AFTER.match(after)
    body = goods is not None and BODY_AFTER.match(after, goods.end()) is not None
    return (goods is not None and not body) or bool(GOODS_BEFORE.search(scene.sentence[: named.start]))


def is_of_firms(scene: Scene, named: Named) -> bool:
    """Return whether a state only tells whose firms are meant: "twelve American companies", "Japanese buyers"."""
    return named.entity.kind == "state" and bool(FIRMS_AFTER.match(scene.sentence[named.end : named.end + 60]))


def subjects_of(candidate: Candidate) -> Iterator[Named]:
    """Yield the doers of an event: of its verb, then of the verbs that it hangs on, but for those that report it."""
    syntax = candidate.scene.syntax
    current = anchor_of(syntax, (candidate.start, candidate.end))
    saying = load_judgement_words().lemmas["attribution.saying"]
    by = ""
    while current is not None:
        asked = _asked(candidate.scene, current) if by == "xcomp" and current.lemma in ASKING else []
        if asked:
            yield from asked
            return
        if by and current.lemma in REACTING and current.pos in VERBAL:
            yield from _met(candidate.scene, current)
            return
        if current.pos in VERBAL and not (by in ("ccomp", "parataxis") and current.lemma in saying):
            yield from _doers(candidate.scene, current, by)
        elif current.pos in ("NOUN", "PROPN"):
            yield from _owners(candidate.scene, current)
        by = current.dep
        if current.head == current.index:
            return
        if by in ("relcl", "ccomp", "advcl") and _has_doer(syntax, current) and not _is_of_a_text(syntax, current):
            return
        current = syntax.words[current.head]


def _met(scene: Scene, verb: Word) -> Iterator[Named]:
    """Yield whose act it is that somebody reacts to: "Japan protested against China's ban"."""
    syntax = scene.syntax
    behind = [w for p in syntax.children(verb.index, "prep") for w in syntax.children(p.index, "pobj")]
    for noun in (*syntax.children(verb.index, "dobj"), *behind):
        yield from _owners(scene, noun)


def _is_of_a_text(syntax: Syntax, verb: Word) -> bool:
    """Return whether a clause says what a text does that somebody issues: "proposed a rule that restricts exports"."""
    noun = syntax.words[verb.head]
    relative = any(w.lemma in RELATIVE for w in syntax.children(verb.index, "nsubj"))
    return verb.dep == "relcl" and relative and noun.dep == "dobj" and syntax.words[noun.head].lemma in ISSUING


def _asked(scene: Scene, verb: Word) -> list[Named]:
    """Return who is asked to act: "urged China to relax its controls", "called on Beijing to lift them"."""
    syntax = scene.syntax
    whom = syntax.children(verb.index, "dobj", "dative")
    behind = [w for p in syntax.children(verb.index, "prep") for w in syntax.children(p.index, "pobj")]
    return [n for word in (*whom, *behind) for n in _entities_at(scene, word)]


def _has_doer(syntax: Syntax, verb: Word) -> bool:
    return bool(syntax.children(verb.index, "nsubj", "nsubjpass", "agent"))


def _doers(scene: Scene, verb: Word, by: str) -> Iterator[Named]:
    """Yield agent and subject; that of a passive only for what hangs on it: "is bound to take"."""
    syntax = scene.syntax
    for agent in syntax.children(verb.index, "agent"):
        for word in syntax.children(agent.index, "pobj"):
            yield from _entities_at(scene, word)
    if by != "xcomp" and any(c.dep == "auxpass" for c in syntax.children(verb.index)):
        return
    for word in syntax.children(verb.index, "nsubj", "nsubjpass"):
        relative = word.lemma in RELATIVE and verb.dep == "relcl"
        yield from _entities_at(scene, syntax.words[verb.head] if relative else word)


def _owners(scene: Scene, noun: Word) -> Iterator[Named]:
    """Yield who owns a noun of an event: "Malaysia's embargo", "U.S. tariffs", "an order by the president"."""
    syntax = scene.syntax
    for word in syntax.children(noun.index, "poss", "amod", "compound", "nmod"):
        yield from _entities_at(scene, word)
    for preposition in syntax.children(noun.index, "prep", "agent"):
        if preposition.lemma == "by":
            for word in syntax.children(preposition.index, "pobj"):
                yield from _entities_at(scene, word)


def _entities_at(scene: Scene, word: Word) -> Iterator[Named]:
    """Yield the entities of a noun phrase: named in it, the most telling first, else what its head stands for."""
    found = most_telling(scene, _named_in(scene, word, NEAR))
    if found and _is_a_firm_by_its_country(word, found) and (firm := antecedent_of(scene, word)) is not None:
        yield firm
        return
    if found:
        yield from found
        yield from (n for c in scene.syntax.children(word.index, "conj") for n in _named_in(scene, c, NEAR))
        return
    of_whom = [p for c in scene.syntax.children(word.index, "prep") if c.lemma == "of" for p in _objects(scene, c)]
    whose = [n for p in of_whom for n in _named_in(scene, p, NEAR)]
    antecedent = None if whose else antecedent_of(scene, word)
    yield from whose if antecedent is None else [antecedent]


def _is_a_firm_by_its_country(word: Word, found: Sequence[Named]) -> bool:
    """Return whether a phrase calls a firm that was named before by where it is from: "the German company"."""
    kinds = STANDS_FOR.get(word.lemma, ())
    return "organisation" in kinds and word.pos == "NOUN" and all(n.entity.kind == "state" for n in found)


def _objects(scene: Scene, preposition: Word) -> list[Word]:
    return scene.syntax.children(preposition.index, "pobj")


def _named_in(scene: Scene, word: Word, relations: Sequence[str]) -> list[Named]:
    members, todo = [word], [word]
    while todo:
        for child in scene.syntax.children(todo.pop().index, *relations):
            members.append(child)
            todo.append(child)
    starts = [w.start for w in members]
    return [n for n in acting(scene) if any(n.start <= s < n.end for s in starts)]


def most_telling(scene: Scene, named: Sequence[Named]) -> list[Named]:
    """Return entities in order, without the states that only tell whose person, agency or firm follows."""
    kept = []
    for number, here in enumerate(named):
        following = named[number + 1] if number + 1 < len(named) else None
        if (
            following is None
            or here.entity.kind != "state"
            or not WHOSE.match(scene.sentence[here.end : following.start])
        ):
            kept.append(here)
            continue
        own = following.entity.kind in ("person", "agency") and country_of(here.code) == country_of(following.code)
        if not own and following.entity.kind != "organisation":
            kept.append(here)
    return kept


def unlisted_subject(candidate: Candidate) -> str | None:
    """Return the code of a firm that no list has: a proper name that is the subject of the event's verb."""
    scene = candidate.scene
    anchor = anchor_of(scene.syntax, (candidate.start, candidate.end))
    for verb in (anchor, *scene.syntax.governors(anchor.index)) if anchor else ():
        for word in scene.syntax.children(verb.index, "nsubj"):
            before = scene.syntax.children(word.index, "compound", "amod", "nmod")
            parts = [
                w for w in (*before, word) if w.pos == "PROPN" or (w.dep == "amod" and w.text[0].isupper() and w.index)
            ]
            listed = any(n.start < w.end and w.start < n.end for n in scene.entities for w in parts)
            titled = any(w.pos == "NOUN" for w in scene.syntax.children(word.index, "compound"))
            lower = [w.text.lower() for w in parts]
            common = all(w in GENERIC for w in lower) or not OFFICIAL.isdisjoint(lower)
            if (
                word.pos != "PROPN"
                or listed
                or titled
                or common
                or not word.text[0].isupper()
                or len(parts) > LONGEST_NAME
            ):
                return None
            return "org:" + re.sub(r"[^a-z0-9]+", "-", " ".join(w.text for w in parts).lower()).strip("-")
    return None


def antecedent_of(scene: Scene, word: Word) -> Named | None:
    """Return whom a pronoun or a general noun means: the last entity of a kind that it can stand for."""
    kinds = STANDS_FOR.get(word.lemma if word.pos != "PRON" else word.text.lower())
    if kinds is None or (word.pos != "PRON" and not _is_definite(scene.syntax, word)):
        return None
    if word.lemma == "company" and (only := only_firm_of_headline(scene)):
        return only
    ruling = _ruling_subject(scene, word, kinds) if word.pos == "PRON" else None
    if ruling is not None:
        return ruling
    here: Scene | None = scene
    end = word.start
    while here is not None:
        fitting = [n for n in acting(here) if n.entity.kind in kinds and n.start < end and not is_place(here, n)]
        if fitting:
            of_pronoun = word.pos == "PRON" and here is not scene
            return fitting[0] if of_pronoun or here.previous is None else fitting[-1]
        here, end = here.previous, 10**6
    return None


def only_firm_of_headline(scene: Scene) -> Named | None:
    """Return the firm that the headline names where it names no other: "the company" is that one."""
    firms = {n.code: n for n in scene.headline_entities if n.entity.kind in ("organisation", "facility")}
    return next(iter(firms.values())) if len(firms) == 1 else None


def _ruling_subject(scene: Scene, pronoun: Word, kinds: Sequence[str]) -> Named | None:
    """Return the subject of the nearest clause around a pronoun's own: "China weighs sales to Brazil, which it barred".

    Only what stands before the pronoun, by name.
    """
    own = scene.syntax.words[pronoun.head]
    for verb in scene.syntax.governors(own.index):
        for word in scene.syntax.children(verb.index, "nsubj", "nsubjpass") if verb.pos in VERBAL else ():
            named = [n for n in _named_in(scene, word, NEAR) if n.entity.kind in kinds and n.start < pronoun.start]
            fitting = [n for n in named if not (is_place(scene, n) or is_of_goods(scene, n) or is_of_firms(scene, n))]
            if fitting and word.index < pronoun.index:
                return fitting[-1]
    return None


def _is_definite(syntax: Syntax, word: Word) -> bool:
    return any(c.lemma in ("the", "its", "this", "that") for c in syntax.children(word.index, "det", "poss"))
