"""Behavioural tests: pairs of sentences that differ in one respect, of which the right field changes and no other."""
