"""You said, we did: nobody recognised, every end with words, and for everybody only what is marked."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.conftest import member
from tests.site.engagement.conftest import TODAY
from tests.site.trail import trail

from clearway.records.findings import Refused
from clearway.site.engagement.models import HeardState
from clearway.site.engagement.reading import public_said_and_did
from clearway.site.engagement.services.heard import AboutHeard, Answer, add_heard, answer_heard
from clearway.site.organisations.roles import RegionalReader, Tracker

pytestmark = pytest.mark.django_db


def said(by, words="People wish to be asked beforehand.", **more):
    about = AboutHeard(**{"said": words, "heard_on": TODAY, "came_from": "A visit"} | more)
    return add_heard(by=by, about=about, today=TODAY, nobody_recognised=True)


def test_a_patient_representative_adds_what_they_heard_and_the_programme_answers(keeper, patient):
    made = said(patient)
    with pytest.raises(PermissionDenied):
        answer_heard(by=patient, heard=made, answer=Answer(state=HeardState.DONE, did="We did."), today=TODAY)
    done = answer_heard(by=keeper, heard=made, answer=Answer(state=HeardState.DONE, did="We ask now."), today=TODAY)
    assert (done.state, done.did_on) == (HeardState.DONE, TODAY)
    assert trail().filter(event__in=["heard", "heard answered"]).count() == 2


@pytest.mark.parametrize("role", [Tracker, RegionalReader])
def test_others_add_nothing(role, barnsley):
    with pytest.raises(PermissionDenied):
        said(member("other@example.org", barnsley, role))


def test_words_in_which_somebody_could_be_recognised_are_refused(patient):
    about = AboutHeard(said="The only baker of the village waited.", heard_on=TODAY, came_from="A visit")
    with pytest.raises(Refused, match="could be recognised"):
        add_heard(by=patient, about=about, today=TODAY, nobody_recognised=False)
    with pytest.raises(Refused, match="nine digits"):
        said(patient, "Number 943 476 5919 waited for long.")


@pytest.mark.parametrize("state", [HeardState.DONE, HeardState.CANNOT])
def test_an_end_needs_words(state, keeper, patient):
    made = said(patient)
    with pytest.raises(Refused, match="owed an answer"):
        answer_heard(by=keeper, heard=made, answer=Answer(state=state), today=TODAY)


def test_everybody_reads_only_what_is_marked_for_the_place_and_the_whole_alliance(keeper):
    for words, place, is_public in (
        ("Everywhere, marked.", "", True),
        ("Here, marked.", "E08000016", True),
        ("There, marked.", "E08000017", True),
        ("Here, not marked.", "E08000016", False),
    ):
        made = said(keeper, words, place=place)
        given = Answer(state=HeardState.CONSIDERED, did="We look.", is_for_public=is_public)
        answer_heard(by=keeper, heard=made, answer=given, today=TODAY)
    assert {one.said for one in public_said_and_did("E08000016")} == {"Everywhere, marked.", "Here, marked."}
    assert len(public_said_and_did(None)) == 3
    assert {one.state for one in public_said_and_did(None)} == {"Being considered"}


def test_what_was_answered_comes_first(keeper):
    waiting = said(keeper, "Waits.")
    done = said(keeper, "Answered.", heard_on=date(2026, 1, 1))
    answer_heard(by=keeper, heard=waiting, answer=Answer(state=HeardState.HEARD, is_for_public=True), today=TODAY)
    answer_heard(
        by=keeper,
        heard=done,
        answer=Answer(state=HeardState.CANNOT, did="Because.", is_for_public=True),
        today=TODAY,
    )
    assert [one.said for one in public_said_and_did(None)] == ["Answered.", "Waits."]
