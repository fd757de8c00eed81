"""What is known of an event, as plain marks for the weights to weigh: verdicts of the rules, grammar, words around."""

from collections.abc import Iterator

from extractors.judgement.attribution import Attribution
from extractors.judgement.candidates import Candidate
from extractors.judgement.days_ahead import names_a_later_day, was_dated_later
from extractors.judgement.evidence import evidence_of
from extractors.judgement.paths import anchor_of, tense_of, verb_of
from extractors.syntax import Word
from extractors.triggers.clauses import clause_of

#: Words of these kinds count where they stand in the event's clause.
TELLING = frozenset({"VERB", "AUX", "NOUN", "ADV", "ADJ", "SCONJ", "PART", "DET"})
#: So many characters before the trigger a word counts as standing before it.
NEARBY = 30


def marks_of(candidate: Candidate, factuality: str, timeframe: str, rung: str, told: Attribution) -> list[str]:
    """Return the marks of an event, each once, in a fixed order; the verdicts are those of the rules."""
    anchor = anchor_of(candidate.scene.syntax, (candidate.start, candidate.end))
    found = [
        *_verdicts(candidate, factuality, timeframe, rung, told),
        *_grammar(candidate, anchor, factuality),
        *_words(candidate),
    ]
    return list(dict.fromkeys(found))


def _verdicts(candidate: Candidate, factuality: str, timeframe: str, rung: str, told: Attribution) -> Iterator[str]:
    """Yield what the rules say, alone and together with what kind of event it is."""
    type_, kind = candidate.type, "/".join(candidate.kind)
    yield from (f"type={type_}", f"kind={kind}", f"timeframe={timeframe}", f"timeframe={timeframe} {kind}")
    yield from (f"factuality={factuality}", f"factuality={factuality} {type_}", f"factuality={factuality} {kind}")
    yield from (f"rung={rung}", f"rung={rung} {kind}", f"rung={rung} {factuality}", f"rung={rung} {told.is_unnamed}")
    yield from (f"told={told.speaker is not None}", f"unnamed={told.is_unnamed}")
    yield f"headline={candidate.scene.position == 0.0}"
    yield f"instrument={bool(candidate.scene.instruments)}"


def _grammar(candidate: Candidate, anchor: Word | None, factuality: str) -> Iterator[str]:
    """Yield tense, signs and place in the parse."""
    scene = candidate.scene
    ahead, later = names_a_later_day(candidate), was_dated_later(scene)
    yield from (f"ahead={ahead}", f"later={later}", f"factuality={factuality} {ahead} {later}")
    for sign in sorted(evidence_of(candidate)):
        yield from (f"sign={sign}", f"sign={sign} {candidate.type}", f"sign={sign} {candidate.action}")
    if anchor is None:
        return
    verb = verb_of(scene.syntax, anchor)
    tense = tense_of(scene.syntax, verb) if verb else ""
    yield from (f"tense={tense}", f"tense={tense} {candidate.type}", f"tense={tense} {factuality}")
    yield from (f"lemma={anchor.lemma}", f"relation={anchor.dep}", f"tag={anchor.tag}")
    if verb is not None:
        yield f"verb={verb.lemma}"


def _words(candidate: Candidate) -> Iterator[str]:
    """Yield the words of the clause, of the trigger, and shortly before it."""
    scene = candidate.scene
    left, right = clause_of(scene.sentence, candidate.start, candidate.end)
    for word in scene.syntax.words:
        if left <= word.start < right and word.pos in TELLING:
            yield f"clause={word.lemma}"
        if word.end <= candidate.start < word.end + NEARBY:
            yield f"before={word.lemma}"
        if candidate.start <= word.start < candidate.end:
            yield f"trigger={word.lemma}"
