"""People who keep and read plans, and the two plans of the demo."""

import pytest
from tests.site.managing import as_manager as as_manager
from tests.site.managing import manager as manager

from clearway.planning.reading import ReadPlan
from clearway.planning.shipped import plan_of_2017
from clearway.site.plan.demo import demo_plan
from clearway.site.plan.models import Deliverable, Plan
from clearway.site.plan.services.loading import load_plan


@pytest.fixture
def of_2017(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(plan_of_2017())).row


@pytest.fixture
def of_2025(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(demo_plan())).row


def deliverable(code: str) -> Deliverable:
    return Deliverable.objects.get(code=code)
