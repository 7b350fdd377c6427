"""A survey's answers are counted, and a count below five is not shown."""

import pytest

from clearway.site.engagement.survey import survey_of
from clearway.site.forms.demo import answers
from clearway.site.forms.services.feedback import receive
from clearway.site.forms.types_held import newest

pytestmark = pytest.mark.django_db


def send(times: int) -> None:
    form = newest()["public-feedback"]
    for one in range(times):
        receive(form=form, answers=answers(form, {"who": "own", "overall": "good"}), address=f"192.0.2.{one}")


def test_few_answers_are_told_as_fewer_than_five(alliance):
    assert survey_of("public-feedback").answers == "0"
    send(4)
    assert survey_of("public-feedback").answers == "fewer than 5"
    send(1)
    assert survey_of("public-feedback").answers == "5"


def test_a_form_that_is_not_for_everybody_is_no_survey():
    assert survey_of("significant-event-analysis") is None
    assert survey_of("no-such-form") is None
