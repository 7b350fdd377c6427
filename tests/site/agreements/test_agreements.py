"""Sharing agreements: who may record one, what it covers, and on which days."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.site.conftest import member

from clearway.records.findings import Refused
from clearway.site.agreements.cover import cover_of
from clearway.site.agreements.models import SharingAgreement
from clearway.site.agreements.services import Terms, end_agreement, record_agreement
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.organisations.models import Organisation
from clearway.site.organisations.roles import InformationGovernanceLead
from clearway.site.submissions.manifest import OperationalManifest

ALLIANCE = "E56000025"
BARNSLEY = Terms(
    title="Waits 2026",
    purpose="planning across the alliance",
    legal_basis="as the document says",
    parties=("RFF", ALLIANCE),
    data_sets=("waiting_time_records",),
    starts_on=date(2026, 4, 1),
    until=date(2027, 3, 31),
    owner="the IG lead",
)


def terms(**more: object) -> Terms:
    return Terms(**({name: getattr(BARNSLEY, name) for name in Terms.__dataclass_fields__} | more))


@pytest.fixture
def lead(alliance):
    return member("lead@example.org", alliance, InformationGovernanceLead)


@pytest.fixture
def agreement(lead, barnsley) -> SharingAgreement:
    return record_agreement(by=lead, terms=BARNSLEY)


def covered(on: date, organisation: str = "RFF", data_set: str = "waiting_time_records") -> bool:
    return cover_of(organisation, data_set, alliance=ALLIANCE, on=on).is_covered


def test_an_agreement_holds_on_both_its_days_and_on_none_outside_them(agreement):
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31), date(2027, 4, 1)]
    assert [covered(day) for day in days] == [False, True, True, False]


def test_an_agreement_covers_its_parties_their_sites_and_its_data_sets_and_nothing_else(agreement):
    day = date(2026, 6, 1)
    assert covered(day, "RFF00"), "a site of the trust"
    assert not covered(day, "RFR")
    assert not covered(day, data_set="published_figures")


def test_an_agreement_with_another_alliance_covers_nothing_here(lead):
    record_agreement(by=lead, terms=terms(parties=("RFF", "E56000027")))
    assert not covered(date(2026, 6, 1))


def test_ending_an_agreement_stops_it_from_that_day_and_says_so(agreement, lead):
    end_agreement(by=lead, agreement=agreement, on=date(2026, 10, 1), reason="the trust withdrew")
    assert [covered(day) for day in (date(2026, 9, 30), date(2026, 10, 1))] == [True, False]
    words = cover_of("RFF", "waiting_time_records", alliance=ALLIANCE, on=date(2026, 10, 1)).words
    assert "held until 2026-09-30" in words
    assert "Barnsley" in words
    event = Event.objects.get(event="sharing agreement ended")
    assert event.reason == "the trust withdrew"
    assert verify_chain() == []
    with pytest.raises(Refused, match="was ended from"):
        end_agreement(by=lead, agreement=agreement, on=date(2026, 11, 1), reason="again")


def test_what_comes_closest_is_named_when_nothing_covers(agreement):
    assert (
        "begins on 2026-04-01" in cover_of("RFF", "waiting_time_records", alliance=ALLIANCE, on=date(2026, 1, 1)).words
    )
    assert "does not cover it" in cover_of("RFF", "published_figures", alliance=ALLIANCE, on=date(2026, 5, 1)).words
    assert (
        "no sharing agreement" in cover_of("RFR", "waiting_time_records", alliance=ALLIANCE, on=date(2026, 5, 1)).words
    )


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"parties": ("RFF", " rff ")}, "AGREEMENT-PARTIES"),
        ({"parties": ("ZZZ", ALLIANCE)}, "ORG-UNKNOWN"),
        ({"data_sets": ()}, "AGREEMENT-DATA-SETS"),
        ({"data_sets": ("everything",)}, "AGREEMENT-DATA-SETS"),
        ({"until": date(2026, 3, 31)}, "AGREEMENT-DATES"),
        ({"purpose": " "}, "AGREEMENT-INCOMPLETE"),
    ],
)
def test_terms_that_do_not_hold_together_are_refused_and_nothing_is_kept(lead, wrong, code):
    with pytest.raises(Refused) as refusal:
        record_agreement(by=lead, terms=terms(**wrong))
    assert refusal.value.code == code
    assert not SharingAgreement.unscoped.exists()
    assert not Event.objects.exists()


def test_a_party_that_the_store_has_not_met_is_added_under_its_own_name(lead):
    record_agreement(by=lead, terms=terms(parties=("RFR", "RZA=Ambridge", ALLIANCE)))
    assert "Rotherham" in Organisation.objects.get(code="RFR").name
    assert Organisation.objects.get(code="RZA").name == "Ambridge"


def test_only_a_governance_lead_or_an_administrator_records_and_ends_agreements(
    agreement, tracker, analyst, administrator
):
    for by in (tracker, analyst):
        with pytest.raises(PermissionDenied):
            record_agreement(by=by, terms=BARNSLEY)
        with pytest.raises(PermissionDenied):
            end_agreement(by=by, agreement=agreement, on=date(2026, 10, 1), reason="no")
    record_agreement(by=administrator, terms=BARNSLEY)


def test_a_trust_sees_its_own_agreements_and_no_other_trusts(agreement, lead, tracker):
    record_agreement(by=lead, terms=terms(parties=("RFR", ALLIANCE)))
    assert list(SharingAgreement.objects.for_membership(tracker)) == [agreement]
    assert SharingAgreement.objects.for_membership(lead).count() == 2


def test_the_manifest_asks_for_today_and_the_alliance_of_its_store(agreement, live_store, tracker):
    manifest = OperationalManifest(tracker)
    today = timezone.localdate()
    assert manifest.agreement_for("RFF", "waiting_time_records").is_covered == (
        BARNSLEY.starts_on <= today <= BARNSLEY.until
    )
    assert not manifest.agreement_for("RFR", "waiting_time_records").is_covered


def test_the_state_of_an_agreement_in_words(agreement):
    days = (date(2026, 1, 1), date(2026, 5, 1), date(2027, 3, 1), date(2027, 5, 1))
    assert [agreement.state(day) for day in days] == ["not yet begun", "live", "ending soon", "expired"]
