"""What a figure is for an event of one type: a module for types that are read alike."""
