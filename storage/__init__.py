"""DuckDB: migrations, one module a noun, views and checks as SQL, publishing."""
