class NotNow(Exception):
    """It is not possible as things stand now; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
