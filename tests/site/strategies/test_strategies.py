"""A document becomes proposals, a proposal becomes a draft in the plan only by a person's word."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.strategies.conftest import TEXT

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.plan.models import Activity, Deliverable
from clearway.site.plan.rows import plan_in_rows
from clearway.site.strategies.demo import create_demo_strategies
from clearway.site.strategies.models import ProposedCommitment, ReadDocument
from clearway.site.strategies.services import confirm, read_document, reject


@pytest.fixture
def screening(plan) -> Deliverable:
    return Deliverable.objects.get(plan=plan, code="D2.5")


@pytest.fixture
def proposal(document) -> ProposedCommitment:
    return document.proposals.get(number=1)


def test_reading_a_document_changes_nothing_in_the_plan_and_keeps_only_proposed_sentences(plan, document, store):
    assert [one.number for one in document.proposals.all()] == [1, 2]
    assert not Activity.objects.filter(code__startswith="READ").exists()
    assert "Demand" not in " ".join(document.proposals.values_list("sentence", flat=True))
    assert [path for path in store.path.rglob("*") if path.is_file()] == []


def test_a_confirmed_proposal_is_a_draft_activity_with_its_sentence_and_a_new_version_of_the_plan(
    manager, plan, screening, proposal
):
    before = plan.version
    confirm(by=manager, proposal=proposal, deliverable=screening, wording=proposal.action)
    plan.refresh_from_db()
    [added] = [
        one
        for deliverable in plan_in_rows(plan).deliverables
        for one in deliverable.activities
        if one.id.startswith("READ")
    ]
    assert added.text == "raise bowel screening uptake to 75%"
    assert (str(added.due), added.recommendations) == ("Q3 2026/27", (12,))
    assert added.note is not None
    assert added.note.startswith("Draft. owner in the source: Screening Team. target in the source: 75 percent.")
    assert proposal.sentence in added.note
    assert added.reference == "aims.txt, line 1"
    assert plan.version == before + 1
    assert plan.versions.first().reason == "Confirmed from aims.txt, line 1"
    assert Event.objects.filter(event="proposal confirmed").count() == 1


def test_a_proposal_in_other_words_is_changed_and_the_source_sentence_stays(manager, screening, proposal):
    held = confirm(by=manager, proposal=proposal, deliverable=screening, wording="Raise uptake in the north")
    assert (held.answer, held.activity.text) == ("changed", "Raise uptake in the north")
    assert held.sentence in held.activity.rest["note"]


def test_a_rejected_proposal_leaves_the_plan_alone(manager, plan, proposal):
    held = reject(by=manager, proposal=proposal)
    assert (held.answer, held.activity) == ("rejected", None)
    plan.refresh_from_db()
    assert plan.version == 1


def test_the_second_answer_to_a_proposal_is_told_who_gave_the_first(manager, screening, proposal):
    reject(by=manager, proposal=proposal)
    with pytest.raises(Refused, match="manager answered this proposal already"):
        confirm(by=manager, proposal=proposal, deliverable=screening, wording="x")
    assert not Activity.objects.filter(code__startswith="READ").exists()


def test_only_those_who_may_change_the_plan_read_documents_and_answer(tracker, analyst, proposal, store):
    for by in (tracker, analyst):
        with pytest.raises(PermissionDenied):
            read_document(by=by, name="aims.txt", content=TEXT, store=store)
        with pytest.raises(PermissionDenied):
            reject(by=by, proposal=proposal)


def test_the_same_document_is_not_read_twice(manager, document, store):
    with pytest.raises(Refused, match="read before"):
        read_document(by=manager, name="copy.txt", content=TEXT, store=store)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "DOCUMENT-SIZE"), (b"a" * 2_500_001, "DOCUMENT-SIZE"), (b"PK\x03\x04" + b"\0" * 60, "FILE_KIND")],
)
def test_what_is_no_document_is_refused_and_nothing_is_kept(manager, store, content, code):
    with pytest.raises(Refused) as refused:
        read_document(by=manager, name="aims.docx", content=content, store=store)
    assert refused.value.code == code
    assert [path for path in store.path.rglob("*") if path.is_file()] == []


def test_a_document_that_the_scanner_flags_is_not_read(manager, store, settings):
    settings.ANTIVIRUS = ("false",)
    with pytest.raises(Refused) as refused:
        read_document(by=manager, name="aims.txt", content=TEXT, store=store)
    assert refused.value.code == "VIRUS_FOUND"


def test_the_demo_has_synthetic_minutes_whose_proposals_wait_for_an_answer(manager, demo_store):
    demo_store.path.mkdir(exist_ok=True)
    create_demo_strategies(demo_store)
    create_demo_strategies(demo_store)
    [read] = ReadDocument.objects.all()
    assert [one.answer for one in read.proposals.all()] == ["", "", "", ""]
    assert "fund" not in " ".join(read.proposals.values_list("sentence", flat=True))


def test_the_made_up_minutes_never_enter_a_live_store(manager, store):
    with pytest.raises(Refused):
        create_demo_strategies(store)
