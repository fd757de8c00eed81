"""The HTTP edge: client, politeness, outcomes, and the WARC archive."""
