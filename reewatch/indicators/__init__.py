"""The state of each indicator, and its reading in words."""
