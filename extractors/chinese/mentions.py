"""Chinese texts, simplified and traditional, to the contract's mentions: notices, answers of ministries, news, data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.chinese.actors import actor_and_target
from extractors.chinese.commitment import commitment_of
from extractors.chinese.date_roles import dates_near, dates_of
from extractors.chinese.events import Hit, find_hits, reached, repeats, with_foreign
from extractors.chinese.flows import find_flow_hits
from extractors.chinese.instruments import years_told
from extractors.chinese.modality import factuality_of, is_counterfactual
from extractors.chinese.prices import find_price_hits
from extractors.chinese.roles import quantities_of
from extractors.chinese.rules import load_chinese_cues, load_chinese_names, load_chinese_rules
from extractors.chinese.scenes import ChineseDocument, ChineseSentence, chinese_sentence_spans, read_sentence
from extractors.chinese.script import simplified
from extractors.chinese.slots import end_use_of, instruments_of, items_of, stages_of
from extractors.chinese.speakers import speaker_of
from extractors.chinese.timeframe import last_period, timeframe_of
from reewatch.framework import EventType
from reewatch.mentions import RUNGS, Cue, Mention, Span

LEAST_WEIGHT = 3
#: Words of another matter weigh against a document from that many on, unless policy outweighs them.
MANY = 3
BACKGROUND_HEADING = re.compile(r"^(?:背景资料|背景介绍|背景|新闻背景|延伸阅读|相关回顾|资料)[：:]")
ANSWER = re.compile(r"^(?:答|[^，。：；]{2,10})[：:]")
QUESTION = re.compile(r"^(?:问|[^，。：；]{0,14}(?:记者|社|报|台|网)(?:问|提问)?)[：:]")
PASSING_RATE = 50
#: Whose answers to questions are on trade and its rules, however short.
MINISTRY = re.compile(r"商务部")
#: A speaker written as the code of a state or an agency.
OFFICIAL = re.compile(r"[A-Z]{2,3}(?:\.[A-Z]+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """What the mentions of a document tell each other."""

    period: str  # the last month that its news measures
    later: bool  # whether something that it tells starts after its publication
    waiting: frozenset[str]  # legal texts that do


def find_chinese_mentions(
    text: str, published: date | None, types: Sequence[EventType], *, known: Sequence[str] = ()
) -> tuple[Mention, ...]:
    """Return the mentions of a Chinese text in the order of their sentences; none where it is about something else.

    ``known`` are the ids of legal texts on record by then.
    """
    plain = simplified(text)
    spans = chinese_sentence_spans(plain)
    cues = load_chinese_cues()
    if not spans or not is_relevant(plain, plain[slice(*spans[0])], cues["document"]):
        return ()
    document = _document(plain, plain[slice(*spans[0])], published, known)
    sentences = list(_sentences(plain, spans, document))
    directions = {t.id: t.direction for t in types}
    found = [(s, h) for s in sentences for h in _hits(s)]
    ahead = [(s, h) for s, h in found if _sure(h, s) == "scheduled"]
    story = _Story(
        period=last_period(sentences),
        later=bool(ahead),
        waiting=frozenset(i for s, h in ahead for i in instruments_of(h, s)),
    )
    told = _counted_together([_mention(s, h, directions, story) for s, h in found])
    return _headline_by_text(tuple(told), sentences[0])


def _counted_together(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with the counts of licensing that one sentence gives as one: 320 filed, 184 of them granted."""
    kept: list[Mention] = []
    for mention in mentions:
        last = kept[-1] if kept else None
        if last and last.type == mention.type == "licence_statistic" and _one_count(last, mention):
            dates = tuple(dict.fromkeys((*last.dates, *mention.dates)))
            kept[-1] = replace(last, quantities=(*last.quantities, *mention.quantities), dates=dates)
        else:
            kept.append(mention)
    return kept


def _one_count(first: Mention, second: Mention) -> bool:
    """Return whether two counts of a sentence are of one body and time: no role is told twice."""
    roles = {q.role for q in first.quantities} & {q.role for q in second.quantities}
    same = (first.evidence, first.factuality, first.timeframe, first.speaker, first.target)
    return not roles and same == (second.evidence, second.factuality, second.timeframe, second.speaker, second.target)


