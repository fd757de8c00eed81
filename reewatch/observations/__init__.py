"""Figures of the indicators: what they are measured on, and the series that they stand in."""
