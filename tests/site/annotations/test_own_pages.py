"""The pages of own measures and reviews: a form or a file, checks beside the field, a second person, due days."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.site.annotations.test_own_measures import TEXT, published, submitted
from tests.site.conftest import sign_in
from tests.site.performance.conftest import figures_store  # noqa: F401

from clearway.site.annotations import own
from clearway.site.annotations.models import OwnDefinition, OwnState, Review
from clearway.site.annotations.services.own_measures import save_draft

ADD = "/measures/own/add"
TYPED = {
    "id": "SY-LUNG62",
    "name": "Lung cancers treated within 62 days",
    "domain": "waiting_times",
    "numerator": "first treatments of lung cancer within 62 days",
    "denominator": "first treatments of lung cancer",
    "exclusions": "People who refused treatment\nPeople on a trial",
    "unit": "percent",
    "polarity": "higher",
    "kind": "rarely",
    "method": "wilson",
    "periodicity": "monthly",
    "levels": ["provider", "alliance"],
    "serves": "A-EDX-9",
    "source": "Cancer Waiting Times",
    "place": "waits",
    "standard": "62",
    "count": "within",
    "finest": "trust, by month",
    "target_value": "85",
    "target_by": "2029-03",
    "target_source": "Alliance board, March 2026",
    "why_it_matters": "Lung cancer waits longest.",
    "cannot_tell": "Who died waiting.",
    "reviewed_by_role": "Cancer waiting times lead",
    "next_review-day": "31",
    "next_review-month": "3",
    "next_review-year": "2098",
}


@pytest.fixture
def as_reviewer(reviewer) -> Client:
    browser = Client(raise_request_exception=False)
    sign_in(browser, reviewer.person.email)
    return browser


@pytest.fixture
def on_figures(settings, figures_store, tmp_path):  # noqa: F811
    """A store with figures, and policies in a folder of this test's own."""
    settings.STORE = figures_store
    yield figures_store
    for path in (figures_store.policies / "measures").glob("*.yaml"):
        path.unlink()


@pytest.mark.slow
def test_a_measure_is_defined_in_a_form_previewed_and_published_by_a_second_person(as_analyst, as_reviewer, on_figures):
    form = as_analyst.get(ADD).content.decode()
    assert all(f'name="{name}"' in form for name in TYPED), "what is typed on the page is what is read"
    answer = as_analyst.post(ADD, TYPED)
    assert answer.status_code == 302, answer.content.decode()
    held = OwnDefinition.objects.get()
    address = f"/measures/own/{held.pk}"
    assert answer["Location"] == address
    page = as_analyst.get(address).content.decode()
    assert "What it gives in this store" in page
    assert "to 31 March 2025" in page
    assert "NHS England" in page
    assert b"SY-LUNG62" in as_analyst.get(f"{address}?table=preview&format=csv").content
    assert as_analyst.post(address, {"action": "submit"}).status_code == 302
    assert "Agree and publish" not in as_analyst.get(address).content.decode()
    assert as_analyst.post(address, {"action": "agree"}).status_code == 403
    assert "Agree and publish" in as_reviewer.get(address).content.decode()
    assert as_reviewer.post(address, {"action": "agree", "reason": "Fits the guidance"}).status_code == 302
    measure = own.catalogue()["SY-LUNG62"]
    assert measure.reviewed_by == "reviewer"
    assert measure.exclusions == ("People who refused treatment", "People on a trial")
    assert (measure.targets[0].by_words, measure.targets[0].verification.is_provisional) == ("March 2029", True)
    listed = as_analyst.get("/measures/own").content.decode()
    assert "agreed to by reviewer" in listed
    assert as_analyst.get("/measures/SY-LUNG62/notes").status_code == 200
    assert as_reviewer.post(address, {"action": "withdraw", "reason": ""}).status_code == 422
    assert as_reviewer.post(address, {"action": "withdraw", "reason": "Not used"}).status_code == 302
    assert "SY-LUNG62" not in own.catalogue().measures


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id": "lung"}, "is not an id"),
        ({"id": "CWT-62D"}, "is the id of a shipped measure"),
        ({"target_value": "850"}, "is more than 100 per cent"),
        ({"target_by": "soon"}, "is neither a year nor a month"),
        ({"target_source": ""}, "Enter where the target was written down"),
        ({"polarity": "context"}, "can only inform"),
        ({"place": "observations", "indicator": "Bad Key"}, "is not the key of a series"),
        ({"place": "observations"}, "Enter the key of the series"),
        ({"place": "nowhere"}, "Enter what is needed"),
        ({"finest": ""}, "Enter down to what the values go"),
        ({"levels": []}, "Choose at least one level"),
        ({"next_review-month": "13"}, "Enter a real date"),
        ({"why_it_matters": "943 476 5919 waited"}, "could be an NHS number"),
        ({"exclusions": "one\none"}, "the same entry stands twice"),
    ],
)
def test_what_the_loader_refuses_is_told_beside_the_field_and_nothing_is_kept(as_analyst, demo_store, wrong, words):
    answer = as_analyst.post(ADD, {**TYPED, **wrong})
    page = answer.content.decode().replace("&#39;", "'")
    assert answer.status_code == 422
    assert words.casefold() in page.casefold()
    assert page.casefold().count(words.casefold()) >= (1 if "why_it_matters" in wrong else 2)
    assert 'value="Cancer Waiting Times"' in page
    assert not OwnDefinition.objects.exists()


