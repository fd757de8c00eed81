-- Columns of base tables without a comment, with what a view says of the column: the view of the same noun before others.
SELECT c.table_name, c.column_name, arg_min(v.comment, CASE WHEN v.table_name || '_rows' = c.table_name THEN '' ELSE v.table_name END) AS comment
FROM duckdb_columns() c JOIN duckdb_tables() t ON t.table_name = c.table_name AND t.schema_name = c.schema_name
JOIN duckdb_columns() v ON v.column_name = c.column_name AND v.comment IS NOT NULL
JOIN duckdb_views() w ON w.view_name = v.table_name AND NOT w.internal
WHERE c.comment IS NULL AND c.schema_name = 'main' GROUP BY c.table_name, c.column_name ORDER BY 1, 2;
