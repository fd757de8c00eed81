-- A mention's sentence is not what stands at its offsets in the revision's text: it cannot be shown to a reader.
WITH told AS MATERIALIZED (SELECT * FROM mentions WHERE known_at >= $since),
new_texts AS MATERIALIZED (SELECT revision_id, text FROM revisions WHERE known_at >= $since),
late AS MATERIALIZED (SELECT revision_id FROM told WHERE revision_id NOT IN (SELECT revision_id FROM new_texts)),
texts AS (FROM new_texts UNION ALL SELECT revision_id, text FROM revisions
  WHERE rowid IN (SELECT rowid FROM revisions WHERE revision_id IN (FROM late)))
SELECT m.mention_id, m.evidence_start, m.evidence_end FROM told m JOIN texts r USING (revision_id)
WHERE m.sentence = '' OR m.evidence_start < 0 OR m.evidence_end <= m.evidence_start
   OR m.trigger_start < m.evidence_start OR m.trigger_end > m.evidence_end
   OR length(m.sentence) > length(r.text) OR NOT contains(r.text, m.sentence)
