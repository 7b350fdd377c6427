"""A return with its marked form, those who keep it, and those who look on."""

import pytest
from tests.publications.returns.forms import form_bytes
from tests.site.conftest import member
from tests.site.managing import as_manager as as_manager
from tests.site.managing import manager as manager

from clearway.planning.reading import ReadPlan
from clearway.publications.returns.marking import read_marking
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.roles import RegionalReader
from clearway.site.plan.demo import demo_plan
from clearway.site.plan.models import Plan
from clearway.site.plan.services.loading import load_plan
from clearway.site.returns.models import ReturnTemplate
from clearway.site.returns.services.forms import add_return, load_form
from clearway.store.folder import StoreFolder

MARKS = """
cells:
- {sheet: Summary, cell: B3, value: organisation}
- {sheet: Summary, cell: B4, value: month}
- {sheet: Summary, cell: B6, value: sum, part: planned, span: plan}
- {sheet: Summary, cell: B8, value: answer, question: How does it stand?, answer: choice, choices: [Green, Amber, Red]}
blocks:
- sheet: Promises
  rows: deliverables
  first_row: 2
  last_row: 80
  columns:
  - {column: A, field: title}
"""


@pytest.fixture
def store(live_store: StoreFolder) -> StoreFolder:
    live_store.path.mkdir(exist_ok=True)
    return live_store


@pytest.fixture
def plan(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(demo_plan())).row


@pytest.fixture
def template(manager, store, plan) -> ReturnTemplate:
    file = load_form(by=manager, name="form.xlsx", content=form_bytes(), store=store)
    marking = read_marking(MARKS, "marks.yaml")
    return add_return(by=manager, title="A return", asked_by="", due_days=30, file=file, marking=marking)


@pytest.fixture
def reader(db) -> Membership:
    icb = Organisation.objects.create(code="QF7", name="An ICB", kind=OrganisationKind.ICB)
    return member("reader@example.org", icb, RegionalReader)
