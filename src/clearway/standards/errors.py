"""What can go wrong with the standards: a file that does not read, or a question no rule answers."""

from datetime import date


class StandardsError(ValueError):
    """A rule file is refused. The message names the file and the key, says what is wrong and how to mend it."""

    def __init__(self, file: str, key: str, wrong: str, mend: str) -> None:
        super().__init__(f"{file}: {key}: {wrong}. {mend}")
        self.file = file
        self.key = key
        self.wrong = wrong
        self.mend = mend

    def __reduce__(self) -> tuple[type["StandardsError"], tuple[str, str, str, str]]:
        """Rebuild from its four parts, so that the error survives a move between processes."""
        return (StandardsError, (self.file, self.key, self.wrong, self.mend))


class RuleNotKnown(LookupError):
    """A rule was asked for a date before its first value, so nothing true can be said.

    `rule_id` names the rule (or code list, or standard), `subject` the value asked for, `first` its first known date.
    """

    def __init__(self, rule_id: str, subject: str, on: date, first: date) -> None:
        super().__init__(
            f"Rule {rule_id} has no value of {subject} for {on.isoformat()}: the first known one applies from "
            f"{first.isoformat()}. Check the date, or add the earlier rule with its source."
        )
        self.rule_id = rule_id
        self.subject = subject
        self.on = on
        self.first = first

    def __reduce__(self) -> tuple[type["RuleNotKnown"], tuple[str, str, date, date]]:
        """Rebuild from its four facts, so that the error survives a move between processes."""
        return (RuleNotKnown, (self.rule_id, self.subject, self.on, self.first))


class UnknownParameter(KeyError):
    """A name was asked for that no rule, code list, standard or set has: a mistake in our code, not in the records."""

    def __init__(self, name: str, kind: str = "parameter") -> None:
        super().__init__(name, kind)
        self.name = name
        self.kind = kind

    def __str__(self) -> str:
        return f"There is no {self.kind} called {self.name!r} in the standards."
