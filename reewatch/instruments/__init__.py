"""Legal texts, and what events do to them."""
