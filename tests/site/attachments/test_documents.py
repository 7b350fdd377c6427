"""Documents stand beside forms and entries: looked at, scanned, scoped, never shown inline, and removed for good."""

import io
import os
import stat
import sys
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.site.forms.conftest import browser_of, case, gp, stranger, surgery  # noqa: F401
from tests.site.registers.conftest import entry, keeper, neighbour, register  # noqa: F401

from clearway.records.findings import Refused
from clearway.site.attachments import folder
from clearway.site.attachments.jobs import tidy_documents
from clearway.site.attachments.kinds import limits, named_for
from clearway.site.attachments.models import Document
from clearway.site.attachments.services import attach, document_problems, documents_beside, opened, remove
from clearway.site.audit.models import Event
from clearway.site.audit.refusals import REFUSED
from clearway.site.beside import host_of

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0" + bytes(40)


def packed(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return kept.getvalue()


WORD = packed("[Content_Types].xml", "word/document.xml")
WORD_WITH_MACROS = packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
WORKBOOK = packed("[Content_Types].xml", "xl/workbook.xml")


@pytest.fixture
def store(live_store):
    live_store.path.mkdir(mode=0o700)
    return live_store


def put(by, form, store, content=PDF, name="letter.pdf") -> Document:
    return attach(by=by, host=host_of(by, "form", form.pk), name=name, content=content, store=store)


def files(store) -> list[str]:
    return [path.name for path in folder.lying(store)]


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (PDF, "PDF", "it.pdf"),
        (WORD, "WORD", "it.docx"),
        (WORKBOOK, "WORKBOOK", "it.xlsx"),
        (b"a,b\n1,2\n", "TEXT", "it.txt"),
        (PNG, "PNG", "it.png"),
        (JPEG, "JPEG", "it.jpg"),
    ],
)
def test_a_kind_is_told_from_the_bytes_and_names_the_download(case, tracker, store, content, kind, name):  # noqa: F811
    made = put(tracker, case, store, content, "it")
    assert (made.kind, made.name) == (kind, name)
    assert opened(by=tracker, document=made, store=store) == content


def test_a_name_that_lies_gets_the_ending_of_what_the_file_is(case, tracker, store):  # noqa: F811
    assert put(tracker, case, store, PDF, "page.html").name == "page.html.pdf"
    assert named_for("A.CSV", limits().types["TEXT"]) == "A.CSV"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "DOCUMENT-SIZE"),
        (PDF + bytes(2_500_000), "DOCUMENT-SIZE"),
        (b"<html><script>x()</script>", "DOCUMENT-KIND"),
        (b"<?xml version='1.0'?><svg/>", "DOCUMENT-KIND"),
        (b" <svg onload='x()'>", "DOCUMENT-KIND"),
        (packed("a.exe"), "DOCUMENT-KIND"),
        (b"MZ\x90\x00\x03" + bytes(200), "DOCUMENT-KIND"),
        (WORD_WITH_MACROS, "DOCUMENT-PROGRAM"),
        (WORD[:-30], "DOCUMENT-PROGRAM"),
    ],
    ids=["empty", "large", "page", "xml", "svg", "zip", "program", "macros", "damaged"],
)
def test_what_is_not_on_the_list_is_refused_and_nothing_of_it_stays(case, tracker, store, content, code):  # noqa: F811
    with pytest.raises(Refused) as refusal:
        put(tracker, case, store, content, "letter.pdf")
    assert refusal.value.code == code
    assert files(store) == []
    assert not Document.unscoped.exists()


def test_bytes_lie_under_their_own_name_for_the_owner_alone(case, tracker, store):  # noqa: F811
    made = put(tracker, case, store, PDF, "../../etc/passwd")
    place = store.path / "documents" / made.sha256[:2] / made.sha256
    assert files(store) == [made.sha256]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert made.name == "passwd.pdf"


def test_no_more_than_the_limit_and_nothing_twice(case, tracker, store):  # noqa: F811
    put(tracker, case, store)
    with pytest.raises(Refused) as again:
        put(tracker, case, store)
    assert again.value.code == "DOCUMENT-AGAIN"
    for number in range(limits().most_beside_one - 1):
        put(tracker, case, store, PDF + bytes([number]))
    with pytest.raises(Refused) as many:
        put(tracker, case, store, PDF + b"one more")
    assert many.value.code == "DOCUMENT-MANY"


@pytest.mark.parametrize(("ends", "code"), [(0, ""), (1, "VIRUS_FOUND"), (2, "VIRUS_UNCHECKED")])
def test_fault_18_a_document_that_the_scanner_flags_or_cannot_check_is_not_kept(
    case,  # noqa: F811
    tracker,
    store,
    settings,
    ends,
    code,
):
    settings.ANTIVIRUS = (sys.executable, "-c", f"import sys; sys.exit({ends})")
    if not code:
        assert put(tracker, case, store).is_scanned
        return
    with pytest.raises(Refused) as refusal:
        put(tracker, case, store)
    assert refusal.value.code == code
    assert files(store) == []
    assert Event.objects.filter(event="infected document refused").exists() == (ends == 1)


def test_both_parties_open_a_document_and_that_they_did_is_recorded(case, tracker, gp, store):  # noqa: F811
    made = put(tracker, case, store)
    assert [one.pk for one in documents_beside(host_of(gp, "form", case.pk), gp)] == [made.pk]
    assert opened(by=gp, document=made, store=store) == PDF
    assert Event.objects.get(event="document opened").actor == "gp@example.org"


def test_a_document_is_a_download_whatever_it_is(case, tracker, gp, store):  # noqa: F811
    made = put(tracker, case, store, b"<b>not a page</b>, only text\n", 'notes"; x=".txt')
    answer = browser_of(gp).get(f"/documents/{made.pk}/file")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert '"; x=' not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


