"""Fault 43: the database does not answer. A visitor gets a page that says so and when to try again, and no trace."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper


@pytest.mark.parametrize("path", ["/", "/data/", "/health"])
def test_fault_43_a_page_says_that_the_store_is_away_and_when_to_try_again(as_analyst, demo_store, path):
    def down(*_: object, **__: object) -> None:
        raise OperationalError("unable to open database file /srv/secret")

    with patch.object(CursorWrapper, "execute", down):
        answer = as_analyst.get(path)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    page = answer.content.decode()
    assert "cannot answer just now" in page
    assert "secret" not in page
    assert "Traceback" not in page


def test_fault_43_the_next_request_is_answered_again(as_analyst, demo_store):
    def down(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    with patch.object(CursorWrapper, "execute", down):
        assert as_analyst.get("/data/").status_code == 503
    assert as_analyst.get("/data/").status_code == 200
