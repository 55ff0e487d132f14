class NotAgreed(Exception):
    """Two colleagues have not yet read the same on this sheet."""