def test_fault_53_a_stranger_finds_no_document_and_the_trail_is_told(case, tracker, stranger, store):  # noqa: F811
    made = put(tracker, case, store)
    browser = browser_of(stranger)
    for address in (f"/documents/{made.pk}/file", f"/documents/{made.pk}/remove", f"/documents/form/{case.pk}"):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"reason": "Mine now"}).status_code in (404, 405)
    assert Event.objects.filter(event=REFUSED).count() >= 3
    assert files(store) == [made.sha256]


def test_who_put_it_there_or_keeps_the_form_removes_it_for_good(
    case,  # noqa: F811
    tracker,
    gp,  # noqa: F811
    store,
    django_capture_on_commit_callbacks,
):
    made = put(gp, case, store)
    own = put(tracker, case, store, PNG)
    host = host_of(gp, "form", case.pk)
    with pytest.raises(PermissionDenied):
        remove(by=gp, document=own, host=host, reason="Not mine", store=store)
    with pytest.raises(Refused):
        remove(by=gp, document=made, host=host, reason=" ", store=store)
    with django_capture_on_commit_callbacks(execute=True):
        remove(by=tracker, document=made, host=host_of(tracker, "form", case.pk), reason="Wrong file", store=store)
    assert files(store) == [own.sha256]
    made.refresh_from_db()
    with pytest.raises(Refused, match="was removed"):
        opened(by=gp, document=made, store=store)
    page = browser_of(gp).get(f"/forms/{case.pk}").content.decode()
    assert "removed by tracker" in page
    assert "Wrong file" in page


def test_the_same_bytes_beside_two_things_stay_until_the_last_is_removed(
    case,  # noqa: F811
    entry,  # noqa: F811
    tracker,
    keeper,  # noqa: F811
    store,
    django_capture_on_commit_callbacks,
):
    one = put(tracker, case, store)
    host = host_of(keeper, "entry", entry.pk)
    two = attach(by=keeper, host=host, name="b.pdf", content=PDF, store=store)
    for document, by, where, left in (
        (one, tracker, host_of(tracker, "form", case.pk), 1),
        (two, keeper, host, 0),
    ):
        with django_capture_on_commit_callbacks(execute=True):
            remove(by=by, document=document, host=where, reason="Not needed", store=store)
        assert len(files(store)) == left


def test_documents_beside_a_shared_entry_are_opened_by_everybody(entry, keeper, neighbour, store):  # noqa: F811
    made = attach(by=keeper, host=host_of(keeper, "entry", entry.pk), name="a.pdf", content=PDF, store=store)
    assert browser_of(neighbour).get(f"/documents/{made.pk}/file").content == PDF


def test_missing_and_changed_bytes_are_found_and_never_served(case, tracker, store):  # noqa: F811
    one, two = put(tracker, case, store), put(tracker, case, store, PNG)
    assert document_problems(store) == []
    folder.place_of(store, one.sha256).write_bytes(b"%PDF forged")
    folder.place_of(store, two.sha256).unlink()
    assert [name for name, _ in document_problems(store)] == [str(one), str(two)]
    browser = browser_of(tracker)
    answer = browser.get(f"/documents/{one.pk}/file")
    assert answer.status_code == 302
    assert "not those that were kept" in browser.get(answer.url).content.decode()


def test_documents_are_in_every_backup():
    from clearway.pipeline.backup import KEPT_FOLDERS

    assert folder.FOLDER in KEPT_FOLDERS


def test_what_a_killed_process_left_is_tidied_after_an_hour(case, tracker, store):  # noqa: F811
    made = put(tracker, case, store)
    for name in (".arriving-dead", "ab/" + "ab" * 32):
        left = store.path / "documents" / name
        left.parent.mkdir(exist_ok=True)
        left.write_bytes(b"left")
        os.utime(left, (1, 1))
    (store.path / "documents" / ".arriving-now").write_bytes(b"in hand")
    os.utime(folder.place_of(store, made.sha256), (1, 1))
    assert tidy_documents({}, None) == {"removed": 2}
    assert sorted(files(store)) == sorted([".arriving-now", made.sha256])


def test_the_page_takes_a_document_and_says_what_is_wrong(case, tracker, store):  # noqa: F811
    browser, address = browser_of(tracker), f"/documents/form/{case.pk}"
    nothing = browser.post(address)
    assert nothing.status_code == 422
    assert "No file was chosen" in nothing.content.decode()
    large = browser.post(address, {"document": SimpleUploadedFile("a.pdf", PDF + bytes(3_000_000))})
    assert large.status_code == 422
    assert "larger than 2.5 MB" in large.content.decode()
    done = browser.post(address, {"document": SimpleUploadedFile("a<b>.pdf", PDF)})
    assert done.url == f"/forms/{case.pk}#documents"
    page = browser.get(f"/forms/{case.pk}").content.decode()
    assert "a&lt;b&gt;.pdf" in page
    assert "not scanned for viruses" in page
    made = Document.unscoped.get()
    assert "Remove a&lt;b&gt;.pdf" in browser.get(f"/documents/{made.pk}/remove").content.decode()
    assert browser.post(f"/documents/{made.pk}/remove", {"reason": ""}).status_code == 422
    assert browser.post(f"/documents/{made.pk}/remove", {"reason": "Wrong one"}).status_code == 302


def test_the_trail_names_a_document_by_its_bytes_and_not_by_its_name(case, tracker, store):  # noqa: F811
    made = put(tracker, case, store, name="Mrs Smith.pdf")
    event = Event.objects.get(event="document added")
    assert event.after == {"beside": f"form {case.pk}", "sha256": made.sha256, "bytes": len(PDF)}
