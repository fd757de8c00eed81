"""Errors of the extraction on gold documents: what was missed, what is false, wrong fields of what was found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.matching import FIELDS, SETS, Json, paired, slot_hits, state_of

KINDS = ("missed", "false", "fields")


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A mention missed, one too many, or one found with other fields: (name, gold, ours) each.

    ``before``, ``trigger`` and ``after`` make up the sentence.
    """

    kind: str
    type: str
    action: str
    doc_id: str
    title: str
    before: str
    trigger: str
    after: str
    rule: str = ""
    fields: tuple[tuple[str, str, str], ...] = ()


def find_errors(gold: Sequence[Json], predicted: Mapping[str, Sequence[Json]]) -> list[Error]:
    """Return the errors in the order of the documents, mentions paired as the scores pair them."""
    return [e for document in gold for e in _document_errors(document, predicted.get(document["doc_id"], ()))]


def _document_errors(document: Json, predicted: Sequence[Json]) -> Iterator[Error]:
    gold: Sequence[Json] = document["mentions"]
    pairs = paired(gold, predicted)
    found, right = {i for i, _ in pairs}, {j for _, j in pairs}
    yield from (_error("missed", document, m) for i, m in enumerate(gold) if i not in found)
    yield from (_error("false", document, m) for j, m in enumerate(predicted) if j not in right)
    for i, j in sorted(pairs):
        fields = tuple(_wrong_fields(gold[i], predicted[j]))
        if fields:
            yield _error("fields", document, predicted[j], fields=fields)


def _error(kind: str, document: Json, mention: Json, fields: tuple[tuple[str, str, str], ...] = ()) -> Error:
    text, evidence, trigger = document["text"], mention["evidence"], mention["trigger"]
    return Error(
        kind=kind,
        type=mention["type"],
        action=mention["action"],
        doc_id=document["doc_id"],
        title=document["title"],
        before=text[evidence["start"] : trigger["start"]],
        trigger=text[trigger["start"] : trigger["end"]],
        after=text[trigger["end"] : evidence["end"]],
        rule=mention.get("rule") or "",
        fields=fields,
    )


def _wrong_fields(gold: Json, ours: Json) -> Iterator[tuple[str, str, str]]:
    for name in (*FIELDS, "end_use"):
        if gold.get(name) != ours.get(name):
            yield name, str(gold.get(name)), str(ours.get(name))
    for role in ("actor", "target"):
        if state_of(gold, role) != state_of(ours, role):
            yield role, str(gold.get(role)), str(ours.get(role))
    if bool(gold.get("speaker")) != bool(ours.get("speaker")):
        yield "speaker", str(gold.get("speaker")), str(ours.get("speaker"))
    for name in SETS:
        told, found = gold.get(name) or [], ours.get(name) or []
        if not slot_hits(name, gold, ours) == len(told) == len(found):
            yield name, _short(told), _short(found)


def _short(values: Sequence[Any]) -> str:
    return "; ".join(_value(v) for v in values) or "none"


def _value(value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    if "unit" not in value:
        return f"{value['role']} {value['value']}"
    number = value["value"] if value.get("value") is not None else f"{value.get('low')} to {value.get('high')}"
    return f"{value['role']} {number} {value['unit']}"
