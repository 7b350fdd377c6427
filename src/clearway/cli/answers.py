"""What a command says and where: answers to standard output, everything else to standard error."""

import contextlib
import json
import sys
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

import typer


class Code(IntEnum):
    """How a command ends."""

    DONE = 0
    FOUND_PROBLEMS = 1
    WRONG_USE = 2
    REFUSED = 3
    FAULT = 70
    """A fault of Clearway itself: never mistaken for an answer."""


def say(words: str) -> None:
    """Tell the person at the terminal something that is not the answer. What cannot be told stops nothing."""
    with contextlib.suppress(OSError):
        print(words, file=sys.stderr, flush=True)


def answer(words: str) -> None:
    """Print the answer, for people."""
    print(words, flush=True)


def answer_json(value: Any) -> None:
    """Print the answer, for machines: one JSON value. Exact decimals stay numbers, dates are `YYYY-MM-DD`."""
    print(json.dumps(value, indent=2, ensure_ascii=False, default=_plain), flush=True)


def end(code: Code) -> typer.Exit:
    """The exception that ends a command with a code: `raise end(Code.FOUND_PROBLEMS)`."""
    return typer.Exit(int(code))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum | Path):
        return str(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    raise TypeError(f"{type(value).__name__} has no form in JSON")
