"""Scanned forms: boxes read right, left to a person, and pages a second, by what was done to them."""
