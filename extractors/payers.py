"""Several payers in one sentence, each with a sum of its own: each is an event of its own.

"The Pentagon put in $150 million and Apple $500 million": the second verb is left out. "A loan from EXIM and a grant
from the Department of Energy": each sum has its giver behind it. "$2 million and $3 million respectively": in order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractors.entities import ACTORS, Named
from extractors.figures.finding import Figure
from extractors.judgement.sides import FIRMS
from extractors.scenes import Scene
from reewatch.mentions import Mention, Quantity, Span

#: Events whose sums somebody pays.
PAID = frozenset({"investment", "stockpile"})
MONEY = re.compile(r"[A-Z]{3}$")
#: What stands before and behind a payer whose verb is left out: a lead that begins anew, and nothing but an article.
NEW_LEAD = re.compile(
    r"(?:,|;| and| while| with)\s+(?:then )?(?:the |its |her |his )?"
    r"(?:\w+[- ](?:lender|bank|group|firm|fund) |(?:those|exports?|shipments?|sales) (?:to|for) )?$"
)
BARE_SUM = re.compile(
    r"(?:'s|’s)?,? (?:(?:another|a|an|one|of|some|about|around|up|to|the|other|remaining|rest|further|only|just|as|"
    r"much|nearly|almost|more|than|at|least|half) )*$"
)
#: What stands between a sum and the giver that is told behind it.
GIVEN_BY = re.compile(r"^[^.;]{0,40}?\b(?:from|by) (?:the |a |an |its )?(?:\w+'s )?$")
IN_ORDER = re.compile(r"\brespectively\b", re.IGNORECASE)
JOINED = re.compile(r"^,? (?:and )?(?:the )?$")
#: A proper name that no list has; no state or currency by its letters.
PROPER = re.compile(r"(?!(?:US|UK|EU|USD|EUR|AUD|CAD|GBP|JPY|CNY|INR|KRW)\b)(?:[A-Z][\w&’'-]+)(?: [A-Z][\w&’'-]+){0,3}")


class Share(NamedTuple):
    """A payer with the figures that are its own; ``start`` and ``end`` are characters of the sentence."""

    code: str
    start: int
    end: int
    figures: tuple[Figure, ...]


def each_payer(mention: Mention, scene: Scene) -> Iterator[Mention]:
    """Yield a mention as it is, or, where its sentence names several payers with sums of their own, one for each."""
    if mention.type == "trade_flow":
        yield from _each_destination(mention, scene)
        return
    shares = shares_of(scene) if mention.type in PAID and len(_sums(mention)) > 1 else []
    own = [(s, _of_share(mention.quantities, s)) for s in shares]
    own = [(s, told) for s, told in own if told]
    if not own:
        yield mention
        return
    taken = [q for _, told in own for q in told]
    first = tuple(q for q in mention.quantities if q not in taken)
    payers = {s.code for s, _ in own} | {mention.actor}
    target = mention.target if mention.target not in payers else _receiver(scene, payers)
    if _sums(replace(mention, quantities=first)):
        yield replace(mention, quantities=first, target=target)
    begin = mention.evidence.start
    for share, told in own:
        place = Span(start=begin + share.start, end=begin + share.end)
        yield replace(mention, actor=share.code, target=target, quantities=told, trigger=place, cues=())


def _each_destination(mention: Mention, scene: Scene) -> Iterator[Mention]:
    """Yield what several countries took, one for each: "Germany took 640 kilograms, Japan 410 kilograms"."""
    volumes = [f for f in scene.figures if f.unit in ("t", "kg")]
    shares = _gapped(scene, volumes) if mention.target and len(volumes) > 1 else []
    states = {n.code for n in scene.entities if n.entity.kind == "state"} - {mention.actor, mention.target}
    own = [(s, _of_share(mention.quantities, s, "volume")) for s in shares if s.code in states]
    own = [(s, told) for s, told in own if told]
    taken = [q for _, told in own for q in told]
    yield replace(mention, quantities=tuple(q for q in mention.quantities if q not in taken)) if own else mention
    begin = mention.evidence.start
    for share, told in own:
        place = Span(start=begin + share.start, end=begin + share.end)
        yield replace(mention, target=share.code, quantities=told, trigger=place, cues=())


def shares_of(scene: Scene) -> list[Share]:
    """Return the payers beside the first, by the grammar of the sentence."""
    sums = [f for f in scene.figures if MONEY.match(f.unit)]
    if len(sums) < 2:  # noqa: PLR2004  one sum has one payer
        return []
    return _in_order(scene, sums) or _gapped(scene, sums) or _given(scene, sums)


def _gapped(scene: Scene, sums: Sequence[Figure]) -> list[Share]:
    """Return those whose verb is left out: a name behind an "and", and a sum right behind the name."""
    found: list[Share] = []
    for before, figure in pairwise(sums):
        between = scene.sentence[before.end : figure.start]
        named = _named_before(scene, before.end, figure.start)
        if named is None:
            continue
        start, end, code = named
        lead = between[: start - before.end]
        if NEW_LEAD.search(lead) and BARE_SUM.match(between[end - before.end :]):
            found.append(Share(code=code, start=start, end=figure.end, figures=(figure,)))
    return found


def _named_before(scene: Scene, begin: int, end: int) -> tuple[int, int, str] | None:
    """Return the last name between two places: of an entity that acts, else of a firm that no list has."""
    listed = [n for n in scene.entities if begin <= n.start and n.end <= end and n.entity.kind in ACTORS]
    if listed:
        return listed[-1].start, listed[-1].end, listed[-1].code
    proper = [m for m in PROPER.finditer(scene.sentence, begin, end) if len(m[0]) > 2]  # noqa: PLR2004  no "Rs"
    if not proper:
        return None
    return *proper[-1].span(), "org:" + re.sub(r"[^a-z0-9]+", "-", proper[-1][0].lower()).strip("-")


def _given(scene: Scene, sums: Sequence[Figure]) -> list[Share]:
    """Return the givers that are told behind their sums, where there is more than one: all but the first."""
    found: list[Share] = []
    ends = [*(f.start for f in sums[1:]), len(scene.sentence)]
    for figure, end in zip(sums, ends, strict=True):
        givers = (n for n in scene.entities if figure.end <= n.start < end and n.entity.kind in ACTORS)
        giver = next((n for n in givers if GIVEN_BY.match(scene.sentence[figure.end : n.start])), None)
        if giver is None:
            return []
        found.append(Share(code=giver.code, start=figure.start, end=giver.end, figures=(figure,)))
    return found[1:] if len({s.code for s in found}) == len(found) else []


def _in_order(scene: Scene, sums: Sequence[Figure]) -> list[Share]:
    """Return the payers of sums told in the order of the names: "A and B put in 2 and 3 million respectively"."""
    if not IN_ORDER.search(scene.sentence):
        return []
    run: list[Named] = []
    for named in (n for n in scene.entities if n.entity.kind in ACTORS and n.end <= sums[0].start):
        joined = run and JOINED.match(scene.sentence[run[-1].end : named.start])
        run = [*run, named] if joined else [named]
        if len(run) == len(sums):
            break
    if len(run) != len(sums):
        return []
    pairs = zip(run[1:], sums[1:], strict=True)
    return [Share(code=n.code, start=n.start, end=n.end, figures=(f,)) for n, f in pairs]


def _receiver(scene: Scene, payers: set[str | None]) -> str | None:
    """Return the firm that the money is for: of the sentence, the headline or a sentence before, none that pays."""
    named = [*scene.entities, *scene.headline_entities]
    here = scene.previous
    while here is not None:
        named += here.entities
        here = here.previous
    return next((n.code for n in named if n.entity.kind in FIRMS and n.code not in payers), None)


def _sums(mention: Mention) -> list[Quantity]:
    return [q for q in mention.quantities if q.role == "amount"]


def _of_share(quantities: Sequence[Quantity], share: Share, role: str = "amount") -> tuple[Quantity, ...]:
    return tuple(q for q in quantities if q.role == role and any(_is(q, f) for f in share.figures))


def _is(quantity: Quantity, figure: Figure) -> bool:
    return (quantity.value, quantity.low, quantity.unit) == (figure.value, figure.low, figure.unit)
