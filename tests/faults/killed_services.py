"""Rounds in which the web server and the job worker are killed while people ask: a process of its own (fault 40).

    python -m tests.faults.killed_services STORE ROUNDS SEED

Everything is imported once. The web server (the site's own WSGI application, in threads) and the worker (its own loop)
are forks of this process, which is their supervisor and the person at the browser: it sends a file, takes in a list
of a register, asks for figures and downloads a list, over HTTP, and asks again whenever it got no answer. Another fork
kills both with signal 9 at random moments. Prints one JSON object a round, and one at the end.
"""

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

MOST_SECONDS = 120.0
LEASE = timedelta(seconds=1)
CSRF = "k" * 32
SPAN = 3.0
"""Within how many seconds of the first round the kills fall; later ones go by how long the round before took."""


@dataclass
class Services:
    """The two processes, and their supervisor."""

    listening: socket.socket
    pids: dict[str, int] = field(default_factory=dict)
    deaths: int = 0

    def keep_up(self) -> None:
        """Start what is not there."""
        for name, work in (("web", self._serve), ("worker", work_on)):
            pid = self.pids.get(name)
            if pid is not None and os.waitpid(pid, os.WNOHANG)[0] == 0:
                continue
            self.deaths += pid is not None
            self.pids[name] = forked(work)

    def stop(self) -> None:
        """End both."""
        for pid in self.pids.values():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _serve(self) -> None:
        from socketserver import ThreadingMixIn
        from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

        from clearway.site.wsgi import application

        class Quiet(WSGIRequestHandler):
            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Threaded(ThreadingMixIn, WSGIServer):
            daemon_threads = True

        server = Threaded(self.listening.getsockname(), Quiet, bind_and_activate=False)
        server.socket.close()
        server.socket = self.listening
        server.server_name, server.server_port = "127.0.0.1", self.listening.getsockname()[1]
        server.setup_environ()
        server.set_app(application)
        server.serve_forever()


def work_on() -> None:
    """The worker's own loop."""
    from clearway.site.jobs.worker import Worker
    from clearway.site.operational.scope import stand_as

    stand_as("job worker")
    Worker().run()


