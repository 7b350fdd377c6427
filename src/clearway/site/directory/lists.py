"""The lists of the directory: everybody by kind, and the alliances as they were in 2016."""

from dataclasses import dataclass
from datetime import date

from clearway.publications.tables import Column, Kind
from clearway.site.directory.tables import PROVIDER_WORDS, href, linked_table
from clearway.site.tables import ShownTable
from clearway.standards.organisations import Organisations


@dataclass(frozen=True, slots=True)
class ListedPage:
    """The lists of the directory."""

    tables: tuple[ShownTable, ...]


def listed_page(reference: Organisations, today: date) -> ListedPage:
    """Every alliance, provider and commissioner of the reference, and the alliances as listed in 2016."""
    codes = reference.codes()
    alliances = reference.alliances(today)
    providers = codes["provider"]
    commissioners = (*codes["icb"], *codes["sub_icb"])
    return ListedPage(
        (
            linked_table(
                "alliances",
                "Cancer Alliances",
                (Column("code", "Code"), Column("name", "Name"), Column("trusts", "Trusts summed", Kind.COUNT),
                 Column("also", "Trusts that also serve it", Kind.COUNT)),
                [
                    (one.code, one.name, len(reference.providers_of_alliance(one.code, today)),
                     len(reference.also_serving(one.code, today)))
                    for one in alliances
                ],
                {(number, 1): href(one.code) for number, one in enumerate(alliances)},
            ),
            linked_table(
                "providers",
                "Trusts and other providers",
                (Column("code", "Code"), Column("name", "Name"), Column("kind", "What it is"),
                 Column("alliance", "Counts with"), Column("closed", "Last day", Kind.DATE)),
                [_provider_row(reference, code, today) for code in providers],
                {(number, 1): href(code) for number, code in enumerate(providers)},
            ),
            linked_table(
                "commissioners",
                "Integrated care boards and sub-ICB locations",
                (Column("code", "Code"), Column("name", "Name"), Column("alliance", "Residents counted with")),
                [_commissioner_row(reference, code, today) for code in commissioners],
                {(number, 1): href(code) for number, code in enumerate(commissioners)},
            ),
            _footprints(reference),
        )
    )  # fmt: skip


def _commissioner_row(reference: Organisations, code: str, today: date) -> tuple[str, str, str]:
    return (code, reference.name(code), reference.name(reference.alliance_of_commissioner(code, today).alliance))


def _provider_row(reference: Organisations, code: str, today: date) -> tuple[str | date | None, ...]:
    provider = reference.provider(code)
    placed = reference.alliance_of_provider(code, today)
    return (
        code,
        provider.name,
        PROVIDER_WORDS.get(provider.kind, ""),
        reference.name(placed.alliance) if placed.is_assigned else "no alliance",
        provider.closed,
    )


def _footprints(reference: Organisations) -> ShownTable:
    return linked_table(
        "footprints-2016",
        "The alliances as listed in December 2016",
        (
            Column("name", "Alliance"),
            Column("nhs_region", "NHS region then"),
            Column("population", "People, millions", Kind.COUNT),
            Column("stps", "Plans' areas"),
            Column("ccgs", "Commissioners"),
            Column("note", "Note"),
        ),
        [
            (
                f"{one.name} (national cancer vanguard)" if one.is_vanguard else one.name,
                one.nhs_region,
                one.population_millions,
                "; ".join(one.stps),
                "; ".join(one.ccgs),
                one.note,
            )
            for one in reference.footprints
        ],
        {},
    )
