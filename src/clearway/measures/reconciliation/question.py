"""What is asked of a reconciliation."""

from dataclasses import dataclass

from clearway.measures.months import next_month
from clearway.measures.question import MONTH, STANDARDS
from clearway.records.findings import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationQuestion:
    """A month (`YYYY-MM`), the standards, and the trusts: those of `providers`, or every one that sent records.

    `published` is the submission whose figures are meant; empty means the newest release of each standard.
    """

    month: str
    standards: tuple[str, ...] = STANDARDS
    providers: tuple[str, ...] = ()
    published: str = ""

    def __post_init__(self) -> None:
        if not MONTH.match(self.month):
            raise Refused(f"{self.month} is not a month.", "Write months as 2025-03.", code="NOT_A_MONTH")
        unknown = [one for one in self.standards if one not in STANDARDS]
        if unknown:
            words = f"{unknown[0]} cannot be compared with published figures."
            raise Refused(words, f"Choose among {', '.join(STANDARDS)}.", code="STANDARD_UNKNOWN")

    @property
    def months(self) -> tuple[str, str, str]:
        """The month before, the month, and the month after: a record may have been counted in any of them."""
        return previous_month(self.month), self.month, next_month(self.month)


def previous_month(month: str) -> str:
    """The month before."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1):04}-{(number - 2) % 12 + 1:02}"
