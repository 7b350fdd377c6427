"""A small register of every kind of field, and people who keep it."""

from datetime import date

import pytest
from tests.site.conftest import member, sign_in

from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import AllianceAnalyst, Tracker
from clearway.site.registers.services.entries import Draft, add_entry
from clearway.site.registers.services.types import propose_version, take_up

TODAY = date(2026, 11, 22)

WIG_BANKS = """\
type: wig-banks
title: Wig banks
singular: wig bank
version: 1
about: Where people who lose their hair can borrow a wig.
owner_role: Personalised care lead
review_months: 6
seen_by: public
source: The hospitals of the alliance
title_field: name
geography: place
code_lists:
  kinds:
    hospital: Hospital
    charity: Charity
fields:
- {id: name, label: Name, kind: text, required: true, unique: true, public: true}
- {id: kind, label: Kind, kind: choice, codes: kinds, required: true, column: true, filter: true, public: true}
- {id: place, label: Place, kind: place, filter: true, public: true}
- {id: stock, label: Wigs, kind: number, column: true}
- {id: cost, label: Cost, kind: money, column: true}
- {id: since, label: Since, kind: date, column: true}
- {id: is_free, label: Free, kind: yes or no, filter: true, public: true}
- {id: kinds_held, label: Kinds held, kind: several choices, codes: kinds}
- {id: run_by, label: Run by, kind: organisation, filter: true}
- {id: contact, label: Whom to ask, kind: role}
- {id: email, label: Mailbox, kind: e-mail}
- {id: phone, label: Telephone, kind: phone}
- {id: web, label: Web, kind: web address}
- {id: other, label: See also, kind: link, links_to: wig-banks}
- {id: notes, label: Notes, kind: long text}
"""
OWN = WIG_BANKS.replace("seen_by: public", "seen_by: organisation").replace(
    "source: The hospitals of the alliance\n", ""
)
OWN = OWN.replace(", public: true", "")


def draft(name: str = "Barnsley wig bank", *, organisation: str = "RFF", **more: object) -> Draft:
    """An entry that stands, with something changed."""
    about = {key: more.pop(key) for key in ("owner_role", "review_by") if key in more}
    return Draft(raw={"name": name, "kind": "hospital", **more}, organisation=organisation, **about)


@pytest.fixture
def keeper(barnsley) -> Membership:
    """Somebody who keeps Barnsley's entries."""
    return member("keeper@example.org", barnsley, Tracker)


@pytest.fixture
def neighbour(rotherham) -> Membership:
    return member("neighbour@example.org", rotherham, Tracker)


@pytest.fixture
def register(administrator) -> str:
    """The public register is in use."""
    take_up(by=administrator, proposed=propose_version(by=administrator, text=WIG_BANKS))
    return "wig-banks"


@pytest.fixture
def own_register(administrator) -> str:
    """The same register, seen by the organisation that owns an entry."""
    take_up(by=administrator, proposed=propose_version(by=administrator, text=OWN))
    return "wig-banks"


@pytest.fixture
def entry(register, keeper):
    return add_entry(by=keeper, register=register, draft=draft(), today=TODAY)


@pytest.fixture
def as_keeper(browser, keeper):
    sign_in(browser, keeper.person.email)
    return browser


@pytest.fixture
def as_administrator(browser, administrator):
    sign_in(browser, administrator.person.email)
    return browser


@pytest.fixture
def analyst_of_alliance(alliance) -> Membership:
    return member("whole@example.org", alliance, AllianceAnalyst)
