"""Resolution on a set of our own: documents whose mentions are given, each with the happening that it tells of."""
