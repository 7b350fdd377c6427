"""The pages of engagement, as readers and keepers meet them."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.site.conftest import member, sign_in
from tests.site.engagement.furnishing import engagement_within

from clearway.site.engagement.demo import take_up_planner
from clearway.site.engagement.models import Activity, Consultation, Heard
from clearway.site.organisations.roles import RegionalReader

pytestmark = pytest.mark.django_db
READ = ("engagement", "planner", "reach", "audiences", "consultations", "said", "together", "words")
WRITTEN = ("add_activity", "take_in", "add_audience", "add_consultation", "add_together")


def at(name: str, *arguments: int | str) -> str:
    return reverse(f"engagement:{name}", args=arguments)


def test_pages_without_anything_say_what_to_do(as_keeper):
    for name in (*READ, *WRITTEN, "add_heard"):
        assert as_keeper.get(at(name)).status_code == 200, name
    assert "Nothing is planned yet" in as_keeper.get(at("planner")).content.decode()
    assert "Nothing is in the planner yet" in as_keeper.get(at("engagement")).content.decode()


def test_a_planner_of_the_past_is_offered_once_and_read_in_its_own_order(as_keeper, keeper):
    take_up_planner(by=keeper)
    now, past = (as_keeper.get(at("planner") + asked).content.decode() for asked in ("", "?of=2017"))
    assert now.count("of 2017</option>") == 1
    assert "Write an executive summary" not in now
    assert past.index("The board signs off") < past.index("Write an executive summary") < past.index("Engage primary")
    assert "line 5" not in past


def test_pages_with_something_of_everything(as_keeper, keeper):
    engagement_within(keeper.organisation, "Some words")
    activity, asked, heard = (model.objects.get().pk for model in (Activity, Consultation, Heard))
    for address in (
        *map(at, READ),
        at("activity", activity),
        at("change_activity", activity),
        at("finish_activity", activity),
        at("consultation", asked),
        f"{at('consultation', asked)}?words=easy",
        at("heard", heard),
        f"{at('heard', heard)}?words=easy",
        at("answer_heard", heard),
        f"{at('planner')}?view=calendar",
        f"{at('planner')}?view=calendar&month=1999-99&audience=x",
        f"{at('planner')}?view=calendar&month=9999-12",
        f"{at('planner')}?view=calendar&month=0001-01",
        f"{at('planner')}?table=planner&format=xlsx",
        f"{at('reach')}?table=places&format=csv",
    ):
        assert as_keeper.get(address).status_code == 200, address
    calendar = as_keeper.get(at("calendar"))
    assert (calendar.status_code, calendar["Content-Type"]) == (200, "text/calendar; charset=utf-8")


def test_a_patient_representative_reads_and_adds_and_is_offered_nothing_else(browser, patient):
    engagement_within(patient.organisation, "Some words")
    sign_in(browser, patient.person.email)
    for name in READ:
        assert browser.get(at(name)).status_code == 200, name
    for name in WRITTEN:
        assert browser.get(at(name)).status_code == 403, name
    assert "Add an activity" not in browser.get(at("planner")).content.decode()
    assert "Add what people said" in browser.get(at("said")).content.decode()
    today = timezone.localdate()
    typed = {
        "said": "The letters come late.",
        "heard_on-day": today.day,
        "heard_on-month": today.month,
        "heard_on-year": today.year,
        "came_from": "A visit",
    }
    missed = browser.post(at("add_heard"), typed)
    assert missed.status_code == 422
    assert "Confirm that nobody can be recognised" in missed.content.decode()
    assert browser.post(at("add_heard"), typed | {"nobody": "yes"}).status_code == 302
    assert Heard.objects.filter(said="The letters come late.").exists()


def test_a_theme_of_a_survey_is_answered_as_such(as_keeper):
    today = timezone.localdate()
    typed = {
        "said": "People wait long for a result.",
        "heard_on-day": today.day,
        "heard_on-month": today.month,
        "heard_on-year": today.year,
        "came_from": "The survey",
        "form": "public-feedback:T1",
        "nobody": "yes",
    }
    assert as_keeper.post(at("add_heard"), typed).status_code == 302
    made = Heard.objects.get()
    assert (made.form, made.theme) == ("public-feedback", "T1")
    page = as_keeper.get(at("heard", made.pk)).content.decode()
    assert "Waiting" in page
    assert "0 answers so far" in page


def test_the_regional_reader_reads_nothing_of_it(browser, alliance):
    from clearway.site.organisations.models import Organisation

    outside = Organisation.objects.create(code="QZZ", name="Outside", kind="icb")
    sign_in(browser, member("outside@example.org", outside, RegionalReader).person.email)
    assert browser.get(at("engagement")).status_code == 403


def test_a_refused_step_says_what_is_missing_on_the_page(as_keeper):
    today = timezone.localdate()
    day = {"day": today.day, "month": today.month}
    typed = {"title": "Tests", "proposal": "Near home.", "decided_by": "Boards"}
    typed |= {f"opens_on-{part}": value for part, value in (day | {"year": today.year}).items()}
    typed |= {f"closes_on-{part}": value for part, value in (day | {"year": today.year + 1, "day": 1}).items()}
    assert as_keeper.post(at("add_consultation"), typed).status_code == 302
    asked = Consultation.objects.get()
    answer = as_keeper.post(at("open_consultation", asked.pk))
    assert answer.status_code == 422
    assert "Still open: nobody has shown it" in answer.content.decode()
    assert "Open it</a>" not in as_keeper.get(at("consultation", asked.pk)).content.decode()


def test_a_file_with_a_wrong_row_is_told_row_by_row(as_keeper):
    sent = BytesIO(b"Activity,Channel\r\nVisit,Drums\r\n")
    sent.name = "planner.csv"
    answer = as_keeper.post(at("take_in"), {"upload": sent})
    assert answer.status_code == 422
    assert "Row 2, channel" in answer.content.decode()


def test_words_are_looked_at_and_what_to_mend_is_named(as_keeper):
    text = "Multidisciplinary considerations regarding organisational reconfiguration necessitate consultation. " * 6
    page = as_keeper.post(at("words"), {"text": text}).content.decode()
    assert "Reading age about" in page
    assert "multidisciplinary" in page
