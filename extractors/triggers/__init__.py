"""Which events a sentence asserts: rules over the parse, and the classifier beside them."""