def sent(text: str | bytes) -> dict[str, SimpleUploadedFile]:
    content = text.encode() if isinstance(text, str) else text
    return {"upload": SimpleUploadedFile("SY-62D.yaml", content)}


def test_a_definition_is_sent_as_a_file_and_kept_as_a_draft(as_analyst, demo_store):
    assert as_analyst.post("/measures/own/file", sent("\ufeff" + TEXT)).status_code == 302
    held = OwnDefinition.objects.get()
    assert (held.measure, held.state) == ("SY-62D", OwnState.DRAFT)
    file = as_analyst.get(f"/measures/own/{held.pk}/text")
    assert file.content.decode() == TEXT
    assert file["Content-Disposition"].startswith('attachment; filename="SY-62D.yaml"')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT.replace("unit: percent", "unit: percents"), "unit: 'percents' is not known"),
        (b"\xff\xfe\x00\x01", "no text in UTF-8"),
        ("x" * 200_000, "200,000 bytes"),
        ("a: &a [1]\nb: *a", "reference"),
        ("", "The file is empty"),
    ],
)
def test_a_file_that_is_no_definition_is_refused_in_words(as_analyst, demo_store, text, words):
    answer = as_analyst.post("/measures/own/file", sent(text))
    assert answer.status_code == 422
    assert words in answer.content.decode().replace("&#39;", "'")
    assert "Choose a file" in as_analyst.post("/measures/own/file", {}).content.decode()
    assert not OwnDefinition.objects.exists()


def test_a_draft_is_changed_as_text_and_never_over_somebody_else_s_change(as_analyst, as_reviewer, analyst, demo_store):
    held = save_draft(by=analyst, text=TEXT)
    address = f"/measures/own/{held.pk}/change"
    opened = {"text": TEXT.replace("South Yorkshire", "the north"), "seen": held.saved_at.isoformat()}
    assert f'value="{held.saved_at.isoformat()}"' in as_analyst.get(address).content.decode()
    assert as_reviewer.post(address, opened).status_code == 302
    answer = as_analyst.post(address, {**opened, "text": TEXT.replace("South Yorkshire", "the south")})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "after you opened it" in page
    assert "the south" in page, "what was typed stays"
    held.refresh_from_db()
    assert held.authors == ["analyst@example.org", "reviewer@example.org"]
    bad = {"text": "id: [", "seen": held.saved_at.isoformat()}
    assert "does not read as YAML" in as_analyst.post(address, bad).content.decode()
    assert as_analyst.post(address, {**opened, "seen": "yesterday"}).status_code == 422


