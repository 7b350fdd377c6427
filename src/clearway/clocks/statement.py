"""The rules for whole tables as one SELECT, put together from `clocks/sql`: one named step after another."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

from clearway.clocks.named_codes import named_codes

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

NAMED_CODE = re.compile(r"\bnamed_code\.(\w+)")

Stop = Literal["first_seen", "told", "treated"]

STEPS_TO: dict[Stop, tuple[str, ...]] = {
    "first_seen": ("record", "two_week_wait"),
    "told": ("record", "told_only", "faster_diagnosis"),
    "treated": ("record", "treated_only", *STEPS[3:-1]),
}
"""The steps that lead to one kind of stop. A step `…_only` stands for those it leaves out, which it does not need."""


@cache
def clock_statement() -> str:
    """The whole SELECT in our common dialect. It reads `record` and the tables that `rule_tables` makes."""
    return _joined(STEPS, "result_row")


@cache
def counted_statement(stop: Stop) -> str:
    """The SELECT of what the clocks with one kind of stop count, as typed columns: the same steps, nothing explained.

    Several times cheaper than `clock_statement`: for counting many records, where nobody asks why.
    """
    return _joined(STEPS_TO[stop], f"counted_{stop}")


@cache
def organisation_codes_statement() -> str:
    """The SELECT of every organisation code that `record` holds."""
    return _text("organisation_codes")


def _joined(names: tuple[str, ...], last: str) -> str:
    steps = ",\n\n".join(_text(step) for step in names)
    return f"WITH\n{steps}\n\n{_text(last)}"


def _text(name: str) -> str:
    """One file, named codes in their place: as constants they cost an engine nothing."""
    text = (files("clearway.clocks") / "sql" / f"{name}.sql").read_text(encoding="utf-8").strip()
    return NAMED_CODE.sub(lambda found: f"'{named_codes()[found[1]]}'", text)
