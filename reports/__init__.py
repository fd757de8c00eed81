"""The report page and the desk that serves it: HTML drawn from values; no rules, no SQL."""
