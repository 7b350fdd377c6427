"""What is said of a schema or a value that cannot be taken."""

from clearway.records.findings import Refused


class SchemaError(Refused):
    """A schema is refused. `line` counts from 1 and is 0 when no line can be named; `place` names field and key."""

    def __init__(self, wrong: str, mend: str, *, line: int = 0, place: str = "") -> None:
        where = f"Line {line}" if line else ""
        named = ", ".join(filter(None, (where, place)))
        super().__init__(f"{named}: {wrong}." if named else f"{wrong}.", mend, code="REGISTER-SCHEMA")
        self.line = line
        self.place = place


class NotAValue(ValueError):
    """A cell or a box holds no value of its field. The message says what can be, and never repeats what was typed."""
