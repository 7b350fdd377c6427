"""Two organisations fill their halves, sign, see each other's, send back and close; everything leaves its trace."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.forms.conftest import answers, fill_hospital, fill_practice

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.forms.models import CaseState, FormCase, FormDraft, FormPart, FormStep
from clearway.site.forms.permissions import can_see_draft, can_see_signed
from clearway.site.forms.reading import answers_seen
from clearway.site.forms.services.filling import AnswersRefused, SavedMeanwhile, save
from clearway.site.forms.services.signing import close, send_back, sign
from clearway.site.forms.services.starting import Filler, start
from clearway.site.forms.types_held import newest


def fresh(part: FormPart) -> FormPart:
    return FormPart.unscoped.select_related("case__type_version").get(pk=part.pk)


def test_starting_gives_every_party_its_part_and_a_day_by_which_it_is_due(case):
    assert {one.organisation_code for one in case.parts.all()} == {"RFF", "C85001"}
    assert (case.due_on - case.started_at.date()).days in (41, 42)


def test_each_party_fills_its_own_half_and_no_other(case, hospital, practice, tracker, gp):
    with pytest.raises(PermissionDenied):
        save(by=tracker, part=practice, answers={}, revision=0)
    with pytest.raises(PermissionDenied):
        save(by=gp, part=hospital, answers={}, revision=0)


def test_a_draft_is_seen_by_its_own_organisation_alone_and_a_signed_part_by_the_other(
    case, hospital, tracker, gp, analyst, stranger
):
    fill_hospital(case, tracker)
    assert can_see_draft(tracker, hospital)
    assert not can_see_draft(gp, hospital)
    assert not can_see_draft(analyst, hospital)
    sign(by=tracker, part=fresh(hospital))
    after = fresh(hospital)
    assert can_see_signed(gp, after)
    assert answers_seen(after, gp).values("SEA-21") == ("Coughing blood",)
    assert not can_see_signed(stranger, after)


def test_the_alliance_sees_the_form_once_both_halves_are_signed_and_a_stranger_never(
    case, tracker, gp, analyst, stranger
):
    sign(by=tracker, part=fill_hospital(case, tracker))
    assert not FormCase.objects.for_membership(analyst).exists()
    sign(by=gp, part=fill_practice(case, gp))
    assert FormCase.objects.for_membership(analyst).get().state == CaseState.SIGNED
    assert not FormCase.objects.for_membership(stranger).exists()


def test_a_part_is_signed_only_when_what_is_asked_and_needed_is_answered(case, hospital, tracker):
    save(by=tracker, part=hospital, answers=answers(case, SEA_06="other"), revision=0)
    with pytest.raises(AnswersRefused) as refusal:
        sign(by=tracker, part=fresh(hospital))
    assert "Answer “Which other way”" in [one.words for one in refusal.value.problems]


def test_a_part_is_signed_in_a_role_that_the_form_names(case, hospital, tracker, barnsley):
    from tests.site.conftest import member

    from clearway.site.organisations.roles import AllianceAnalyst

    other = member("other@example.org", barnsley, AllianceAnalyst)
    fill_hospital(case, tracker)
    with pytest.raises(PermissionDenied):
        sign(by=other, part=fresh(hospital))


def test_a_signed_part_is_changed_by_nobody_until_it_is_sent_back_with_a_reason(signed, tracker, gp):
    part = fresh(signed.parts.get(party="hospital"))
    with pytest.raises(PermissionDenied):
        save(by=tracker, part=part, answers={}, revision=part.revision)
    with pytest.raises(Refused, match="empty"):
        send_back(by=gp, part=part, reason=" ")
    send_back(by=gp, part=part, reason="The date of the scan is missing")
    signed.refresh_from_db()
    assert signed.state == CaseState.SENT_BACK
    part = save(by=tracker, part=fresh(part), answers=answers(signed, SEA_25="Surgery"), revision=part.revision)
    sign(by=tracker, part=fresh(part))
    signed.refresh_from_db()
    assert signed.state == CaseState.SIGNED


def test_a_form_is_closed_by_who_started_it_and_then_stands(signed, tracker, gp):
    with pytest.raises(PermissionDenied):
        close(by=gp, case=signed)
    assert close(by=tracker, case=signed).state == CaseState.CLOSED
    with pytest.raises(PermissionDenied):
        send_back(by=gp, part=fresh(signed.parts.first()), reason="Too late")


def test_fault_45_what_somebody_saved_meanwhile_is_never_written_over_unseen(case, hospital, tracker):
    save(by=tracker, part=hospital, answers=answers(case, SEA_21="First"), revision=0)
    with pytest.raises(SavedMeanwhile, match="tracker saved this part"):
        save(by=tracker, part=hospital, answers=answers(case, SEA_21="Second"), revision=0)


def test_an_answer_that_could_hold_an_nhs_number_is_not_kept_and_not_repeated(case, hospital, tracker):
    with pytest.raises(AnswersRefused) as refusal:
        save(by=tracker, part=hospital, answers=answers(case, SEA_21="See 943 476 5919"), revision=0)
    assert "943" not in str([one.words for one in refusal.value.problems])
    assert not FormDraft.unscoped.exists()


def test_the_history_tells_each_step_and_the_trail_never_an_answer(signed):
    steps = list(FormStep.unscoped.filter(case=signed).values_list("what", "party"))
    assert steps == [
        ("started", ""),
        ("saved", "hospital"),
        ("signed", "hospital"),
        ("saved", "practice"),
        ("signed", "practice"),
    ]
    assert {"form started", "form saved", "form part signed"} <= set(Event.objects.values_list("event", flat=True))
    assert "Coughing" not in str(list(Event.objects.values()))


def test_every_saving_stays_readable(case, hospital, tracker):
    first = save(by=tracker, part=hospital, answers=answers(case, SEA_21="First"), revision=0)
    save(by=tracker, part=first, answers=answers(case, SEA_21="Second"), revision=1)
    told = [one.answers for one in FormDraft.unscoped.filter(part=hospital)]
    assert "First" in told[0]
    assert "Second" in told[1]
    assert "First" not in told[1]


@pytest.mark.parametrize(
    ("fillers", "subject", "words"),
    [
        ({}, "Case", "Nobody is named"),
        ({"practice": Filler("RFR")}, "Case", "not of a kind"),
        ({"practice": Filler("X1")}, "Case", "knows no organisation"),
        ({"practice": Filler("C85001")}, "Number 943 476 5919", "NHS number"),
        ({"practice": Filler("C85001")}, " ", "empty"),
    ],
)
def test_a_form_is_not_started_without_the_right_parties_or_about_a_person(
    tracker, surgery, rotherham, fillers, subject, words
):
    with pytest.raises(Refused, match=words):
        start(by=tracker, form=newest()["significant-event-analysis"], subject=subject, fillers=fillers)
    assert not FormCase.unscoped.exists()


def test_a_due_date_in_the_past_is_refused(tracker, surgery):
    with pytest.raises(Refused, match="due date"):
        start(
            by=tracker,
            form=newest()["significant-event-analysis"],
            subject="Case",
            fillers={"practice": Filler("C85001")},
            due_on=date(2020, 1, 1),
        )
