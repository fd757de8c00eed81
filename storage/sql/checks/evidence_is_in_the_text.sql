-- A mention's sentence is not what stands at its offsets in the revision's text: it cannot be shown to a reader.
SELECT m.mention_id, m.evidence_start, m.evidence_end FROM mentions m JOIN revisions r USING (revision_id)
WHERE m.known_at >= $since AND (m.sentence = '' OR m.evidence_start < 0 OR m.evidence_end <= m.evidence_start
   OR m.trigger_start < m.evidence_start OR m.trigger_end > m.evidence_end
   OR length(m.sentence) > length(r.text) OR NOT contains(r.text, m.sentence))
