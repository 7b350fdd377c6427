"""A plan, those who keep it, and a document that was read."""

from pathlib import Path

import pytest
from tests.site.managing import as_manager as as_manager
from tests.site.managing import manager as manager

from clearway.planning.reading import ReadPlan
from clearway.planning.shipped import plan_of_2017
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Plan
from clearway.site.plan.services.loading import load_plan
from clearway.site.strategies.models import ReadDocument
from clearway.site.strategies.services import read_document
from clearway.store.folder import StoreFolder

TEXT = (
    b"The Screening Team will raise bowel screening uptake to 75% by Q3 2026/27 (recommendation 12).\n\n"
    b"We will publish the results.\n\nDemand will keep growing.\n"
)
HELD_OUT = Path(__file__).resolve().parents[2] / "planning" / "documents" / "held_out"


@pytest.fixture
def plan(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(plan_of_2017())).row


@pytest.fixture
def store(live_store: StoreFolder) -> StoreFolder:
    live_store.path.mkdir(exist_ok=True)
    return live_store


@pytest.fixture
def document(manager: Membership, store: StoreFolder) -> ReadDocument:
    return read_document(by=manager, name="aims.txt", content=TEXT, store=store)
