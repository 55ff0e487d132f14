class NotNow(Exception):
    """The case is not in a state that allows this; the code says why."""


class Incomplete(Exception):
    """The draft cannot become a case yet: what is wrong, by question."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__("incomplete")
        self.errors = errors


class Unserved(Exception):
    """No organisation takes in requests for this place."""
