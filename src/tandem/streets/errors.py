class NotNow(Exception):
    """The report or the work changed meanwhile; the code says how."""
