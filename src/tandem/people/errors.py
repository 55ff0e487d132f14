class AlreadyMerged(Exception):
    """One of the two records was joined to another meanwhile."""
