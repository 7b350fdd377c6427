"""Somebody walks through every address of the site and asks for what is not theirs, in every way that there is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import product
from urllib.parse import urljoin

from django.test import Client
from tests.faults.addresses import Address, addresses, names_read_by
from tests.site.scope_walk.foreign_rows import DONCASTER, NUMBER, SEA, WORD

ENDS_THE_WALK = {"sign-out", "me/sessions/end", "choose-role", "people/add"}
"""Never posted: they end the walker's own sitting, or (adding people) are no row of anybody's."""
ASKED: dict[str, tuple[str, ...]] = {
    "number": (str(NUMBER),),
    "position": ("0", "1"),
    "principle": ("time",),
    "token": (WORD,),
    "sending_id": (WORD,),
    "register": ("wig-banks",),
    "key": (SEA, "kept-identitydecisio"),
    "party": ("hospital",),
    "section": ("hospital-story",),
    "kind": ("form", "entry", "deliverable", "json", "txt", "annotation"),
    "code": (DONCASTER,),
    "referring": (DONCASTER,),
    "receiving": ("RHQ",),
    "standard": ("62",),
    "measure": ("CWT-62D",),
    "measure_id": ("CWT-62D",),
    "slug": ("cancer-waiting-times",),
    "month": ("2025-05",),
    "day": ("2026-11-22",),
    "name": ("kept-mappingprofile profile_id",),
    "file_name": ("kept-samplefile file_name",),
    "rule_id": ("D62-3",),
    "hazard_id": ("HAZ-1",),
    "flow_id": ("records",),
    "rest": ("nothing",),
}
"""What stands in an address for each name in it: Doncaster's row, or something that is everybody's."""
SENT = {"reason": "Only to see what would happen", "q": "kept"}
"""What forms are sent with where a number would lead nowhere; everything else is sent with Doncaster's number."""
DOWNLOAD = re.compile(r'href="([^"]*format=csv[^"]*)"')
MOST_DOWNLOADS = 6
MARK = re.compile(r"kept-[a-z]+|999 ?000 ?0042")
"""The words of rows that are not the walker's, and the NHS number of Doncaster's patient."""


@dataclass
class Walk:
    """What one person met: marks by address, answers that broke, and how many were asked."""

    met: dict[str, set[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    asked: int = 0

    def marks(self) -> set[str]:
        """Every mark that was met anywhere."""
        return set().union(*self.met.values())


@dataclass(frozen=True)
class Walker:
    """A browser, signed in or not, with the token of a program where there is one."""

    browser: Client
    token: str = ""

    def walk(self, only_there: dict[str, str]) -> Walk:
        """Ask for every address: the page, the tables it offers, and its form with Doncaster's number everywhere."""
        walk, link = Walk(), only_there["link"]
        for address in addresses():
            for path in paths_of(address, only_there):
                page = self._ask(walk, "GET", path, link)
                for table in sorted(set(DOWNLOAD.findall(page)))[:MOST_DOWNLOADS]:
                    self._ask(walk, "GET", urljoin(path, unescape(table)), link)
                if 'name="q"' in page:
                    self._ask(walk, "GET", f"{path}?q=kept", link)
                if address.template not in ENDS_THE_WALK:
                    sent = dict.fromkeys(names_read_by(address.app), str(NUMBER))
                    self._ask(walk, "POST", path, link, sent | {name: SENT[name] for name in SENT if name in sent})
        return walk

    def _ask(self, walk: Walk, method: str, path: str, link: str, fields: dict[str, str] | None = None) -> str:
        headers = {"HTTP_AUTHORIZATION": f"Bearer {self.token}"} if self.token and path.startswith("/api/") else {}
        send = self.browser.get if method == "GET" else self.browser.post
        answer = send(path, fields, **headers) if fields is not None else send(path, **headers)
        walk.asked += 1
        text = b"".join(answer).decode(errors="replace")
        said = text.replace(path, "") + str(dict(answer.headers))
        found = set(MARK.findall(said)) - set(MARK.findall(f"{path} {fields}"))
        if link in said and link not in path:
            found.add("kept-link")
        if found:
            walk.met.setdefault(f"{method} {path.split('?')[0]}", set()).update(found)
        if answer.status_code >= 500:
            walk.broken.append(f"{method} {path}: {answer.status_code}")
        return text


def paths_of(address: Address, only_there: dict[str, str]) -> Iterator[str]:
    """An address filled in every way. `only_there` holds what depends on the store: links and submissions."""
    held = ASKED | {name: (value,) for name, value in only_there.items()}
    for values in product(*(held[name] for name in address.names)):
        yield address.path(**dict(zip(address.names, values, strict=True)))
