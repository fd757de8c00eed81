"""Finding events by words in their sentences, in a published copy."""

from collections.abc import Sequence
from typing import Any

from storage.rows import Connection, fetch_rows

#: Words beyond these are passed over: each is looked for in every sentence.
MOST_WORDS = 8


def events_with_words(con: Connection, words: Sequence[str], limit: int) -> list[dict[str, Any]]:
    """Return the events one of whose sentences holds all words (of any case), the latest happening first.

    ``event_id``, ``title``, ``happened_on`` and the first such ``sentence`` of each; no words find nothing.
    """
    if not words:
        return []
    return fetch_rows(
        con,
        """SELECT e.event_id, e.title, e.happened_on, min_by(m.sentence, m.mention_id) AS sentence
           FROM events e JOIN mentions m USING (event_id)
           WHERE list_bool_and(list_transform(?, w -> contains(lower(m.sentence || ' ' || e.title), w)))
           GROUP BY ALL ORDER BY e.happened_on DESC NULLS LAST, e.event_id LIMIT ?""",
        [[w.lower() for w in words[:MOST_WORDS]], limit],
    )
