"""Forms as lists that lead to the page of each, and themes as tables."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words as say
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.forms.models import CaseState, FormCase, FormStep
from clearway.site.forms.theme_counts import LEVELS, ThemeCounts
from clearway.site.organisations.models import Organisation
from clearway.site.tables import ShownTable

OPEN = (CaseState.DRAFT, CaseState.SENT_BACK)


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of organisations by their codes; a code without a name stands for itself."""
    wanted = set(codes)
    held = dict(Organisation.objects.filter(code__in=wanted).values_list("code", "name"))
    return {code: held.get(code, code) for code in wanted}


def listed(cases: Sequence[FormCase], *, key: str, title: str, empty: str, today: date, mark: str) -> FoldingTable:
    """Forms as a list, those due first on top."""
    names = names_of(part.organisation_code for one in cases for part in one.parts.all())
    return FoldingTable(
        key=key,
        table=_table(cases, title, today, names, mark),
        headings=("Form", "About", "With", "Due", "State"),
        rows=tuple(_row(one, names, today) for one in cases),
        empty=empty,
    )


def history_of(steps: Sequence[FormStep], titles: dict[str, str], mark: str) -> FoldingTable:
    """What happened to a form, newest first."""
    columns = (Column("at", "When"), Column("what", "What"), Column("part", "Part"), Column("name", "Who"))
    names = names_of(one.organisation_code for one in steps if one.organisation_code)
    told = [
        (
            say.moment(one.at),
            one.what,
            titles.get(one.party, ""),
            one.name,
            one.reason,
            names.get(one.organisation_code),
        )
        for one in steps
    ]
    table = Table(
        "What happened",
        (*columns, Column("reason", "Why"), Column("organisation", "Of")),
        tuple(told),
        _notes("Each step of the form, with who took it. Answers are not repeated here.", f"{len(told)} steps", mark),
    )
    rows = tuple(
        (FoldingCell(when), FoldingCell(what.capitalize(), (why,)), FoldingCell(part), FoldingCell(who, (of or "",)))
        for when, what, part, who, why, of in told
    )
    return FoldingTable("history", table, ("When", "What", "Part", "Who"), rows, "Nothing has happened yet.")


def themes_shown(counts: ThemeCounts, title: str, mark: str) -> ShownTable:
    """Counts of forms by theme and organisation, as protected."""
    names = names_of(counts.organisations)
    columns = [Column("theme", "Theme")]
    columns += [Column(code, names[code] if counts.level != "alliance" else "Forms") for code in counts.organisations]
    rows = (
        tuple((text, *row) for (_, text), row in zip(counts.themes, counts.shown, strict=False)) if columns[1:] else ()
    )
    notes = _notes(
        "Forms in whose signed answers somebody marked the theme; a form counts once. 1 to 4 is hidden (*), and what "
        "would give a hidden count away is hidden too.",
        f"{counts.hidden} counts hidden",
        mark,
    )
    return ShownTable(
        counts.level,
        Table(f"{title}: {LEVELS[counts.level].lower()}", tuple(columns), rows, notes),
        "No theme has been marked yet. Open a signed form, and mark what its answers speak of.",
    )


def _row(one: FormCase, names: dict[str, str], today: date) -> tuple[FoldingCell, ...]:
    is_late = one.due_on is not None and one.due_on < today and one.state in OPEN
    parts = tuple(f"{names[part.organisation_code]}: {part.get_state_display().lower()}" for part in one.parts.all())
    return (
        FoldingCell(one.type_version.title, (f"number {one.pk}",), reverse("forms:case", args=[one.pk])),
        FoldingCell(one.subject),
        FoldingCell("; ".join(parts)),
        FoldingCell(say.day(one.due_on) or "–", (), "", "overdue" if is_late else ""),
        FoldingCell(one.get_state_display(), (), "", "", True),
    )


def _table(cases: Sequence[FormCase], title: str, today: date, names: dict[str, str], mark: str) -> Table:
    columns = (
        Column("number", "Number", Kind.COUNT),
        Column("form", "Form"),
        Column("version", "Version"),
        Column("about", "About"),
        Column("parts", "Parts"),
        Column("due_on", "Due", Kind.DATE),
        Column("state", "State"),
    )
    rows = tuple(
        (
            one.pk,
            one.type_version.title,
            one.type_version.version,
            one.subject,
            "; ".join(f"{names[part.organisation_code]}: {part.state}" for part in one.parts.all()),
            one.due_on,
            one.get_state_display(),
        )
        for one in cases
    )
    definition = "Forms that your organisation is party to, or that their type lets you see."
    return Table(title, columns, rows, _notes(definition, f"As at {say.day(today)}", mark))


def _notes(definition: str, as_at: str, mark: str) -> Notes:
    return Notes(
        definition=definition,
        source="Filled in and signed in this store by the people named in each form",
        as_at=as_at,
        snapshot="Live",
        licence="The organisations' own records.",
        mark=mark,
    )
