"""Who asserts an event, where the text tells; and whether that is somebody with a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.entities import GOODS, Named
from extractors.judgement.bodies import known_in
from extractors.judgement.candidates import Candidate
from extractors.judgement.paths import VERBAL, anchor_of
from extractors.judgement.roles import acting, country_of
from extractors.judgement.words import JudgementWords, load_judgement_words
from extractors.namesakes import only_tells_whose_goods
from extractors.scenes import Scene
from extractors.syntax import Syntax, Word

#: Clauses that are not part of what is said.
CLOSED = ("relcl", "advcl", "acl")
#: Relations of what is said to the verb of saying.
HANGING = ("ccomp", "parataxis", "dep", "xcomp", "oprd", "prep", "dobj", "pobj")
NO_SPEAKERS = frozenset({"that", "which", "reader", "anyone", "nobody", "there", "this"})
PRONOUNS = frozenset({"he", "she", "they", "it", "who", "we", "i"})
#: Types of acts whose verb may mean a word as well as a deed: "rejected the request".
OWN_ACTS = ("licence", "licence_statistic")
SAID_OF = re.compile(r" (?:said|reported|thought|believed|understood|rumou?red) to (?:have|be)\b")
#: Pronouns of one who goes on speaking, and how many sentences later.
GOES_ON = frozenset({"he", "she", "it"})
SPEAKS_ON = 2
DETERMINERS = re.compile(r"^(?:the|a|an|that|this|those|these|its|his|her|their|some|and|but|as)\s+", re.IGNORECASE)
#: Where a phrase that names a speaker ends.
PHRASE_END = re.compile(r"[,.;:()\"”]|\s+(?:who|which|that|and|said|says|in|on|as|with)\b")
#: A noun that stands for a body named before: "the association said".
BARE_BODY = re.compile(
    r"(?:(?:head|president|chair\w*|director|spokes\w+) (?:of|for) (?:the|its) )?"
    r"(?P<noun>association|chamber|federation|alliance|council|society|confederation|institute)",
    re.IGNORECASE,
)
#: A proper name of such a body, with what it is of: "European Association of Electric Motor Makers".
BODY_NAMED = re.compile(
    r"(?:[A-Z][\w&'’-]+ ){1,5}(?:Association|Chamber|Federation|Alliance|Council|Society|Confederation|Institute)"
    r"(?: (?:of|for) (?:the )?[A-Z][\w&'’-]+(?: (?:and )?[A-Z][\w&'’-]+){0,4})?(?: in [A-Z]\w+)?|"
    r"(?:Association|Chamber|Federation|Alliance|Council|Society|Confederation|Institute)"
    r" (?:of|for) (?:the )?[A-Z][\w&'’-]+(?: (?:and )?[A-Z][\w&'’-]+){0,4}(?: in [A-Z]\w+)?"
)
LONGEST_NAME = 50
#: So many words behind a verb of saying the comma stands that ends its parenthesis.
LONGEST_PARENTHESIS = 6
#: How a source without a name is described: "familiar with the talks", "briefed on the matter".
ADJECTIVES = re.compile(r"\s+(?:familiar|briefed|close|with|who|aware|involved|at|in|from|of)\b")
#: What the head of the phrase takes into the name.
NAMING = ("compound", "amod", "poss", "nmod", "nummod", "appos", "prep", "pobj", "case", "det", "conj", "quantmod")
#: Of several sources without names, one.
ONE_OF_THEM = re.compile(
    r"(?:one|another|both|two|three|some|a (?:second|third)) of (?:them|those|the(?:se)? (?:people|sources))$|"
    r"(?:a|the) (?:second|third|other|first) (?:person|source|official)$",
    re.IGNORECASE,
)
#: An official of whom only the office is told.
#: Whose name stands behind the office: "chief executive Lyle Abernathy".
IN_OFFICE = re.compile(r"\b(?:executive|trader|analyst|broker|economist|strategist) [A-Z][\w.-]+ [A-Z][\w'’-]+")
#: So many of them, and no names.
SOME_OFFICIALS = re.compile(
    r"(?:two|three|four|five|several|some|a few|senior) (?:[a-z-]+ ){0,2}"
    r"(?:officials|ministers|diplomats|aides|lawmakers)\b",
    re.IGNORECASE,
)
OTHER_MINISTRY = re.compile(r"\b(?:finance|economy|industry|energy|mines|resources|foreign) ministry\b", re.IGNORECASE)
OFFICE = re.compile(r"\b(?:commerce )?ministry\b|\bspokes(?:person|man|woman)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """``speaker`` as the contract has it; ``is_unnamed`` where the source has no name; the span of its cue."""

    speaker: str | None
    is_unnamed: bool
    span: tuple[int, int] | None = None


NOBODY = Attribution(speaker=None, is_unnamed=False)


def attribution_of(candidate: Candidate) -> Attribution:
    """Return who asserts the event: the subject of the verb of saying it hangs on, or the source that is quoted."""
    scene, words = candidate.scene, load_judgement_words()
    found = _by_grammar(candidate, words) or _by_phrase(candidate, words)
    vague = words.patterns["attribution.vague"].search(scene.sentence)
    if found is None:
        return Attribution(speaker=None, is_unnamed=True, span=vague.span()) if vague else NOBODY
    start, end = found
    if SAID_OF.match(scene.sentence, end):  # a headline's "China said to have halted": of China, by nobody named
        return Attribution(speaker=None, is_unnamed=True, span=(start, end))
    label, unnamed = _label(scene, start, end, words)
    unnamed = unnamed or _is_relayed(candidate, words)
    if label is None:
        return Attribution(speaker=None, is_unnamed=bool(vague), span=None)
    return Attribution(speaker=label, is_unnamed=unnamed or bool(vague), span=(start, end))


def _is_relayed(candidate: Candidate, words: JudgementWords) -> bool:
    """Return whether a source without a name tells what another is to have said: "traders said officials told them"."""
    syntax = candidate.scene.syntax
    anchor = anchor_of(syntax, (candidate.start, candidate.end))
    verbs = _verbs_above(syntax, anchor, words, own_act=candidate.type in OWN_ACTS) if anchor else ()
    tellers = [s for v in verbs if (s := _subject_of(syntax, v)) is not None]
    return any(s.lemma in words.lemmas["attribution.unnamed"] for s in tellers[1:])


def _by_grammar(candidate: Candidate, words: JudgementWords) -> tuple[int, int] | None:
    syntax = candidate.scene.syntax
    anchor = anchor_of(syntax, (candidate.start, candidate.end))
    own_act = candidate.type in OWN_ACTS
    for verb in _verbs_above(syntax, anchor, words, own_act=own_act) if anchor else ():
        subject = _subject_of(syntax, verb)
        if subject is not None:
            start, end = _phrase(syntax, subject)
            described = candidate.scene.sentence[end : verb.start].rstrip()
            plain = start < verb.start and "," not in described and len(described) < LONGEST_NAME
            return (start, end + len(described)) if plain and ADJECTIVES.match(described) else (start, end)
    return None


def _verbs_above(syntax: Syntax, anchor: Word, words: JudgementWords, *, own_act: bool) -> Iterator[Word]:
    """Yield the verbs of saying that an event hangs on, or that are put into its clause, the nearest first.

    ``own_act``: the event's verb is what is done, not said, though it may mean either ("rejected the request").
    """
    current = anchor
    meaning, saying = words.lemmas["attribution.meaning"], words.lemmas["attribution.saying"]
    if current.lemma in meaning and not own_act:
        yield current
    while True:
        yield from (c for c in syntax.children(current.index, "parataxis") if c.lemma in saying)
        if current.head == current.index or (current.dep in CLOSED and current.pos in VERBAL):
            return
        governor = syntax.words[current.head]
        says = governor.lemma in saying and current.dep in HANGING
        if governor.pos in VERBAL and current.dep != "conj" and (says or governor.lemma in meaning):
            yield governor
        if current.dep == "conj" and governor.lemma in saying and _is_parenthesis(syntax, governor, current):
            yield governor
        current = governor


def _is_parenthesis(syntax: Syntax, saying: Word, after: Word) -> bool:
    """Return whether a verb of saying stands between commas: "..., she stressed on Monday, and ..."."""
    following = syntax.words[saying.index + 1 : min(after.index, saying.index + LONGEST_PARENTHESIS)]
    comma = next((i for i, w in enumerate(following) if w.text == ","), None)
    return comma is not None and not any(w.pos in VERBAL for w in following[:comma])


def _subject_of(syntax: Syntax, verb: Word) -> Word | None:
    subjects = syntax.children(verb.index, "nsubj", "nsubjpass")
    if subjects:
        agents = [w for a in syntax.children(verb.index, "agent") for w in syntax.children(a.index, "pobj")]
        if subjects[0].dep == "nsubjpass" and agents:
            return agents[0]
        speaks = subjects[0].dep == "nsubj" and subjects[0].lemma not in NO_SPEAKERS
        return subjects[0] if speaks else None
    if verb.dep in ("conj", "xcomp", "advcl", "acl", "pcomp") and verb.head != verb.index:
        return _subject_of(syntax, syntax.words[verb.head])
    return None


def _phrase(syntax: Syntax, head: Word) -> tuple[int, int]:
    """Return the characters of a phrase of naming: its head and what stands close to it."""
    members = [head]
    todo = [head]
    while todo:
        for child in syntax.children(todo.pop().index, *NAMING):
            members.append(child)
            todo.append(child)
    return min(w.start for w in members), max(w.end for w in members)


def _by_phrase(candidate: Candidate, words: JudgementWords) -> tuple[int, int] | None:
    scene, patterns = candidate.scene, words.patterns
    sentence = scene.sentence
    anchor = anchor_of(scene.syntax, (candidate.start, candidate.end))
    if anchor is not None and scene.syntax.clause_head(anchor.index).dep == "relcl":
        return None
    according = patterns["attribution.according"].search(sentence)
    if according:
        end = PHRASE_END.search(sentence, according.end() + 1)
        return according.end(), min(end.start() if end else len(sentence), according.end() + LONGEST_NAME)
    behind = patterns["attribution.behind"].search(sentence, candidate.end)
    if behind:
        return behind.span("who")
    for name in ("attribution.count", "attribution.counting"):
        count = patterns[name].search(sentence)
        if count:
            return count.span("who")
    if scene.position == 0.0:
        told = patterns["attribution.headline"].search(sentence)
        return told.span("dash" if told["dash"] else "first") if told else None
    return None


def _label(scene: Scene, start: int, end: int, words: JudgementWords) -> tuple[str | None, bool]:
    """Return a speaker as the contract writes it, and whether it has no name."""
    phrase = scene.sentence[start:end]
    around = scene.sentence[max(0, start - 5) : end + 60]
    anonymous = bool(words.patterns["attribution.anonymous"].search(around))
    heads = {w.lemma for w in scene.syntax.words if w.start < end and w.end > start}
    nameless = bool(heads & words.lemmas["attribution.unnamed"]) and not IN_OFFICE.search(phrase)
    unnamed = anonymous or nameless or bool(SOME_OFFICIALS.match(phrase))
    if heads & words.lemmas["attribution.texts"] and len(heads) <= 3:  # noqa: PLR2004  an article and a word or two
        return None, False
    if phrase.lower() in PRONOUNS:
        return _told_before(scene, phrase, words) or _antecedent(scene, phrase, start)
    named = [n for n in scene.entities if n.start < end and n.end > start and n.entity.kind not in GOODS]
    known = None if unnamed else known_in(phrase, named)
    if known is not None:
        return known, False
    if ONE_OF_THEM.match(phrase.strip()):
        return phrase.strip()[:LONGEST_NAME], True
    told = DETERMINERS.sub("", phrase.strip()).strip()[:LONGEST_NAME].strip()
    if OFFICE.search(told) and not unnamed:
        return _office_meant(scene, told), False
    bare = BARE_BODY.fullmatch(told)
    body = _body_meant(scene, bare["noun"], start) if bare else None
    return body or told or None, unnamed


def _office_meant(scene: Scene, told: str) -> str:
    """Return whose ministry or spokesperson is meant: China's, unless the text so far names no party but others.

    Another ministry than that of commerce is the one of the state that the sentence is about.
    """
    first = next((n for n in scene.entities if n.entity.kind == "state"), None)
    if first is not None and country_of(first.code) != "CN" and OTHER_MINISTRY.search(told):
        return first.code
    found: list[Named] = []
    here: Scene | None = scene
    while here is not None:
        parties = [n for n in acting(here) if n.entity.kind in ("state", "agency")]
        found += [n for n in reversed(parties) if not only_tells_whose_goods(here.sentence, n)]
        here = here.previous
    if not found or any(country_of(n.code) == "CN" for n in found):
        return "CN.MOFCOM"
    return next((n for n in found if n.entity.kind == "agency"), found[-1]).code


def _body_meant(scene: Scene, noun: str, start: int) -> str | None:
    """Return the body that "the association" stands for: the last one with that noun named before it."""
    here: Scene | None = scene
    before = scene.sentence[:start]
    while here is not None:
        bodies = [(n.start, True, n.entity.label or "") for n in here.entities if n.entity.kind == "body"]
        named = [(m.start(), False, m[0]) for m in BODY_NAMED.finditer(before) if noun.lower() in m[0].lower()]
        told = [t for t in (*bodies, *named) if t[0] < len(before)]
        if told:
            return DETERMINERS.sub("", max(told)[2])
        here = here.previous
        before = here.sentence if here is not None else ""
    return None


def _told_before(scene: Scene, pronoun: str, words: JudgementWords) -> tuple[str | None, bool] | None:
    """Return who spoke last before a sentence with "it said", "she said"; None where nobody with a name did.

    The sentence just before tells, else the one before that: whoever spoke goes on speaking.
    """
    here = scene.previous if pronoun.lower() in GOES_ON else None
    for _ in range(SPEAKS_ON):
        if here is None or here.position == 0.0:
            return None
        told = _speaker_in(here, words)
        if told is not None:
            label, unnamed = _label(here, *told, words)
            return None if label is None or label.lower() in PRONOUNS else (label, unnamed)
        here = here.previous
    return None


def _speaker_in(scene: Scene, words: JudgementWords) -> tuple[int, int] | None:
    """Return the characters of the last subject of a verb of saying in a sentence."""
    syntax, saying = scene.syntax, words.lemmas["attribution.saying"]
    verbs = [w for w in syntax.words if w.lemma in saying and w.pos in VERBAL]
    subjects = [s for v in verbs if (s := _subject_of(syntax, v)) is not None]
    return _phrase(syntax, subjects[-1]) if subjects else None


def _antecedent(scene: Scene, pronoun: str, start: int) -> tuple[str | None, bool]:
    """Return whom a pronoun means: the last person or body named before it."""
    kinds = ("person",) if pronoun.lower() in ("he", "she") else ("agency", "person", "organisation", "body", "state")
    earlier = [n for n in scene.entities if n.start < start and n.entity.kind in kinds]
    here: Scene | None = scene
    while not earlier and here is not None and here.previous is not None:
        here = here.previous
        earlier = [n for n in here.entities if n.entity.kind in kinds]
    if earlier:
        return earlier[-1].entity.label or earlier[-1].code, False
    return pronoun, False


def is_person_speaking(scene: Scene, speaker: str | None) -> bool:
    """Return whether the speaker is a person that the sentence names."""
    return any(n.entity.kind == "person" and n.code == speaker for n in scene.entities)
