"""What is wrong with a definition: where, what, and how to mend it."""


class FormProblem(ValueError):
    """A definition is refused. `where` names the line and the item, `mend` says what to do."""

    def __init__(self, where: str, wrong: str, mend: str, *, line: int | None = None) -> None:
        super().__init__(f"{f'Line {line}, ' if line else ''}{where}: {wrong}. {mend}")
        self.where = where
        self.wrong = wrong
        self.mend = mend
        self.line = line
