class NotAllowed(Exception):
    """The deed would break a rule; the code says which."""
