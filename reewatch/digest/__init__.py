"""The digest: which changes a reader is told, once each, in which order, and the proof that a quiet night looked."""
