class PostgresProblem(Exception):
    """The database cannot be had; the message says what is wrong and what to do."""
