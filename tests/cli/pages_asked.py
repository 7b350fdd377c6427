"""A web process that answers one request a line, as JSON: `python pages_asked.py STORE`, addresses on standard input.

It starts as the web server starts; each answer says what it cost.
"""

import json
import os
import sys
import time

os.environ |= {"CLEARWAY_STORE": sys.argv[1], "DJANGO_SETTINGS_MODULE": "clearway.site.settings"}

from django.conf import settings
from django.test import Client

import clearway.site.wsgi  # noqa: F401
from clearway.site.accounts.demo_people import DEMO_PASSWORD

settings.ALLOWED_HOSTS = ["testserver"]
browser = Client()
browser.post("/sign-in", {"email": "analyst@demo.example", "password": DEMO_PASSWORD})
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    address = line.strip()
    before = time.process_time()
    answer = browser.get(address)
    spent = time.process_time() - before
    print(json.dumps({"status": answer.status_code, "cpu": spent, "text": answer.content.decode()}), flush=True)
