"""Pure functions from bytes or text to records, and the spaCy pipeline."""
