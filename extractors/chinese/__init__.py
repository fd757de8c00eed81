"""Chinese texts, from characters to mentions."""
