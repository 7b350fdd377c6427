"""What `clearway plan import` and `export` do with Excel workbooks. No command of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.planning.reading import ReadPlan
    from clearway.planning.structure import Plan


def sent_workbook(file: Path) -> "ReadPlan":
    """The plan of a filled-in workbook. Raises Refused when anything in it has to be mended; each is told first."""
    if not file.is_file():
        raise Refused(f"There is no file {file}.", "Check its name.", code="FILE-MISSING")
    from clearway.planning.reading import ReadPlan
    from clearway.planning.workbook.opening import open_plan_workbook
    from clearway.planning.workbook.reading import read_workbook

    sent = read_workbook(open_plan_workbook(file), file.name)
    if sent.plan is None:
        for one in sent.wrong:
            say(str(one))
        count = f"{len(sent.wrong)} thing{'' if len(sent.wrong) == 1 else 's'}"
        words = f"{file.name}: {count} to mend, told above."
        raise Refused(words, "Mend the workbook and load it again. Nothing was loaded.", code="PLAN-FILE")
    return ReadPlan(sent.plan)


def tell_preview(plan: "Plan", *, as_json: bool) -> None:
    """What a plan would change in the store that is in use."""
    from clearway.planning.differences import differences
    from clearway.site.plan.models import Plan as PlanRow
    from clearway.site.plan.rows import plan_in_rows

    row = PlanRow.objects.filter(code=plan.meta.id).first()
    found = differences(plan_in_rows(row), plan) if row else ()
    if as_json:
        answer_json({"plan": plan.meta.id, "is_new": row is None, "differences": list(found)})
        return
    for one in found:
        answer(f"{one.way.value}: {one.kind} {one.subject} {one.name}")
        for line in one.lines():
            answer(f"    {line}")
    say(f"{plan.meta.id}: {'a new plan' if row is None else f'{len(found)} rows would change'}. Nothing was changed.")


def write_workbook(form: str, plan: str | None, out: Path | None) -> None:
    """Write a plan, or an empty template, as a workbook."""
    if out is None:
        raise typer.BadParameter("A workbook is written to a file: say which.", param_hint="--out")
    from django.utils import timezone

    from clearway.site.plan.reading import plan_named
    from clearway.site.plan.services.workbooks import template, workbook_of

    today = timezone.localdate()
    out.write_bytes(template(today=today) if form == "template" else workbook_of(plan_named(plan), today=today))
    say(f"Written: {out}")
