"""What a page of measures by place was asked for, read from its address: every value bounded."""

from collections.abc import Mapping
from dataclasses import dataclass

from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.site.in_address import InAddress
from clearway.site.measures import figures
from clearway.site.performance.asked import CODE, refused

PARTS = {"trusts": "Its trusts", "districts": "Its districts", "icbs": "Its ICBs", "sub_icbs": "Its sub-ICB locations"}
"""What an alliance is looked at by."""

ORDERS = {"attention": "What needs looking at first", "catalogue": "By domain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(InAddress):
    """The state of a view; empty text means "not said".

    `alliance` is the code of an alliance, `parts` what it is divided into, `domain` keeps the measures of one domain,
    `order` sorts them; `measure` is one measure; `a` and `b` are the two places compared.
    """

    alliance: str = ""
    parts: str = "trusts"
    domain: str = ""
    order: str = "attention"
    measure: str = ""
    a: str = ""
    b: str = ""


def read(parameters: Mapping[str, str]) -> Asked:
    """The view that an address asks for. Refused, naming the parameter and its limits, for a value out of bounds.

    Parameters of no name known here change nothing.
    """
    return Asked(
        alliance=_code(parameters, "alliance"),
        parts=_choice(parameters, "parts", tuple(PARTS)),
        domain=_choice(parameters, "domain", ("", *vocabulary().domains)),
        order=_choice(parameters, "order", tuple(ORDERS)),
        measure=_measure(parameters),
        a=_code(parameters, "a"),
        b=_code(parameters, "b"),
    )


def _choice(parameters: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = parameters.get(name) or allowed[0]
    if value not in allowed:
        raise refused(name, value, " or ".join(filter(None, allowed)))
    return value


def _code(parameters: Mapping[str, str], name: str) -> str:
    value = parameters.get(name, "").strip().upper()
    if value and not CODE.fullmatch(value):
        raise refused(name, value, "the code of a place or trust, three to nine letters and digits")
    return value


def _measure(parameters: Mapping[str, str]) -> str:
    value = parameters.get("measure", "").strip().upper()
    if value and figures.measure_of(value) is None:
        raise refused("measure", value, "the id of a measure, such as CWT-62D")
    return value
