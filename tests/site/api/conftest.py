"""People with API tokens, and programs that bring them, on the stores of the other pages' tests."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.site.tracking.conftest import (  # noqa: F401
    as_administrator,
    as_doncaster,
    doncasters,
    filled,
    links,
    on_filled_store,
)

from clearway.site.api.services import MadeToken, make_token
from clearway.site.organisations.models import Membership


def token_of(by: Membership, *, days: int = 30, asked_as: str = "") -> MadeToken:
    """A token of a membership."""
    until = timezone.localdate() + timedelta(days=days)
    return make_token(by=by, name="A program", expires_on=until, asked_as=asked_as or f"form {timezone.now()}")


@dataclass(frozen=True)
class Program:
    """A program that brings a token, or none."""

    token: str = ""

    def get(self, path: str, **headers: str) -> Any:
        """The answer to a request."""
        if self.token:
            headers["HTTP_AUTHORIZATION"] = f"Bearer {self.token}"
        return Client(raise_request_exception=False).get(path, **headers)

    def reads(self, path: str, status: int = 200) -> Any:
        """The JSON of an answer."""
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.content[:500])
        return json.loads(answer.content)


@pytest.fixture
def of_tracker(tracker: Membership) -> Program:
    return Program(token_of(tracker).text)


@pytest.fixture
def of_analyst(analyst: Membership) -> Program:
    return Program(token_of(analyst).text)


@pytest.fixture
def of_administrator(administrator: Membership) -> Program:
    return Program(token_of(administrator).text)
