"""What can be wrong with a cell, what follows from it, and the words for it: one table for all columns."""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

import yaml

from clearway.records.findings import FindingKind
from clearway.records.nhs_number import WORDS, NhsNumberFault

MEND_NUMBER = "Correct the NHS number in your register; until then the person is known by the local pathway only."


class Effect(Enum):
    """What a fault does to its record."""

    REJECTS = "the record was rejected"
    EMPTIES = "the cell was left empty"
    SAYS = "the record was kept"


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. `words` follow "Row 12, column:" and may hold `{value}`, the cell as far as it may be shown."""

    id: str
    kind: FindingKind
    effect: Effect
    words: str
    mend: str


@cache
def faults() -> dict[str, Fault]:
    """Every fault of a cell or row by its stable id, from `faults.yaml` and the faults of NHS numbers."""
    told = yaml.safe_load(files(__package__).joinpath("faults.yaml").read_text(encoding="utf-8"))
    listed = {
        name: Fault(
            id=name,
            kind=FindingKind(fault["kind"]),
            effect=Effect[fault["effect"].upper()],
            words=fault["words"],
            mend=told["mends"][fault["mend"]],
        )
        for name, fault in told["faults"].items()
    }
    return listed | {fault.value: nhs_number_fault(fault, told["mends"]["spreadsheet"]) for fault in NhsNumberFault}


def nhs_number_fault(fault: NhsNumberFault, spreadsheet: str) -> Fault:
    """The fault of an NHS number. A number of the wrong kind for the store rejects its record; others empty it."""
    is_wrong_store = fault in (NhsNumberFault.SYNTHETIC, NhsNumberFault.NOT_SYNTHETIC)
    return Fault(
        id=fault.value,
        kind=FindingKind.LOGICAL,
        effect=Effect.REJECTS if is_wrong_store else Effect.EMPTIES,
        words=WORDS[fault],
        mend=spreadsheet if fault is NhsNumberFault.SPREADSHEET_NUMBER else MEND_NUMBER,
    )
