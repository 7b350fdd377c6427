"""A link lets somebody without an account complete one part of one form, once, and shows nothing else."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from tests.site.forms.conftest import browser_of, fill_hospital

from clearway.site.audit.models import Event
from clearway.site.forms.models import FormAttempt, FormInvitation, FormPart, PartState
from clearway.site.forms.services.inviting import invite, open_invitation
from clearway.site.forms.services.signing import sign
from clearway.site.logs import logging_settings

PARTIAL = {"SEA-12": "2", "SEA-31P": "no", "SEA-41": "Nothing more"}


@pytest.fixture
def token(case, hospital, practice, tracker):
    sign(by=tracker, part=fill_hospital(case, tracker))
    return invite(by=tracker, part=FormPart.unscoped.get(pk=practice.pk))


@pytest.fixture
def nobody():
    return Client(raise_request_exception=False)


def fill(nobody, token):
    for section in ("practice-story", "practice-judgement"):
        path = f"/public/invitation/{token}/{section}"
        page = nobody.get(path).content.decode()
        here = dict.fromkeys(re.findall(r'name="([^"]+__here)"', page), "1")
        revision = re.search(r'name="revision" value="(\d+)"', page)[1]
        assert nobody.post(path, {**here, **PARTIAL, "revision": revision}).status_code == 302


def test_the_holder_completes_the_part_once_and_the_link_is_spent(nobody, token, practice):
    fill(nobody, token)
    path = f"/public/invitation/{token}"
    assert nobody.post(path, {"name": "Dr A", "role": "GP partner"}).status_code == 302
    held = FormPart.unscoped.get(pk=practice.pk)
    assert (held.state, held.signed_name, held.signed_role) == (PartState.SIGNED, "Dr A", "GP partner (by invitation)")
    assert nobody.get(path).status_code == 410
    assert nobody.post(f"{path}/practice-story", {"revision": "1"}).status_code == 410
    assert Event.objects.get(event="form invitation used").actor_kind == "invited"


def test_nothing_of_the_other_half_nor_of_the_form_is_told_to_the_holder(nobody, token, case):
    for path in ("", "/practice-story", "/practice-judgement"):
        page = nobody.get(f"/public/invitation/{token}{path}").content.decode()
        assert "Coughing" not in page
        assert "Case 17" not in page
        assert "Barnsley" not in page
        assert f"/forms/{case.pk}" not in page
    assert nobody.get(f"/public/invitation/{token}/hospital-story").status_code == 404


def test_the_token_is_not_kept_nor_logged_and_leaves_for_no_other_site(nobody, token):
    held = FormInvitation.unscoped.get()
    assert token not in str(held.__dict__)
    assert token not in str(list(Event.objects.values()))
    answer = nobody.get(f"/public/invitation/{token}")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    loggers = logging_settings()["loggers"]
    assert loggers["django.security.csrf"] == loggers["django.request"]  # both would repeat the path


def test_a_link_that_is_over_taken_back_replaced_or_made_up_opens_nothing(nobody, token, practice, tracker):
    assert nobody.get(f"/public/invitation/{'x' * 43}").status_code == 410
    second = invite(by=tracker, part=FormPart.unscoped.get(pk=practice.pk))
    assert nobody.get(f"/public/invitation/{token}").status_code == 410
    assert nobody.get(f"/public/invitation/{second}").status_code == 200
    FormInvitation.unscoped.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert nobody.get(f"/public/invitation/{second}").status_code == 410


def test_guessing_is_slowed_down_and_whence_it_came_is_kept_as_a_hash_alone(nobody, token, monkeypatch):
    monkeypatch.setitem(__import__("clearway.site.forms.attempts", fromlist=["MOST"]).MOST, "invitation", (2, 100))
    for _ in range(2):
        nobody.get(f"/public/invitation/{'x' * 43}")
    assert "very often" in nobody.get(f"/public/invitation/{token}").content.decode()
    assert "127.0.0.1" not in str(list(FormAttempt.objects.values()))
    FormAttempt.objects.update(at=timezone.now() - timedelta(hours=2))
    assert open_invitation(token, address="127.0.0.1")


def test_only_who_started_the_form_or_whose_part_it_is_invites(case, practice, gp, stranger, token, tracker):
    with pytest.raises(PermissionDenied):
        invite(by=stranger, part=FormPart.unscoped.get(pk=practice.pk))
    page = browser_of(tracker).post(f"/forms/{case.pk}/practice/invitation").content.decode()
    assert "/public/invitation/" in page
    assert (
        "/public/invitation/" not in browser_of(tracker).get(f"/forms/{case.pk}/practice/invitation").content.decode()
    )
    browser_of(tracker).post(f"/forms/{case.pk}/practice/invitation", {"withdraw": "1"})
    assert not FormInvitation.unscoped.filter(withdrawn_at=None).exists()
