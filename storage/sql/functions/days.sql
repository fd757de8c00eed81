CREATE MACRO last_day_of(told) AS CASE
  WHEN regexp_full_match(told, '\d{4}-\d{2}-\d{2}.*') THEN TRY_CAST(told[1:10] AS DATE)
  WHEN regexp_full_match(told, '\d{4}-\d{2}') THEN last_day(TRY_CAST(told || '-01' AS DATE))
  WHEN regexp_full_match(told, '\d{4}-Q[1-4]') THEN last_day(TRY_CAST(told[1:4] || '-' || lpad(CAST(3 * CAST(told[7] AS INTEGER) AS VARCHAR), 2, '0') || '-01' AS DATE))
  WHEN regexp_full_match(told, '\d{4}-H[12]') THEN last_day(TRY_CAST(told[1:4] || '-' || lpad(CAST(6 * CAST(told[7] AS INTEGER) AS VARCHAR), 2, '0') || '-01' AS DATE))
  WHEN regexp_full_match(told, '\d{4}') THEN TRY_CAST(told || '-12-31' AS DATE) END;
COMMENT ON MACRO last_day_of IS 'last_day_of(date): the last day of a date as precise as it was told: 2026, 2026-Q1, 2026-H1, 2026-04 or 2026-04-30.';
