"""Forms for a demo store: made up, and marked so on every page of a demo."""

from collections.abc import Mapping
from datetime import date

from clearway.records.findings import Refused
from clearway.site.accounts.demo_people import PRACTICE_CODE
from clearway.site.attachments.services import attach
from clearway.site.discussion.services import comment
from clearway.site.forms.demo_answers import made_up_answers
from clearway.site.forms.hosts import host_of_case
from clearway.site.forms.models import FormCase, FormPart
from clearway.site.forms.questionnaire.answers import Place
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.item import Value
from clearway.site.forms.services.coding import code_answer
from clearway.site.forms.services.feedback import receive
from clearway.site.forms.services.filling import save
from clearway.site.forms.services.signing import sign
from clearway.site.forms.services.starting import Filler, start, suits
from clearway.site.forms.types_held import newest
from clearway.site.organisations.models import Membership
from clearway.store.folder import StoreFolder, StoreKind

SEA = "significant-event-analysis"
NETWORK = "X88888"
HOSPITAL = {
    "SEA-02": "C34",
    "SEA-03": "70-79",
    "SEA-04": date(2026, 2, 9),
    "SEA-05": "4",
    "SEA-06": "ed",
    "SEA-21": "Short of breath for a week; fluid around the lung on the film of the day.",
    "SEA-22": "suspicious",
    "SEA-22a": "A film three months earlier was reported with advice to repeat it in six weeks. Nobody did.",
    "SEA-31H": "probably",
    "SEA-32H": ("F3", "F4"),
    "SEA-42": "A report with advice to repeat is now sent to a shared list that somebody owns.",
    "SEA-43H": "Give the list of films to repeat an owner",
    "SEA-43H-owner": "Lead radiographer",
    "SEA-43H-due": date(2026, 9, 30),
}
PRACTICE = {
    "SEA-12": 2,
    "SEA-13-what": "Cough for five weeks",
    "SEA-14": "Chest film in November; advice to repeat it in six weeks.",
    "SEA-15": "not-acted",
    "SEA-17": "partial",
    "SEA-31P": "probably",
    "SEA-32P": ("F4",),
    "SEA-41": "Films to be repeated go into the practice's own list of open tests.",
    "SEA-44": ("practice", "network"),
}
FEEDBACK = (
    {"who": "own", "part": ("tests",), "overall": "good", "well": "The nurse rang me herself.", "told": "yes"},
    {
        "who": "close",
        "part": ("treatment",),
        "overall": "mixed",
        "better": "Three buses to radiotherapy.",
        "told": "partly",
    },
)


DOCUMENT = ("what-was-agreed.txt", b"Made up, for the demo: notes of a meeting that nobody held.\n")


def create_demo_forms(store: StoreFolder) -> None:
    """Make the forms of a demo, once: an analysis that both halves signed, one that waits, one signed of each other
    kind, and public feedback; with a comment and a document beside the one that waits.

    Refused on a live store.
    """
    if store.kind is not StoreKind.DEMO:
        raise Refused("Demo forms are made up; this store is live.", "Start real ones.", code="DEMO-FORMS-LIVE")
    if FormCase.unscoped.exists():
        return
    held = {one.person.email: one for one in Membership.objects.active().select_related("person", "organisation")}
    people = [held.get(f"{one}@demo.example") for one in ("tracker", "practice", "programme")]
    tracker, practice, programme = people
    if tracker is None or practice is None or programme is None:
        return
    _fill(tracker, practice, store)
    for form in newest().values():
        if form.id != SEA and not form.is_public:
            _one_of(form, tracker, practice, programme)


def _one_of(form: FormType, *people: Membership) -> None:
    """One form of a kind, begun by whoever fills its first part, and signed by the people of each."""
    by = {party.id: next(one for one in people if suits(one.organisation, party)) for party in form.parties}
    first = by[form.parties[0].id]
    fillers = {party: Filler(one.organisation.code, network=_network(one)) for party, one in by.items()}
    case = start(by=first, form=form, subject="Demo example (synthetic)", fillers=fillers)
    for party, one in by.items():
        _fill_and_sign(one, case, party, made_up_answers(form, party))


def _network(by: Membership) -> str:
    return NETWORK if by.organisation.code == PRACTICE_CODE else ""


def _fill(tracker: Membership, practice: Membership, store: StoreFolder) -> None:
    form = newest()[SEA]
    filler = {"practice": Filler(PRACTICE_CODE, network=NETWORK)}
    done = start(by=tracker, form=form, subject="Demo case 1 (synthetic)", fillers=filler)
    _fill_and_sign(tracker, done, "hospital", answers(form, HOSPITAL))
    _fill_and_sign(practice, done, "practice", answers(form, PRACTICE))
    code_answer(by=tracker, part=_part(done, "hospital"), place=Place("SEA-42"), themes=["F3", "F4"])
    code_answer(by=practice, part=_part(done, "practice"), place=Place("SEA-41"), themes=["F4"])
    waiting = start(by=tracker, form=form, subject="Demo case 2 (synthetic)", fillers=filler)
    _fill_and_sign(tracker, waiting, "hospital", answers(form, HOSPITAL))
    told = "Could your half say when the second film was asked for? (A made-up comment.)"
    comment(by=tracker, host=host_of_case(waiting, tracker), words=told, mentioned=[practice.pk])
    name, content = DOCUMENT
    attach(by=tracker, host=host_of_case(waiting, tracker), name=name, content=content, store=store)
    survey = newest()["public-feedback"]
    for one in FEEDBACK:
        receive(form=survey, answers=answers(survey, one), address="demo")


def answers(form: FormType, given: Mapping[str, object]) -> dict[Place, tuple[Value, ...]]:
    """Answers by the ids of their questions: codes of options, or values as they are."""
    found: dict[Place, tuple[Value, ...]] = {}
    for link_id, value in given.items():
        item = form.item(link_id)
        values = value if isinstance(value, tuple) else (value,)
        found[Place(link_id)] = tuple(item.coding(str(one)) if item.options else one for one in values)  # type: ignore[misc]
    return found


def _part(case: FormCase, party: str) -> FormPart:
    return FormPart.unscoped.select_related("case__type_version").get(case=case, party=party)


def _fill_and_sign(by: Membership, case: FormCase, party: str, given: Mapping[Place, tuple[Value, ...]]) -> None:
    save(by=by, part=_part(case, party), answers=given, revision=0)
    sign(by=by, part=_part(case, party))
