class NotNow(Exception):
    """The need, the offer or the arrangement changed meanwhile; the code says how."""


class AlreadyTaken(NotNow):
    """Somebody else asked this volunteer for the same half-day a moment before."""
