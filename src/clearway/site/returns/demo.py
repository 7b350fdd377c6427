"""A return of the demo: the example form, submitted for one quarter and being filled for the next; answers made up."""

from datetime import date

from clearway.planning.spans import DAY, Quarter
from clearway.publications.returns.example import FILE_NAME, TITLE, example_form, example_marking
from clearway.publications.returns.filling import Answer
from clearway.records.findings import Refused
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ProgrammeManager
from clearway.site.performance import figures
from clearway.site.returns.models import ReturnTemplate
from clearway.site.returns.services.filling import answer, begin, submit
from clearway.site.returns.services.forms import add_return, load_form
from clearway.store.folder import StoreFolder, StoreKind

ANSWERS = {
    "How does the programme stand as a whole?": "Amber",
    "What should the region know this quarter?": "Made up for the demo: recruitment of endoscopists runs late.",
    "Who signed it off (a role)?": "Programme manager",
}
MONTHS = 3
WHY_EMPTY = "Made up for the demo: these are not known yet"


def create_demo_returns(store: StoreFolder, *, today: date) -> None:
    """Load the example, submit one quarter and begin the next. Refused on a live store; once only."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("A made-up return is for a demo.", "Load a real form on the page.", code="DEMO-IN-LIVE")
    by = Membership.objects.filter(role=ProgrammeManager.key).order_by("pk").first()
    if by is None or ReturnTemplate.objects.exists():
        return
    file = load_form(by=by, name=FILE_NAME, content=example_form(), store=store)
    template = add_return(
        by=by,
        title=TITLE,
        asked_by="nobody: it shows what a return is",
        due_days=30,
        file=file,
        marking=example_marking(),
        is_example=True,
    )
    last = _last_quarter(today)
    draft = begin(by=by, template=template, quarter=str(last))
    typed = {question: Answer(value) for question, value in ANSWERS.items()}
    draft = answer(by=by, draft=draft, answers=typed, seen=draft.changed_at)
    submit(by=by, draft=draft, store=store, seen=draft.changed_at, empty_because=WHY_EMPTY)
    begin(by=by, template=template, quarter=str(Quarter.of(last.last_day + DAY)))


def _last_quarter(today: date) -> Quarter:
    """The last quarter that is over, of whose last month the store has published figures if it has any at all."""
    over = Quarter.of(Quarter.of(today).first_day - DAY)
    try:
        months = figures.months_held("published", "62")
    except Refused:
        return over
    days = [date(int(month[:4]), int(month[5:7]), 1) for month in months]
    ends = [day for day in days if day <= over.last_day and day.month % MONTHS == 0]
    return Quarter.of(max(ends)) if ends else over
