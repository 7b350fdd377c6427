"""A store that takes files, and people who send them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.intake.builders import csv_text, records

from clearway.intake.readers import read_here
from clearway.site.jobs.worker import work_once
from clearway.site.organisations.models import Membership
from clearway.site.sending.models import Sending
from clearway.store.folder import StoreFolder, StoreKind, create_store

TOKENS = [f"{number:032x}" for number in range(1, 100)]
FORM = {"date_format": "YYYY-MM-DD", "encoding": "utf-8", "separator": "comma", "organisation_code": "RFF"}


@pytest.fixture
def sending_store(settings, tmp_path: Path, monkeypatch) -> StoreFolder:
    """An empty demo store of the test's own. Files are read in this process: the guarded reader has its own tests."""
    monkeypatch.delenv("CLEARWAY_KEY_FILE", raising=False)
    monkeypatch.setattr(
        "clearway.pipeline.load.read_file", lambda path, said, limits, scratch: read_here(path, said, limits)
    )
    settings.STORE = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    return settings.STORE


def barnsleys(*changes: Mapping[str, str], **for_all: str) -> bytes:
    """A CSV of good records of one trust, changed as said."""
    own = dict.fromkeys(("org_first_seen", "org_fds_end", "org_treatment", "pathway_issuer"), "RFF") | for_all
    return csv_text(records(*changes, **own)).encode()


def a_file(content: bytes, name: str = "march.csv") -> BytesIO:
    """A file as a browser sends it."""
    stream = BytesIO(content)
    stream.name = name
    return stream


@dataclass
class Desk:
    """Somebody at a browser who sends files."""

    browser: Client
    store: StoreFolder

    def sends(self, content: bytes | Iterable[BytesIO], *, token: str = TOKENS[0], end: str = "1", **said: str) -> Any:
        """Press the button."""
        files = [a_file(content)] if isinstance(content, bytes) else list(content)
        return self.browser.post("/data/send", {"token": token, "file": files, **FORM, **said, "end": end})

    def page(self, address: str) -> str:
        """The words of a page."""
        answer = self.browser.get(address)
        assert answer.status_code == 200, address
        return " ".join(answer.content.decode().split())

    def left(self) -> list[Path]:
        """The files that lie in the store's scratch."""
        return [path for path in (self.store.path / "uploads").rglob("*") if path.is_file()]

    def loads(self, content: bytes, **said: str) -> str:
        """Send, let the worker work, and read the page."""
        address = self.sends(content, **said)["Location"]
        work_all()
        return self.page(address)


def work_all() -> None:
    """Let the worker do everything that waits."""
    while work_once("w"):
        pass


def the_sending() -> Sending:
    """The only one there is."""
    return Sending.unscoped.select_related("upload", "job").get()


@pytest.fixture
def at_barnsley(as_tracker: Client, sending_store: StoreFolder) -> Desk:
    """The tracker of Barnsley at a browser."""
    return Desk(as_tracker, sending_store)


@pytest.fixture
def at_the_alliance(as_analyst: Client, sending_store: StoreFolder, barnsley, rotherham) -> Desk:
    """The analyst of the alliance at a browser."""
    return Desk(as_analyst, sending_store)


@pytest.fixture
def desk_of(sending_store: StoreFolder) -> Callable[[Membership], Desk]:
    """A further person at a browser of their own."""
    from tests.site.conftest import sign_in

    def seated(membership: Membership) -> Desk:
        browser = Client(raise_request_exception=False)
        sign_in(browser, membership.person.email)
        return Desk(browser, sending_store)

    return seated
