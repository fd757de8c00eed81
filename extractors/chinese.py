"""Chinese texts: the plainest triggers of announcements, so that a primary notice is recognised as one."""

import re
from collections.abc import Sequence
from datetime import date

from extractors.dates import find_dates
from extractors.instruments import find_instruments
from extractors.sentences import sentence_spans
from reewatch.framework import EventType
from reewatch.mentions import DateSlot, Mention, Span

GOODS = {
    "稀土": "rare_earths", "永磁": "magnets", "磁材": "magnets", "钕铁硼": "ndfeb_magnets", "钐钴": "smco_magnets",
    "钐": "samarium", "钆": "gadolinium", "铽": "terbium", "镝": "dysprosium", "镥": "lutetium", "钪": "scandium",
    "钇": "yttrium", "钬": "holmium", "铒": "erbium", "铥": "thulium", "铕": "europium", "镱": "ytterbium",
    "镓": "gallium", "锗": "germanium", "锑": "antimony", "石墨": "graphite", "钨": "tungsten",
}  # fmt: skip
RULES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("export_control", "suspended", re.compile(r"(?:暂停|停止|推迟|暂缓)(?:实施|执行)?(?=.{0,40}(?:管制|公告|措施|禁令))|(?:管制|公告|措施).{0,20}暂停")),
    ("export_control", "lifted", re.compile(r"(?:取消|解除|废止)(?=.{0,20}管制)")),
    ("export_control", "expanded", re.compile(r"列入.{0,12}(?:管控名单|清单)|扩大.{0,10}管制")),
    ("export_control", "enforced", re.compile(r"打击.{0,12}走私|专项行动")),
    ("export_control", "imposed", re.compile(r"实施(?:出口)?管制|出口管制(?=.{0,12}(?:决定|措施|公告))|(?:禁止|不得)(?:向.{0,20})?出口|管控名单|总量控制")),
    ("licence", "granted", re.compile(r"(?:批准|发放|颁发|予以许可|通用许可|绿色通道)")),
    ("licence", "denied", re.compile(r"不予(?:许可|批准)")),
    ("military_scope", "prohibited", re.compile(r"军事(?:用户|用途)|军工")),
    ("tariff", "paused", re.compile(r"(?:暂停|停止)(?:实施|加征).{0,12}关税|暂停实施.{0,20}%")),
    ("tariff", "imposed", re.compile(r"加征.{0,12}关税")),
    ("trade_flow", "fell", re.compile(r"出口.{0,20}(?:下降|减少|下滑)")),
    ("trade_flow", "rose", re.compile(r"出口.{0,20}(?:增长|上升|增加)")),
    ("trade_deal", "talks", re.compile(r"(?:经贸)?磋商|会谈|会晤")),
    ("trade_deal", "framework", re.compile(r"达成.{0,8}(?:共识|框架|安排)")),
)  # fmt: skip
MOST_OF_A_SENTENCE = 3


def find_chinese_mentions(text: str, published: date | None, types: Sequence[EventType]) -> tuple[Mention, ...]:
    """Return the mentions of a Chinese text; none where it names none of the goods."""
    if not any(word in text for word in GOODS):
        return ()
    directions = {t.id: t.direction for t in types}
    year = str(published.year) if published else ""
    mentions: list[Mention] = []
    for span in sentence_spans(text):
        sentence = text[slice(*span)]
        fired = _fired(sentence)[:MOST_OF_A_SENTENCE]
        cited = find_instruments(sentence, year=year, issuer_in_context=False) if fired else []
        for type_, action, found in fired:
            mentions.append(
                _mention(
                    sentence,
                    span,
                    type_=type_,
                    action=action,
                    trigger=found,
                    direction=directions[type_][action],
                    instruments=tuple(dict.fromkeys(c.instrument_id for c in cited)),
                    published=published,
                )
            )
    return tuple(mentions)


def _fired(sentence: str) -> list[tuple[str, str, re.Match[str]]]:
    taken: dict[str, tuple[str, str, re.Match[str]]] = {}
    for type_, action, pattern in RULES:
        found = pattern.search(sentence)
        if found and type_ not in taken:
            taken[type_] = (type_, action, found)
    return list(taken.values())


def _mention(
    sentence: str,
    span: tuple[int, int],
    *,
    type_: str,
    action: str,
    trigger: re.Match[str],
    direction: str,
    instruments: tuple[str, ...],
    published: date | None,
) -> Mention:
    dates = find_dates(sentence, published)
    ahead = published is not None and any(d.value > published.isoformat() and d.lead != "expires" for d in dates)
    factuality = "scheduled" if ahead else "actual"
    end = trigger.end() if trigger.end() > trigger.start() else trigger.start() + 1
    return Mention(
        type=type_,
        action=action,
        factuality=factuality,
        timeframe="new",
        commitment="binding" if ahead else "in_force",
        direction=direction,
        actor="CN.MOFCOM" if "商务部" in sentence else "CN",
        target=next(
            (code for word, code in (("日本", "JP"), ("美国", "US"), ("欧盟", "EU")) if word in sentence), None
        ),
        speaker=None,
        items=tuple(dict.fromkeys(item for word, item in GOODS.items() if word in sentence)),
        end_use="military" if "军" in sentence else None,
        instruments=instruments,
        dates=tuple(
            DateSlot(role=d.lead or "effective", value=d.value, raw=d.raw, found=d.found, inclusive=d.inclusive)
            for d in dates
        ),
        evidence=Span(start=span[0], end=span[1]),
        trigger=Span(start=span[0] + trigger.start(), end=span[0] + end),
        rule=f"zh-{type_}-{action}",
    )
