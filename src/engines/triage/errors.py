"""What can be wrong with a question."""


class BadQuestion(ValueError):
    """The question cannot be answered as it stands; the message says where and why.

    `where` names the place (`rules[2].working_days`, or `rule 'r7'`), `why` is one sentence.
    """

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why
