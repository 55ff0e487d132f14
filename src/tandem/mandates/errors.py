class NotNow(Exception):
    """What was asked does not go with how things stand; the code says why."""
