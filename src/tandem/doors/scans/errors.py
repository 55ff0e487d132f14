class NotAgreed(Exception):
    """Two colleagues have not yet read the same on this sheet."""


class RefusedFile(Exception):
    """It cannot be read as scans; with its code, one of `choices.Refusal`."""
