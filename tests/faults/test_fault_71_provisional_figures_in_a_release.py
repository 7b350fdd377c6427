"""Fault 71: provisional figures in a publication are said to be so; beside final ones, or of two months, refused."""

from dataclasses import replace

import pytest
from tests.site.publishing.conftest import begun, manager, on_stocked_store, second, stocked, toy  # noqa: F401

from clearway.publications.releases import Made
from clearway.records.findings import Refused
from clearway.site.publishing.kinds import KINDS
from clearway.site.publishing.models import ReleaseState
from clearway.site.publishing.services import deciding


def made_as(toy, monkeypatch, **change):  # noqa: F811
    def changed(store, asked, report):
        made = toy.make(store, asked, report)
        return Made(made.files, replace(made.standing, **change), made.text)

    monkeypatch.setitem(KINDS, "note", replace(toy, make=changed))


def test_fault_71_provisional_figures_are_said_to_be_so_and_can_be_let_out(toy, manager, monkeypatch):  # noqa: F811
    made_as(toy, monkeypatch, releases=frozenset({"provisional"}))
    release = begun(manager)
    assert "may still change" in str(release.checks)
    assert deciding.ask_for_approval(by=manager, release=release).state == ReleaseState.ASKED


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"releases": frozenset({"provisional", "final"})}, "Provisional or final"),
        ({"months": frozenset({"2025-02", "2025-03"})}, "One month throughout"),
        ({"months": frozenset({"2025-02"})}, "One month throughout"),
    ],
)
def test_fault_71_mixed_or_wrong_months_are_refused(change, check, toy, manager, monkeypatch):  # noqa: F811
    made_as(toy, monkeypatch, **change)
    release = begun(manager)
    with pytest.raises(Refused, match=check):
        deciding.ask_for_approval(by=manager, release=release)
