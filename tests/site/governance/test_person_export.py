"""Everything about one person, and nothing of anybody else: wherever it is held."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.site.conftest import member, sign_in

from clearway.pipeline.held_about import ROW_KEYS, HeldAbout, tables_of
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.models import Event
from clearway.site.governance.held_rows import held_rows, searched
from clearway.site.governance.person_export import EVENT, export_person
from clearway.site.organisations.roles import InformationGovernanceLead
from clearway.site.submissions.manifest import OperationalManifest
from clearway.store.folder import StoreKind, create_store

pytestmark = pytest.mark.slow

HERS, HIS = "9990000018", "9990000026"
REASON = "request 2026/31 of the person"
COUNTS_ONLY = frozenset(
    {
        "about",
        "areas",
        "cells",
        "month_sources",
        "observations",
        "places",
        "published",
        "published_figures",
        "submissions",
    }
)
"""Tables of the figures in which nobody in particular is."""


@pytest.fixture
def lead(alliance):
    return member("lead@example.org", alliance, InformationGovernanceLead)


@pytest.fixture
def desk(settings, tmp_path, administrator) -> Desk:
    """A demo store with a published file of two people; one row of each is rejected."""
    store = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    settings.STORE, settings.STORE_KEY = store, store.key()
    made = Desk(store, OperationalManifest(administrator), tmp_path)
    hers = {"nhs_number": HERS, "record_id": "HERS-1", "pathway_id": "HERS-P1"}
    his = {"nhs_number": HIS, "record_id": "HIS-1", "pathway_id": "HIS-P1"}
    rows = records(
        hers,
        his,
        hers | {"record_id": "HERS-2", "pathway_id": "HERS-P2", "treatment_start_date": "2025-02-31"},
        his | {"record_id": "HIS-2", "pathway_id": "HIS-P2", "treatment_start_date": "2025-02-31"},
    )
    made.load(made.csv(rows), organisation="RZA", month="2025-03")
    made.publish()
    return made


@pytest.fixture
def links(desk) -> dict[str, str]:
    """The link of each person's record."""
    found = dict(desk.rows("SELECT record_id, link FROM records"))
    return {"hers": found["HERS-1"], "his": found["HIS-1"]}


def files_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_everything_of_her_is_in_it_and_nothing_of_him(desk, links, lead, administrator):
    for link in links.values():
        audit.note(event="pathway viewed", by=administrator, subject=("pathway", link))
    audit.seal_waiting()
    taken = export_person(by=lead, number="999 000 0018", reason=REASON, store=desk.store)
    files = files_of(taken.content)
    names = " ".join(files)
    for place in ("identifiers", "received", "records", "rejected", "mends", "assessments", "events", "database"):
        assert place in names, place
    whole = "\n".join(files.values())
    for hers in ("HERS-1", "HERS-2", "HERS-P1", HERS, links["hers"]):
        assert hers in whole
    his_person = dict(desk.rows("SELECT record_id, person FROM records"))["HIS-1"]
    for his in (HIS, "HIS-", links["his"], his_person):
        assert his not in whole
    assert "SYNTHETIC" in files["read-me-first.txt"]
    assert REASON in files["read-me-first.txt"]


def test_every_table_of_the_figures_is_searched_or_holds_counts_only(desk):
    with desk.figures() as figures:
        for table, columns in tables_of(figures).items():
            is_searched = "person" in columns or columns >= ROW_KEYS
            assert is_searched != (table in COUNTS_ONLY), f"{table}: does it hold rows of people?"


def test_every_file_of_a_submission_is_searched_or_is_known_to_hold_nobodys_rows(desk):
    searched_files = {"received.parquet", "records.parquet", "rejected.parquet", "mends.parquet"}
    told_of = {"original-1.zst", "findings.json", "contents.json", "visible", "shape.parquet"}
    for folder in desk.store.submissions.iterdir():
        assert {path.name for path in folder.iterdir()} <= searched_files | told_of


def test_every_column_of_words_of_every_table_of_the_database_is_searched():
    found = {f"{model._meta.label}.{name}" for model, names in searched().items() for name in names}
    for column in (
        "audit.Event.subject_id",
        "audit.Event.after",
        "audit.Waiting.subject_id",
        "forms.FormDraft.answers",
    ):
        assert column in found
    assert "accounts.Person.password" not in found


