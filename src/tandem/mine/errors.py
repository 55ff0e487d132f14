class NotNow(Exception):
    """Something stands against it just now; the code says what."""
