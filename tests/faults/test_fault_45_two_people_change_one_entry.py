"""Fault 45: two people open one record and both change it: the second is told, and sees what the first did."""

import pytest
from django.test import Client
from tests.site.conftest import member, sign_in
from tests.site.registers.conftest import draft, keeper, register  # noqa: F401 - fixtures

from clearway.site.organisations.roles import Tracker
from clearway.site.registers.models import Entry
from clearway.site.registers.services.entries import add_entry


@pytest.fixture
def entry(register, keeper):  # noqa: F811
    from django.utils import timezone

    return add_entry(by=keeper, register=register, draft=draft(stock="12"), today=timezone.localdate())


def test_fault_45_the_second_of_two_changes_is_told_who_was_first_and_nothing_is_overwritten(
    entry,
    keeper,  # noqa: F811
    barnsley,
):
    first, second = Client(), Client()
    sign_in(first, keeper.person.email)
    sign_in(second, member("colleague@example.org", barnsley, Tracker).person.email)
    here = f"/registers/{entry.register}/{entry.pk}/change"
    typed = {"name": entry.title, "kind": "hospital", "version": "1", "organisation": "RFF", "owner_role": "lead"}
    opened = second.get(here).content.decode()
    assert 'name="version" value="1"' in opened
    done = first.post(here, {**typed, "stock": "14", "reason": "counted"})
    assert done.status_code == 302, done.content.decode()[-3_000:]
    late = second.post(here, {**typed, "stock": "99", "reason": "counted, too"})
    words = late.content.decode()
    assert "keeper changed it after you opened it: it is at version 2, and you saw version 1" in words
    assert 'value="99"' in words, "what was typed is still there"
    held = Entry.unscoped.get(pk=entry.pk)
    assert (held.version, held.values["stock"]) == (2, "14")
    assert "12” became “14" in second.get(f"/registers/{entry.register}/{entry.pk}").content.decode()
