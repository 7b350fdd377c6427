"""A served store and a browser that looks at it: every page is checked for errors, strangers and accessibility."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from tests.cli.conftest import environment
from tests.cli.test_run import free_port, health

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ON_A_TELEPHONE_TOO = {"test_shell", "test_publishing", "test_groups"}

MAKE_SHELL_STORE = """
import sys
from datetime import date
from pathlib import Path
from clearway.cli.stores import acting_person, use_or_make_store
from clearway.store.folder import StoreKind
store = use_or_make_store(Path(sys.argv[1]), kind=StoreKind.DEMO)
from clearway.site.accounts.demo_people import create_demo_people
from clearway.site.organisations.models import Organisation
by = acting_person(None)
trust = Organisation.objects.get(code="RFF")
create_demo_people(store, alliance=by.organisation, trust=trust, by=by, today=date.today())
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is done on the desk's screen each time is done on the telephone's too in the long run; each time only there
    where a telephone is most likely: the way in, the public's pages, and what a patient representative reads."""
    for item in items:
        parts = getattr(item, "callspec", None)
        is_phone = parts is not None and parts.params.get("screen") == PHONE
        if is_phone and (item.get_closest_marker("journey") or item.path.stem not in ON_A_TELEPHONE_TOO):
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    assert CHROMIUM.exists(), "chromium is missing: scripts/debian_packages.sh chromium"
    assert AXE.exists(), "axe is missing: make assets-dev"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shell_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo store that has people and no figures. Whoever changes it copies it: `copy_of`."""
    place = tmp_path_factory.mktemp("shell") / "store"
    subprocess.run([sys.executable, "-c", MAKE_SHELL_STORE, str(place)], check=True, env=environment(), timeout=120)
    return place


def copy_of(store: Path, folder: Path) -> Path:
    """A store of a test's own: the folder and, beside it, the key."""
    shutil.copy(store.with_name("store.key"), folder / "store.key")
    return Path(shutil.copytree(store, folder / "store"))


@pytest.fixture(scope="session")
def shell_address(shell_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served demo store that has people and no figures."""
    yield from served(copy_of(shell_store, tmp_path_factory.mktemp("served")))


def served(place: Path, **settings: str) -> Iterator[str]:
    """Serve a store, with further settings, while the fixture that asks lives."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "clearway.site.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--threads", "4", "--log-level", "warning"]
    process = subprocess.Popen(command, env=environment(CLEARWAY_STORE=str(place), **settings))
    try:
        deadline = time.monotonic() + 60
        while not health(port):
            assert process.poll() is None, "the server did not start"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@dataclass
class Visitor:
    """Somebody at a browser. What their browser complains of, and whom it asks besides the site, is kept."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    strangers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: said.type in {"error", "warning"} and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.strangers.add(urlsplit(url).netloc)

    def goes_to(self, path: str) -> "Visitor":
        self.page.goto(self.address + path)
        return self

    def signs_in_as(self, role: str) -> "Visitor":
        self.goes_to("/sign-in")
        self.page.get_by_role("button", name=f"Sign in as {role}").click()
        return self

    def finds_nothing_wrong(self) -> None:
        """The page is accessible as far as axe can tell, is not wider than the screen, and the browser is content."""
        assert problems(self.page) == []
        room = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert room[0] <= room[1], "the page runs past the edge of the screen"
        assert self.complaints == []
        assert self.strangers == set()


def problems(page: Page) -> list[str]:
    """What axe finds on a page that has come to rest, each with the elements it concerns."""
    found = looked_at_by_axe(page)
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes']]}" for one in found["violations"]]


def looked_at_by_axe(page: Page, tries: int = 3) -> dict[str, Any]:
    """What axe says. A press may still be on its way: if the page goes from under axe, it looks at the next one."""
    page.wait_for_load_state("load")
    try:
        return page.evaluate(f"async () => {{ {AXE.read_text(encoding='utf-8')}; return await axe.run(); }}")
    except Error:
        if tries == 1:
            raise
        return looked_at_by_axe(page, tries - 1)


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def screen(request: pytest.FixtureRequest) -> dict[str, int]:
    return request.param


@pytest.fixture
def context(chromium: Browser, screen: dict[str, int]) -> Iterator[BrowserContext]:
    with closing(chromium.new_context(viewport=screen)) as opened:
        yield opened


@pytest.fixture
def visitor(context: BrowserContext, shell_address: str) -> Visitor:
    """A visitor of the store without figures."""
    return Visitor(context.new_page(), shell_address)
