"""The night as plain functions, and the Prefect flows that wrap them thinly."""
