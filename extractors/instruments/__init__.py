"""Legal texts, by their citations."""
