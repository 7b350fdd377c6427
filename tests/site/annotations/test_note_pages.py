"""The pages of notes: reading, writing, beginning a phase and withdrawing, and who may."""

import pytest
from tests.site.annotations.conftest import SIXTY_TWO
from tests.site.annotations.test_notes import mark, phase
from tests.site.conftest import sign_in
from tests.site.performance.conftest import figures_store  # noqa: F401

from clearway.site.annotations.models import Annotation, Comment, Phase
from clearway.site.annotations.services.notes import comment

NOTES = "/measures/CWT-62D/notes"
TYPED = {
    "kind": "campaign",
    "words": "Radio campaign",
    "at-day": "14",
    "at-month": "5",
    "at-year": "2024",
    "area": "RFF",
}


def test_an_empty_page_says_what_notes_are_for_and_offers_to_write_one(as_analyst):
    page = as_analyst.get(NOTES).content.decode()
    assert "Nobody has commented yet" in page
    for name in ("annotation", "comment", "phase"):
        assert f"{NOTES}/{name}" in page


def test_a_campaign_is_marked_on_the_page_listed_downloaded_and_withdrawn(as_analyst):
    form = as_analyst.get(f"{NOTES}/annotation?area=RFF").content.decode()
    assert all(f'name="{name}"' in form for name in TYPED), "what is typed on the page is what is read"
    assert 'value="RFF"' in form
    answer = as_analyst.post(f"{NOTES}/annotation", TYPED)
    assert answer["Location"] == f"{NOTES}?area=RFF"
    written = Annotation.objects.get()
    assert (written.measure, str(written.at), written.precision) == ("CWT-62D", "2024-05-14", "day")
    page = as_analyst.get(answer["Location"]).content.decode()
    assert "Radio campaign" in page
    assert "14 May 2024" in page
    assert b"Radio campaign" in as_analyst.get(f"{NOTES}?table=annotations&format=csv").content
    address = f"{NOTES}/annotation/{written.pk}/withdraw"
    assert address in page
    assert as_analyst.post(address, {"reason": ""}).status_code == 422
    assert as_analyst.post(address, {"reason": "Another trust's"}).status_code == 302
    page = as_analyst.get(NOTES).content.decode()
    assert "Another trust&#39;s" in page
    assert address not in page


