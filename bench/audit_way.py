"""The audit page as Django's test client asks for it: `python -m bench.audit_way plain|person|… STORE`.

`work` is the CPU of one page of 50 rows, the middle of many, once the process is warm: the whole request.
"""

import json
import os
import sys
from statistics import median

import django

from bench.meter import Meter, cpu_seconds

PAGES = {
    "plain": "",
    "far": "?older={far}",
    "person": "?person=person07@example.org",
    "rare person": "?person=seldom@example.org",
    "event": "?event=pathway+viewed&older={far}",
    "rare event": "?event=legal+hold+placed",
    "record": "?subject=00000000000000001eef",
    "day": "?day={day}",
    "person, event": "?person=person07@example.org&event=breach+list+viewed",
    "nothing like it": "?person=person07@example.org&event=legal+hold+placed&day={day}",
}
ANSWERS = 25


def main(way: str, store: str) -> dict[str, object]:
    """Ask for one page again and again."""
    os.environ |= {"CLEARWAY_STORE": store, "DJANGO_SETTINGS_MODULE": "clearway.site.settings"}
    django.setup()
    from django.conf import settings
    from django.test import Client

    from clearway.site.accounts.demo_people import DEMO_PASSWORD
    from clearway.site.audit.models import Event

    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client()
    browser.post("/sign-in", {"email": "admin@demo.example", "password": DEMO_PASSWORD})
    far = Event.objects.latest("sequence").sequence // 2
    day = Event.objects.get(sequence=far).at.date()
    spent: list[float] = []
    for _ in range(ANSWERS + 2):
        before = cpu_seconds()
        answer = browser.get("/audit/" + PAGES[way].format(far=far, day=day))
        spent.append(cpu_seconds() - before)
        assert answer.status_code == 200, answer.status_code
    return {"measured": {**Meter.started().read(), "work": median(spent[2:])}, "bytes": len(answer.content)}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
