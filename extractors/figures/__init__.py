"""Figures of a sentence: found with unit and bound, and given to the events that they belong to."""
