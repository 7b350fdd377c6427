"""What an area is called, by its code: a place or an organisation."""

from clearway.records.findings import Refused
from clearway.site.annotations.models import EVERYWHERE, LONGEST_AREA
from clearway.site.standards import books


def area_name(code: str) -> str:
    """The name of an area; "every area" for none, empty for a code that nobody knows."""
    if code == EVERYWHERE:
        return "every area"
    if place := books.places().find(code):
        return place.name
    organisations = books.organisations()
    return organisations.name(code) if organisations.is_known(code) else ""


def one_code(code: str) -> str:
    """The one code under which notes on an area are kept, whichever of its codes somebody typed."""
    plain = code.strip().upper()
    place = books.places().find(plain) if plain else None
    return place.code if place else plain


def codes_of(area: str) -> frozenset[str]:
    """The code of an area as figures name it, and the one under which notes on it are kept."""
    return frozenset({area, one_code(area)})


def checked_area(code: str) -> str:
    """The code of a known area, or empty for every area. Refused with words for any other."""
    plain = code.strip().upper()
    if len(plain) > LONGEST_AREA or not area_name(plain):
        raise Refused(
            "No area is known by that code.",
            "Use the code of a trust (RFF), a board or district (E08000016), an alliance or England (E92000001).",
            code="AREA-UNKNOWN",
        )
    return plain
