"""The site on a filled store: a tracker at Barnsley, one at Doncaster, an analyst and an administrator."""

import pytest
from django.test import Client
from tests.pathways.conftest import filled as filled
from tests.pathways.filled import FilledStore
from tests.site.conftest import member, sign_in

from clearway.pipeline.manifest import Submission as ManifestRow
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.roles import Tracker
from clearway.site.submissions.models import Submission
from clearway.store.analytical import Reader


def keep_rows(rows: list[ManifestRow]) -> None:
    """The manifest as rows of the operational database."""
    for row in rows:
        columns = {
            name: getattr(row, name) for name in row.__dataclass_fields__ if name not in ("supersedes", "is_held_back")
        }
        Submission.unscoped.create(**columns, supersedes_id=row.supersedes or None)


@pytest.fixture
def on_filled_store(settings, filled: FilledStore, db) -> FilledStore:
    """The site serves the filled store."""
    settings.STORE = filled.store
    keep_rows(filled.manifest.rows)
    return filled


@pytest.fixture
def links(filled: FilledStore) -> dict[str, str]:
    """The link of each record by the sender's own id."""
    with Reader(filled.store.analytical).open() as figures:
        rows = figures.execute("SELECT record_id, link FROM records").fetchall()
    return dict(rows)


@pytest.fixture
def doncasters(db) -> Membership:
    trust = Organisation.objects.create(code="RP5", name="Doncaster and Bassetlaw", kind=OrganisationKind.TRUST)
    return member("tracker@doncaster.example", trust, Tracker)


@pytest.fixture
def as_doncaster(db, doncasters: Membership) -> Client:
    """A browser in which a tracker of another trust has signed in."""
    browser = Client(raise_request_exception=False)
    sign_in(browser, doncasters.person.email)
    return browser


@pytest.fixture
def as_administrator(db, administrator: Membership) -> Client:
    """A browser in which the administrator has signed in."""
    browser = Client(raise_request_exception=False)
    sign_in(browser, administrator.person.email)
    return browser


def page(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return " ".join(answer.content.decode().split())
