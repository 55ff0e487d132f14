class AlreadyMerged(Exception):
    """One of the two records was joined to another meanwhile."""


class AlreadyDecided(Exception):
    """A colleague decided about this likeness meanwhile."""


class LookRefused(Exception):
    """Nothing is opened. `code`: `excluded`, `stopped` or `probation`; `person`: the key of her record, or ""."""

    def __init__(self, code: str, person: str = "") -> None:
        super().__init__(code)
        self.code, self.person = code, person


class NotYours(Exception):
    """A second person has to agree, and this one is not a second one; or it was decided already."""
