"""The programme manager, who keeps plans, returns and publications, as fixtures."""

import pytest
from django.test import Client
from tests.site.conftest import member, sign_in

from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ProgrammeManager


@pytest.fixture
def manager(alliance) -> Membership:
    return member("manager@example.org", alliance, ProgrammeManager)


@pytest.fixture
def as_manager(browser: Client, manager: Membership) -> Client:
    """A browser in which the programme manager has signed in."""
    sign_in(browser, manager.person.email)
    return browser
