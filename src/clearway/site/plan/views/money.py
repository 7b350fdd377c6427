"""Money of a deliverable: plan a quarter, say what is expected and was spent."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from clearway.planning.spans import FinancialYear
from clearway.site.plan.forms import LineForm, NewLineForm
from clearway.site.plan.models import MoneyLine
from clearway.site.plan.permissions import check_may_edit, check_may_update
from clearway.site.plan.services.money import SUMS, Sum, add_line, change_line
from clearway.site.plan.services.seen import mark_of
from clearway.site.plan.views.form_pages import FormPage, form_page
from clearway.site.plan.views.framing import deliverable_row, row_of
from clearway.site.requests import SignedInRequest

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Plan money of a deliverable for a quarter of the plan."""
    found = deliverable_row(number)
    check_may_edit(request.membership)
    period = found.plan.head["meta"]["period"]
    years = range(FinancialYear.read(period["from"]).begins, FinancialYear.read(period["to"]).begins + 1)
    quarters = [str(quarter) for year in years for quarter in FinancialYear(year).quarters]

    def do(form: NewLineForm) -> str:
        typed = form.cleaned_data
        line = add_line(
            by=request.membership,
            deliverable=found,
            stream=typed["stream"],
            quarter=typed["quarter"],
            said=Sum(typed["planned"]),
        )
        return f"Planned: {line.stream} in {line.quarter}."

    page = FormPage("Plan money", "Plan it", found, do)
    return form_page(request, NewLineForm(request.POST or None, quarters=quarters), page)


@require_http_methods(METHODS)
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Say what is expected and was spent in a quarter."""
    row = row_of(MoneyLine.objects, number)
    check_may_update(request.membership, row.deliverable)
    held = {name: getattr(row, name) for name in SUMS}
    form = LineForm(request.POST or None, initial=held | {"seen": mark_of(row, SUMS)})

    def do(form: LineForm) -> str:
        typed = form.cleaned_data
        change_line(by=request.membership, line=row, said=form.said, seen=typed["seen"], reason=typed["reason"])
        return f"Recorded: {row.stream} in {row.quarter}."

    title = f"{row.stream.capitalize()} in {row.quarter}"
    return form_page(request, form, FormPage(title, "Record it", row.deliverable, do))
