"""Fault 69: figures that were published between a draft and its approval: said, and it has to be made again."""

import pytest
from tests.site.conftest import browser_of
from tests.site.publishing.conftest import (  # noqa: F401
    approved,
    at_work,
    begun,
    manager,
    on_stocked_store,
    second,
    stocked,
    toy,
)

from clearway.records.findings import Refused
from clearway.site.measures import figures
from clearway.site.publishing.services import deciding, making


def test_fault_69_what_was_made_from_earlier_figures_is_not_let_out(toy, manager, second, monkeypatch):  # noqa: F811
    draft, asked = begun(manager), begun(manager, audience="public")
    deciding.ask_for_approval(by=manager, release=asked)
    agreed = approved(manager, second)
    monkeypatch.setattr(figures, "snapshot", lambda: "later")
    for step in (
        lambda: deciding.ask_for_approval(by=manager, release=draft),
        lambda: deciding.approve(by=second, release=asked, seen_round=asked.round),
        lambda: deciding.publish(by=manager, release=agreed),
    ):
        with pytest.raises(Refused, match="figures moved on") as refusal:
            step()
        assert "Make it again" in refusal.value.mend
    page = browser_of(manager).get(f"/publications/{agreed.pk}").content.decode()
    assert "The figures moved on." in page
    making.make_again(by=manager, release=agreed)
    at_work()
    agreed.refresh_from_db()
    assert agreed.approved_by is None, "what was approved was another publication"
    assert deciding.ask_for_approval(by=manager, release=agreed).snapshot == "later"


def test_fault_69_what_mixes_two_sets_of_figures_fails_its_check(toy, manager, monkeypatch):  # noqa: F811
    from dataclasses import replace

    from clearway.publications.releases import Made
    from clearway.site.publishing.kinds import KINDS

    def mixed(store, wanted, report):
        made = toy.make(store, wanted, report)
        return Made(made.files, replace(made.standing, snapshots=frozenset({"first", "second"})), made.text)

    monkeypatch.setitem(KINDS, "note", replace(toy, make=mixed))
    release = begun(manager)
    with pytest.raises(Refused, match="One set of figures"):
        deciding.ask_for_approval(by=manager, release=release)