def _headline_by_text(mentions: tuple[Mention, ...], headline: ChineseSentence) -> tuple[Mention, ...]:
    """Return the mentions with the rungs of the headline's corrected: a headline is no firmer than its text."""
    end = headline.start + len(headline.text)
    body = [m for m in mentions if m.evidence.start >= end and m.timeframe == "new"]
    return tuple(m if m.evidence.start >= end else replace(m, commitment=_rung_of_text(m, body)) for m in mentions)


def _rung_of_text(mention: Mention, body: Sequence[Mention]) -> str:
    same = [m.commitment for m in body if (m.type, m.action) == (mention.type, mention.action)]
    return RUNGS[min(RUNGS.index(mention.commitment), max(map(RUNGS.index, same)))] if same else mention.commitment


def is_relevant(text: str, title: str, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Return whether a text (simplified) is about the goods or the duties, not shares, science or leisure."""
    policy = len(cues["policy"].findall(text))
    for other in ("shares", "science", "leisure"):
        many = len(cues[other].findall(text))
        if many >= MANY and (many > policy or cues[other].search(title)):
            return False
    weight = len(cues["core"].findall(text)) + 2 * len(cues["core"].findall(title))
    others = len(cues["other_goods"].findall(text)) + 2 * len(cues["other_goods"].findall(title))
    if cues["issuer"].match(title) and cues["policy"].search(text) and not others:
        return True
    if weight >= LEAST_WEIGHT and others < 2 * weight:
        return True
    control = len(cues["control"].findall(text)) + 2 * len(cues["control"].findall(title))
    if weight and weight + control > LEAST_WEIGHT and others < weight + control:
        return True
    powers = cues["first_power"].search(text) and cues["second_power"].search(text)
    answers = cues["questions"].search(title) and MINISTRY.search(title)
    if answers and policy >= MANY and not others and (weight or (control and powers)):
        return True
    war = len(cues["trade_war"].findall(text))
    return bool(powers) and war >= LEAST_WEIGHT and others < 2 * (war + weight)


def _document(text: str, headline: str, published: date | None, known: Sequence[str]) -> ChineseDocument:
    cues, names = load_chinese_cues(), load_chinese_names()
    own = _is_own_text(text, headline, cues["document"])
    issuer = None
    if own and not cues["document"]["questions"].search(headline):
        found = names.pattern.search(headline)
        code = names.codes[found[0]][0] if found else "CN.MOFCOM"
        issuer = code if "." in code else "CN.MOFCOM"
    return ChineseDocument(
        headline=headline, published=published, issuer=issuer, about=text, cues=cues, names=names, known=tuple(known),
        years=years_told(text),
    )  # fmt: skip


def _is_own_text(text: str, headline: str, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Return whether a text is a legal text in its issuer's words: by its title, its formulas, its numbered articles."""
    titled = cues["notice_title"].search(headline) is not None
    formulas = cues["notice_body"].search(text) is not None
    articles = len(cues["article"].findall(text)) > 1
    told = len(cues["reporting"].findall(text))
    numbered = cues["issuer"].match(headline) is not None
    return titled + formulas + articles + numbered > 1 and not told


def _sentences(text: str, spans: Sequence[tuple[int, int]], document: ChineseDocument) -> Iterator[ChineseSentence]:
    restated, before, last = False, None, 0
    answering = _spokesman(document) if document.cues["document"]["statement"].search(document.headline) else None
    asked = document.cues["document"]["questions"].search(document.headline)
    for number, (start, end) in enumerate(spans):
        sentence = text[start:end]
        opens = "\n" in text[last:start]
        if opens:
            restated = bool(BACKGROUND_HEADING.match(sentence)) or (restated and not QUESTION.match(sentence))
        if QUESTION.match(sentence):
            answering = None
        elif ANSWER.match(sentence) and asked:
            answering = _spokesman(document)
        yield (
            before := read_sentence(
                sentence,
                start,
                number,
                document=document,
                restated=restated,
                opens=opens,
                answering=answering,
                before=before,
            )
        )
        last = end


def _spokesman(document: ChineseDocument) -> str:
    found = document.names.pattern.search(document.headline)
    return document.names.codes[found[0]][0] if found else "CN.MOFCOM"


def _hits(sentence: ChineseSentence) -> list[Hit]:
    if _is_about_other_goods(sentence):
        return []
    rules = load_chinese_rules()
    found = find_hits(sentence, [r for r in rules if not r.weak])
    found += find_flow_hits(sentence) + find_price_hits(sentence)
    hits = sorted(found or find_hits(sentence, [r for r in rules if r.weak])[:1], key=lambda h: (h.start, h.type))
    hits = [h for h in hits if not is_counterfactual(h, sentence)]
    return with_foreign(reached(_told_once(hits, sentence), sentence), sentence)


def _told_once(hits: Sequence[Hit], sentence: ChineseSentence) -> list[Hit]:
    """Leave out a hit that tells the one of its type before it again, as surely as it did."""
    kept: list[Hit] = []
    for hit in hits:
        last = next((h for h in reversed(kept) if h.type == hit.type), None)
        if last and repeats(hit, last, sentence) and _sure(hit, sentence) == _sure(last, sentence):
            continue
        kept.append(hit)
    return kept


def _sure(hit: Hit, sentence: ChineseSentence) -> str:
    return factuality_of(hit, sentence, dates_near(hit, sentence))


def _is_about_other_goods(sentence: ChineseSentence) -> bool:
    other = sentence.document.cues["document"]["other_goods"]
    if sentence.document.issuer:
        return False
    return other.search(sentence.text) is not None and not sentence.goods and "关税" not in sentence.text


def _mention(
    sentence: ChineseSentence, hit: Hit, directions: Mapping[str, Mapping[str, str]], story: _Story
) -> Mention:
    near = dates_near(hit, sentence)
    factuality = factuality_of(hit, sentence, near)
    cited = instruments_of(hit, sentence)
    if factuality == "actual" and cited and set(cited) <= story.waiting:
        factuality = "scheduled"
    timeframe = timeframe_of(hit, sentence, near, story.period)
    speaker, unnamed = speaker_of(hit, sentence)
    actor, target = actor_and_target(hit, sentence)
    quantities = quantities_of(hit, sentence)
    dates = dates_of(hit, sentence)
    published = sentence.document.published
    started = published is not None and any(d.role == "effective" and d.value <= published.isoformat() for d in dates)
    rung = commitment_of(
        hit, sentence, factuality, timeframe=timeframe, unnamed=unnamed, speaker=speaker is not None, official=bool(speaker and OFFICIAL.match(speaker)), started=started,
        later=story.later,
    )  # fmt: skip
    rates = [q.value for q in quantities if q.role == "approval_rate" and q.value is not None]
    direction = directions[hit.type][hit.action]
    if rates:
        direction = "tightening" if rates[0] < PASSING_RATE else "easing"
    action = hit.action
    if hit.type == "investment" and action == "committed" and factuality == "proposed":
        action = "announced"  # a pledge is no contract
    if hit.type == "export_control" and action == "lifted" and any(d.role == "expires" for d in dates):
        action = "suspended"  # what stops for a time
    return Mention(
        type=hit.type,
        action=action,
        factuality=factuality,
        timeframe=timeframe,
        commitment=rung,
        direction=direction,
        actor=actor,
        target=target,
        speaker=speaker,
        items=items_of(hit, sentence),
        stage=stages_of(hit, sentence),
        end_use=end_use_of(hit, sentence),
        instruments=cited,
        quantities=quantities,
        dates=dates,
        evidence=Span(start=sentence.start, end=sentence.start + len(sentence.text)),
        trigger=Span(start=sentence.start + hit.start, end=sentence.start + hit.end),
        cues=tuple(_cues(sentence, hit)),
        rule=hit.rule_id,
    )


def _cues(sentence: ChineseSentence, hit: Hit) -> Iterator[Cue]:
    left, right = hit.reach
    for place, _ in sentence.instruments:
        if left <= place < right:
            yield Cue(cue="instrument", start=sentence.start + place, end=sentence.start + place + 1)
