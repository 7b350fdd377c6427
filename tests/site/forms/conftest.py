"""A significant event analysis between a trust and a general practice, and who looks at it."""

import pytest
from tests.site.conftest import browser_of as browser_of
from tests.site.conftest import member

from clearway.site.forms.questionnaire.answers import Place
from clearway.site.forms.services.filling import save
from clearway.site.forms.services.signing import sign
from clearway.site.forms.services.starting import Filler, start
from clearway.site.forms.types_held import form_of_case, newest
from clearway.site.organisations.models import Organisation, OrganisationKind
from clearway.site.organisations.roles import GpPractice, Tracker

SEA = "significant-event-analysis"


@pytest.fixture
def surgery(db) -> Organisation:
    return Organisation.objects.create(code="C85001", name="A surgery", kind=OrganisationKind.PRACTICE)


@pytest.fixture
def gp(surgery):
    return member("gp@example.org", surgery, GpPractice)


@pytest.fixture
def stranger(rotherham):
    return member("stranger@example.org", rotherham, Tracker)


@pytest.fixture
def case(tracker, surgery):
    fillers = {"practice": Filler(surgery.code, network="U11111")}
    return start(by=tracker, form=newest()[SEA], subject="Case 17", fillers=fillers)


@pytest.fixture
def hospital(case):
    return case.parts.get(party="hospital")


@pytest.fixture
def practice(case):
    return case.parts.get(party="practice")


def answers(case, **given):
    """Answers as places and values: codes of options, or values as they are."""
    form = form_of_case(case)
    found = {}
    for name, value in given.items():
        link_id = name.replace("_", "-")
        item = form.item(link_id)
        values = value if isinstance(value, tuple) else (value,)
        found[Place(link_id)] = tuple(item.coding(one) if item.options else one for one in values)
    return found


HOSPITAL = {
    "SEA_02": "C34",
    "SEA_03": "60-69",
    "SEA_06": "ed",
    "SEA_21": "Coughing blood",
    "SEA_31H": "probably",
    "SEA_32H": ("F3", "F6"),
    "SEA_42": "The scan was not acted on",
}
PRACTICE = {"SEA_12": 3, "SEA_31P": "possibly", "SEA_32P": ("F2",), "SEA_41": "Send a second chest film"}


def fill_hospital(case, by):
    from datetime import date

    part = case.parts.get(party="hospital")
    return save(by=by, part=part, answers=answers(case, **HOSPITAL, SEA_04=date(2026, 3, 1)), revision=part.revision)


def fill_practice(case, by):
    part = case.parts.get(party="practice")
    return save(by=by, part=part, answers=answers(case, **PRACTICE), revision=part.revision)


@pytest.fixture
def signed(case, tracker, gp):
    """The form with both halves filled and signed."""
    sign(by=tracker, part=fill_hospital(case, tracker))
    sign(by=gp, part=fill_practice(case, gp))
    case.refresh_from_db()
    return case
