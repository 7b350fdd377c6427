"""The planner: dates in words, changes that do not overwrite, what came of it, whole files or none of them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.engagement.conftest import TODAY

from clearway.records.findings import Refused
from clearway.site.engagement.demo import take_up_planner
from clearway.site.engagement.models import Activity, ActivityState
from clearway.site.engagement.presenters.planner import date_of, planner_list
from clearway.site.engagement.presenters.reached import reach_now
from clearway.site.engagement.services import planner as services
from clearway.site.engagement.services.planner_file import PlannerRowsRefused, take_in_planner

pytestmark = pytest.mark.django_db


def about(**more) -> services.AboutActivity:
    return services.AboutActivity(**{"text": "Visit support groups", "when": "Jan to March 2026"} | more)


def test_words_of_a_planner_become_days_and_days_become_words(keeper):
    made = services.add_activity(by=keeper, about=about())
    assert (made.first_day, made.last_day) == (date(2026, 1, 1), date(2026, 3, 31))
    day = services.add_activity(by=keeper, about=about(when="", first_day=TODAY))
    assert (day.when, day.last_day) == ("1 June 2026", TODAY)


def test_a_date_is_said_in_one_way_and_comes_back_so_to_be_changed(keeper):
    with pytest.raises(Refused, match="differ"):
        about(first_day=TODAY).columns()
    for given, back in (
        (about(), {"when": "Jan to March 2026"}),
        (about(text="A", when="", first_day=TODAY), {"first_day": TODAY, "last_day": None}),
        (about(text="B", when="soon"), {"when": "soon"}),
        (about(text="C", when="1 June 2026"), {"first_day": TODAY, "last_day": None}),
    ):
        assert date_of(services.add_activity(by=keeper, about=given)) == back


def test_the_same_activity_twice_is_refused(keeper):
    services.add_activity(by=keeper, about=about())
    with pytest.raises(Refused, match="already"):
        services.add_activity(by=keeper, about=about())


def test_who_opened_it_before_somebody_else_changed_it_is_told(keeper):
    made = services.add_activity(by=keeper, about=about())
    services.change_activity(by=keeper, activity=made, about=about(lead="Lead"), revision=0)
    with pytest.raises(Refused, match="after you opened it"):
        services.change_activity(by=keeper, activity=made, about=about(lead="Other"), revision=0)
    assert Activity.objects.get().lead == "Lead"


def test_what_was_held_says_what_came_of_it_and_counts_in_reach(keeper, young):
    made = services.add_activity(by=keeper, about=about(audiences=[young], characteristics=["age", "sex"]))
    assert [one for one in reach_now().gaps if "Young" in one] == ["Young people: something is planned"]
    held = services.finish_activity(by=keeper, activity=made, outcome="They came.", people=9, characteristics=["age"])
    assert held.state == ActivityState.DONE
    found = reach_now()
    assert [(one.done, one.people) for one in found.audiences] == [(1, 9)]
    assert {one.key: one.done for one in found.characteristics if one.done} == {"age": 1}
    with pytest.raises(Refused, match="done already"):
        services.cancel_activity(by=keeper, activity=made, reason="Late.")


def test_cancelled_is_no_reach(keeper, young):
    made = services.add_activity(by=keeper, about=about(audiences=[young]))
    services.cancel_activity(by=keeper, activity=made, reason="Snow.")
    assert reach_now().audiences[0].said == "no, and nothing is planned"


def test_the_planner_of_2017_comes_as_history_in_its_five_columns_and_stays_as_it_is(keeper):
    rows = take_up_planner(by=keeper)
    shown = planner_list(rows, title="Planner", empty="", today=TODAY)
    assert len(rows) == 10
    assert shown.headings == ("Activity", "Date", "Audience", "Comments", "Update")
    assert "draft activity planner" in shown.table.notes.source
    assert [one.key for one in shown.table.columns][:5] == ["when", "text", "audience", "comments", "update"]
    with pytest.raises(Refused, match="history"):
        services.finish_activity(by=keeper, activity=rows[0], outcome="Done.")


def test_a_patient_representative_plans_nothing(patient):
    with pytest.raises(PermissionDenied):
        services.add_activity(by=patient, about=about())


FILE = (
    b"Date,Activity,Audience,Channel,Place\r\nJan to March 2027,Visit groups,Patients,Flyer or poster,\r\n,Write,,,\r\n"
)


def test_a_file_in_the_planners_own_columns_is_taken_in(keeper):
    assert take_in_planner(by=keeper, content=FILE, name="p.csv").added == 2
    first = Activity.objects.get(text="Visit groups")
    assert (first.channel, first.last_day) == ("flyer", date(2027, 3, 31))


def test_one_wrong_row_keeps_the_whole_file_out_and_is_named(keeper):
    with pytest.raises(PlannerRowsRefused) as refused:
        take_in_planner(by=keeper, content=FILE + b"May 2027,Drum,Patients,Drums,\r\n", name="p.csv")
    assert [(one.row, one.column) for one in refused.value.problems] == [(4, "channel")]
    assert not Activity.objects.exists()
    with pytest.raises(Refused, match="no column “Activity”"):
        take_in_planner(by=keeper, content=b"Date,What\r\n1,2\r\n", name="p.csv")
