"""The site on a store in which two trusts have something to mend, and one file is held back."""

from pathlib import Path

import pytest
from django.test import Client
from tests.intake.builders import GOOD_RECORD
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory
from tests.pipeline.quality.months import month_of_records, whole_months
from tests.site.conftest import member, sign_in
from tests.site.tracking.conftest import keep_rows

from clearway.site.organisations.models import Membership, Organisation
from clearway.site.organisations.roles import Tracker
from clearway.store.folder import StoreKind, create_store

WRONG_NUMBER = "9990000019"
BARNSLEY = dict.fromkeys(("org_first_seen", "org_fds_end", "org_treatment", "pathway_issuer"), "RFF")
ROTHERHAM = dict.fromkeys(("org_first_seen", "org_fds_end", "org_treatment", "pathway_issuer"), "RFR")


def rows(trust: dict[str, str], **named: dict[str, str]) -> list[dict[str, str]]:
    return [
        {**GOOD_RECORD, **trust, "record_id": name, "pathway_id": f"P-{name}", **changes}
        for name, changes in named.items()
    ]


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Desk:
    """Barnsley sent April twice and mended one row; Rotherham sent one bad row; a drifting March of Barnsley waits."""
    folder: Path = tmp_path_factory.mktemp("quality")
    desk = Desk(create_store(folder / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), folder)
    bad = {"crtp_start": "2025-02-30"}
    first = rows(BARNSLEY, A1=bad, B1={"ctp_start_date": ""}, C1={"nhs_number": WRONG_NUMBER}, D1={"modality": "=1+1"})
    desk.load(desk.csv(first, "april.csv"), organisation="RFF", month="2025-04")
    desk.publish()
    first[0]["crtp_start"] = "2025-03-03"
    desk.load(desk.csv(first, "april-mended.csv"), organisation="RFF", month="2025-04")
    desk.load(desk.csv(rows(ROTHERHAM, R1=bad, R2={}), "rotherham.csv"), organisation="RFR", month="2025-04")
    clean = {"nhs_number": "9990000018", "morphology": "8720/3"}
    older = desk.csv(whole_months(**clean), "winter.csv")
    desk.load(older, organisation="RFF", force="whole months of winter")
    desk.publish()
    (held,) = desk.load(
        desk.csv(month_of_records("2025-03", 20, **clean), "march.csv"), organisation="RFF", month="2025-03"
    )
    assert held.submission.state == "held"
    return desk


@pytest.fixture
def on_desk(settings, desk: Desk, db) -> Desk:
    """The site serves it."""
    settings.STORE = desk.store
    keep_rows(desk.manifest.rows)
    return desk


@pytest.fixture
def held_id(desk: Desk) -> str:
    return next(row.id for row in desk.manifest.rows if row.state == "held")


@pytest.fixture
def rotherhams(rotherham: Organisation) -> Membership:
    return member("tracker@rotherham.example", rotherham, Tracker)


@pytest.fixture
def as_rotherham(db, rotherhams: Membership) -> Client:
    browser = Client(raise_request_exception=False)
    sign_in(browser, rotherhams.person.email)
    return browser


@pytest.fixture
def as_administrator(db, administrator: Membership) -> Client:
    browser = Client(raise_request_exception=False)
    sign_in(browser, administrator.person.email)
    return browser


def page(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return " ".join(answer.content.decode().split())
