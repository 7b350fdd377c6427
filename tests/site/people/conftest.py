"""Administrators at their browsers, and a worker that answers at once."""

import re

import pytest
from django.test import Client
from tests.site.conftest import browser_of as browser_of
from tests.site.conftest import member

from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import Administrator

LINK = re.compile(r"http://\S+(/public/password/\S+)")


def link_in(mail) -> str:
    """The path of the link that a mail holds."""
    return LINK.search(mail.body)[1]


@pytest.fixture
def local(barnsley) -> Membership:
    """The administrator of one trust."""
    return member("local@example.org", barnsley, Administrator)


@pytest.fixture
def as_administrator(administrator) -> Client:
    return browser_of(administrator)


@pytest.fixture
def as_local(local) -> Client:
    return browser_of(local)
