"""Fault 57, by walking: hostile words in every part of every address and form field of the site, for every role."""

import json
import logging
import re
import zlib
from urllib.parse import quote

import pytest
from django.test import Client
from tests.faults.addresses import Address, addresses, names_read_by
from tests.site.conftest import member, sign_in
from tests.site.furnished import furnish
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

from clearway.site.logs import JsonLines
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ROLES
from clearway.store.analytical import Reader

pytestmark = pytest.mark.slow

MARKUP = "<script>clearway57()</script>"
HOSTILE = {
    "markup": f"'\"></a>{MARKUP}",
    "sql": "' OR 1=1; DROP TABLE events; --",
    "nul": "a\x00b",
    "header": "a\r\nX-Clearway-57: 1\r\n\r\n<b>",
    "template": "{{1337*1337}}${1337*1337}{%now%}",
    "lookup": "${jndi:ldap://127.0.0.1/57}",
    "climbing": "../../../../../../etc/passwd",
    "huge number": "9" * 400,
    "float": "1e9",
    "below nought": "-1",
    "long": "A" * 20_000,
    "bidirectional": "\u202egnp.exe\u2066\u200f",
    "broken bytes": "%FF%FE%ED%A0%80",
    "year nought": "0000-01",
    "last month": "9999-12",
    "wide digits": "２０２５-０３",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "script address": "javascript:alert(57)",
    "elsewhere": "//clearway57.example/x",
    "json": '{"$gt": ""}',
    "newline": "2025-03\n",
    "nothing": "",
}
KNOWN = {
    "standard": "62",
    "measure": "CWT-62D",
    "code": "RFF",
    "referring": "RFF",
    "receiving": "RHQ",
    "month": "2025-03",
    "kind": "json",
    "position": "0",
}
SOME = 4
"""How many of the hostile words each path and each form meets in `make test`; in `make test-faults` all of them."""
LEFT_OUT = {"sign-out"}
"""Signing out would end the walk."""
WRITTEN_BY_PEOPLE = {"registers", "forms", "discussion", "attachments", "jobs", "agreements", "people"}
"""Apps whose pages are there only once somebody has written something: two who see it all walk those."""


class Kept(logging.Handler):
    """Keeps every line as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(JsonLines().format(record))


@pytest.fixture
def walkers(on_stocked_store, alliance, barnsley) -> list[Client]:  # noqa: F811
    """A browser for every role."""
    browsers = []
    for role in ROLES.values():
        organisation = barnsley if role.key == "tracker" else alliance
        membership = member(f"{role.key}@example.org", organisation, role)
        browser = Client(raise_request_exception=False)
        sign_in(browser, membership.person.email)
        browsers.append(browser)
    return browsers


@pytest.fixture
def real(stocked) -> dict[str, str]:  # noqa: F811
    """What addresses are filled with where nothing hostile stands."""
    with Reader(stocked.store.analytical).open() as figures:
        ((link,),) = figures.execute("SELECT min(link) FROM records").fetchall()
    own = next(row for row in stocked.manifest.rows if row.organisation_code == "RFF")
    return KNOWN | {"link": link, "submission_id": own.id, "rule_id": "D62-3", "name": "tracker-a", "number": "1"}


@pytest.fixture
def kept(monkeypatch) -> Kept:
    handler = Kept()
    for name in ("clearway", "django"):  # what else the site logs goes through these, or nowhere
        monkeypatch.setattr(logging.getLogger(name), "handlers", [handler])
    return handler


def query(words: str) -> str:
    """Words as they stand in an address; bytes that are no text stand as they are."""
    return words if words.startswith("%FF") else quote(words, safe="")


def wrong_with(answer, words: str) -> str:
    """What an answer gave away or did wrong; empty when nothing."""
    if answer.status_code >= 500:
        return f"status {answer.status_code}"
    if any("\n" in value or "\r" in value for value in answer.headers.values()) or "X-Clearway-57" in answer.headers:
        return "a header of the visitor's"
    if answer.get("Location", "").startswith(("//", "javascript:", "http")):
        return f"leads away: {answer['Location'][:60]}"
    if "html" not in answer.get("Content-Type", ""):
        return ""
    text = answer.content.decode(errors="replace")
    if MARKUP in text:
        return "markup stands as it came"
    if str(1337 * 1337) in text:
        return "a template of the visitor's was worked out"
    if "root:x:" in text:
        return "a file of the machine"
    if re.search(r"""(href|src|action)=["']?\s*(javascript:|//clearway57)""", text):
        return "an address of the visitor's is a link"
    if "Traceback" in text or "SELECT " in text:
        return "something of the code"
    if words == HOSTILE["long"] and len(text) > 400_000:
        return f"{len(text):,} letters"
    return ""


