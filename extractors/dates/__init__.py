"""Dates of a sentence: found, resolved, and given to the events that they belong to."""