def test_a_month_is_a_date_without_a_day_and_a_mark_may_be_on_every_measure(as_analyst):
    as_analyst.post(f"{NOTES}/annotation", {**TYPED, "at-day": "", "area": "", "every_measure": "on"})
    written = Annotation.objects.get()
    assert (written.measure, written.area, written.when) == ("", "", "May 2024")
    other = as_analyst.get("/measures/EDX-STAGE/notes").content.decode()
    assert "on the charts of every measure" in other
    address = f"/measures/EDX-STAGE/notes/annotation/{written.pk}/withdraw"
    assert as_analyst.post(address, {"reason": "wrong"})["Location"] == "/measures/EDX-STAGE/notes"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": ""}, "Enter what happened"),
        ({"words": "NHS number 943 476 5919"}, "could be an NHS number"),
        ({"words": "x" * 1_001}, "Use 1,000 characters or fewer"),
        ({"at-month": "13"}, "Enter a real date"),
        ({"at-day": "", "at-month": "", "at-year": ""}, "a day, or a month and a year"),
        ({"at-year": "9999"}, "No figure is of"),
        ({"area": "NOWHERE"}, "No area is known by that code"),
        ({"kind": "gossip"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_what_was_typed_stays(as_analyst, wrong, words):
    answer = as_analyst.post(f"{NOTES}/annotation", {**TYPED, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(words) >= 2, "in the summary and beside the field"
    assert 'value="RFF"' in page or "area" in wrong
    assert not Annotation.objects.exists()


def test_a_comment_stands_with_name_and_day_and_is_escaped(as_analyst):
    as_analyst.post(f"{NOTES}/comment", {"words": "<script>alert(1)</script> & so", "area": "RFF"})
    assert Comment.objects.get().words == "<script>alert(1)</script> & so"
    page = as_analyst.get(NOTES).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
    assert "analyst" in page


@pytest.mark.slow
def test_a_phase_is_begun_at_a_period_of_the_line_and_at_no_other_day(as_analyst, settings, figures_store):  # noqa: F811
    settings.STORE = figures_store
    address = f"{NOTES}/phase"
    assert "Which area" in as_analyst.get(address).content.decode()
    assert "holds no line" in as_analyst.get(f"{address}?area=E08000016").content.decode()
    form = as_analyst.get(f"{address}?area=E92000001").content.decode()
    assert 'value="2025-03-31"' in form
    here = f"{address}?area=E92000001"
    wrong = as_analyst.post(here, {"begins": "2025-03-30", "reason": "New clinic"})
    assert wrong.status_code == 422
    assert "the nearest ends on 31 March 2025" in wrong.content.decode()
    assert as_analyst.post(here, {"begins": "2025-03-31", "reason": ""}).status_code == 422
    assert not Phase.objects.exists()
    assert as_analyst.post(here, {"begins": "2025-03-31", "reason": "New clinic"}).status_code == 302
    page = as_analyst.get(f"{NOTES}?area=E92000001").content.decode()
    assert "From the period to 31 March 2025" in page
    assert "New clinic" in page


def test_a_store_without_figures_has_no_line_to_begin_a_phase_of(as_analyst, demo_store):
    assert "holds no line" in as_analyst.get(f"{NOTES}/phase?area=RFF").content.decode()
    answer = as_analyst.post(f"{NOTES}/phase?area=RFF", {"begins": "2025-03-31", "reason": "x"})
    assert answer.status_code == 422
    assert not Phase.objects.exists()


@pytest.mark.usefixtures("_line")
def test_a_tracker_reads_all_writes_about_the_own_trust_and_sets_no_phase(analyst, as_tracker):
    begun, written = phase(analyst), mark(analyst, area="")
    page = as_tracker.get(NOTES).content.decode()
    assert begun.words in page
    assert written.words in page
    assert f"{NOTES}/phase" not in page
    assert "/withdraw" not in page
    assert as_tracker.get(f"{NOTES}/phase").status_code == 403
    assert as_tracker.post(f"{NOTES}/phase?area=RFF", {"begins": "2024-07-31", "reason": "x"}).status_code == 403
    assert as_tracker.post(f"{NOTES}/annotation/{written.pk}/withdraw", {"reason": "x"}).status_code == 403
    assert 'value="RFF"' in as_tracker.get(f"{NOTES}/comment").content.decode()
    assert as_tracker.post(f"{NOTES}/comment", {"words": "ours", "area": "RHQ"}).status_code == 403
    assert as_tracker.post(f"{NOTES}/comment", {"words": "ours", "area": "RFF"}).status_code == 302


def test_an_administrator_reads_and_is_offered_nothing_to_write(browser, administrator, analyst):
    written = comment(by=analyst, measure=SIXTY_TWO, area="", words="A quiet month")
    sign_in(browser, administrator.person.email)
    page = browser.get(NOTES).content.decode()
    assert written.words in page
    for name in ("annotation", "comment", "phase"):
        assert f"{NOTES}/{name}" not in page
        assert browser.get(f"{NOTES}/{name}").status_code == 403


def test_an_unknown_measure_and_an_unknown_note_are_not_found_and_nobody_reads_without_signing_in(as_analyst, client):
    for address in ("/measures/NO-SUCH/notes", f"{NOTES}/comment/77/withdraw", f"{NOTES}/letter/1/withdraw"):
        assert as_analyst.get(address).status_code == 404
    assert client.get(NOTES).status_code == 302


def test_a_note_is_not_withdrawn_under_the_address_of_another_measure(as_analyst, analyst):
    written = comment(by=analyst, measure=SIXTY_TWO, area="", words="A quiet month")
    assert (
        as_analyst.post(f"/measures/EDX-STAGE/notes/comment/{written.pk}/withdraw", {"reason": "x"}).status_code == 404
    )
    written.refresh_from_db()
    assert not written.is_withdrawn


@pytest.mark.slow
def test_the_chart_of_a_measure_shows_its_marks_phases_and_comments_and_leads_here(
    as_analyst,
    settings,
    figures_store,  # noqa: F811
):
    settings.STORE = figures_store
    typed = {**TYPED, "area": "E92000001", "at-year": "2025", "at-month": "1"}
    assert as_analyst.post(f"{NOTES}/annotation", typed).status_code == 302
    here = f"{NOTES}/phase?area=E92000001"
    assert as_analyst.post(here, {"begins": "2025-01-31", "reason": "New clinic"}).status_code == 302
    as_analyst.post(f"{NOTES}/comment", {"words": "A quiet winter", "area": "E92000001"})
    page = as_analyst.get("/measures/CWT-62D?level=england&area=E92000001").content.decode()
    for words in ("Radio campaign", "New clinic", "A quiet winter", f"{NOTES}?area=E92000001"):
        assert words in page, words
