"""Benchmarks: commands that take their time, not tests with a stopwatch."""
