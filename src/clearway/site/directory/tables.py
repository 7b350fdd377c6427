"""What the tables of the directory share: notes, links, and the words for kinds of providers."""

from collections.abc import Iterable

from django.urls import reverse

from clearway.publications.tables import Column, Notes, Table
from clearway.site.tables import ShownTable
from clearway.standards.organisations import ProviderKind

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
SOURCE = (
    "Organisation Data Service, Office for National Statistics and NHS England statistics; see Sources and licences"
)
PROVIDER_WORDS = {
    ProviderKind.NHS_TRUST: "NHS trust",
    ProviderKind.INDEPENDENT: "Independent provider",
    ProviderKind.OTHER: "Other provider",
}


def href(code: str) -> str:
    """The address of an organisation's page."""
    return reverse("directory:organisation", args=[code])


def linked_table(
    key: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[object, ...]],
    links: dict[tuple[int, int], str],
) -> ShownTable:
    """A table of the directory with its links, from (row, column) to an address."""
    return ShownTable(key, tidy(title, columns, rows), "None is known.", links, missing="")


def tidy(title: str, columns: tuple[Column, ...], rows: Iterable[tuple[object, ...]]) -> Table:
    """The table that is downloaded, with the notes of the directory."""
    notes = Notes(
        definition="Public facts about organisations, with dates and how sure they are.",
        source=SOURCE,
        as_at="As the reference travels with this program",
        snapshot="",
        licence=LICENCE,
    )
    return Table(title, columns, tuple(rows), notes)  # type: ignore[arg-type]
