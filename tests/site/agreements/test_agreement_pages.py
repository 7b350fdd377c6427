"""The pages of sharing agreements: the list, adding one, ending one, and who may."""

import pytest
from tests.site.agreements.test_agreements import ALLIANCE, BARNSLEY, agreement, lead, terms  # noqa: F401
from tests.site.conftest import sign_in

from clearway.site.agreements.models import SharingAgreement
from clearway.site.agreements.services import record_agreement
from clearway.site.audit.models import Event

TYPED = {
    "title": "Waits 2026",
    "parties": ["RFF", ALLIANCE],
    "data_sets": ["waiting_time_records"],
    "uses": ["counting", "direct_care"],
    "purpose": "planning",
    "legal_basis": "as the document says",
    **{f"starts_on-{part}": value for part, value in (("day", "1"), ("month", "4"), ("year", "2020"))},
    **{f"until-{part}": value for part, value in (("day", "31"), ("month", "3"), ("year", "2099"))},
    "owner": "the IG lead",
}


@pytest.fixture
def as_lead(browser, lead):  # noqa: F811
    sign_in(browser, lead.person.email)
    return browser


def test_an_empty_list_says_what_an_agreement_is_for_and_offers_to_record_one(as_lead):
    page = as_lead.get("/data/agreements").content.decode()
    assert "No agreement is recorded yet" in page
    assert "/data/agreements/add" in page


def test_an_agreement_is_recorded_on_the_page_listed_downloaded_and_ended_there(as_lead, barnsley):
    page = as_lead.get("/data/agreements/add").content.decode()
    assert all(f'name="{name}"' in page for name in TYPED), "what is typed on the page is what is read"
    assert as_lead.post("/data/agreements/add", TYPED).status_code == 302
    made = SharingAgreement.unscoped.get()
    assert made.uses == ["counting", "direct_care"]
    assert [str(made.starts_on), str(made.until)] == ["2020-04-01", "2099-03-31"]
    assert "Waits 2026" in as_lead.get("/data/agreements").content.decode()
    assert b"RFF" in as_lead.get("/data/agreements?table=live&format=csv").content
    day = {"ended_on-day": "1", "ended_on-month": "10", "ended_on-year": "2026", "reason": "withdrew"}
    address = f"/data/agreements/{made.pk}"
    assert as_lead.post(address, {**day, "reason": ""}).status_code == 422
    assert as_lead.post(address, day).status_code == 302
    made.refresh_from_db()
    assert (str(made.ended_on), made.ended_reason) == ("2026-10-01", "withdrew")
    assert "withdrew" in as_lead.get(address).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"until-day": "31", "until-month": "2"}, "Enter a real date"),
        ({"until-year": "2019"}, "must not be before the first"),
        ({"parties": ["RFF"]}, "at least two parties"),
        ({"parties": ["RFF"], "more_parties": "ZZZ"}, "No organisation is known by the code ZZZ"),
        ({"title": ""}, "Enter what the agreement is called"),
    ],
)
def test_what_is_wrong_in_the_form_is_told_and_what_was_typed_stays(as_lead, barnsley, wrong, words):
    answer = as_lead.post("/data/agreements/add", {**TYPED, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="2020"' in page
    assert not SharingAgreement.unscoped.exists()


def test_a_tracker_reads_their_own_trusts_agreements_and_changes_none(agreement, lead, as_tracker):  # noqa: F811
    other = record_agreement(by=lead, terms=terms(parties=("RFR", ALLIANCE), title="Another trust"))
    page = as_tracker.get("/data/agreements").content.decode()
    assert BARNSLEY.title in page
    assert "Another trust" not in page
    assert "/data/agreements/add" not in page
    assert as_tracker.get("/data/agreements/add").status_code == 403
    assert as_tracker.post(f"/data/agreements/{agreement.pk}", {}).status_code == 403
    assert as_tracker.get(f"/data/agreements/{other.pk}").status_code == 404
    assert Event.objects.filter(event__startswith="another organisation", subject_id=str(other.pk)).exists()
