"""Fault 17: an upload broken off leaves nothing; the same upload from two tabs, or a double click, is taken once."""

import socket
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from io import BytesIO
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.test import Client
from tests.cli.conftest import environment
from tests.site.conftest import sign_in
from tests.site.sending.conftest import FORM, TOKENS, Desk, barnsleys, work_all
from tests.system.conftest import MAKE_SHELL_STORE, served

from clearway.site.accounts.demo_people import DEMO_PASSWORD
from clearway.site.jobs.models import Job
from clearway.site.sending.models import Sending, Upload
from clearway.site.submissions.models import Submission

BOUNDARY = "a-boundary"
GOOD = barnsleys({}, {})


def body(content: bytes = GOOD, **said: str) -> bytes:
    """A form with a file as a browser sends it."""
    fields = {"token": TOKENS[0], **FORM, **said}
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="march.csv"\r\n\r\n'
    end = f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="end"\r\n\r\n1\r\n--{BOUNDARY}--\r\n'
    return "".join(parts).encode() + file.encode() + content + end.encode()


class CutOff(BytesIO):
    """A connection that ends early: quietly, or with an error."""

    def __init__(self, sent: bytes, *, with_error: bool) -> None:
        super().__init__(sent)
        self._with_error = with_error

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        if not piece and self._with_error:
            raise ConnectionResetError
        return piece


def cut(browser: Client, whole: bytes, at: int, *, with_error: bool):
    return browser.request(
        PATH_INFO="/data/send",
        REQUEST_METHOD="POST",
        CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}",
        CONTENT_LENGTH=str(len(whole)),
        **{"wsgi.input": CutOff(whole[:at], with_error=with_error)},
    )


def nothing_is_left(desk: Desk) -> bool:
    return not desk.left() and not Upload.unscoped.exists() and not Job.unscoped.exists()


@pytest.mark.parametrize("with_error", [False, True], ids=["ends", "fails"])
@pytest.mark.parametrize("part", [0.02, 0.3, 0.5, 0.9, 0.99])
def test_fault_17_an_upload_broken_off_anywhere_leaves_nothing(at_barnsley, part, with_error):
    whole = body()
    answer = cut(at_barnsley.browser, whole, int(len(whole) * part), with_error=with_error)
    assert answer.status_code in (400, 403, 500)
    assert nothing_is_left(at_barnsley)


def test_fault_17_the_same_bytes_sent_whole_are_taken(at_barnsley):
    whole = body()
    assert cut(at_barnsley.browser, whole, len(whole), with_error=False).status_code == 302
    assert len(at_barnsley.left()) == 1


