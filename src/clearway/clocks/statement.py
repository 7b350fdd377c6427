"""The rules for whole tables as one SELECT, put together from `clocks/sql`: one named step after another."""

from functools import cache
from importlib.resources import files

STEPS = (
    "record",
    "two_week_wait",
    "faster_diagnosis",
    "treatment",
    "thirty_one_day",
    "sixty_two_day",
    "transfers",
    "allocation",
    "flags",
)
"""Files of named steps, each reading the one before; the last step, `assessed`, holds everything as typed columns."""


@cache
def clock_statement() -> str:
    """The whole SELECT in our common dialect. It reads `record` and the tables that `rule_tables` makes."""
    steps = ",\n\n".join(_text(step) for step in STEPS)
    return f"WITH\n{steps}\n\n{_text('result_row')}"


@cache
def organisation_codes_statement() -> str:
    """The SELECT of every organisation code that `record` holds."""
    return _text("organisation_codes")


def _text(name: str) -> str:
    return (files("clearway.clocks") / "sql" / f"{name}.sql").read_text(encoding="utf-8").strip()
