"""Looks that need more than a line in the journal: refused, agreed to, told and decided about."""
