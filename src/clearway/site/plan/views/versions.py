"""The versions of a plan: who made each, why, what changed; and any two of them side by side."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clearway.planning.differences import differences
from clearway.planning.reading import read_plan
from clearway.planning.structure import Plan
from clearway.site import words
from clearway.site.downloads import wanted_file
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.models import PlanVersion
from clearway.site.plan.permissions import check_may_read
from clearway.site.plan.presenters.differing import difference_table
from clearway.site.plan.presenters.versions import version_table
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.views.framing import plan_row
from clearway.site.requests import SignedInRequest

NOW = "now"


@require_safe
def versions(request: SignedInRequest, number: int) -> HttpResponse:
    """Every version of a plan; `?from=` and `?to=` name two that are held against each other."""
    check_may_read(request.membership)
    row = plan_row(number)
    held = list(row.versions.all())
    table = version_table(row, held, timezone.localdate())
    earlier, later = request.GET.get("from", ""), request.GET.get("to", "")
    compared = None
    if earlier or later:
        before, after = _state(row, held, earlier), _state(row, held, later)
        title = f"From {_name(earlier)} to {_name(later)}"
        compared = difference_table(after, differences(before, after), title)
    options = [(NOW, "as it is now"), *((str(one.number), _words(one)) for one in held)]
    context = {
        "row": row,
        "table": table,
        "compared": compared,
        "options": options,
        "earlier": earlier or (str(held[0].number) if held else NOW),
        "later": later or NOW,
        "way": [(reverse("plan:plan_of", args=[row.pk]), row.title)],
    }
    tables = (table, compared) if compared else (table,)
    file = wanted_file(request, *tables, name=f"clearway-plan-versions-{row.code}")
    return file or render(request, "plan/versions.jinja", context)


def _state(row: PlanRow, held: list[PlanVersion], wanted: str) -> Plan:
    """The plan of a version, or as it is now. Raises Http404."""
    if wanted in ("", NOW):
        return plan_in_rows(row)
    found = next((one for one in held if str(one.number) == wanted), None)
    if found is None:
        raise Http404
    return read_plan(found.content, f"version {found.number}").plan


def _name(wanted: str) -> str:
    return "the plan as it is now" if wanted in ("", NOW) else f"version {wanted}"


def _words(one: PlanVersion) -> str:
    return f"version {one.number}, {words.day(timezone.localdate(one.at))}"
