-- What the latest events rest on: each sentence in its context, at most $most an event, the first published first.
WITH latest AS (SELECT event_id, evidence FROM events ORDER BY happened_on DESC NULLS LAST, event_id LIMIT $events),
pieces AS (SELECT DISTINCT event_id, unnest(CAST(json_extract_string(evidence, '$[*].mention_id') AS VARCHAR[])) AS mention_id FROM latest)
SELECT p.event_id, m.mention_id, m.sentence, r.title, r.url, r.source_id AS source, r.published, m.speaker, m.factuality, m.commitment,
  substr(r.text, greatest(m.evidence_start - $context, 0) + 1, least($context, m.evidence_start)) AS before,
  substr(r.text, m.evidence_end + 1, $context) AS after
FROM pieces p JOIN mentions_rows m USING (mention_id) JOIN revisions_rows r USING (revision_id)
QUALIFY row_number() OVER (PARTITION BY p.event_id ORDER BY r.published, m.mention_id) <= $most ORDER BY p.event_id, r.published, m.mention_id;
