"""People who keep, read and speak up, for the tests of groups and of engagement."""

import pytest
from django.test import Client
from tests.site.conftest import member, sign_in

from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import PatientRepresentative, ProgrammeManager


@pytest.fixture
def keeper(alliance) -> Membership:
    return member("programme@example.org", alliance, ProgrammeManager)


@pytest.fixture
def patient(alliance) -> Membership:
    return member("patient@example.org", alliance, PatientRepresentative)


@pytest.fixture
def as_keeper(browser: Client, keeper: Membership) -> Client:
    sign_in(browser, keeper.person.email)
    return browser
