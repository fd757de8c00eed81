"""Gold documents from what people corrected and confirmed: the contract of extraction, to learn and to score from."""

from collections.abc import Mapping, Sequence
from typing import Any

from reewatch.corrections import corrected_slots
from reewatch.mentions import mention_to_json
from storage.corrections import field_corrections
from storage.gold import documents_of, judged_mentions
from storage.mentions import mention_of_row
from storage.rows import Connection


def gold_documents(con: Connection) -> list[dict[str, Any]]:
    """Return each revision of which a mention was judged, as a gold document, from a published copy.

    ``mentions`` are those that a person corrected or confirmed, ``rejected`` those that are none; ``unjudged`` counts
    the mentions of the revision that nobody looked at, so that a reader knows whether the document is complete.
    """
    judged = judged_mentions(con)
    fields = field_corrections(con, [m["mention_id"] for m in judged], suffix="_rows")
    by_revision: dict[str, list[Mapping[str, Any]]] = {}
    for row in judged:
        by_revision.setdefault(row["revision_id"], []).append(row)
    return [_gold(d, by_revision[d["doc_id"]], fields) for d in documents_of(con, sorted(by_revision))]


def _gold(
    document: Mapping[str, Any], judged: Sequence[Mapping[str, Any]], fields: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    told: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for row in judged:
        mention = corrected_slots(mention_of_row(row), fields.get(row["mention_id"], {}))
        told[row["is_rejected"]].append(mention_to_json(mention))
    plain = {k: v for k, v in document.items() if k != "mention_count"}
    return plain | {
        "relevant": bool(told[False]),
        "mentions": told[False],
        "rejected": told[True],
        "unjudged": document["mention_count"] - len(judged),
    }
