"""Fault 58: a script in a comment, the name of a document or of a saved view is shown as text, and never run."""

from tests.site.conftest import sign_in
from tests.site.forms.conftest import case, surgery  # noqa: F401

from clearway.site.attachments.services import attach
from clearway.site.beside import host_of
from clearway.site.discussion.services import comment
from clearway.site.saved.services import save_view

SCRIPT = "<script>clearway58()</script>"


def test_fault_58_scripts_in_comments_documents_and_saved_views_are_text(browser, case, tracker, demo_store):  # noqa: F811
    demo_store.path.mkdir()
    host = host_of(tracker, "form", case.pk)
    comment(by=tracker, host=host, words=SCRIPT)
    attach(by=tracker, host=host, name=f"{SCRIPT}.pdf".replace("/", "_"), content=b"%PDF-1.7\n", store=demo_store)
    save_view(by=tracker, name=SCRIPT, address=f"/forms?q={SCRIPT}")
    sign_in(browser, tracker.person.email)
    for path in (f"/forms/{case.pk}", f"/comments/form/{case.pk}", f"/documents/form/{case.pk}", "/saved"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "<script>clearway58" not in answer.content.decode()
        assert "clearway58()" in answer.content.decode()
        assert "script-src 'self' 'nonce-" in answer["Content-Security-Policy"]