def test_fault_17_who_sees_the_answer_is_told_that_nothing_was_kept(at_barnsley):
    whole = body()
    answer = cut(at_barnsley.browser, whole, len(whole) // 2, with_error=False)
    assert answer.status_code == 400
    assert "broken off before its end" in answer.content.decode()


def test_fault_17_a_double_click_is_one_sending_and_the_second_is_led_to_it(at_barnsley):
    first, second = at_barnsley.sends(GOOD), at_barnsley.sends(GOOD)
    assert first["Location"] == second["Location"]
    assert "the form arrived twice, and was taken once" in at_barnsley.page(second["Location"])
    assert (Sending.unscoped.count(), Job.unscoped.count(), len(at_barnsley.left())) == (1, 1, 1)


def test_fault_17_the_same_file_from_two_tabs_is_loaded_once_and_the_second_is_told(at_barnsley):
    first = at_barnsley.sends(GOOD, token=TOKENS[0])
    second = at_barnsley.sends(GOOD, token=TOKENS[1])
    assert first["Location"] == second["Location"]
    assert "The same file is being loaded already" in at_barnsley.page(second["Location"])
    assert len(at_barnsley.left()) == 1
    work_all()
    assert (Submission.unscoped.count(), Sending.unscoped.count()) == (1, 1)


def test_fault_17_the_same_file_declared_otherwise_is_other_work(at_barnsley):
    at_barnsley.sends(GOOD, token=TOKENS[0])
    at_barnsley.sends(GOOD, token=TOKENS[1], release="final")
    assert Sending.unscoped.count() == 2


def test_fault_17_the_token_of_somebody_elses_form_opens_nothing_and_breaks_nothing(at_barnsley, analyst):
    at_barnsley.sends(GOOD)
    other = Client()
    sign_in(other, analyst.person.email)
    answer = Desk(other, at_barnsley.store).sends(GOOD, organisation_code="")
    assert answer.status_code == 302
    assert TOKENS[0] not in answer["Location"]
    assert Sending.unscoped.count() == 2


PRESS = """
import os, sys, time
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "clearway.site.settings"
django.setup()
from clearway.site.organisations.acting import acting_membership
from clearway.site.sending.receiving import ReceivedFile, Reception
from clearway.site.sending.services import Declaration, send_upload
from clearway.site.sending.uploads import keep_upload, site_store
token, at = sys.argv[1], float(sys.argv[2])
reception = Reception(site_store())
path = reception.place_for_next()
path.write_bytes(b"a,b")
reception.files.append(ReceivedFile("march.csv", path, 3, "0" * 64))
by = acting_membership(None)
time.sleep(max(0, at - time.time()))
sending, is_new = send_upload(
    by=by, upload=keep_upload(by=by, reception=reception), declaration=Declaration(), token=token
)
print(sending.pk, is_new)
"""


@pytest.mark.slow
@pytest.mark.parametrize("tokens", [TOKENS[:1] * 2, TOKENS[:2]], ids=["one form", "two tabs"])
def test_fault_17_two_presses_at_the_very_same_time_are_one_sending(store, tokens):
    at = time.time() + 5
    pressed = [
        subprocess.Popen(
            [sys.executable, "-c", PRESS, token, str(at)],
            env=environment(CLEARWAY_STORE=str(store)),
            stdout=subprocess.PIPE,
            text=True,
        )
        for token in tokens
    ]
    told = [one.communicate(timeout=60)[0].split() for one in pressed]
    assert len({token for token, _ in told}) == 1
    assert sorted(is_new for _, is_new in told) == ["False", "True"]


def test_fault_17_a_form_that_is_not_from_here_is_refused_and_its_file_is_not_kept(at_barnsley, tracker):
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/sign-in").content.decode()
    mark = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sign_in(strict, tracker.person.email, csrfmiddlewaretoken=mark)
    assert strict.get("/data/send").status_code == 200
    assert Desk(strict, at_barnsley.store).sends(GOOD).status_code == 403
    assert nothing_is_left(at_barnsley)
    page = strict.get("/data/send").content.decode()
    mark = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert Desk(strict, at_barnsley.store).sends(GOOD, csrfmiddlewaretoken=mark).status_code == 302


def test_fault_17_nobody_sends_without_signing_in(sending_store, db):
    answer = Desk(Client(), sending_store).sends(GOOD)
    assert answer["Location"].startswith("/sign-in")
    assert not (sending_store.path / "uploads").exists()


@pytest.mark.slow
def test_fault_17_a_connection_cut_at_the_real_web_server_leaves_nothing(tmp_path):
    place = tmp_path / "store"
    subprocess.run([sys.executable, "-c", MAKE_SHELL_STORE, str(place)], check=True, env=environment(), timeout=120)
    for address in served(place):
        visit = build_opener(HTTPCookieProcessor(cookies := CookieJar()))

        def mark(path: str) -> str:
            page = visit.open(address + path).read().decode()  # noqa: B023 - used within this turn
            return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

        person = {"email": "tracker@demo.example", "password": DEMO_PASSWORD, "csrfmiddlewaretoken": mark("/sign-in")}
        visit.open(address + "/sign-in", urlencode(person).encode())
        whole = body(b"x" * 3_000_000, csrfmiddlewaretoken=mark("/data/send"))
        head = "\r\n".join(
            [
                "POST /data/send HTTP/1.1",
                f"Host: {address.removeprefix('http://')}",
                f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
                f"Content-Length: {len(whole)}",
                "Cookie: " + "; ".join(f"{one.name}={one.value}" for one in cookies),
                "Connection: close\r\n\r\n",
            ]
        )
        answers = [sent(address, head.encode() + whole[:cut]) for cut in (len(whole) // 2, len(whole))]
        assert b"broken off before its end" in answers[0]
        assert answers[1].startswith(b"HTTP/1.1 302")
        assert len([path for path in (place / "uploads").rglob("*") if path.is_file()]) == 1


def sent(address: str, request: bytes) -> bytes:
    """What a server answers to bytes after which the connection is closed for writing."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65_536), b""))
