class NotEnrolled(Exception):
    """The code opens no terminal: it was mistyped, used already, or is too old."""


class TooManyRings(Exception):
    """This terminal has rung so often that nobody would come running again."""
