"""`clearway measures …`: the catalogue of measures, measured or not."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.app import command, group, groups, with_refusals_in_words
from clearway.cli.options import Json

if TYPE_CHECKING:
    from clearway.measures.catalogue import Catalogue, Measure
    from clearway.records.findings import Refused

group("measures", "The catalogue of measures: what is counted, why, and what it cannot tell.")

Local = Annotated[
    Path | None,
    typer.Option("--local", metavar="DIR", help="Also your own definitions in a folder.", exists=True, file_okay=False),
]
DEFAULTS = ["CWT-FDS", "CWT-31D", "CWT-62D"]
Domain = Annotated[str, typer.Option("--domain", metavar="NAME", help="One domain, such as screening.")]


@groups["measures"].callback(
    invoke_without_command=True, no_args_is_help=False, epilog="Example: clearway measures --domain screening"
)
@with_refusals_in_words
def measures(context: typer.Context, domain: Domain = "", local: Local = None, as_json: Json = False) -> None:
    """The catalogue of measures, each with whether its values are known: measured, or not measured yet.

    Without a further word it lists all; `show ID` gives one whole definition.
    """
    if context.invoked_subcommand:
        return
    from clearway.measures.catalogue.telling import measure_plain, standing
    from clearway.measures.catalogue.vocabulary import vocabulary

    catalogue = catalogue_with(local)
    domains = vocabulary().domains
    if domain and domain not in domains:
        say(f"There is no domain named {domain}. Use one of: {', '.join(domains)}.")
        raise end(Code.WRONG_USE)
    chosen = catalogue.of_domain(domain) if domain else tuple(catalogue)
    if as_json:
        answer_json({"measures": [measure_plain(one, catalogue) for one in chosen]})
        return
    for name, title in domains.items():
        held = [one for one in chosen if one.domain == name]
        if held:
            answer(title)
        for one in held:
            answer(f"  {one.id:<16} {standing(one):<17} {one.name}{' (local)' if one.is_local else ''}")
    known = sum(one.is_measurable for one in chosen)
    say(f"{len(chosen)} measures: {known} measured, {len(chosen) - known} not measured yet.")


@command("measures show", example="clearway measures show CWT-62D")
def show(
    measure: Annotated[str, typer.Argument(metavar="ID", help="The id of a measure, such as CWT-62D.")],
    local: Local = None,
    as_json: Json = False,
) -> None:
    """One whole definition: what is counted, over whom, targets, sources, and what it cannot tell."""
    from clearway.measures.catalogue.telling import measure_lines, measure_plain

    catalogue = catalogue_with(local)
    found = measure_named(measure, catalogue)
    if as_json:
        answer_json(measure_plain(found, catalogue))
        return
    for line in measure_lines(found, catalogue):
        answer(line)


@command("measures reviews", example="clearway measures reviews --on 2027-04-01")
def reviews(
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="As at this day (YYYY-MM-DD); today without it.")
    ] = "",
    local: Local = None,
    as_json: Json = False,
) -> None:
    """The definitions whose review day has passed. Ends with 1 when there are any."""
    from clearway.measures.catalogue import overdue_reviews

    try:
        day = date.fromisoformat(on) if on else datetime.now(tz=ZoneInfo("Europe/London")).date()
    except ValueError:
        say(f"{on} is not a day. Write it as 2027-04-01.")
        raise end(Code.WRONG_USE) from None
    found = overdue_reviews(catalogue_with(local), day)
    if as_json:
        answer_json(
            {"as_at": day, "overdue": [{"id": one.id, "message": one.message, "mend": one.mend} for one in found]}
        )
    for one in found if not as_json else ():
        answer(f"{one.message} {one.mend}")
    if found:
        raise end(Code.FOUND_PROBLEMS)
    say(f"No review is overdue on {day:%-d %B %Y}.")


@command("measures trajectory", example="clearway measures trajectory agreed.xlsx")
def trajectory(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A filled template.", exists=True, dir_okay=False)],
    local: Local = None,
    as_json: Json = False,
) -> None:
    """What a sheet of agreed trajectories holds, checked against the catalogue; nothing is loaded.

    Ends with 1 when a measure is unknown or its targets stand in another unit. `clearway load` keeps the sheet.
    """
    from clearway.intake.indicators.trajectories import NAME
    from clearway.intake.readers import read_file
    from clearway.intake.reading import Declared
    from clearway.measures.targets import judged

    reading = read_file(file, Declared(source=NAME))
    agreed = reading.tables["observations"]
    found = [*reading.findings, *judged(agreed, catalogue_with(local))]
    counts = {
        "agreed": agreed.num_rows,
        "organisations": len(agreed["area_code"].unique()),
        "first_month": reading.facts["first_month"],
        "last_month": reading.facts["last_month"],
    }
    if as_json:
        told = [{"id": one.id, "count": one.count, "message": one.message, "mend": one.mend} for one in found]
        answer_json(counts | {"findings": told})
    else:
        answer(
            f"{counts['agreed']:,} agreed targets, organisations: {counts['organisations']:,}, months: "
            f"{counts['first_month']} to {counts['last_month']}. Nothing was loaded."
        )
        for one in found:
            answer(f"  {one.count:,} × {one.id}: {one.message} {one.mend}")
    if found:
        raise end(Code.FOUND_PROBLEMS)


@command(
    "measures trajectory-template",
    example="clearway measures trajectory-template --organisation RHQ --from 2026-04 --out agreed.xlsx",
)
def trajectory_template(
    organisation: Annotated[list[str], typer.Option("--organisation", metavar="CODE", help="Whose; once for each.")],
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help="The first month.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the workbook is written.")],
    measure: Annotated[list[str], typer.Option("--measure", metavar="ID", help="Which; once for each.")] = DEFAULTS,
    months: Annotated[int, typer.Option("--months", min=1, max=60, help="How many months.")] = 12,
    local: Local = None,
) -> None:
    """An Excel sheet to fill in: one row a measure, organisation and month."""
    from clearway.measures.question import MONTH
    from clearway.publications.trajectory_template import trajectory_template as template
    from clearway.records.findings import Refused
    from clearway.standards.organisations import load_organisations

    known, catalogue = load_organisations(), catalogue_with(local)
    if not MONTH.match(first):
        raise Refused(f"{first} is not a month.", "Write it as 2026-04.", code="NOT_A_MONTH")
    for name in measure:
        if name not in catalogue.measures:
            raise no_measure(name)
    for code in organisation:
        if not known.is_known(code):
            raise Refused(f"No organisation has the code {code}.", "Use its ODS code.", code="ORGANISATION_UNKNOWN")
    out.write_bytes(template([catalogue[name] for name in measure], organisation, first, months, known))
    say(f"Written to {out}. Fill it in, then check it: clearway measures trajectory {out}")


def catalogue_with(local: Path | None) -> "Catalogue":
    """The catalogue with one's own definitions. A definition that cannot stand is refused in its words."""
    from clearway.measures.catalogue import load_catalogue
    from clearway.records.findings import Refused
    from clearway.standards import StandardsError

    try:
        return load_catalogue(local)
    except StandardsError as wrong:
        raise Refused(f"{wrong.file}: {wrong.key}: {wrong.wrong}.", wrong.mend, code="DEFINITION_REFUSED") from wrong


def measure_named(word: str, catalogue: "Catalogue") -> "Measure":
    """The measure of an id that somebody wrote, in small letters or large. Refused where there is none."""
    found = catalogue.measures.get(word.strip().upper())
    if found is None:
        raise no_measure(word)
    return found


def no_measure(word: str) -> "Refused":
    """What is said of an id that no measure has."""
    from clearway.records.findings import Refused

    return Refused(f"There is no measure {word}.", "List them: clearway measures", code="MEASURE_UNKNOWN")
