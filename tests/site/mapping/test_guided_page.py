"""The guided page: a sample is looked at, corrected, tried, saved and remembered; and it is gone afterwards."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.intake.profiles.written import profile, profile_text

from clearway.demo.tracker_exports import TRACKER_EXPORTS
from clearway.demo.tracker_samples import sample_file
from clearway.site.audit.models import Event
from clearway.site.mapping import samples
from clearway.site.mapping.models import MappingProfile, SampleFile
from clearway.site.mapping.services import profile_for, save_profile, share_profile

TRACKERS = pytest.mark.parametrize("export", TRACKER_EXPORTS, ids=lambda one: one.profile_id)


@pytest.fixture(autouse=True)
def _store(demo_store):
    demo_store.path.mkdir(parents=True)


def given(browser, content: bytes, name: str = "ours.csv"):
    return browser.post("/data/profiles/new", {"file": SimpleUploadedFile(name, content)})


def form_of(html: str) -> dict[str, list[str]]:
    """What a browser would send of the page's form."""
    sent: dict[str, list[str]] = {}
    tokens = re.finditer(
        r'<input[^>]*?name="(?P<input>[^"]+)"[^>]*?>|<select[^>]*name="(?P<select>[^"]+)"[^>]*>(?P<options>.*?)</select>',
        html.split("<main")[1],
        re.DOTALL,
    )
    for token in tokens:
        if name := token["input"]:
            value = re.search(r'value="([^"]*)"', token[0])
            sent.setdefault(name, []).append(value[1] if value else "")
        else:
            options = re.findall(r"<option([^>]*)>([^<]*)</option>", token["options"])
            chosen = next((one for one in options if "selected" in one[0]), options[0])
            value = re.search(r'value="([^"]*)"', chosen[0])
            sent.setdefault(token["select"], []).append(value[1] if value else chosen[1])
    return sent


@pytest.mark.slow
@TRACKERS
def test_a_strangers_sample_is_proposed_tried_saved_and_remembered(as_tracker, export):
    page = given(as_tracker, sample_file(export), export.file_name())
    assert page.status_code == 302
    shown = as_tracker.get(page["Location"])
    assert shown.status_code == 200
    sent = form_of(shown.content.decode())
    if export.profile_id == "tracker-timestamps":
        sent["sites-ours"] = ["RFF"] * len(sent["sites-ours"])
    tried = as_tracker.post(page["Location"], sent | {"effect": "1"}, follow=True)
    words = " ".join(tried.content.decode().split())
    assert "60 rows would be accepted, 0 rejected" in words
    assert "SYN0" not in words, "what names a person is not shown"
    saved = as_tracker.post(page["Location"], form_of(tried.content.decode()) | {"save": "1"}, follow=True)
    assert "Files of RFF are read with it from now on" in saved.content.decode()
    assert profile_for("RFF").layout.kind == ("xlsx" if export.suffix == "xlsx" else "csv")
    assert SampleFile.unscoped.count() == 0


def test_nothing_of_a_sample_stays_when_it_is_given_up(as_tracker, demo_store):
    page = given(as_tracker, sample_file(TRACKER_EXPORTS[1]), "ours.tsv")
    assert len(list((demo_store.path / "samples").iterdir())) >= 2
    as_tracker.post(page["Location"], {"give_up": "1"})
    assert list((demo_store.path / "samples").iterdir()) == []
    assert as_tracker.get(page["Location"]).status_code == 404
    events = [event.event for event in Event.objects.order_by("sequence") if "sample" in event.event]
    assert events == ["sample looked at for a mapping profile", "sample removed"]


def test_a_sample_is_removed_when_its_time_is_over(as_tracker, tracker, demo_store):
    page = given(as_tracker, sample_file(TRACKER_EXPORTS[1]), "ours.tsv")
    SampleFile.unscoped.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert as_tracker.get(page["Location"]).status_code == 404
    assert list((demo_store.path / "samples").iterdir()) == []


