"""A return is filled, answered, submitted and locked; what was submitted never changes."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied
from tests.publications.returns.forms import opened
from tests.site.conftest import member

from clearway.publications.returns.filling import Answer
from clearway.publications.returns.marking import MarkedCell, Marking
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import AllianceAnalyst
from clearway.site.returns import answers as answering
from clearway.site.returns.models import Locked, ReturnDraft, ReturnTemplate, SubmittedReturn
from clearway.site.returns.services.filling import answer, begin, cells_of, content_of, filled, submit
from clearway.site.returns.services.forms import add_return, load_form, mark, mark_from_file
from clearway.store.folder import StoreFolder

ASKED = "How does it stand?"


def given(by: Membership, draft: ReturnDraft, **told: object) -> ReturnDraft:
    return answer(by=by, draft=draft, answers={ASKED: Answer("Green", **told)}, seen=draft.changed_at)


@pytest.fixture
def submitted(manager: Membership, template: ReturnTemplate, store: StoreFolder) -> SubmittedReturn:
    draft = given(manager, begin(by=manager, template=template, quarter="2025/26 Q1"))
    return submit(by=manager, draft=draft, store=store, seen=draft.changed_at)


def test_a_submitted_return_is_its_bytes_with_who_when_and_from_what(submitted, manager):
    content = content_of(submitted)
    assert hashlib.sha256(content).hexdigest() == submitted.sha256
    summary = opened(content)["Summary"]
    assert (summary["B3"].value, summary["B8"].value) == ("South Yorkshire", "Green")
    assert (submitted.by_name, submitted.by_role) == ("manager", "Programme manager")
    assert submitted.plan.endswith("version 1")
    assert cells_of(submitted)["Summary", "B8"] == "Green"
    event = Event.objects.get(event="return submitted")
    assert event.after["sha256"] == submitted.sha256
    assert not ReturnDraft.objects.exists()


def test_what_was_submitted_never_changes(submitted):
    submitted.sha256 = "0" * 64
    for change in (
        submitted.save,
        submitted.delete,
        SubmittedReturn.objects.all().delete,
        lambda: SubmittedReturn.objects.update(number=2),
    ):
        with pytest.raises(Locked):
            change()


def test_a_file_that_is_not_the_submitted_one_is_not_handed_out(submitted):
    submitted.content = bytes(submitted.content)[:-1]
    with pytest.raises(Refused, match="not the one that was submitted"):
        content_of(submitted)


def test_answers_of_the_last_quarter_wait_to_be_confirmed_before_the_next_is_submitted(
    submitted, manager, template, store
):
    draft = begin(by=manager, template=template, quarter="2025/26 Q2")
    (waiting,) = filled(draft).filling.waiting
    assert waiting.came_from == "carried forward from 2025/26 Q1, to be confirmed"
    with pytest.raises(Refused, match="wait to be confirmed"):
        submit(by=manager, draft=draft, store=store, seen=draft.changed_at)
    draft = given(manager, draft, carried_from="2025/26 Q1", is_confirmed=True)
    assert submit(by=manager, draft=draft, store=store, seen=draft.changed_at).quarter == "2025/26 Q2"


def test_a_correction_is_a_new_version_beside_the_one_it_corrects(submitted, manager, template, store):
    with pytest.raises(Refused, match="reason of the correction is empty"):
        begin(by=manager, template=template, quarter="2025/26 Q1")
    draft = begin(by=manager, template=template, quarter="2025/26 Q1", reason="A sum was wrong")
    assert not filled(draft).filling.waiting
    again = submit(by=manager, draft=draft, store=store, seen=draft.changed_at)
    assert (again.number, again.reason) == (2, "A sum was wrong")
    assert content_of(SubmittedReturn.objects.get(number=1)) == content_of(submitted)


def test_cells_that_stay_empty_ask_for_a_reason(manager, template, store):
    draft = begin(by=manager, template=template, quarter="2025/26 Q1")
    assert [one.missing for one in filled(draft).filling.unfilled] == [f"Nobody has answered yet: {ASKED}"]
    with pytest.raises(Refused, match="Why cells stay empty is empty"):
        submit(by=manager, draft=draft, store=store, seen=draft.changed_at)
    made = submit(by=manager, draft=draft, store=store, seen=draft.changed_at, empty_because="The board meets later")
    assert made.empty_because == "The board meets later"


def test_a_value_that_the_form_does_not_allow_is_not_submitted(manager, template, store):
    choices = MarkedCell(sheet="Summary", cell="B8", value="quarter")
    mark(by=manager, template=template, marking=template.newest.marking.with_cell(choices), seen=1)
    draft = begin(by=manager, template=template, quarter="2025/26 Q1")
    with pytest.raises(Refused, match="does not allow"):
        submit(by=manager, draft=draft, store=store, seen=draft.changed_at)


def test_what_somebody_else_typed_meanwhile_is_not_overwritten(manager, template, store):
    draft = begin(by=manager, template=template, quarter="2025/26 Q1")
    given(manager, draft)
    for do in (
        lambda: given(manager, draft),
        lambda: submit(by=manager, draft=draft, store=store, seen=draft.begun_at),
    ):
        with pytest.raises(Refused, match="changed this return"):
            do()
    assert begin(by=manager, template=template, quarter="2025/26 Q1") == draft


def test_marks_are_versions_and_nobody_overwrites_anothers(manager, template):
    first = template.newest
    text = b"cells:\n- {sheet: Summary, cell: B3, value: quarter}\n"
    second = mark_from_file(by=manager, template=template, name="m.yaml", content=text, seen=1)
    assert (first.number, second.number, second.reason) == (1, 2, "From the file m.yaml")
    assert len(first.marking.cells) == 4
    with pytest.raises(Refused, match="changed the marks since"):
        mark(by=manager, template=template, marking=Marking(), seen=1)
    with pytest.raises(Refused, match=r"Summary B10: The cell holds a formula"):
        mark(by=manager, template=template, seen=2,
             marking=Marking(cells=(MarkedCell(sheet="Summary", cell="B10", value="month"),)))  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "value"), [("number", "£1,250.50", "1250.50"), ("number", "3", "3"), ("text", " words ", "words")]
)
def test_a_typed_answer_is_what_the_question_asks_for(kind, text, value):
    asked = MarkedCell(sheet="S", cell="A1", value="answer", question="Q", answer=kind)
    assert str(answering.typed(asked, text)) == value


@pytest.mark.parametrize(("kind", "text"), [("number", "many"), ("number", "1e99"), ("text", "943 476 5919 was late")])
def test_a_typed_answer_that_is_no_answer_is_refused(kind, text):
    asked = MarkedCell(sheet="S", cell="A1", value="answer", question="Q", answer=kind)
    with pytest.raises(Refused):
        answering.typed(asked, text)


def test_only_those_who_may_keep_and_submit_returns(template, alliance, manager, store):
    analyst = member("other@example.org", alliance, AllianceAnalyst)
    draft = begin(by=manager, template=template, quarter="2025/26 Q1")
    for do in (
        lambda: load_form(by=analyst, name="f.xlsx", content=b"", store=store),
        lambda: add_return(by=analyst, title="x", asked_by="", due_days=1, file=template.newest.file),
        lambda: mark(by=analyst, template=template, marking=Marking(), seen=1),
        lambda: begin(by=analyst, template=template, quarter="2025/26 Q2"),
        lambda: given(analyst, draft),
        lambda: submit(by=analyst, draft=draft, store=store, seen=draft.changed_at),
    ):
        with pytest.raises(PermissionDenied):
            do()
