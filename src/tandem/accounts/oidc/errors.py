class Refused(Exception):
    """What a service answered proves nobody, or it did not answer; the code says why."""
