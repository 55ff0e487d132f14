class AlreadyMerged(Exception):
    """One of the two records was joined to another meanwhile."""


class AlreadyDecided(Exception):
    """A colleague decided about this likeness meanwhile."""
