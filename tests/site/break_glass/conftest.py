"""A live store with a record of Barnsley's that was treated at Sheffield, and those who look over broken glass."""

import pytest
from django.test import Client
from tests.pathways.conftest import filled as filled
from tests.site.conftest import browser_of as browser_of
from tests.site.conftest import member
from tests.site.tracking.conftest import links as links
from tests.site.tracking.conftest import on_filled_store as on_filled_store
from tests.site.tracking.test_sight import lead as lead
from tests.site.tracking.test_sight import live as live
from tests.site.tracking.test_sight import sheffield as sheffield

from clearway.site.break_glass.models import Opening
from clearway.site.break_glass.services import break_glass, can_be_broken
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import CancerManager, InformationGovernanceLead

WHY = "Lost between two trusts, the ward has to ring"
SAID = {"kind": "lost", "reason": WHY}


@pytest.fixture
def manager(barnsley) -> Membership:
    """The cancer manager of the trust whose record it is."""
    return member("manager@barnsley.example", barnsley, CancerManager)


@pytest.fixture
def keeper(barnsley) -> Membership:
    """The information governance lead of the trust whose record it is."""
    return member("keeper@barnsley.example", barnsley, InformationGovernanceLead)


@pytest.fixture
def as_manager(manager) -> Client:
    return browser_of(manager)


def broken(by: Membership, link: str, **more: str) -> Opening:
    """The glass broken on one record, past the pages."""
    opened = can_be_broken(by, link, "r")
    return break_glass(by=by, opened=opened, request_id="r", **(SAID | more))