def forked(work: Callable[[], None]) -> int:
    """Do something in a fork until it is killed."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    return child


def kill_at_random(pids: dict[str, int], dice: random.Random, span: float) -> int:
    """A fork that kills each process at a moment of its own. It holds the numbers as they were when it began."""
    moments = sorted((dice.uniform(0.0, span), pid) for pid in pids.values())

    def kill() -> None:
        began = time.monotonic()
        for moment, pid in moments:
            time.sleep(max(began + moment - time.monotonic(), 0))
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    return forked(kill)


@dataclass
class Person:
    """Somebody at a browser who asks again whenever no answer came."""

    services: Services
    cookie: str

    def asks(self, method: str, path: str, form: dict[str, Any] | None = None) -> tuple[int, bytes]:
        """One request, until there is an answer that is not of a server in trouble."""
        from django.test.client import BOUNDARY, encode_multipart

        port = self.services.listening.getsockname()[1]
        headers = {"Cookie": f"sessionid={self.cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        body = encode_multipart(BOUNDARY, form) if form else None
        if body:
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        until = time.monotonic() + MOST_SECONDS
        while time.monotonic() < until:
            self.services.keep_up()
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as asking:
                    asking.request(method, path, body, headers)
                    answer = asking.getresponse()
                    content = answer.read()
            except (OSError, http.client.HTTPException):
                continue
            if answer.status < 500:
                return answer.status, content
        raise TimeoutError(path)


def main(place: Path, rounds: int, seed: int) -> None:
    """Ask and kill as many times, and tell of each round what came of what was asked."""
    person = found(place)
    dice, span = random.Random(seed), SPAN
    for number in range(1, rounds + 1):
        person.services.keep_up()
        began = time.monotonic()
        killer = kill_at_random(person.services.pids, dice, span)
        for ask in dice.sample((send_file, take_in_list, ask_for_figures, download), 4):
            ask(person, number)
        until_idle(place, person.services)
        span = time.monotonic() - began
        os.waitpid(killer, 0)
        print(json.dumps({"round": number, **effects(place, number)}), flush=True)
    until_idle(place, person.services)
    person.services.stop()
    from django.conf import settings
    from tests.faults.killed_rounds import state

    print(json.dumps({"deaths": person.services.deaths, **state(settings.STORE)}), flush=True)


def found(place: Path) -> Person:
    """Make the store, with people and a register, and sign one of them in."""
    from clearway.cli.stores import acting_person, use_or_make_store
    from clearway.store.folder import StoreKind

    store = use_or_make_store(place, kind=StoreKind.DEMO)
    from django.test import Client
    from django.utils import timezone
    from tests.site.registers.conftest import WIG_BANKS

    import clearway.pipeline.load
    import clearway.site.wsgi
    from clearway.intake.readers import read_here
    from clearway.site.accounts.demo_people import DEMO_PASSWORD, create_demo_people
    from clearway.site.jobs import services, worker
    from clearway.site.jobs.kinds import NAMED, job_kinds
    from clearway.site.organisations.models import Organisation
    from clearway.site.registers.services.types import propose_version, take_up

    clearway.pipeline.load.read_file = lambda path, said, limits, scratch: read_here(path, said, limits)  # type: ignore
    for regular in [kind.name for kind in job_kinds().values() if kind.every]:
        del NAMED[regular]  # what Clearway asks of itself: only what people ask for is counted here
    services.LEASE, worker.RENEW_SECONDS, worker.IDLE_SECONDS = LEASE, 0.2, 0.05
    by = acting_person(None)
    trust = Organisation.objects.get(code="RFF")
    create_demo_people(store, alliance=by.organisation, trust=trust, by=by, today=timezone.localdate())
    take_up(by=by, proposed=propose_version(by=by, text=WIG_BANKS))
    browser = Client(headers={"host": "localhost"})
    browser.post("/sign-in", {"email": "tracker@demo.example", "password": DEMO_PASSWORD})
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(32)
    return Person(Services(listening), browser.cookies["sessionid"].value)


def send_file(person: Person, number: int) -> None:
    """Send a file by the form, with the token of the form: as often as it takes until an answer comes."""
    from tests.site.sending.conftest import FORM, a_file, barnsleys

    rows = [{"record_id": f"r{number}-{row}", "pathway_id": f"p{number}-{row}"} for row in range(rows_of(number))]
    form = {"token": token(number), "file": a_file(barnsleys(*rows), f"file-{number}.csv"), **FORM, "end": "1"}
    content = form["file"].getvalue()

    def fresh() -> dict[str, Any]:
        return form | {"file": a_file(content, f"file-{number}.csv")}

    status, _ = person.asks("POST", "/data/send", fresh())
    assert status == 302, status


def take_in_list(person: Person, number: int) -> None:
    """Take in a list of a register. Sent again after no answer, it is refused when it was taken in already."""
    from tests.site.sending.conftest import a_file

    lines = ["Number,Version,Name,Kind,Organisation", *(f",,Bank {number}-{row},Hospital,RFF" for row in range(3))]
    content = "\r\n".join(lines).encode()
    status, said = person.asks(
        "POST", "/registers/wig-banks/import", {"upload": a_file(content, "list.csv"), "reason": "counted"}
    )
    assert status == 302 or b"held by another entry" in said, (status, said[-3_000:])


def ask_for_figures(person: Person, number: int) -> None:
    """Ask by the service, as a page that has decided something does."""
    from clearway.cli.stores import acting_person
    from clearway.site.jobs.services import enqueue

    person.services.keep_up()
    by = acting_person(None)
    enqueue(by=by, kind="publish figures", arguments={"membership": by.pk, "because": number})


def download(person: Person, number: int) -> None:
    """A download comes whole."""
    del number
    status, content = person.asks("GET", "/jobs?table=jobs&format=xlsx")
    assert (status, content[:2]) == (200, b"PK"), status


def token(number: int) -> str:
    """The token of the form of a round."""
    return f"{number:032x}"


def rows_of(number: int) -> int:
    """How many rows the file of a round has."""
    return number % 4 + 1


def rows(place: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the operational database holds, asked past the site."""
    with closing(sqlite3.connect(place / "operational.sqlite3", timeout=20)) as database:
        return database.execute(query, values).fetchall()


def until_idle(place: Path, services: Services) -> None:
    """Wait until nothing waits or runs any more."""
    until = time.monotonic() + MOST_SECONDS
    while rows(place, "SELECT 1 FROM jobs_job WHERE state IN ('queued', 'running') LIMIT 1"):
        services.keep_up()
        assert time.monotonic() < until, rows(place, "SELECT kind, state, attempt FROM jobs_job ORDER BY id DESC")
        time.sleep(0.1)


def effects(place: Path, number: int) -> dict[str, Any]:
    """What there is of what was asked in a round."""
    submissions = rows(
        place,
        "SELECT s.id, s.state, s.version, s.accepted, r.was_there FROM sending_result r"
        " JOIN submissions_submission s ON s.id = r.submission_id WHERE r.sending_id = ?",
        token(number),
    )
    accepted = "SELECT count(*) FROM audit_event WHERE event = 'submission accepted' AND subject_id = ?"
    return {
        "sendings": rows(
            place,
            "SELECT s.ending, j.state FROM sending_sending s JOIN jobs_job j ON j.id = s.job_id WHERE s.id = ?",
            token(number),
        ),
        "submissions": [one[1:] for one in submissions],
        "accepted": [rows(place, accepted, one[0])[0][0] for one in submissions],
        "entries": rows(place, "SELECT count(*) FROM registers_entry WHERE title LIKE ?", f"Bank {number}-%")[0][0],
        "figures": rows(
            place,
            "SELECT state FROM jobs_job WHERE kind = 'publish figures' AND json_extract(arguments, '$.because') = ?",
            number,
        ),
        "unfinished": rows(place, "SELECT kind, state, words FROM jobs_job WHERE state IN ('lost', 'failed')"),
        "attempts": rows(place, "SELECT max(attempt) FROM jobs_job")[0][0],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
