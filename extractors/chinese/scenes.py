"""What the rules know of a Chinese sentence and of its document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from extractors.chinese.dates import ChineseDate, find_chinese_dates
from extractors.chinese.figures import ChineseFigure, find_chinese_figures
from extractors.chinese.instruments import find_chinese_instruments
from extractors.chinese.rules import ChineseNames

END = re.compile(r"[。！？!?]+[”’」』）)]*|\n+|;\n")
#: One act upon a text beside another upon the next: "恢复执行第55号公告并废止第70号公告".
NEXT_ACT = r"(?<=[告号制施令税])(?=(?:并|同时|以及|而)(?:自[^，。]{2,14}起)?(?:废止|恢复|暂停|取消|撤销|停止|解除|延长|修改|实施|施行))"
BREAK = re.compile(r"[，；：。！？:;,](?!\d{3}(?!\d))|——|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])|" + NEXT_ACT)
LONGEST_SENTENCE = 600
#: A preposition before a name makes it the other side of an act.
TOWARDS = re.compile(r"(?:对|向|输往|销往|运往|发往|发给|给|针对|予|出口到|出口至|输|往|对华|批给)$")
WITH = re.compile(r"(?:与|同|和|跟|及|、|-)$")
FROM = re.compile(r"(?:从|自|在|于|位于|驻|在于|除)$")
SHORT = re.compile(
    r"(?<!\d)(?P<pair>中美|美中|中欧|欧中|中日|日中|中印|印中|中韩|韩中|中澳|美日|日美|美欧|欧美|美澳|澳美|美印|印美|美韩|韩美|日欧|欧日)(?!元|方)|"
    r"(?:(?P<to>对|输|赴|销|往|出口|援)(?P<one>[华美欧日印韩澳德中陆])(?![国元币洲本度])|(?P<own>[美欧日印韩德](?=企|商|厂|财长|总统|媒|资)))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseName:
    """Somebody named at some characters; ``side`` is ``subject``, ``towards``, ``with`` or ``place``."""

    start: int
    end: int
    code: str
    kind: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseDocument:
    """What holds for all sentences of a document."""

    headline: str
    published: date | None
    issuer: str | None  # of a legal text in its own words
    about: str  # all of the text, simplified
    cues: Mapping[str, Mapping[str, re.Pattern[str]]]
    names: ChineseNames
    known: tuple[str, ...] = ()  # ids of legal texts on record by then
    years: Mapping[str, str] = field(default_factory=dict)  # that it tells of the announcements cited, by their number


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseSentence:
    """A sentence in simplified characters with its figures, dates and names; offsets count from ``start`` of the text."""

    text: str
    start: int
    number: int  # 0 is the headline
    clauses: tuple[tuple[int, int], ...]
    figures: tuple[ChineseFigure, ...]
    dates: tuple[ChineseDate, ...]
    names: tuple[ChineseName, ...]
    goods: tuple[tuple[int, str], ...]
    instruments: tuple[tuple[int, str], ...]
    document: ChineseDocument
    restated: bool  # under a heading of background
    opens: bool  # the first of its paragraph
    answering: str | None  # who answers questions here
    before: "ChineseSentence | None"

    def clause_at(self, place: int) -> int:
        """Return the number of the clause that holds a place."""
        return next((i for i, (_, end) in enumerate(self.clauses) if place < end), len(self.clauses) - 1)


def chinese_sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence without surrounding blanks; none longer than ``LONGEST_SENTENCE``."""
    spans, start = [], 0
    for end in [*(m.end() for m in END.finditer(text)), len(text)]:
        while start < end:
            stop = min(end, start + LONGEST_SENTENCE)
            piece = text[start:stop]
            if piece.strip():
                spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
            start = stop
    return spans


def read_sentence(
    text: str, start: int, number: int, *, document: ChineseDocument, restated: bool, opens: bool,
    answering: str | None, before: ChineseSentence | None,
) -> ChineseSentence:  # fmt: skip
    """Return a sentence (already in simplified characters) with what stands in it."""
    names = document.names
    return ChineseSentence(
        text=text,
        start=start,
        number=number,
        clauses=_clauses(text),
        figures=tuple(find_chinese_figures(text)),
        dates=tuple(find_chinese_dates(text, document.published)),
        names=find_chinese_names(text, names),
        goods=tuple((m.start(), names.good_ids[m[0]]) for m in names.goods.finditer(text)),
        instruments=find_chinese_instruments(text, document.published, told=document.years, known=document.known),
        document=document,
        restated=restated,
        opens=opens,
        answering=answering,
        before=before,
    )


def _clauses(text: str) -> tuple[tuple[int, int], ...]:
    clauses, start = [], 0
    for found in BREAK.finditer(text):
        if found.start() > start:
            clauses.append((start, found.end()))
        start = found.end()
    if start < len(text):
        clauses.append((start, len(text)))
    return tuple(clauses) or ((0, len(text)),)


def find_chinese_names(text: str, names: ChineseNames) -> tuple[ChineseName, ...]:
    """Return those named in a sentence, in order, each with the side that the word before gives it."""
    found = []
    for match in names.pattern.finditer(text):
        if re.match(r"公告|令第", text[match.end() : match.end() + 3]) or _inside_word(text, match):
            continue
        code, kind = names.codes[match[0]]
        found.append(
            ChineseName(start=match.start(), end=match.end(), code=code, kind=kind, side=_side(text, match.start()))
        )
    found = _with_bodies_of_other_states(found)
    taken = [(n.start, n.end) for n in found]
    for match in SHORT.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e in taken):
            found += _short(match, names)
    return tuple(sorted(found, key=lambda n: n.start))


def _with_bodies_of_other_states(names: list[ChineseName]) -> list[ChineseName]:
    """Return the names with one for a state and the body right behind it: 越南国会 is Vietnam, not the U.S. Congress."""
    joined: list[ChineseName] = []
    for name in names:
        last = joined[-1] if joined else None
        behind = last is not None and last.end == name.start and (last.kind, name.kind) == ("state", "agency")
        if last is not None and behind and not name.code.startswith(last.code):
            joined[-1] = replace(last, end=name.end, kind="agency")
        else:
            joined.append(name)
    return joined


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """Return whether a name in Latin letters is only a piece of a longer word."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return match[0].isascii() and re.search(r"[A-Za-z]", around) is not None


def _side(text: str, start: int) -> str:
    before = text[max(0, start - 4) : start]
    if TOWARDS.search(before):
        return "towards"
    if WITH.search(before) and len(before) > 1:
        return "with"
    return "place" if FROM.search(before) else "subject"


def _short(match: re.Match[str], names: ChineseNames) -> list[ChineseName]:
    if match["pair"]:
        codes = [names.short[c] for c in match["pair"] if c in names.short]
        if len(set(codes)) < 2:  # noqa: PLR2004
            return []
        sides = ("subject", "with")
        return [
            ChineseName(start=match.start() + i, end=match.end(), code=code, kind="state", side=side)
            for i, (code, side) in enumerate(zip(codes, sides, strict=True))
        ]
    side = "towards" if match["to"] else "subject"
    code = names.short[match["one"] or match["own"]]
    return [ChineseName(start=match.start(), end=match.end(), code=code, kind="state", side=side)]
