"""`clearway plan …`: the delivery plan, loaded, checked and taken out again."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.app import command, group
from clearway.cli.commands.plan_return import tell_return
from clearway.cli.commands.plan_trust_board import tell_trust_board
from clearway.cli.commands.plan_workbook import sent_workbook, tell_preview, write_workbook
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.stores import acting_person, use_or_make_store, use_store
from clearway.records.findings import Refused
from clearway.store.folder import StoreKind

if TYPE_CHECKING:
    from clearway.site.plan.services.loading import Loaded

group("plan", "The delivery plan: load it, check it, take it out as grid, JSON or YAML.")

Named = Annotated[
    str | None, typer.Option("--plan", metavar="ID", help="Which plan; the one brought last if left out.")
]


@command("plan import", example="clearway plan import delivery-plan.yaml --store my-store")
def import_plan(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A plan as YAML, JSON or a filled-in Excel workbook.")],
    store: Store,
    reason: Annotated[str, typer.Option("--reason", help="Why, or who agreed it; kept with the version.")] = "",
    preview: Annotated[bool, typer.Option("--preview", help="Say what would change, and change nothing.")] = False,
    run_as: RunAs = None,
    as_json: Json = False,
) -> None:
    """Load a plan, whole or not at all. The same plan again changes nothing; another content is a new version.

    A key that plans do not have is refused by name and line, so that nothing is quietly dropped.
    """
    from clearway.planning.reading import read_plan

    is_workbook = file.suffix.lower() == ".xlsx"
    read = sent_workbook(file) if is_workbook else read_plan(_text(file), file.name)
    if preview:
        use_store(store)
        tell_preview(read.plan, as_json=as_json)
        return
    use_or_make_store(store, kind=StoreKind.LIVE)
    from clearway.site.plan.services.loading import load_plan

    loaded = load_plan(by=acting_person(run_as), read=read, reason=reason, is_whole=is_workbook)
    for notice in loaded.notices:
        say(f"{file.name}: {notice}")
    if as_json:
        answer_json(
            {
                "plan": loaded.row.code,
                "version": loaded.row.version,
                "is_new": loaded.is_new,
                "counts": loaded.plan.counts(),
                "changed": list(loaded.changed),
                "notices": list(loaded.notices),
            }
        )
        return
    _tell(loaded)


def _tell(loaded: "Loaded") -> None:
    counts = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in loaded.plan.counts().items() if number)
    if not loaded.is_new:
        answer(f"The store holds this plan already: {loaded.row.code}, version {loaded.row.version} ({counts}).")
        return
    answer(f"Loaded {loaded.row.code}, version {loaded.row.version}: {counts}.")
    for words in loaded.changed:
        answer(f"  {words}")


@command("plan check", example="clearway plan check --store my-store")
def check(store: Store, plan: Named = None, as_json: Json = False) -> None:
    """What the plan lacks, and what does not fit together, worked out from its rows.

    Recommendations without deliverable or activity, deliverables without owner, measure or money, seats that do not
    add up, dates outside the sequence, references that lead nowhere. Ends with 1 when there is anything.
    """
    use_store(store)
    from clearway.measures.catalogue import load_catalogue
    from clearway.planning.checks import check_plan
    from clearway.planning.shipped import framework_of
    from clearway.planning.telling import gap_lines
    from clearway.site.plan.reading import plan_named
    from clearway.site.plan.rows import plan_in_rows

    row = plan_named(plan)
    held = plan_in_rows(row)
    framework = framework_of(held)
    gaps = check_plan(held, framework, {one.id for one in load_catalogue()})
    if as_json:
        findings = [
            {"code": one.code, "subject": one.subject, "message": one.message, "mend": one.mend} for one in gaps
        ]
        against = framework.id if framework else None
        answer_json({"plan": row.code, "version": row.version, "framework": against, "findings": findings})
    else:
        for line in gap_lines(gaps):
            answer(line)
        say(f"{row.code}, version {row.version}: {len(gaps)} findings{'' if framework else '; no framework is known'}.")
    if gaps:
        raise end(Code.FOUND_PROBLEMS)


@command("plan export", example="clearway plan export --as grid --store my-store")
def export(
    store: Store,
    form: Annotated[
        Literal["grid", "coverage", "trust-board", "return", "json", "yaml", "xlsx", "template"],
        typer.Option(
            "--as",
            help="grid: half-years; coverage: what is asked and what answers it; trust-board: what a board reads, as "
            "Markdown; return: deliverables as CSV, for a form; json, yaml, xlsx: whole; template: an empty workbook "
            "to fill in.",
        ),
    ] = "json",
    plan: Named = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where a workbook is written.")] = None,
    trust: Annotated[
        str | None, typer.Option("--trust", metavar="CODE", help="With trust-board: what this trust owes comes first.")
    ] = None,
    as_json: Json = False,
) -> None:
    """The plan as its rows stand now. What comes out as JSON, YAML or a workbook goes in again as the same plan."""
    if trust and form != "trust-board":
        raise typer.BadParameter("A trust is named for its board alone.", param_hint="--trust")
    use_store(store)
    if form in ("xlsx", "template"):
        write_workbook(form, plan, out)
        return
    from clearway.planning.alignment import coverage_of
    from clearway.planning.grid import grid_of
    from clearway.planning.shipped import framework_of
    from clearway.planning.telling import coverage_lines, coverage_rows, grid_lines, grid_rows
    from clearway.planning.writing import plan_json, plan_yaml
    from clearway.site.plan.reading import plan_named
    from clearway.site.plan.rows import plan_in_rows

    row = plan_named(plan)
    held = plan_in_rows(row)
    if form == "trust-board":
        tell_trust_board(held, row.version, trust, as_json=as_json)
    elif form == "return":
        tell_return(held, row.version, as_json=as_json)
    elif form == "yaml" and not as_json:
        answer(plan_yaml(held))
    elif form in ("json", "yaml"):
        answer(plan_json(held))
    elif form == "grid":
        grid = grid_of(held)
        _lines_or_json({"plan": row.code, **grid_rows(grid)}, grid_lines(grid), as_json)
    else:
        coverage = coverage_of(held, framework_of(held))
        _lines_or_json({"plan": row.code, **coverage_rows(coverage)}, coverage_lines(coverage), as_json)


def _lines_or_json(content: dict[str, object], lines: Iterator[str], as_json: bool) -> None:
    if as_json:
        answer_json(content)
        return
    for line in lines:
        answer(line)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refused(f"There is no file {file}.", "Check its name.", code="FILE-MISSING") from None
    except IsADirectoryError:
        raise Refused(f"{file} is a folder.", "Name the file in it.", code="FILE-MISSING") from None
    except UnicodeDecodeError as wrong:
        mend = "Save it as UTF-8 and load it again. Nothing was loaded."
        raise Refused(f"{file.name} is not UTF-8 text (byte {wrong.start}).", mend, code="PLAN-FILE") from wrong
