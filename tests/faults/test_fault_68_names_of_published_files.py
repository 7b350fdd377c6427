"""Fault 68: a published file goes out under a name that can neither break the header nor name a folder."""

from dataclasses import replace

from tests.site.conftest import browser_of
from tests.site.publishing.conftest import approved, manager, on_stocked_store, second, stocked, toy  # noqa: F401

from clearway.publications.releases import MadeFile
from clearway.site.publishing.kinds import KINDS
from clearway.site.publishing.services import deciding


def test_fault_68_an_odd_name_of_a_published_file_is_encoded(toy, manager, second, monkeypatch):  # noqa: F811
    odd = 'a/b "Môn"\r\nX: y.txt'
    monkeypatch.setitem(KINDS, "note", replace(toy, write=lambda kept, approval: [MadeFile(odd, b"words")]))
    release = deciding.publish(by=manager, release=approved(manager, second))
    header = browser_of(second).get(f"/publications/{release.pk}/files/1")["Content-Disposition"]
    assert header == "attachment; filename=\"b _Mon_X: y.txt\"; filename*=UTF-8''b%20%22M%C3%B4n%22X%3A%20y.txt"
