"""People who keep and read plans, and the two plans of the demo."""

import pytest
from django.test import Client
from tests.site.conftest import member, sign_in

from clearway.planning.reading import ReadPlan
from clearway.planning.shipped import plan_of_2017
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ProgrammeManager
from clearway.site.plan.demo import demo_plan
from clearway.site.plan.models import Deliverable, Plan
from clearway.site.plan.services.loading import load_plan


@pytest.fixture
def manager(alliance) -> Membership:
    return member("manager@example.org", alliance, ProgrammeManager)


@pytest.fixture
def of_2017(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(plan_of_2017())).row


@pytest.fixture
def of_2025(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(demo_plan())).row


@pytest.fixture
def as_manager(browser: Client, manager: Membership) -> Client:
    sign_in(browser, manager.person.email)
    return browser


def deliverable(code: str) -> Deliverable:
    return Deliverable.objects.get(code=code)
