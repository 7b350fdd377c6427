"""The pages of returns: a form is loaded and marked, a return filled and submitted, and others read what they may."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.publications.returns.forms import form_bytes, opened
from tests.site.conftest import sign_in

from clearway.site.returns.models import ReturnDraft, ReturnTemplate, SubmittedReturn

HERE = "/plan/returns/"


def text(answer) -> str:
    return answer.content.decode()


def test_a_form_is_loaded_marked_filled_and_submitted_without_javascript(as_manager, store, plan):
    form = SimpleUploadedFile("a form.xlsx", form_bytes())
    made = as_manager.post(f"{HERE}add", {"title": "Quarterly", "asked_by": "", "due_days": "30", "file": form})
    assert made.status_code == 302, text(made)
    marks = made["Location"]
    shown = text(as_manager.get(f"{marks}?sheet=Summary&cell=B8&kind=answer"))
    assert "The form allows only: Green, Amber, Red." in shown
    assert "formula" in shown
    typed = {"do": "mark", "seen": "1", "kind": "answer", "question": "Rating?", "answer": "choice",
             "choices": "Green\nAmber\nRed", "hint": "", "words": ""}  # fmt: skip
    assert as_manager.post(f"{marks}?sheet=Summary&cell=B8", typed).status_code == 302
    block = {"do": "mark", "seen": "2", "kind": "deliverables", "last_row": "4", "of": "", "column_title": "A",
             "column_status": "b", "words": "On track = Green"}  # fmt: skip
    assert as_manager.post(f"{marks}?sheet=Promises&cell=A2", block).status_code == 302
    assert "field: status" in text(as_manager.get(f"{marks}/marks.yaml"))
    again = as_manager.post(f"{marks}?sheet=Summary&cell=B8", typed)
    assert again.status_code == 422
    assert "changed the marks since you opened the page" in text(again)

    begun = as_manager.post(f"{HERE}begin", {"which": f"{ReturnTemplate.objects.get().pk}:2025/26 Q1"})
    draft, row = begun["Location"], ReturnDraft.objects.get()
    shown = text(as_manager.get(draft))
    assert "Nobody has answered yet: Rating?" in shown
    assert "room for 3" in shown
    seen = row.changed_at.isoformat()
    assert as_manager.post(draft, {"seen": seen, "a0": "Purple"}).status_code == 422
    assert as_manager.post(draft, {"seen": seen, "a0": "Amber"}).status_code == 302
    file = as_manager.get(f"{draft}/file")
    assert opened(file.content)["Summary"]["B8"].value == "Amber"
    seen = ReturnDraft.objects.get().changed_at.isoformat()
    assert "What stays empty" in text(as_manager.get(f"{draft}/submit"))
    assert as_manager.post(f"{draft}/submit", {"seen": seen, "empty_because": ""}).status_code == 422
    done = as_manager.post(f"{draft}/submit", {"seen": seen, "empty_because": "The form is short"})
    assert done.status_code == 302, text(done)
    shown = text(as_manager.get(done["Location"]))
    assert SubmittedReturn.objects.get().sha256 in shown
    assert "Submitted on" in text(as_manager.get(HERE))


@pytest.fixture
def submitted(as_manager, template) -> SubmittedReturn:
    as_manager.post(f"{HERE}begin", {"which": f"{template.pk}:2025/26 Q1"})
    row = ReturnDraft.objects.get()
    typed = {"seen": row.changed_at.isoformat(), "empty_because": "Later"}
    as_manager.post(f"{HERE}drafts/{row.pk}/submit", typed)
    return SubmittedReturn.objects.get()


def test_a_regional_reader_reads_what_was_submitted_and_nothing_else(submitted, template, browser, reader, as_manager):
    corrected = as_manager.post(f"{HERE}submitted/{submitted.pk}/correct", {"reason": "A sum was wrong"})
    draft = corrected["Location"]
    browser.post("/sign-out")
    sign_in(browser, reader.person.email)
    assert "A return" in text(browser.get(HERE))
    assert "Add a return" not in text(browser.get(HERE))
    assert browser.get(f"{HERE}submitted/{submitted.pk}").status_code == 200
    file = browser.get(f"{HERE}submitted/{submitted.pk}/file")
    assert file.content == bytes(submitted.content)
    for closed in (draft, f"{draft}/file", f"{draft}/submit", f"{HERE}forms/{template.pk}", f"{HERE}add"):
        assert browser.get(closed).status_code == 403, closed
    for closed in (f"{HERE}begin", f"{HERE}submitted/{submitted.pk}/correct", f"{HERE}forms/{template.pk}/load"):
        assert browser.post(closed).status_code == 403, closed


def test_a_file_that_is_no_form_is_refused_in_words(as_manager, store, plan):
    for content, words in ((b"not a form", "named like an Excel workbook"), (b"", "The file is empty")):
        sent = {"title": "X", "due_days": "1", "file": SimpleUploadedFile("form.xlsx", content)}
        answer = as_manager.post(f"{HERE}add", sent)
        assert answer.status_code == 422
        assert words in text(answer)


def test_the_cells_of_a_return_are_taken_as_a_table(submitted, as_manager):
    answer = as_manager.get(f"{HERE}submitted/{submitted.pk}?table=cells&format=xlsx")
    rows = list(opened(io.BytesIO(answer.content).getvalue())["Table"].iter_rows(values_only=True))
    assert rows[1][:3] == ("Summary B3", "Alliance", "South Yorkshire")
