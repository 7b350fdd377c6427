"""People who keep, read and speak up, for the tests of engagement."""

from datetime import date

import pytest
from django.test import Client
from tests.site.conftest import member, sign_in

from clearway.site.engagement.models import Audience, AudienceKind
from clearway.site.engagement.services.audiences import AboutAudience, add_audience
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import PatientRepresentative, ProgrammeManager

TODAY = date(2026, 6, 1)


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


@pytest.fixture
def young(keeper) -> Audience:
    about = AboutAudience(name="Young people", kind=AudienceKind.PEOPLE, characteristics=["age"])
    return add_audience(by=keeper, about=about)
