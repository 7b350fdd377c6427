"""The pages on which a person reads a document, and answers its proposals one after another."""

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.site.conftest import sign_in
from tests.site.strategies.conftest import HELD_OUT, TEXT

from clearway.site.plan.models import Deliverable
from clearway.site.strategies.models import ReadDocument


def address_of(document: ReadDocument) -> str:
    """Where the first proposal of a document stands."""
    return f"/strategies/proposals/{document.proposals.first().pk}"


def test_a_manager_reads_a_document_confirms_one_proposal_and_rejects_the_other(as_manager, plan, store):
    sent = SimpleUploadedFile("aims.txt", TEXT)
    shown = as_manager.post("/strategies/", {"document": sent}, follow=True).content.decode()
    assert "2 proposals, 2 still to be answered" in shown
    assert "raise bowel screening uptake to 75%" in shown
    found = ReadDocument.objects.get()
    first, second = (f"/strategies/proposals/{one.pk}" for one in found.proposals.all())
    page = as_manager.get(first).content.decode()
    assert "The Screening Team will raise bowel screening uptake to 75% by Q3 2026/27" in page
    chosen = Deliverable.objects.get(plan=plan, code="D2.5")
    given = {"answer": "confirm", "wording": "raise bowel screening uptake to 75%", "deliverable": str(chosen.pk)}
    assert as_manager.post(first, given).url == second
    assert f'value="{chosen.pk}" selected' in as_manager.get(second).content.decode()
    assert as_manager.post(second, {"answer": "reject"}).url == f"/strategies/{found.pk}"
    told = as_manager.get(f"/strategies/{found.pk}").content.decode()
    assert "all answered" in told
    assert "confirmed by manager" in told
    assert "rejected by manager" in told
    assert f"READ{found.pk}.1" in as_manager.get(first).content.decode()


def test_confirming_without_a_deliverable_keeps_the_words_and_says_what_is_missing(as_manager, plan, document):
    answer = as_manager.post(address_of(document), {"answer": "confirm", "wording": "Other words", "deliverable": "x"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "No deliverable was chosen" in page
    assert "Other words" in page


def test_a_file_that_cannot_be_read_is_told_on_the_page(as_manager, store):
    answer = as_manager.post("/strategies/", {"document": SimpleUploadedFile("plan.pdf", b"%PDF-1.4\nno more")})
    assert answer.status_code == 422
    assert "damaged" in answer.content.decode()
    assert "No file was chosen" in as_manager.post("/strategies/", {}).content.decode()


def test_before_anything_was_read_the_page_says_what_to_do(as_manager, store):
    assert "No document was read yet" in as_manager.get("/strategies/").content.decode()


def test_without_a_plan_nothing_can_be_confirmed_and_the_page_says_so(as_manager, document):
    assert "No plan is loaded" in as_manager.get(address_of(document)).content.decode()


def test_others_look_but_have_no_button_and_may_not_answer(browser, tracker, document):
    sign_in(browser, tracker.person.email)
    page = browser.get(address_of(document)).content.decode()
    assert "Confirm as a draft" not in page
    assert browser.post(address_of(document), {"answer": "reject"}).status_code == 403
    assert document.proposals.filter(answer="").count() == 2


def test_proposals_are_downloaded_as_they_are_shown(as_manager, document):
    file = as_manager.get(f"/strategies/{document.pk}?table=proposals&format=csv")
    assert b"raise bowel screening uptake to 75%" in b"".join(file)


def test_a_word_file_and_a_pdf_are_read_through_the_page(as_manager, store):
    for name in ("improvement-plan.docx", "strategy.pdf"):
        content = (HELD_OUT / name).read_bytes()
        answer = as_manager.post("/strategies/", {"document": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302
    assert as_manager.get("/strategies/999").status_code == 404
    assert as_manager.get("/strategies/proposals/999").status_code == 404
