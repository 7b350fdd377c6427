"""What a page of the reconciliation was asked for, read from its address: every value bounded."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from clearway.measures.question import MONTH, STANDARDS
from clearway.measures.reconciliation.answer import LEVEL_NAMES
from clearway.records.findings import Refused

LONGEST_CODE, LONGEST_LABEL = 20, 100
DEFAULT_STANDARD = "62"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The state of a page. Empty text means "not said": the newest month, one's own trust or the first.

    `level` and `label` name one number of the month on the page of causes: `all`, or a label of one kind.
    """

    standard: str = DEFAULT_STANDARD
    month: str = ""
    trust: str = ""
    level: str = "all"
    label: str = ""

    def query(self, **changes: str) -> str:
        """The query string of this view with something changed, with its question mark."""
        said = {"standard": self.standard, "month": self.month, "trust": self.trust, **changes}
        return f"?{urlencode({name: value for name, value in said.items() if value})}"


def read(parameters: Mapping[str, str]) -> Asked:
    """The page that an address asks for. Refused, naming the parameter, for a value out of bounds."""
    standard = parameters.get("standard") or DEFAULT_STANDARD
    month = parameters.get("month", "")
    level = parameters.get("level") or "all"
    if standard not in STANDARDS:
        raise _refused("standard", standard, " or ".join(STANDARDS))
    if month and not MONTH.fullmatch(month):
        raise _refused("month", month, "a month written as 2025-03")
    if level not in LEVEL_NAMES.values():
        raise _refused("level", level, " or ".join(LEVEL_NAMES.values()))
    return Asked(
        standard=standard,
        month=month,
        trust=_text(parameters, "trust", LONGEST_CODE),
        level=level,
        label=_text(parameters, "label", LONGEST_LABEL),
    )


def _text(parameters: Mapping[str, str], name: str, longest: int) -> str:
    value = parameters.get(name, "")
    if len(value) > longest or not value.isprintable():
        raise _refused(name, value, f"at most {longest} letters")
    return value


def _refused(name: str, value: str, allowed: str) -> Refused:
    shown = value if len(value) <= 40 else f"{value[:40]}…"
    return Refused(f"“{shown}” is not a value of “{name}”.", f"It can be {allowed}.", code="PARAMETER")
