"""What a publisher answered, from bytes to entries and articles."""
