"""The directory in words and tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.directory.kinds import KIND_WORDS, shown_name
from clearway.site.tables import ShownTable
from clearway.standards.organisations import Organisations, Placement, PlacementRole, ProviderKind, Succession

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
SOURCE = (
    "Organisation Data Service, Office for National Statistics and NHS England statistics; see Sources and licences"
)
PROVIDER_WORDS = {
    ProviderKind.NHS_TRUST: "NHS trust",
    ProviderKind.INDEPENDENT: "Independent provider",
    ProviderKind.OTHER: "Other provider",
}
ROLE_WORDS = {
    PlacementRole.PRINCIPAL: "counts in its sum",
    PlacementRole.ALSO_SERVES: "also serves it, not in its sum",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of facts, with where it leads."""

    label: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One organisation."""

    code: str
    name: str
    kind: str
    facts: tuple[Fact, ...]
    tables: tuple[ShownTable, ...]


@dataclass(frozen=True, slots=True)
class ListedPage:
    """The lists of the directory."""

    tables: tuple[ShownTable, ...]


def organisation_page(reference: Organisations, code: str, kind: str, today: date) -> OrganisationPage:
    """The page of one code, as the reference has it today."""
    makers = {
        "alliance": _alliance_tables,
        "provider": _provider_tables,
        "icb": _commissioner_tables,
        "sub_icb": _commissioner_tables,
        "hub": _commissioner_tables,
        "former_ccg": _commissioner_tables,
        "site": _no_tables,
    }
    return OrganisationPage(
        code,
        shown_name(reference, code),
        KIND_WORDS[kind],
        tuple(fact for fact in _facts(reference, code, kind, today) if fact.words),
        tuple(table for table in makers[kind](reference, code, today) if table.table.rows),
    )


def _facts(reference: Organisations, code: str, kind: str, today: date) -> Iterable[Fact]:
    if kind == "alliance":
        (alliance,) = (one for one in reference.alliances(date.max) if one.code == code)
        yield Fact("In the national list", f"from {words.day(alliance.applies_from)} ({alliance.trust.words})")
        return
    heir = reference.today_code(code, today, today)
    if heir != code:
        yield Fact("Its patients are today with", reference.name(heir), _href(heir))
    if kind == "provider":
        provider = reference.provider(code)
        yield Fact("What it is", PROVIDER_WORDS.get(provider.kind, ""))
        yield Fact("Opened", words.day(provider.opened))
        yield Fact("Last day", words.day(provider.closed))
        yield _place("ICB of its headquarters", reference, reference.icb_of_provider(code, today))
        yield _place("NHS region", reference, reference.region_of_provider(code, today), is_linked=False)
        for former in reference.former_names(code):
            seen = f"{words.month(former.first_month)} to {words.month(former.last_month)}"
            yield Fact("Once printed as", f"{former.name} (seen {seen})")
    elif kind == "site":
        parent = reference.parent_trust(code, today)
        yield Fact("Belongs to", reference.name(parent), _href(parent))
    else:
        icb = reference.icb_of_commissioner(code, today)
        if icb != code:
            yield _place("Integrated care board", reference, icb)
        yield _place("NHS region", reference, reference.region_of_commissioner(code), is_linked=False)


def _place(label: str, reference: Organisations, code: str, *, is_linked: bool = True) -> Fact:
    if code == "UNKNOWN":
        return Fact(label, "")
    return Fact(label, reference.name(code), _href(code) if is_linked else "")


def _href(code: str) -> str:
    return reverse("directory:organisation", args=[code])


def _no_tables(reference: Organisations, code: str, today: date) -> Iterable[ShownTable]:
    return ()


def _provider_tables(reference: Organisations, code: str, today: date) -> Iterable[ShownTable]:
    yield _memberships(reference, reference.placements_of_provider(code))
    yield _successions(reference, code, today)
    sites = reference.sites(code)
    yield _table(
        "sites",
        "Hospitals with codes of their own",
        (Column("code", "Code"), Column("name", "Name"), Column("trust", "How sure")),
        [(one.code, one.name, one.trust.words) for one in sites],
        {(number, 1): _href(one.code) for number, one in enumerate(sites)},
    )


def _commissioner_tables(reference: Organisations, code: str, today: date) -> Iterable[ShownTable]:
    yield _memberships(reference, reference.placements_of_commissioner(code))
    yield _successions(reference, code, today)


def _alliance_tables(reference: Organisations, code: str, today: date) -> Iterable[ShownTable]:
    summed = [reference.alliance_of_provider(one, today) for one in reference.providers_of_alliance(code, today)]
    yield _members("summed", "Trusts that it sums", reference, summed)
    yield _members(
        "also-serving",
        "Trusts that also serve it and count in the sum of another",
        reference,
        reference.also_serving(code, today),
    )
    for level, title in (("icb", "Integrated care boards"), ("sub_icb", "Sub-ICB locations")):
        rows = [
            reference.alliance_of_commissioner(one, today)
            for one in reference.commissioners_of_alliance(code, today, level)  # type: ignore[arg-type]
        ]
        yield _members(level.replace("_", "-"), f"{title} whose residents it counts", reference, rows)


def _members(key: str, title: str, reference: Organisations, rows: Iterable[Placement]) -> ShownTable:
    held = list(rows)
    return _table(
        key,
        title,
        (
            Column("code", "Code"),
            Column("name", "Name"),
            Column("share", "Share living there", Kind.SHARE),
            Column("basis", "Why"),
            Column("trust", "How sure"),
            Column("note", "Note"),
        ),
        [
            (
                one.organisation,
                reference.name(one.organisation),
                None if one.share is None else float(one.share),
                one.basis.words,
                _sure(one),
                one.note,
            )
            for one in held
        ],
        {(number, 1): _href(one.organisation) for number, one in enumerate(held)},
    )


def _memberships(reference: Organisations, rows: tuple[Placement, ...]) -> ShownTable:
    held = [row for row in rows if row.is_assigned]
    return _table(
        "alliances",
        "Cancer Alliances",
        (
            Column("alliance", "Cancer Alliance"),
            Column("role", "In what way"),
            Column("share", "Share living there", Kind.SHARE),
            Column("applies_from", "From", Kind.DATE),
            Column("applies_to", "Last day", Kind.DATE),
            Column("basis", "Why"),
            Column("trust", "How sure"),
            Column("note", "Note"),
        ),
        [
            (
                reference.name(one.alliance),
                ROLE_WORDS[one.role],
                None if one.share is None else float(one.share),
                one.applies_from,
                one.applies_to,
                one.basis.words,
                _sure(one),
                one.note,
            )
            for one in held
        ],
        {(number, 0): _href(one.alliance) for number, one in enumerate(held)},
    )


def _sure(one: Placement) -> str:
    return f"{one.trust.words}, the alliance's own table" if one.is_local else one.trust.words


def _successions(reference: Organisations, code: str, today: date) -> ShownTable:
    steps = [
        *((one, "became") for one in reference.successors(code, today)),
        *((one, "took over from") for one in reference.predecessors(code, today)),
        *((one, "split") for one in reference.splits(code, today)),
    ]
    return _table(
        "successions",
        "Mergers and splits",
        (
            Column("from", "Day", Kind.DATE),
            Column("old", "Organisation"),
            Column("what", "What happened"),
            Column("new", "Passed to"),
            Column("trust", "How sure"),
            Column("note", "Note"),
        ),
        [_succession(reference, one, what) for one, what in steps],
        {
            (number, place): _href(linked)
            for number, (one, _) in enumerate(steps)
            for place, linked in ((1, one.old), (3, one.new))
        },
    )


def _succession(reference: Organisations, one: Succession, what: str) -> tuple[date | str, ...]:
    happened = "was split; a part passed to" if what == "split" else "passed to"
    return (
        one.applies_from,
        _named(reference, one.old),
        happened,
        _named(reference, one.new),
        one.trust.words,
        one.note,
    )


def _named(reference: Organisations, code: str) -> str:
    return f"{shown_name(reference, code)} ({code})"


def listed_page(reference: Organisations, today: date) -> ListedPage:
    """Every alliance, provider and commissioner of the reference, and the alliances as listed in 2016."""
    codes = reference.codes()
    alliances = reference.alliances(today)
    providers = codes["provider"]
    commissioners = (*codes["icb"], *codes["sub_icb"])
    return ListedPage(
        (
            _table(
                "alliances",
                "Cancer Alliances",
                (Column("code", "Code"), Column("name", "Name"), Column("trusts", "Trusts summed", Kind.COUNT),
                 Column("also", "Trusts that also serve it", Kind.COUNT)),
                [
                    (one.code, one.name, len(reference.providers_of_alliance(one.code, today)),
                     len(reference.also_serving(one.code, today)))
                    for one in alliances
                ],
                {(number, 1): _href(one.code) for number, one in enumerate(alliances)},
            ),
            _table(
                "providers",
                "Trusts and other providers",
                (Column("code", "Code"), Column("name", "Name"), Column("kind", "What it is"),
                 Column("alliance", "Counts with"), Column("closed", "Last day", Kind.DATE)),
                [_provider_row(reference, code, today) for code in providers],
                {(number, 1): _href(code) for number, code in enumerate(providers)},
            ),
            _table(
                "commissioners",
                "Integrated care boards and sub-ICB locations",
                (Column("code", "Code"), Column("name", "Name"), Column("alliance", "Residents counted with")),
                [_commissioner_row(reference, code, today) for code in commissioners],
                {(number, 1): _href(code) for number, code in enumerate(commissioners)},
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
    return _table(
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


def _table(
    key: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[object, ...]],
    links: dict[tuple[int, int], str],
) -> ShownTable:
    notes = Notes(
        definition="Public facts about organisations, with dates and how sure they are.",
        source=SOURCE,
        as_at="As the reference travels with this program",
        snapshot="",
        licence=LICENCE,
    )
    table = Table(title, columns, tuple(rows), notes)  # type: ignore[arg-type]
    return ShownTable(key, table, "None is known.", links, missing="")