def test_the_trail_keeps_who_why_and_how_much_and_never_the_number(desk, lead):
    taken = export_person(by=lead, number=HERS, reason=REASON, store=desk.store)
    event = Event.objects.get(event=EVENT)
    assert (event.actor, event.reason, event.subject_id) == ("lead@example.org", REASON, taken.person)
    assert event.after["rows"] == taken.rows > 0
    assert HERS not in str(event.after) + event.subject_id


def test_nobody_else_takes_it_and_no_reason_or_number_is_guessed(desk, lead, administrator, analyst, tracker, barnsley):
    for by in (administrator, analyst, tracker, member("own@example.org", barnsley, InformationGovernanceLead)):
        with pytest.raises(PermissionDenied):
            export_person(by=by, number=HERS, reason=REASON, store=desk.store)
    with pytest.raises(Refused, match="Say why"):
        export_person(by=lead, number=HERS, reason="because", store=desk.store)
    with pytest.raises(Refused, match="no NHS number") as refusal:
        export_person(by=lead, number="9990000019", reason=REASON, store=desk.store)
    assert "9990000019" not in str(refusal.value)
    assert not Event.objects.filter(event=EVENT).exists()


def test_of_somebody_who_is_not_held_the_note_says_that_nothing_is(desk, lead):
    taken = export_person(by=lead, number="9990000034", reason=REASON, store=desk.store)
    assert taken.rows == 0
    assert "nothing is held" in files_of(taken.content)["read-me-first.txt"]


def test_fault_66_a_cell_that_starts_like_a_formula_is_text_in_the_archive(desk, lead):
    row = {"nhs_number": HERS, "record_id": "=1+1", "pathway_id": "HERS-P9"}
    desk.load(desk.csv(records(row)), organisation="RZA", month="2025-04", force="a test of formulas")
    whole = "\n".join(files_of(export_person(by=lead, number=HERS, reason=REASON, store=desk.store).content).values())
    assert "'=1+1" in whole
    assert ",=1+1" not in whole


def test_fault_72_what_is_taken_out_says_who_took_it_when_and_why(desk, lead):
    files = files_of(export_person(by=lead, number=HERS, reason=REASON, store=desk.store).content)
    for text in files.values():
        assert "lead@example.org" in text


def test_the_lead_takes_it_out_on_the_page_and_others_find_no_such_way(desk, lead, administrator, browser):
    sign_in(browser, lead.person.email)
    assert "/governance/person" in browser.get("/governance/").content.decode()
    answer = browser.post("/governance/person", {"number": "999 000 0018", "reason": REASON})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert HERS not in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert "read-me-first.txt" in files_of(answer.content)
    browser.post("/sign-out")
    sign_in(browser, administrator.person.email)
    assert "/governance/person" not in browser.get("/governance/").content.decode()
    assert browser.get("/governance/person").status_code == 403


def test_what_is_wrong_on_the_page_is_told_without_repeating_the_number(desk, lead, browser):
    sign_in(browser, lead.person.email)
    wrong = browser.post("/governance/person", {"number": "9990000019", "reason": REASON})
    assert wrong.status_code == 422
    assert "This is no NHS number." in wrong.content.decode()
    assert "9990000019" not in wrong.content.decode()
    empty = browser.post("/governance/person", {}).content.decode()
    assert "Enter the person" in empty
    assert "Say why this is taken out." in empty


def test_a_person_with_hundreds_of_records_is_found_in_every_table(administrator):
    pseudonyms = tuple(f"{number:020x}" for number in range(300))
    for one in (pseudonyms[0], pseudonyms[299]):
        audit.note(event="pathway viewed", by=administrator, subject=("pathway", one))
    audit.note(event="pathway viewed", by=administrator, subject=("pathway", "f" * 20))
    (looked,) = held_rows(HeldAbout(HERS, "a" * 20, pseudonyms, (), ()))
    told = [dict(zip(looked.columns, row, strict=True))["subject_id"] for row in looked.rows]
    assert told == [pseudonyms[0], pseudonyms[299]]
