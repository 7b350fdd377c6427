"""Several strategies against a plan, and the page on which a suggested match is answered."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.planning.crosswalk.measured import MEASURED
from clearway.planning.crosswalk.strategies import strategies
from clearway.planning.crosswalk.suggestion import Suggestion
from clearway.records.findings import Refused
from clearway.site.crosswalk.forms import AnswerForm
from clearway.site.crosswalk.models import Match
from clearway.site.crosswalk.presenters import match_table
from clearway.site.crosswalk.services import answer_match, suggested
from clearway.site.downloads import wanted_file
from clearway.site.groups.fields import boxes
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.permissions import can_edit, check_may_edit, check_may_read
from clearway.site.plan.reading import is_history
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.views.framing import in_force, plan_row
from clearway.site.requests import SignedInRequest

SHOWS = {"all": "All suggestions", "waiting": "Not answered yet", "accepted": "Accepted", "rejected": "Rejected"}
NAMES = {
    "norcom-2011": "Network priorities of 2011",
    "taskforce-2016": "Taskforce ambitions and achievements of 2016",
    "national-objectives-2025": "National objectives of 2025",
    "ncl-2025-26": "Commissioning guide of 2025/26",
}


@require_safe
def crosswalk(request: SignedInRequest, number: int) -> HttpResponse:
    """The suggestions of a strategy for a plan, with what people said to each."""
    check_may_read(request.membership)
    row = plan_row(number)
    known = list(strategies())
    strategy = request.GET.get("strategy", known[-1])
    show = request.GET.get("show", "all")
    if strategy not in known or show not in SHOWS:
        raise Http404
    plan = plan_in_rows(row)
    every = suggested(plan, strategy)
    answers = _answers(row, strategy)
    may_answer = can_edit(request.membership) and not is_history(row)
    hrefs = {_key(one): _href(row, one) for one in every} if may_answer else {}
    found = [one for one in every if show == "all" or _state(answers.get(_key(one))) == show]
    table = match_table(plan, found, answers, hrefs, timezone.localdate(), row.version)
    context = {
        "row": row,
        "table": table,
        "strategies": [(one, NAMES.get(one, one), one == strategy) for one in known],
        "shows": [(key, words, key == show) for key, words in SHOWS.items()],
        "answered": sum(_key(one) in answers for one in every),
        "count": len(every),
        "measured": [one.words for one in MEASURED],
        "score": MEASURED[0].score,
        "way": [(reverse("plan:plan_of", args=[row.pk]), row.title)],
    }
    file = wanted_file(request, table, name=f"clearway-crosswalk-{strategy}")
    return file or render(request, "crosswalk/crosswalk.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, number: int) -> HttpResponse:
    """One suggestion, both sides of it; it is accepted or rejected here, and the next one follows."""
    check_may_edit(request.membership)
    row = in_force(plan_row(number))
    every = suggested(plan_in_rows(row), request.GET.get("strategy", ""))
    wanted = (request.GET.get("asked", ""), request.GET.get("answering", ""))
    one = next((each for each in every if _key(each) == wanted), None)
    deliverable = row.deliverables.filter(code=wanted[1], is_withdrawn=False).first()
    if one is None or deliverable is None:
        raise Http404
    answers = _answers(row, one.asked.strategy)
    held = answers.get(wanted)
    first = {"answer": held.answer, "reason": held.reason} if held else None
    form = AnswerForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            answer_match(
                by=request.membership,
                deliverable=deliverable,
                strategy=one.asked.strategy,
                asked=one.asked.id,
                answer=form.cleaned_data["answer"],
                reason=form.cleaned_data["reason"],
                score=one.score,
            )
        except Refused as refusal:
            form.add_error("reason", f"{refusal.reason} {refusal.mend}")
        else:
            return HttpResponseRedirect(_next(row, every, answers, one))
    here = f"{reverse('crosswalk:crosswalk', args=[row.pk])}?{urlencode({'strategy': one.asked.strategy})}"
    context = {
        "one": one,
        "name": NAMES.get(one.asked.strategy, one.asked.strategy),
        "boxes": list(boxes(form)),
        "problems": {name: wrong[0] for name, wrong in form.errors.items()},
        "way": [(reverse("plan:plan_of", args=[row.pk]), row.title), (here, "Crosswalk")],
    }
    return render(request, "crosswalk/answer.jinja", context, status=422 if form.is_bound else 200)


def _answers(row: PlanRow, strategy: str) -> dict[tuple[str, str], Match]:
    rows = Match.objects.filter(deliverable__plan=row, strategy=strategy).select_related("deliverable")
    return {(one.asked, one.deliverable.code): one for one in rows}


def _state(match: Match | None) -> str:
    return match.answer if match else "waiting"


def _key(one: Suggestion) -> tuple[str, str]:
    return one.asked.id, one.answering.id


def _href(row: PlanRow, one: Suggestion) -> str:
    asked = {"strategy": one.asked.strategy, "asked": one.asked.id, "answering": one.answering.id}
    return f"{reverse('crosswalk:answer', args=[row.pk])}?{urlencode(asked)}"


def _next(row: PlanRow, every: tuple[Suggestion, ...], answers: dict[tuple[str, str], Match], after: Suggestion) -> str:
    """The next suggestion that nobody answered, else the list."""
    place = every.index(after)
    left = [one for one in (*every[place + 1 :], *every[:place]) if _key(one) not in answers]
    if left:
        return _href(row, left[0])
    return f"{reverse('crosswalk:crosswalk', args=[row.pk])}?{urlencode({'strategy': after.asked.strategy})}"
