class NoSuchLine(Exception):
    """The token opens no line."""


class Flooded(Exception):
    """More calls in a minute than any exchange of a commune has: no row is made for them."""


class TooOld(Exception):
    """What is told happened too long ago, or has not happened yet."""
