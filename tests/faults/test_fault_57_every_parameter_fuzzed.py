"""Fault 57, by machine: every parameter of the API as its description allows it, and as it does not."""

import logging

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, seed, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.site.api.conftest import Program, of_analyst, of_tracker  # noqa: F401
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_stocked_store", "many_requests")]

API = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


def calm(examples: int) -> settings:
    """So many cases for each address, the same ones every time."""
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def many_requests(settings):
    settings.API_REQUESTS_A_MINUTE = 10_000_000


@pytest.fixture(autouse=True)
def _nothing_in_the_log(caplog):
    with caplog.at_level(logging.WARNING):
        yield
    assert not [one.getMessage() for one in caplog.records if one.name.startswith(("clearway", "django"))]


@API.parametrize()
@seed(57)
@calm(25)
def test_fault_57_what_the_description_allows_is_answered_as_it_says_and_nothing_else(case, of_analyst):  # noqa: F811
    check(case, of_analyst)


@API.parametrize()
@seed(1957)
@calm(300)
@pytest.mark.long
def test_fault_57_the_same_for_long(case, of_analyst):  # noqa: F811
    check(case, of_analyst)


@API.parametrize()
@seed(5757)
@calm(10)
def test_fault_57_who_sees_one_trust_is_answered_as_described_too(case, of_tracker):  # noqa: F811
    check(case, of_tracker)


def check(case, program: Program) -> None:
    """The answer is as described; a request that the description allows is never told that a parameter is wrong."""
    headers = {"Authorization": f"Bearer {program.token}"}
    answer = case.call(headers=headers)
    case.validate_response(answer, headers=headers, excluded_checks=[positive_data_acceptance])
    if case.meta.generation.mode.is_positive and answer.status_code == 400:
        assert answer.json()["code"] != "PARAMETER", answer.json()
