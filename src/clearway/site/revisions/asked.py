"""What a page of revisions was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast, get_args
from urllib.parse import urlencode

from django.urls import reverse

from clearway.measures.question import Basis, Side
from clearway.site.performance.asked import known_day, refused

STANDARDS = ("62", "31", "28")
DETAILS = {"62": ("", "cancer_type", "route"), "31": ("", "cancer_type", "stage"), "28": ("", "cancer_type", "route")}


@dataclass(frozen=True, slots=True)
class AskedRevision:
    """One comparison. `as_known_on` is the earlier day of a computed one; published ones compare releases."""

    month: str
    standard: str = "62"
    basis: Basis = "published"
    side: Side = "trusts"
    by: str = ""
    as_known_on: str = ""

    def address(self, **changes: Any) -> str:
        """The address of the comparison with something changed."""
        wanted = replace(self, **changes)
        if wanted.by not in DETAILS[wanted.standard]:
            wanted = replace(wanted, by="")
        default = AskedRevision(self.month)
        names = ("standard", "basis", "side", "by", "as_known_on")
        said = {name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(default, name)}
        page = reverse("revisions:month", args=[wanted.month])
        return f"{page}?{urlencode(said)}" if said else page


def read(month: str, parameters: Mapping[str, str]) -> AskedRevision:
    """The comparison that an address asks for. Refused, naming the parameter, for a value out of bounds."""
    standard = _choice(parameters, "standard", STANDARDS)
    return AskedRevision(
        month,
        standard,
        cast(Basis, _choice(parameters, "basis", get_args(Basis))),
        cast(Side, _choice(parameters, "side", get_args(Side))),
        _choice(parameters, "by", DETAILS[standard]),
        known_day(parameters),
    )


def _choice(parameters: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = parameters.get(name) or allowed[0]
    if value not in allowed:
        raise refused(name, value, " or ".join(filter(None, allowed)))
    return value
