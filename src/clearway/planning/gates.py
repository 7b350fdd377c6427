"""Gates that a deliverable passes before it starts or is done: which are open, and which states they hold back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class GateKind:
    """A kind of gate: its words, and the type of form that it usually asks for, if any."""

    words: str
    form_type: str = ""


KINDS = {
    "business_case": GateKind("Business case"),
    "options_appraisal": GateKind("Options appraisal"),
    "procurement": GateKind("Procurement"),
    "equality_assessment": GateKind("Equality impact assessment", "equality-impact-assessment"),
    "quality_assessment": GateKind("Quality impact assessment", "quality-impact-assessment"),
    "data_protection_assessment": GateKind("Data-protection impact assessment", "data-protection-impact-assessment"),
}
BEFORE = {"start": "before it starts", "done": "before it is done"}
HELD_BACK = {"start": ("on_track", "at_risk", "late", "done"), "done": ("done",)}
"""The states that a gate holds back while it is open. Not started and stopped can always be said."""


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A gate of a deliverable. It is passed with its form signed, its options appraised, or on a day with evidence."""

    id: str
    kind: str
    before: str
    form_type: str | None = None
    passed_on: date | None = None
    evidence: str | None = None
    note: str | None = None

    @property
    def words(self) -> str:
        """What it is."""
        return KINDS[self.kind].words


def holding_back(gates: Iterable[Gate], is_met: Iterable[bool], status: str) -> tuple[Gate, ...]:
    """The open gates that hold back a state, in their order."""
    pairs = zip(gates, is_met, strict=True)
    return tuple(gate for gate, met in pairs if not met and status in HELD_BACK[gate.before])
