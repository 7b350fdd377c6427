"""What a page was asked for, read from its address: every value bounded, every view one address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args

from clearway.measures.question import MONTH, Basis, Grouping, Side
from clearway.records.findings import Refused
from clearway.site.in_address import InAddress

Order = Literal["breaches", "share", "name"]
Members = Literal["own", "also"]
"""Whether an alliance's page shows, beside the trusts it sums, those that also serve it."""

DEFAULT_MONTHS = 24
MOST_MONTHS = 120
LONGEST_LABEL = 100
DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
CODE = re.compile(r"^[A-Z0-9]{3,9}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(InAddress):
    """The state of a view. Empty text means "not said": the newest month, the store's alliance, every cancer type.

    `months` is how far back the line goes. `side` is how an alliance is counted; `order` how its rows are sorted;
    `day` the day of the running week. `organisations` leads merged organisations on to those of today, `members` adds
    the trusts that also serve an alliance, `as_known_on` is the day whose knowledge is shown (empty: now).
    """

    alliance: str = ""
    month: str = ""
    basis: Basis = "published"
    side: Side = "trusts"
    order: Order = "breaches"
    standard: str = ""
    months: int = DEFAULT_MONTHS
    cancer_type: str = ""
    route: str = ""
    modality: str = ""
    day: str = ""
    organisations: Grouping = "then"
    members: Members = "own"
    as_known_on: str = ""


def read(parameters: Mapping[str, str]) -> Asked:
    """The view that an address asks for. Refused, naming the parameter and its limits, for a value out of bounds.

    Parameters of no name known here change nothing.
    """
    return Asked(
        alliance=_code(parameters, "alliance"),
        month=_month(parameters),
        basis=cast(Basis, _choice(parameters, "basis", get_args(Basis))),
        side=cast(Side, _choice(parameters, "side", get_args(Side))),
        order=cast(Order, _choice(parameters, "order", get_args(Order))),
        standard=_choice(parameters, "standard", ("", "28", "31", "62")),
        months=_count(parameters, "months", default=DEFAULT_MONTHS, most=MOST_MONTHS),
        cancer_type=_label(parameters, "cancer_type"),
        route=_label(parameters, "route"),
        modality=_label(parameters, "modality"),
        day=_day(parameters, "day"),
        organisations=cast(Grouping, _choice(parameters, "organisations", get_args(Grouping))),
        members=cast(Members, _choice(parameters, "members", get_args(Members))),
        as_known_on=known_day(parameters),
    )


def known_day(parameters: Mapping[str, str]) -> str:
    """The day whose knowledge an address asks for; empty for now. Refused when it is not a day."""
    return _day(parameters, "as_known_on")


def refused(name: str, value: str, allowed: str) -> Refused:
    """The refusal of a parameter. The value is cut short: an address can be very long."""
    shown = value if len(value) <= 40 else f"{value[:40]}…"
    return Refused(f"“{shown}” is not a value of “{name}”.", f"It can be {allowed}.", code="PARAMETER")


def _choice(parameters: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = parameters.get(name) or allowed[0]
    if value not in allowed:
        raise refused(name, value, " or ".join(filter(None, allowed)))
    return value


def _count(parameters: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    value = parameters.get(name) or str(default)
    if not (value.isascii() and value.isdecimal() and len(value) <= 6 and 1 <= int(value) <= most):
        raise refused(name, value, f"a whole number from 1 to {most}")
    return int(value)


def _month(parameters: Mapping[str, str]) -> str:
    value = parameters.get("month", "")
    if value and not MONTH.fullmatch(value):
        raise refused("month", value, "a month written as 2025-03")
    return value


def _day(parameters: Mapping[str, str], name: str) -> str:
    value = parameters.get(name, "")
    if not value:
        return ""
    try:
        if not DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise refused(name, value, "a day written as 2025-03-31") from error


def _code(parameters: Mapping[str, str], name: str) -> str:
    value = parameters.get(name, "").upper()
    if value and not CODE.fullmatch(value):
        raise refused(name, value, "the code of an organisation, three to nine letters and digits")
    return value


def _label(parameters: Mapping[str, str], name: str) -> str:
    value = parameters.get(name, "")
    if len(value) > LONGEST_LABEL or not value.isprintable():
        raise refused(name, value, f"a label of at most {LONGEST_LABEL} letters")
    return value
