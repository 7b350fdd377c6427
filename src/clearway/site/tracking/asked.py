"""What the list of breaches was asked for, read from its address: every value bounded, every view one address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self, cast

from clearway.measures.question import MONTH
from clearway.pathways.breaches import CLOCKS, ORDERS, Order
from clearway.records.findings import Refused
from clearway.site.in_address import InAddress

PAGE_SIZES = (20, 50, 100)
LAST_PAGE = 10_000
LONGEST_LABEL = 100
LONGEST_CODE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(InAddress):
    """The state of the list. Empty text means "not said": the newest month, every trust, cancer type and route."""

    standard: str = "62"
    month: str = ""
    trust: str = ""
    cancer_type: str = ""
    route: str = ""
    sort: Order = "longest"
    per_page: int = PAGE_SIZES[0]
    page: int = 1

    def but(self, **changes: Any) -> Self:
        """The same list with something changed, from its first page unless the page is what changes."""
        return replace(self, **({"page": 1} | changes))

    @property
    def is_filtered(self) -> bool:
        """Whether anything but month and standard is kept by."""
        return bool(self.trust or self.cancer_type or self.route)


def read(parameters: Mapping[str, str]) -> Asked:
    """The list that an address asks for. Refused, naming the parameter and its limits, for a value out of bounds."""
    month = parameters.get("month", "")
    if month and not MONTH.fullmatch(month):
        raise _refused("month", month, "a month written as 2025-03")
    return Asked(
        standard=_choice(parameters, "standard", ("62", *(one for one in CLOCKS if one != "62"))),
        month=month,
        trust=_text(parameters, "trust", LONGEST_CODE),
        cancer_type=_text(parameters, "cancer_type", LONGEST_LABEL),
        route=_text(parameters, "route", LONGEST_LABEL),
        sort=cast(Order, _choice(parameters, "sort", tuple(ORDERS))),
        per_page=int(_choice(parameters, "per_page", tuple(map(str, PAGE_SIZES)))),
        page=_page(parameters),
    )


def _choice(parameters: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = parameters.get(name) or allowed[0]
    if value not in allowed:
        raise _refused(name, value, " or ".join(allowed))
    return value


def _text(parameters: Mapping[str, str], name: str, longest: int) -> str:
    value = parameters.get(name, "")
    if len(value) > longest or not value.isprintable():
        raise _refused(name, value, f"at most {longest} letters")
    return value


def _page(parameters: Mapping[str, str]) -> int:
    value = parameters.get("page") or "1"
    if not (value.isascii() and value.isdecimal() and len(value) <= 6 and 1 <= int(value) <= LAST_PAGE):
        raise _refused("page", value, f"a whole number from 1 to {LAST_PAGE:,}")
    return int(value)


def _refused(name: str, value: str, allowed: str) -> Refused:
    shown = value if len(value) <= 40 else f"{value[:40]}…"
    return Refused(f"“{shown}” is not a value of “{name}”.", f"It can be {allowed}.", code="PARAMETER")
