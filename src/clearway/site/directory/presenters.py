"""The directory in words and tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from clearway.publications.tables import Column, Kind
from clearway.site import words
from clearway.site.directory.kinds import KIND_WORDS, shown_name
from clearway.site.directory.tables import PROVIDER_WORDS, href, linked_table, tidy
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.tables import ShownTable
from clearway.standards.organisations import Organisations, Placement, PlacementRole

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
    tables: tuple[ShownTable | FoldingTable, ...]


def organisation_page(reference: Organisations, code: str, kind: str, today: date) -> OrganisationPage:
    """The page of one code, as the reference has it today."""
    makers: dict[str, Callable[[Organisations, str, date], Iterable[ShownTable | FoldingTable]]] = {
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
        yield Fact("Its patients are today with", reference.name(heir), href(heir))
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
        yield Fact("Belongs to", reference.name(parent), href(parent))
    else:
        icb = reference.icb_of_commissioner(code, today)
        if icb != code:
            yield _place("Integrated care board", reference, icb)
        yield _place("NHS region", reference, reference.region_of_commissioner(code), is_linked=False)


def _place(label: str, reference: Organisations, code: str, *, is_linked: bool = True) -> Fact:
    if code == "UNKNOWN":
        return Fact(label, "")
    return Fact(label, reference.name(code), href(code) if is_linked else "")


def _no_tables(reference: Organisations, code: str, today: date) -> Iterable[ShownTable]:
    return ()


def _provider_tables(reference: Organisations, code: str, today: date) -> Iterable[ShownTable | FoldingTable]:
    yield _memberships(reference, reference.placements_of_provider(code))
    yield _successions(reference, code, today)
    sites = reference.sites(code)
    yield linked_table(
        "sites",
        "Hospitals with codes of their own",
        (Column("code", "Code"), Column("name", "Name"), Column("trust", "How sure")),
        [(one.code, one.name, one.trust.words) for one in sites],
        {(number, 1): href(one.code) for number, one in enumerate(sites)},
    )


def _commissioner_tables(reference: Organisations, code: str, today: date) -> Iterable[ShownTable | FoldingTable]:
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
    return linked_table(
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
                _share(one),
                one.basis.words,
                _sure(one),
                one.note,
            )
            for one in held
        ],
        {(number, 1): href(one.organisation) for number, one in enumerate(held)},
    )


def _memberships(reference: Organisations, rows: tuple[Placement, ...]) -> FoldingTable:
    held = [row for row in rows if row.is_assigned]
    columns = (
        Column("alliance", "Cancer Alliance"),
        Column("role", "In what way"),
        Column("share", "Share living there", Kind.SHARE),
        Column("applies_from", "From", Kind.DATE),
        Column("applies_to", "Last day", Kind.DATE),
        Column("basis", "Why"),
        Column("trust", "How sure"),
        Column("note", "Note"),
    )
    cells = [
        (
            reference.name(one.alliance),
            ROLE_WORDS[one.role],
            _share(one),
            one.applies_from,
            one.applies_to,
            one.basis.words,
            _sure(one),
            one.note,
        )
        for one in held
    ]
    shown = tuple(
        (
            FoldingCell(reference.name(one.alliance), href=href(one.alliance)),
            FoldingCell(ROLE_WORDS[one.role].capitalize(), tuple(filter(None, (one.basis.words, one.note)))),
            FoldingCell(words.percent(_share(one)) or "not worked out", is_short=True),
            FoldingCell(_period(one)),
            FoldingCell(_sure(one)),
        )
        for one in held
    )
    headings = ("Cancer Alliance", "In what way", "Share living there", "When", "How sure")
    return FoldingTable("alliances", tidy("Cancer Alliances", columns, cells), headings, shown, "None is known.")


def _share(one: Placement) -> float | None:
    return None if one.share is None else float(one.share)


def _period(one: Placement) -> str:
    first, last = words.day(one.applies_from), words.day(one.applies_to)
    return f"{first} to {last}" if last else f"from {first}"


def _sure(one: Placement) -> str:
    return f"{one.trust.words}, the alliance's own table" if one.is_local else one.trust.words


def _successions(reference: Organisations, code: str, today: date) -> FoldingTable:
    steps = [
        *((one, False) for one in reference.successors(code, today)),
        *((one, False) for one in reference.predecessors(code, today)),
        *((one, True) for one in reference.splits(code, today)),
    ]
    columns = (
        Column("day", "Day", Kind.DATE),
        Column("old", "Organisation"),
        Column("what", "What happened"),
        Column("new", "Passed to"),
        Column("trust", "How sure"),
        Column("note", "Note"),
    )
    cells = [
        (
            one.applies_from,
            _named(reference, one.old),
            _happened(is_split),
            _named(reference, one.new),
            one.trust.words,
            one.note,
        )
        for one, is_split in steps
    ]
    shown = tuple(
        (
            FoldingCell(_named(reference, one.old), href=href(one.old)),
            FoldingCell(_happened(is_split).capitalize()),
            FoldingCell(_named(reference, one.new), href=href(one.new)),
            FoldingCell(words.day(one.applies_from)),
            FoldingCell(one.trust.words, (one.note,) if one.note else ()),
        )
        for one, is_split in steps
    )
    headings = ("Organisation", "What happened", "Passed to", "From", "How sure")
    return FoldingTable("successions", tidy("Mergers and splits", columns, cells), headings, shown, "None is known.")


def _happened(is_split: bool) -> str:
    return "was split; a part passed to" if is_split else "passed to"


def _named(reference: Organisations, code: str) -> str:
    return f"{shown_name(reference, code)} ({code})"
