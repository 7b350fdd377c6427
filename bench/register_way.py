"""The list of a register as Django's test client asks for it: `python -m bench.register_way plain|filter|… STORE`.

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
    "filter": "?kind=support_group",
    "rare filter": "?kind=money",
    "words": "?q=service",
    "rare words": "?q=service+0123456",
    "order": "?sort=kind",
    "due": "?show=due",
    "far": "?after={far}",
    "far in order": "?sort=kind&after={far}",
}
ANSWERS = 25


def main(way: str, store: str) -> dict[str, object]:
    """Ask for one page again and again."""
    os.environ |= {"CLEARWAY_STORE": store, "DJANGO_SETTINGS_MODULE": "clearway.site.settings"}
    django.setup()
    from django.conf import settings
    from django.test import Client

    from clearway.site.accounts.demo_people import DEMO_PASSWORD
    from clearway.site.registers.models import Entry

    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client()
    browser.post("/sign-in", {"email": "tracker@demo.example", "password": DEMO_PASSWORD})
    far = Entry.unscoped.order_by("-pk").values_list("pk", flat=True).first()
    spent: list[float] = []
    for _ in range(ANSWERS + 2):
        before = cpu_seconds()
        answer = browser.get("/registers/services" + PAGES[way].format(far=(far or 2) // 2))
        spent.append(cpu_seconds() - before)
        assert answer.status_code == 200, answer.status_code
    return {"measured": {**Meter.started().read(), "work": median(spent[2:])}, "bytes": len(answer.content)}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