def by_turns(*place: str, many: int = 1) -> list[tuple[str, str]]:
    """So many of the hostile words, spread over all of them, other ones in every place."""
    kinds = list(HOSTILE.items())
    first = zlib.crc32("/".join(place).encode())
    return [kinds[(first + turn * len(kinds) // many) % len(kinds)] for turn in range(many)]


def somebody(walkers: list[Client], *place: str) -> Client:
    """Whose turn it is: the same each time, spread over all roles."""
    return walkers[zlib.crc32("".join(place).encode()) % len(walkers)]


def walked(address: Address, real: dict[str, str], walkers: list[Client], *, is_thorough: bool = False) -> list[str]:
    """What went wrong in one address: hostile words in its path, its query and its form."""
    wrong = []
    for name in address.names:
        here = HOSTILE.items() if is_thorough else by_turns(address.template, "path", name, many=SOME)
        for kind, words in here:
            path = address.path(**{one: real.get(one, "x") for one in address.names} | {name: query(words)})
            answer = somebody(walkers, address.template, name, kind).get(path)
            if what := wrong_with(answer, words):
                wrong.append(f"GET {address.template} with {kind} as {name}: {what}")
    path = address.path(**{one: real.get(one, "x") for one in address.names})
    for field in names_read_by(address.app):
        for kind, words in HOSTILE.items() if is_thorough else by_turns(address.template, field):
            browser = somebody(walkers, address.template, field, kind)
            if what := wrong_with(browser.get(f"{path}?{field}={query(words)}"), words):
                wrong.append(f"GET {address.template} with {kind} as {field}: {what}")
    here = HOSTILE.items() if is_thorough else by_turns(address.template, "form", many=SOME)
    for kind, words in here:
        answer = somebody(walkers, address.template, kind).post(path, dict.fromkeys(names_read_by(address.app), words))
        if what := wrong_with(answer, words):
            wrong.append(f"POST {address.template} with {kind} everywhere: {what}")
    return wrong


WALKED = [one for one in addresses() if one.template not in LEFT_OUT]


def met_by(address: Address, real: dict[str, str], walkers: list[Client]) -> tuple[dict[str, str], list[Client]]:
    """What an address is filled with, and who walks there."""
    if address.app not in WRITTEN_BY_PEOPLE:
        return real, walkers
    held = {one.role: one for one in Membership.objects.all()}
    people = {"tracker": held["tracker"], "administrator": held["administrator"]}
    people["governance"] = held["information_governance_lead"]
    written = furnish(people, "plain words", real["link"], real["submission_id"])
    by_role = dict(zip(ROLES, walkers, strict=True))
    return real | written.values(address), [by_role["tracker"], by_role["administrator"]]


@pytest.mark.parametrize("address", WALKED, ids=lambda one: one.template or "/")
def test_fault_57_hostile_words_break_no_address_and_stand_nowhere_as_they_came(address, real, walkers, kept):
    assert walked(address, *met_by(address, real, walkers)) == []
    check_lines(kept)


@pytest.mark.long
@pytest.mark.parametrize("address", WALKED, ids=lambda one: one.template or "/")
def test_fault_57_all_hostile_words_in_every_parameter_of_every_address(address, real, walkers, kept):
    assert walked(address, *met_by(address, real, walkers), is_thorough=True) == []
    check_lines(kept)


def check_lines(kept: Kept) -> None:
    """Each line of the log is one line, and nothing of the visitor's stands in it."""
    for line in kept.lines:
        assert "\n" not in line
        assert json.loads(line)
        assert "clearway57" not in line
        assert "1337" not in line


def test_fault_57_the_walk_takes_in_every_address_and_every_parameter():
    seen = {one.template for one in addresses()}
    assert len(seen) > 55
    for template in ("waits/breaches", "data/send", "transfers", "api/v1/waits", "account/tokens", "search"):
        assert template in seen
    assert {"alliance", "basis", "side", "months", "cancer_type"} <= set(names_read_by("performance"))
    assert {"trust", "per_page", "sort", "identifier", "number", "reason"} <= set(names_read_by("tracking"))
