"""Pages of a demo store as Django's test client asks for them: `python -m bench.page_way request|drawing|waits STORE`.

`work` is the CPU of one page, the middle of many, once the process is warm: of the whole request, or of its template.
"""

import json
import os
import sys
from collections.abc import Callable
from statistics import median
from typing import Any
from unittest.mock import patch

import django

from bench.meter import Meter, cpu_seconds

PAGES = {
    "request": "/waits/breaches?per_page=50&month=2025-01",
    "drawing": "/waits/breaches?per_page=50&month=2025-01",
    "waits": "/waits/62/RHQ?basis=computed",
}
ANSWERS = 25


def main(way: str, store: str) -> dict[str, object]:
    """Ask for one page again and again."""
    os.environ |= {"CLEARWAY_STORE": store, "DJANGO_SETTINGS_MODULE": "clearway.site.settings"}
    django.setup()
    from django.conf import settings
    from django.shortcuts import render
    from django.test import Client

    from clearway.site.accounts.demo_people import DEMO_PASSWORD
    from clearway.site.tracking import views

    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client()
    browser.post("/sign-in", {"email": "analyst@demo.example", "password": DEMO_PASSWORD})
    requests: list[float] = []
    drawings: list[float] = []
    with patch.object(views, "render", _timed(render, drawings)):
        for _ in range(ANSWERS + 1):
            ask = _timed(browser.get, requests)
            answer = ask(PAGES[way])
            assert answer.status_code == 200, answer.status_code
    spent = drawings if way == "drawing" else requests
    return {"measured": {**Meter.started().read(), "work": median(spent[1:])}, "bytes": len(answer.content)}


def _timed(work: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def timed(*arguments: object, **named: object) -> Any:
        before = cpu_seconds()
        try:
            return work(*arguments, **named)
        finally:
            spent.append(cpu_seconds() - before)

    return timed


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
