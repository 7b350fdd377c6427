"""One thing that a plan lacks, or that does not fit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """One finding. `code` says which check found it, `subject` names the recommendation, deliverable, seat or row."""

    code: str
    subject: str
    message: str
    mend: str
