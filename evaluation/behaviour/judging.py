"""Whether a pair is right: the mentions of its two sentences, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.behaviour.pairs import FIELDS, Pair, Replaced
from evaluation.matching import state_of
from reewatch.mentions import Mention, mention_to_json

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A pair and its faults, each as (kind, words); none where it is right. Kinds are few, for counting."""

    pair: Pair
    faults: tuple[tuple[str, str], ...]

    @property
    def is_right(self) -> bool:
        """Whether the right field changed and no other."""
        return not self.faults


def judge(pair: Pair, base: Sequence[Mention], variant: Sequence[Mention]) -> Verdict:
    """Return what is wrong with the mentions found in the two sentences of a pair.

    Faults of the base are told apart, since they are not the transformation's: ``base`` faults end the judgement.
    """
    before, others = _chosen(pair, [view_of(m) for m in base])
    faults = _base_faults(pair, before)
    if not faults and before is not None:
        after, further = _chosen(pair, [view_of(m) for m in variant])
        faults = _variant_faults(pair, before, after)
        if pair.is_mention:
            faults += _extra_faults(pair, others, further)
    return Verdict(pair=pair, faults=tuple(faults))


def view_of(mention: Mention) -> View:
    """Return the fields of a mention as they are compared: parties by state, sets in order, a speaker told or not."""
    value = mention_to_json(mention)
    return {
        "type": value["type"],
        **{f: value[f] for f in ("action", "factuality", "timeframe", "commitment", "direction", "end_use")},
        "actor": state_of(value, "actor"),
        "target": state_of(value, "target"),
        "speaker_told": bool(value["speaker"]),
        **{f: tuple(sorted(value[f])) for f in ("items", "stage", "instruments")},
        "quantities": _sorted((q["role"], q["value"], q["unit"], q["low"], q["high"]) for q in value["quantities"]),
        "dates": _sorted((d["role"], d["value"]) for d in value["dates"]),
    }


def _sorted(values: Any) -> tuple[Any, ...]:
    return tuple(sorted(values, key=repr))


def _chosen(pair: Pair, views: Sequence[View]) -> tuple[View | None, list[View]]:
    """Return the mention that the frame means, and all others of the sentence."""
    ours = [v for v in views if v["type"] == pair.frame.type]
    meant = next((v for v in ours if v["action"] in pair.frame.actions), ours[0] if ours else None)
    return meant, [v for v in views if v is not meant]


def _base_faults(pair: Pair, view: View | None) -> list[tuple[str, str]]:
    if view is None:
        return [("base: no mention", pair.frame.type)]
    faults = []
    if view["action"] not in pair.frame.actions:
        faults.append(("base: action", f"{view['action']}, not {'/'.join(pair.frame.actions)}"))
    if view["factuality"] != "actual":
        faults.append(("base: factuality", f"{view['factuality']}, not actual"))
    faults += [(f"base: {f}", f"{view[f]!r}, not {v!r}") for f, v in pair.before.items() if view[f] != v]
    for name, replaced in pair.replaced.items():
        if _place(view[name], replaced.before) is None:
            faults.append((f"base: {name}", f"{view[name]} lack {replaced.before}"))
    return faults


def _variant_faults(pair: Pair, before: View, after: View | None) -> list[tuple[str, str]]:
    if not pair.is_mention:
        return [("still a mention", f"{after['action']}, {after['factuality']}")] if after is not None else []
    if after is None:
        return [("missed", pair.frame.type)]
    faults = []
    for name in FIELDS:
        if name in pair.changes:
            if after[name] not in pair.changes[name]:
                allowed = "/".join(str(v) for v in pair.changes[name])
                faults.append((f"wrong {name}", f"{after[name]!r}, not {allowed}"))
        elif name in pair.replaced:
            faults += _replacement_faults(name, pair.replaced[name], before[name], after[name])
        elif name not in pair.free and before[name] != after[name]:
            faults.append((f"{name} changed", f"{before[name]!r} -> {after[name]!r}"))
    return faults


def _replacement_faults(
    name: str, replaced: Replaced, before: tuple[Any, ...], after: tuple[Any, ...]
) -> list[tuple[str, str]]:
    old, new = _place(before, replaced.before), _place(after, replaced.after)
    if new is None:
        return [(f"wrong {name}", f"{after} lack {replaced.after}")]
    if old is not None and any(
        w is None and a != b for w, a, b in zip(replaced.after, before[old], after[new], strict=False)
    ):
        return [(f"{name} changed", f"{before[old]} -> {after[new]}")]
    left = [v for i, v in enumerate(before) if i != old]
    further = [v for i, v in enumerate(after) if i != new]
    return [] if left == further else [(f"{name} changed", f"{left} -> {further}")]


def _place(values: Sequence[Any], wanted: Sequence[Any]) -> int | None:
    """Return where the value stands whose parts equal those wanted; parts that are None are not looked at."""
    return next(
        (i for i, v in enumerate(values) if all(w is None or w == p for w, p in zip(wanted, v, strict=False))), None
    )


def _extra_faults(pair: Pair, before: Sequence[View], after: Sequence[View]) -> list[tuple[str, str]]:
    left = [(v["type"], v["action"]) for v in before]
    faults = []
    for view in after:
        key = (view["type"], view["action"])
        if key in left:
            left.remove(key)
        elif not (pair.may_add_background and view["timeframe"] == "background"):
            faults.append(("extra mention", f"{view['type']} {view['action']}, {view['factuality']}"))
    faults += [("lost mention", f"{t} {a}") for t, a in left]
    return faults