def test_a_reviewer_who_wrote_it_is_told_why_another_must_agree(as_reviewer, reviewer, demo_store):
    held = submitted(reviewer)
    address = f"/measures/own/{held.pk}"
    page = as_reviewer.get(address).content.decode()
    assert "another measure reviewer agrees to it" in page
    assert "Agree and publish" not in page
    assert as_reviewer.post(address, {"action": "agree"}).status_code == 403
    answer = as_reviewer.post(address, {"action": "return", "reason": ""})
    assert answer.status_code == 422
    assert as_reviewer.post(address, {"action": "return", "reason": "Name the source"}).status_code == 302
    assert "Name the source" in as_reviewer.get(address).content.decode()


def test_others_read_and_define_nothing(as_tracker, analyst, reviewer, demo_store):
    held = published(analyst, reviewer)
    page = as_tracker.get(f"/measures/own/{held.pk}").content.decode()
    assert "62 days, South Yorkshire" in page
    assert "What it gives" not in page, "computed figures of other trusts are not theirs to see"
    assert ADD not in as_tracker.get("/measures/own").content.decode()
    for address in (ADD, "/measures/own/file", f"/measures/own/{held.pk}/change"):
        assert as_tracker.get(address).status_code == 403
    assert as_tracker.post(f"/measures/own/{held.pk}", {"action": "withdraw", "reason": "x"}).status_code == 403
    assert as_tracker.get("/measures/own/77").status_code == 404


def test_a_damaged_definition_is_told_on_the_page(as_analyst, demo_store):
    lies = demo_store.policies / "measures" / "SY-BAD.yaml"
    lies.parent.mkdir(parents=True)
    lies.write_text("id: SY-BAD\n", encoding="utf-8")
    assert "cannot be read" in as_analyst.get("/measures/own").content.decode()


def on(monkeypatch, day: date) -> None:
    monkeypatch.setattr("clearway.site.annotations.views.reviews.today", lambda: day)


def test_reviews_that_are_overdue_on_a_day_are_listed_first_and_recorded_away(as_reviewer, demo_store, monkeypatch):
    on(monkeypatch, date(2026, 11, 22))
    assert "No review is overdue" in as_reviewer.get("/measures/reviews").content.decode()
    on(monkeypatch, date(2027, 4, 1))
    page = as_reviewer.get("/measures/reviews").content.decode()
    assert "reviews are overdue" in page
    assert "1 day overdue" in page
    late = as_reviewer.get("/measures/reviews?table=overdue&format=csv").content.decode()
    assert "CWT-62D," in late
    day = {"reviewed_on": date(2027, 3, 30), "next_review": date(2028, 3, 31)}
    typed = {
        f"{name}-{part}": str(getattr(held, part)) for name, held in day.items() for part in ("day", "month", "year")
    }
    typed |= {"as_role": "Cancer waiting times lead", "note": ""}
    form = as_reviewer.get("/measures/CWT-62D/review").content.decode()
    assert all(f'name="{name}"' in form for name in typed)
    wrong = as_reviewer.post("/measures/CWT-62D/review", {**typed, "reviewed_on-year": "2028"})
    assert "is still to come" in wrong.content.decode()
    assert as_reviewer.post("/measures/CWT-62D/review", typed).status_code == 302
    assert Review.objects.get().reviewer == "reviewer@example.org"
    assert "CWT-62D," not in as_reviewer.get("/measures/reviews?table=overdue&format=csv").content.decode()
    assert "reviewer as Cancer waiting times lead" in as_reviewer.get("/measures/CWT-62D/review").content.decode()


def test_an_analyst_reads_reviews_and_records_none(as_analyst, demo_store):
    assert '/review"' not in as_analyst.get("/measures/reviews").content.decode()
    assert as_analyst.get("/measures/CWT-62D/review").status_code == 403
    assert as_analyst.post("/measures/CWT-62D/review", {}).status_code == 403


def test_the_pages_ask_for_today(as_analyst, demo_store):
    assert timezone.localdate().strftime("%Y") in as_analyst.get("/measures/reviews").content.decode()
