"""Fault 67: a publication that shows a small number which its audience may not see goes nowhere."""

from dataclasses import replace

import pytest
from tests.site.publishing.conftest import begun, manager, on_stocked_store, second, stocked, toy  # noqa: F401

from clearway.publications.releases import Made
from clearway.records.findings import Refused
from clearway.site.publishing.kinds import KINDS
from clearway.site.publishing.services import deciding


def test_fault_67_nobody_can_be_asked_to_approve_a_small_number(toy, manager, monkeypatch):  # noqa: F811
    def leaking(store, asked, report):
        made = toy.make(store, asked, report)
        return Made(made.files, replace(made.standing, small_shown=("Lung, Barnsley: 3 people",)), made.text)

    monkeypatch.setitem(KINDS, "note", replace(toy, make=leaking))
    release = begun(manager)
    with pytest.raises(Refused, match="Small numbers"):
        deciding.ask_for_approval(by=manager, release=release)
    assert "Lung, Barnsley: 3 people" in str(release.checks)
