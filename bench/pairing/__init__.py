"""Matching at the size of cities, regions and countries, against the best solvers."""
