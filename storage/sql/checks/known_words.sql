-- A mention holds a word that is not of the closed vocabulary of the contract.
SELECT mention_id, factuality, timeframe, commitment, direction FROM mentions
WHERE known_at >= $since AND (factuality NOT IN ('actual', 'scheduled', 'proposed', 'threatened', 'denied')
   OR timeframe NOT IN ('new', 'background')
   OR commitment NOT IN ('speculation', 'statement', 'framework', 'binding', 'in_force', 'verified')
   OR direction NOT IN ('tightening', 'easing', 'neutral'))
