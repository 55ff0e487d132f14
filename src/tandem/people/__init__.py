"""Persons, with or without account, and how they wish to be reached."""
