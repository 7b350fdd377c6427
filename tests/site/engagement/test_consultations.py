"""Consultations open and close only when somebody has shown that they are fair."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.engagement.conftest import TODAY
from tests.site.trail import trail

from clearway.records.findings import Refused
from clearway.site.engagement.models import Consultation, ConsultationState
from clearway.site.engagement.services import consultations as services

pytestmark = pytest.mark.django_db
OPENS, CLOSES = TODAY, TODAY + timedelta(weeks=12)
AFTER = CLOSES + timedelta(days=1)


def about(**more) -> services.AboutConsultation:
    given = {"title": "Blood tests", "proposal": "Near home.", "decided_by": "Boards"}
    return services.AboutConsultation(**given | {"opens_on": OPENS, "closes_on": CLOSES} | more)


@pytest.fixture
def prepared(keeper) -> Consultation:
    return services.prepare(by=keeper, about=about())


def show(by, held: Consultation, *principles: str, dated: date = TODAY) -> None:
    for one in principles:
        evidence = services.Evidence(principle=one, words="Shown.", kept_at="Folder", who="Lead", dated=dated)
        services.show_evidence(by=by, consultation=held, evidence=evidence, today=dated)


def opened(by, held: Consultation) -> Consultation:
    show(by, held, "formative", "reasons")
    return services.open_consultation(by=by, consultation=held, today=OPENS)


def test_it_does_not_open_until_the_first_two_principles_are_shown(keeper, prepared):
    show(keeper, prepared, "formative")
    with pytest.raises(Refused, match="Enough information: nobody has shown it"):
        services.open_consultation(by=keeper, consultation=prepared, today=OPENS)
    show(keeper, prepared, "reasons")
    assert services.open_consultation(by=keeper, consultation=prepared, today=OPENS).state == ConsultationState.OPEN


def test_it_does_not_close_until_all_is_shown_counted_and_reported(keeper, prepared):
    held = opened(keeper, prepared)
    with pytest.raises(Refused, match="people can still answer"):
        services.close(by=keeper, consultation=held, today=CLOSES)
    with pytest.raises(Refused) as refused:
        services.close(by=keeper, consultation=held, today=AFTER)
    for words in ("Time to respond", "Conscientiously considered", "how many responses", "no report"):
        assert words in str(refused.value)
    show(keeper, held, "time", "considered", dated=AFTER)
    services.take_into_account(by=keeper, consultation=held, responses=7, report="Folder", report_words="All read.")
    closed = services.close(by=keeper, consultation=held, today=AFTER)
    assert (closed.state, closed.closed_on, closed.responses) == (ConsultationState.CLOSED, AFTER, 7)
    assert trail().filter(event="consultation closed").count() == 1
    with pytest.raises(Refused, match="closed"):
        show(keeper, closed, "time")


def test_while_it_is_open_its_words_stand_and_its_last_day_only_moves_on(keeper, prepared):
    held = opened(keeper, prepared)
    for changed in ({"proposal": "Another thing."}, {"closes_on": CLOSES - timedelta(days=1)}, {"closes_on": None}):
        with pytest.raises(Refused):
            services.change(by=keeper, consultation=held, about=about(**changed))
    later = CLOSES + timedelta(days=14)
    assert services.change(by=keeper, consultation=held, about=about(closes_on=later)).closes_on == later


def test_evidence_of_a_day_to_come_is_refused(keeper, prepared):
    evidence = services.Evidence(
        principle="time", words="Shown.", kept_at="F", who="Lead", dated=TODAY + timedelta(days=1)
    )
    with pytest.raises(Refused, match="day to come"):
        services.show_evidence(by=keeper, consultation=prepared, evidence=evidence, today=TODAY)


def test_nobody_but_those_who_keep_engagement_changes_it(patient, prepared):
    for change in (
        lambda: services.prepare(by=patient, about=about()),
        lambda: show(patient, prepared, "time"),
        lambda: services.open_consultation(by=patient, consultation=prepared, today=OPENS),
        lambda: services.withdraw(by=patient, consultation=prepared, reason="No."),
    ):
        with pytest.raises(PermissionDenied):
            change()


@pytest.mark.parametrize("year", [1, 9999])
def test_a_year_that_nobody_plans_in_is_refused(keeper, year):
    with pytest.raises(Refused, match="not a year"):
        services.prepare(by=keeper, about=about(opens_on=date(year, 1, 1), closes_on=date(year, 12, 31)))


def test_withdrawing_says_why(keeper, prepared):
    with pytest.raises(Refused):
        services.withdraw(by=keeper, consultation=prepared, reason=" ")
    assert services.withdraw(by=keeper, consultation=prepared, reason="Not needed.").state_because == "Not needed."