def test_nobody_else_opens_a_sample(as_tracker, analyst, browser, administrator):
    page = given(as_tracker, sample_file(TRACKER_EXPORTS[1]), "ours.tsv")
    token = page["Location"].rsplit("/", 1)[1]
    assert samples.one_sample(by=analyst, token=token) is None
    assert samples.one_sample(by=administrator, token=token) is None


def test_a_file_without_a_table_and_one_too_large_are_refused_in_words_and_not_kept(as_tracker, demo_store):
    none = given(as_tracker, b"hello\n")
    assert none.status_code == 400
    assert "No table was found" in none.content.decode()
    large = given(as_tracker, b"a,b,c\n" * 500_000)
    assert "the limit for a sample is 2,500,000" in large.content.decode()
    assert list((demo_store.path / "samples").iterdir()) == []


def test_a_pasted_profile_is_saved_or_refused_with_its_line(as_tracker):
    wrong = as_tracker.post("/data/profiles/new", {"yaml": profile_text().replace("version: 1", "version: x")})
    assert wrong.status_code == 400
    assert "line 2, version" in wrong.content.decode()
    as_tracker.post("/data/profiles/new", {"yaml": profile_text(), "use": "1"})
    assert MappingProfile.unscoped.get().address == "RFF.our-register"
    assert profile_for("RFF").id == "our-register"


def test_a_profile_page_says_what_it_does_and_gives_its_yaml(as_tracker, tracker):
    save_profile(by=tracker, organisation_code="RFF", profile=profile(more="dates: DD/MM/YYYY\n"))
    for path in ("/data/profiles", "/data/profiles/RFF.our-register", "/data/profiles/tracker-words"):
        assert as_tracker.get(path).status_code == 200, path
    text = as_tracker.get("/data/profiles/RFF.our-register").content.decode()
    assert "dates written DD/MM/YYYY" in text
    yaml = as_tracker.get("/data/profiles/RFF.our-register?format=yaml").content.decode()
    assert yaml.startswith("profile: our-register\nversion: 1\n")
    table = as_tracker.get("/data/profiles/RFF.our-register?table=columns&format=csv").content.decode()
    assert "crtp_start" in table


def test_another_trusts_profile_is_not_found_until_it_is_shared_and_the_question_is_recorded(as_tracker, analyst):
    theirs = save_profile(by=analyst, organisation_code="RFR", profile=profile(), use_for_sender=False)
    assert as_tracker.get("/data/profiles/RFR.our-register").status_code == 404
    assert Event.objects.filter(event="another organisation's record asked for").count() == 1
    assert as_tracker.get("/data/profiles/RFR.nothing").status_code == 404
    share_profile(by=analyst, saved=theirs, is_shared=True)
    assert as_tracker.get("/data/profiles/RFR.our-register").status_code == 200
    assert as_tracker.post("/data/profiles/RFR.our-register/share", {"stop": "1"}).status_code == 403


def test_a_tracker_chooses_for_their_own_trust_and_an_analyst_for_any(as_tracker, tracker):
    as_tracker.post("/data/profiles/tracker-words/use", {"organisation": "RFR"})
    assert profile_for("RFF").id == "tracker-words"
    assert profile_for("RFR") is None
    as_tracker.post("/data/profiles/tracker-words/use", {"stop": "1"})
    assert profile_for("RFF") is None


def test_the_files_to_try_are_given_in_a_demo_store_only(as_tracker, settings, live_store):
    assert as_tracker.get("/data/profiles/try/synthetic-tracker-words.csv").status_code == 404


@TRACKERS
def test_each_file_to_try_is_downloaded_whole(as_tracker, export):
    assert as_tracker.get(f"/data/profiles/try/{export.file_name()}").content == sample_file(export)
    assert export.file_name() in as_tracker.get("/data/profiles/new").content.decode()


def test_of_a_large_file_only_whole_first_rows_are_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(samples, "MOST_BYTES", 50)
    for encoding in ("utf-8", "utf-16"):
        path = tmp_path / encoding
        path.write_bytes("".join(f"row {number},x\n" for number in range(99)).encode(encoding))
        rows = samples.beginning_of(path).decode(encoding).splitlines()
        assert 1 < len(rows) < 7
        assert rows == [f"row {number},x" for number in range(len(rows))]
