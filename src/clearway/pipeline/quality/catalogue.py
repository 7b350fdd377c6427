"""What there is to say of each finding about a record: why, what is expected, how to mend it, how much it matters."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from clearway.intake.waiting_times.faults import Effect, Fault, faults
from clearway.records.findings import FindingKind
from clearway.standards import load_rule_book
from clearway.standards.codes import Code


class Severity(StrEnum):
    """How much a finding matters to the figures. The value is how it reads."""

    BLOCKS = "blocks counting"
    MARK = "counted with a mark"
    LOOK = "to look at"


EFFECTS = {Effect.REJECTS: Severity.BLOCKS, Effect.EMPTIES: Severity.MARK, Effect.SAYS: Severity.LOOK}


@dataclass(frozen=True, slots=True)
class Said:
    """One finding about a record, as its owner is told. `columns` are those to mend, `beside` those to look at with it.

    A fault of a cell has no columns of its own: it is told with the column in which it stood. `rule` is empty, or the
    rule whose page explains it.
    """

    id: str
    kind: FindingKind
    severity: Severity
    why: str
    expected: str
    mend: str
    columns: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    rule: str = ""

    @property
    def column(self) -> str:
        """The column by which an item of a flag is told from others."""
        return self.columns[0] if self.columns else ""


@cache
def catalogue() -> Mapping[str, Said]:
    """Every finding that a record can have, by its id."""
    told = yaml.safe_load(files(__package__).joinpath("expected.yaml").read_text(encoding="utf-8"))
    cells = {name: _of_cell(fault, told["cells"][name]) for name, fault in faults().items()}
    flags = load_rule_book().code_lists["flag"].codes
    return cells | {one.code.code: _of_flag(one.code, told["flags"][one.code.code]) for one in flags}


def _of_cell(fault: Fault, expected: str) -> Said:
    why = fault.words.replace("{value} days", "the number of days").format(value="the value")
    return Said(
        fault.id, fault.kind, EFFECTS[fault.effect], f"{why[0].upper()}{why[1:]}; {fault.effect.value}.", expected,
        fault.mend,
    )  # fmt: skip


def _of_flag(code: Code, told: Mapping[str, Any]) -> Said:
    return Said(
        id=code.code,
        kind=FindingKind.LOGICAL,
        severity=Severity[told["severity"].upper()],
        why=code.label,
        expected=told["expected"],
        mend=code.mend,
        columns=tuple(told["columns"]),
        beside=tuple(told.get("beside", ())),
        rule=code.rule_id,
    )
