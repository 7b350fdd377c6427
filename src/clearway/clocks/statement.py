"""The rules for whole tables as one SELECT, put together from `clocks/sql`: one named step after another."""

from functools import cache
from importlib.resources import files
from typing import Literal

STEPS = (
    "record",
    "two_week_wait",
    "faster_diagnosis",
    "treatment",
    "thirty_one_day",
    "sixty_two_day",
    "allocation",
    "flags",
)
"""Files of named steps, each reading the one before; the last step, `assessed`, holds everything as typed columns."""

Ending = Literal["result_row", "event"]
"""What is read from the last step: a row of text for each record, or a typed row for each counted event."""


@cache
def clock_statement(ending: Ending = "result_row") -> str:
    """The whole SELECT in our common dialect. It reads `record` and the tables that `rule_tables` makes."""
    steps = ",\n\n".join(_text(step) for step in STEPS)
    return f"WITH\n{steps}\n\n{_text(ending)}"


@cache
def organisation_codes_statement() -> str:
    """The SELECT of every organisation code that `record` holds."""
    return _text("organisation_codes")


def _text(name: str) -> str:
    return (files("clearway.clocks") / "sql" / f"{name}.sql").read_text(encoding="utf-8").strip()
