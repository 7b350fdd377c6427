"""Fault 41 for documents: the disk of the store is full. It is told, nothing stays, and later it works."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.faults.small_disk import fill, small_disk
from tests.site.conftest import sign_in
from tests.site.forms.conftest import case, surgery  # noqa: F401

from clearway.site.attachments.models import Document
from clearway.site.audit.models import Event
from clearway.store.folder import StoreKind, create_store

CONTENT = b"%PDF-1.7\n" + b"x" * 200_000


def send(browser, number: int):
    sent = {"document": SimpleUploadedFile("minutes.pdf", CONTENT)}
    return browser.post(f"/documents/form/{number}", sent)


def test_fault_41_a_document_that_finds_no_room_is_told_and_nothing_of_it_stays(
    browser,
    tracker,
    case,  # noqa: F811
    settings,
    tmp_path,
):
    with small_disk(tmp_path / "disk", kilobytes=1_000) as disk:
        settings.STORE = create_store(disk / "store", kind=StoreKind.DEMO, alliance="E56000025")
        sign_in(browser, tracker.person.email)
        filler = fill(disk, leave=50_000)
        answer = send(browser, case.pk)
        assert answer.status_code == 422
        assert "could not take the document of 200,009 bytes" in answer.content.decode()
        assert "are free there" in answer.content.decode()
        assert not Document.unscoped.exists()
        assert not Event.objects.filter(event="document added").exists()
        assert not [path for path in (settings.STORE.path / "documents").rglob("*") if path.is_file()]
        filler.unlink()
        assert send(browser, case.pk).status_code == 302
        assert Document.unscoped.count() == 1


@pytest.mark.parametrize("step", ["pathlib.Path.replace", "os.fsync"])
def test_fault_41_a_disk_that_fails_at_any_step_of_keeping_it_leaves_no_row_and_no_bytes(
    browser,
    tracker,
    case,  # noqa: F811
    settings,
    tmp_path,
    monkeypatch,
    step,
):
    settings.STORE = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    sign_in(browser, tracker.person.email)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as while_full:
        while_full.setattr(step, full)
        answer = send(browser, case.pk)
    assert answer.status_code == 422
    assert not Document.unscoped.exists()
    assert not [path for path in (settings.STORE.path / "documents").rglob("*") if path.is_file()]
