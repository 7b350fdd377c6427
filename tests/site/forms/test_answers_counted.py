"""Counts of what was answered: equal to the forms, over versions, and on a page after disclosure control."""

import csv
import io
from datetime import date

import pytest
from tests.site.conftest import member
from tests.site.forms.conftest import HOSPITAL, PRACTICE, answers, browser_of, fill_hospital, fill_practice

from clearway.site.forms.answer_counts import NOT_ANSWERED, NOT_ASKED, answer_counts, counted_questions, exact_answers
from clearway.site.forms.answer_protection import ROOT, Node
from clearway.site.forms.models import FormTypeVersion
from clearway.site.forms.permissions import can_sign
from clearway.site.forms.services.filling import save
from clearway.site.forms.services.signing import send_back, sign
from clearway.site.forms.services.starting import Filler, start
from clearway.site.forms.types_held import form_of_case, newest, shipped
from clearway.site.organisations.roles import CancerManager, ClinicalLead, ProgrammeManager, Tracker

SEA, PAGE = "significant-event-analysis", "/forms/answers/significant-event-analysis"


def exact(key: str = SEA):
    form = newest()[key]
    return exact_answers(form, counted_questions(form))


def test_counts_equal_what_the_signed_forms_say_for_every_organisation_that_is_party(signed):
    told = exact()
    for node in (ROOT, Node("trust", "RFF"), Node("network", "U11111"), Node("practice", "C85001", "U11111")):
        assert told.forms["SEA-31H"][node] == 1
        assert told.answers["SEA-31H"][node] == {"probably": 1}
        assert told.answers["SEA-32H"][node] == {"F3": 1, "F6": 1}
        assert told.answers["SEA-32P"][node] == {"F2": 1}
        assert told.answers["SEA-05"][node] == {NOT_ANSWERED: 1}


def test_a_draft_and_a_part_that_was_sent_back_count_nowhere(case, tracker, gp, signed):
    send_back(by=gp, part=signed.parts.get(party="hospital"), reason="Say more")
    told = exact()
    assert not told.forms["SEA-31H"]
    assert told.forms["SEA-31P"][ROOT] == 1


def test_a_question_that_was_not_asked_is_told_apart_from_one_without_an_answer(tracker):
    form = newest()["harm-review-104"]
    (question,) = (one for one in counted_questions(form) if one.item.link_id == "candour")
    assert question.asked_by == ("degree",)
    case = start(by=tracker, form=form, subject="Case 1", fillers={})
    given = {"degree": next(one.coding.code for one in form.item("degree").options)}
    part = case.parts.get()
    save(by=tracker, part=part, answers=answers(case, **given), revision=0)
    from clearway.site.forms.holding import draft_of

    is_asked = draft_of(part).is_asked(question.item)
    type(part).unscoped.filter(pk=part.pk).update(state="signed")
    from clearway.site.forms.models import FormDraft, FormSignature

    held = FormDraft.unscoped.get(part=part)
    FormSignature.unscoped.create(part=part, answers=held.answers, signed_at=held.saved_at)
    told = exact("harm-review-104").answers["candour"][ROOT]
    assert told == {NOT_ANSWERED if is_asked else NOT_ASKED: 1}


@pytest.fixture
def twelve(tracker, gp, surgery):
    """Twelve signed analyses: eight “probably”, four “no”."""
    form = newest()[SEA]
    for number in range(12):
        case = start(
            by=tracker, form=form, subject=f"Case {number}", fillers={"practice": Filler(surgery.code, network="U1")}
        )
        half = case.parts.get(party="hospital")
        judged = {"SEA_31H": "probably" if number < 8 else "no", "SEA_04": date(2026, 3, 1)}
        save(by=tracker, part=half, answers=answers(case, **{**HOSPITAL, **judged}), revision=0)
        sign(by=tracker, part=case.parts.get(party="hospital"))
        sign(by=gp, part=fill_practice(case, gp))


@pytest.mark.slow
def test_the_page_shows_each_question_as_a_table_after_disclosure_control(twelve, tracker, stranger):
    assert exact().answers["SEA-31H"][ROOT] == {"probably": 8, "no": 4}
    shown = answer_counts(newest()[SEA])
    assert shown["SEA-31H"].answers[ROOT] == {"probably": None, "no": None}
    assert shown["SEA-32H"].answers[ROOT] == {"F3": 12, "F6": 12}
    for membership in (tracker, stranger):
        page = browser_of(membership).get(PAGE).content.decode()
        assert "What was answered" in page
        assert "100.0%" in page
        assert ">*<" in page
        assert ">8<" not in page
    for level, code in (("trust", "RFF"), ("network", "U1"), ("practice", "C85001")):
        file = browser_of(tracker).get(f"{PAGE}?level={level}&table=every-question&format=csv")
        rows = [one for one in csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))) if one["forms"]]
        assert {(one["question"], one["organisation"], one["forms"], one["share"]) for one in rows} >= {
            ("SEA-32H", code, "12", "1.0")
        }
    assert browser_of(tracker).get(f"{PAGE}?table=question-1&format=xlsx").status_code == 200
    assert browser_of(tracker).get(f"{PAGE}?level=ward").status_code == 404
    assert "No signed form counts here yet" in browser_of(tracker).get(
        "/forms/answers/harm-review-104?level=trust"
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("role", [Tracker, CancerManager, ClinicalLead])
def test_a_trusts_part_is_signed_by_whoever_follows_or_answers_for_its_patients(case, barnsley, role):
    half = case.parts.get(party="hospital")
    assert can_sign(member("somebody@example.org", barnsley, role), half, form_of_case(case).party("hospital"))


def test_every_shipped_trust_part_names_the_same_roles_and_the_programme_manager_signs_for_the_alliance():
    trusts = [one.signed_by for form in shipped().values() for one in form.parties if one.kinds == ("trust",)]
    assert set(trusts) == {(Tracker.key, CancerManager.key, ClinicalLead.key)}
    assert ProgrammeManager.key in shipped()["fragile-services-review"].party("alliance").signed_by


def test_a_form_that_was_begun_on_an_earlier_version_stays_on_it_and_counts_with_the_others(
    case, tracker, gp, surgery, barnsley
):
    version = FormTypeVersion.objects.get(key=SEA)
    manager = "cancer_manager"
    definition = version.definition.replace(f'"{version.version}"', '"1.0"')
    assert manager in definition
    earlier = FormTypeVersion.objects.create(
        key=SEA, version="1.0", title=version.title, digest="x" * 64, is_shipped=True, is_public=False,
        added_by="x", added_at=version.added_at, definition=definition.replace(manager, "tracker"),
    )  # fmt: skip
    type(case).unscoped.filter(pk=case.pk).update(type_version=earlier)
    case = type(case).unscoped.get(pk=case.pk)
    half = case.parts.get(party="hospital")
    somebody = member("somebody@example.org", barnsley, CancerManager)
    assert not can_sign(somebody, half, form_of_case(case).party("hospital"))
    sign(by=tracker, part=fill_hospital(case, tracker))
    again = start(by=tracker, form=newest()[SEA], subject="Case 2", fillers={"practice": Filler(surgery.code)})
    sign(by=tracker, part=fill_hospital(again, tracker))
    assert exact().answers["SEA-31H"][ROOT] == {HOSPITAL["SEA_31H"]: 2}
    assert not exact().forms["SEA-31P"], PRACTICE
