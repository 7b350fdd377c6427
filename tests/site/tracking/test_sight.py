"""Who is told who a person is: the trust whose record it is, others under a sharing agreement, and nobody else."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.site.agreements.test_agreements import terms
from tests.site.conftest import member, sign_in
from tests.site.tracking.conftest import page
from tests.site.trail import trail

from clearway.records.findings import Refused
from clearway.site.agreements.cover import Wanted, agreement_to_see, cover_of
from clearway.site.agreements.models import SharingAgreement, Use
from clearway.site.agreements.services import end_agreement, record_agreement
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, AllianceAnalyst, ClinicalLead, InformationGovernanceLead, Tracker
from clearway.site.retention.exporting import check_covered
from clearway.site.submissions.models import Submission
from clearway.store.folder import StoreKind

SECRETS = ("9990000018", "PW1", "Mrs Example")
REASON = {"reason": "Ringing about the theatre date"}
ALLIANCE = "E56000025"


@pytest.fixture
def live(on_filled_store, settings):
    """The filled store, as if it were live: what it holds is somebody's."""
    settings.STORE = replace(on_filled_store.store, kind=StoreKind.LIVE)
    return on_filled_store


@pytest.fixture
def lead(alliance) -> Membership:
    return member("lead@example.org", alliance, InformationGovernanceLead)


@pytest.fixture
def sheffield(db) -> Organisation:
    return Organisation.objects.create(code="RHQ", name="Sheffield Teaching Hospitals", kind=OrganisationKind.TRUST)


@pytest.fixture
def as_sheffield(sheffield) -> Client:
    """A browser of a tracker at the trust that treated the person of B1; the record came from Barnsley."""
    return signed_in(member("tracker@sheffield.example", sheffield, Tracker))


def signed_in(membership: Membership) -> Client:
    browser = Client(raise_request_exception=False)
    sign_in(browser, membership.person.email)
    return browser


def agreed(lead: Membership, *parties: str, use: Use = Use.DIRECT_CARE, **more) -> SharingAgreement:
    """An agreement that holds today, and for a year."""
    today = timezone.localdate()
    said = {"starts_on": today, "until": today + timedelta(days=365), "uses": (use.value,)} | more
    return record_agreement(by=lead, terms=terms(parties=parties, **said))


def told(browser: Client, link: str, status: int) -> str:
    answer = browser.post(f"/pathways/{link}/identifiers", REASON)
    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    return " ".join(answer.content.decode().split())


def names(text: str) -> list[bool]:
    """Which of the secrets stand in a page, as words: three letters may come together in any random token."""
    return [re.search(rf"\b{secret}\b", text) is not None for secret in SECRETS]


def test_a_trust_is_told_who_is_in_a_record_it_sent_itself_without_any_agreement(live, as_tracker, links):
    assert all(names(told(as_tracker, links["B1"], 200)))
    assert trail().get(event="identifiers revealed").after["ground"] == "a record that your own trust sent"


def test_another_trust_on_the_pathway_reads_the_story_and_is_refused_the_name_without_an_agreement(
    live, as_sheffield, lead, links
):
    story = page(as_sheffield, f"/pathways/{links['B1']}")
    assert "Treated on day 70" in story
    assert "under an agreement that is not there" in story
    assert not any(names(story))
    refused = told(as_sheffield, links["B1"], 403)
    assert not any(names(refused))
    assert not trail().filter(event="identifiers revealed").exists()


def test_the_refusal_says_which_agreement_is_missing_who_records_it_and_what_is_seen_without(
    live, as_sheffield, lead, links
):
    refused = told(as_sheffield, links["B1"], 403)
    for words in (
        "Barnsley Hospital NHS Foundation Trust (RFF) and Sheffield Teaching Hospitals NHS Foundation Trust (RHQ)",
        "Waiting-time records",
        "Trusts on one pathway see who the person is, for their care",
        "an information governance lead or an administrator records it: lead",
        "What you can see without it",
        "under its pseudonym",
        "Counts and waits",
    ):
        assert words in refused
    event = trail().get(event="identifiers refused: no agreement")
    assert (event.subject_id, event.after["holder"]) == (links["B1"], "RFF")


def test_under_an_agreement_that_names_both_trusts_and_direct_care_the_other_trust_is_told(
    live, as_sheffield, lead, links
):
    held = agreed(lead, "RFF", "RHQ")
    assert all(names(told(as_sheffield, links["B1"], 200)))
    assert trail().get(event="identifiers revealed").after["named"] == str(held)
    end_agreement(by=lead, agreement=held, on=timezone.localdate(), reason="withdrawn")
    refused = told(as_sheffield, links["B1"], 403)
    assert "held until" in refused


@pytest.mark.parametrize(
    ("parties", "more"),
    [
        (("RFF", ALLIANCE), {}),
        (("RHQ", ALLIANCE), {}),
        (("RFF", "RFR"), {}),
        (("RFF", "RHQ"), {"use": Use.COUNTING}),
        (("RFF", "RHQ"), {"use": Use.NAMED_OVERSIGHT}),
        (("RFF", "RHQ"), {"data_sets": ("published_figures",)}),
        (("RFF", "RHQ"), {"starts_on": date(2020, 1, 1), "until": date(2021, 1, 1)}),
        (("RFF", "RHQ"), {"starts_on": date(2098, 1, 1), "until": date(2099, 1, 1)}),
    ],
)
def test_an_agreement_of_others_for_other_things_or_on_other_days_names_nobody(
    live, as_sheffield, lead, links, parties, more
):
    agreed(lead, *parties, **more)
    assert not any(names(told(as_sheffield, links["B1"], 403)))


def test_the_alliance_sees_pseudonyms_unless_an_agreement_says_otherwise(live, as_analyst, lead, links):
    agreed(lead, "RFF", ALLIANCE, use=Use.COUNTING)
    assert not any(names(told(as_analyst, links["B1"], 403)))
    agreed(lead, "RFF", ALLIANCE, use=Use.DIRECT_CARE)
    assert not any(names(told(as_analyst, links["B1"], 403)))
    agreed(lead, "RFF", ALLIANCE, use=Use.NAMED_OVERSIGHT)
    assert all(names(told(as_analyst, links["B1"], 200)))
    assert "9990000042" not in told(as_analyst, links["D1"], 403), "no agreement with Doncaster"


def test_the_alliance_gives_a_reason_each_time_even_under_an_agreement(live, as_analyst, lead, links):
    agreed(lead, "RFF", ALLIANCE, use=Use.NAMED_OVERSIGHT)
    answer = as_analyst.post(f"/pathways/{links['B1']}/identifiers", {"reason": " x "})
    assert answer.status_code == 422
    assert not any(names(answer.content.decode()))


def test_in_a_demo_store_a_trust_needs_no_agreement_and_the_alliance_still_sees_pseudonyms(
    on_filled_store, as_sheffield, as_analyst, links
):
    assert all(names(told(as_sheffield, links["B1"], 200)))
    assert not any(names(told(as_analyst, links["B1"], 403)))


def test_a_search_by_number_leaves_out_other_trusts_records_without_an_agreement_and_says_which(
    live, as_sheffield, lead, links
):
    def found(number: str) -> str:
        return " ".join(as_sheffield.post("/pathways/", {"identifier": number}).content.decode().split())

    for number in ("9990000018", "PW1", "9990000042", "nobody"):
        text = found(number)
        assert links["B1"] not in text
        assert "Barnsley Hospital NHS Foundation Trust (RFF)" in text, "the same is said whatever was typed"
        assert "Doncaster" not in text
    assert [one.after["hits"] for one in trail().filter(event="pathway searched for")] == [0, 0, 0, 0]
    agreed(lead, "RFF", "RHQ")
    assert links["B1"] in found("9990000018")
    assert "left out" not in found("9990000018")


def test_loading_asks_for_an_agreement_that_lets_records_be_counted(lead, barnsley):
    today = timezone.localdate()
    agreed(lead, "RFF", ALLIANCE, use=Use.NAMED_OVERSIGHT)
    assert not cover_of("RFF", "waiting_time_records", alliance=ALLIANCE, on=today).is_covered
    agreed(lead, "RFF", ALLIANCE, use=Use.COUNTING)
    assert cover_of("RFF", "waiting_time_records", alliance=ALLIANCE, on=today).is_covered


def test_an_agreement_recorded_before_uses_were_asked_for_lets_records_be_counted_and_nothing_else(db):
    held = SharingAgreement(data_sets=["waiting_time_records"])
    assert [held.covers("waiting_time_records", use) for use in Use] == [True, False, False]


TOLD_UNDER_EVERY_AGREEMENT = {"tracker", "cancer_manager", "clinical_lead", "alliance_analyst"}


@pytest.mark.parametrize("key", sorted(ROLES))
@pytest.mark.parametrize("is_agreed", [False, True])
def test_every_role_is_told_who_a_person_is_only_where_its_work_and_an_agreement_say_so(
    live, alliance, sheffield, lead, links, key, is_agreed
):
    if is_agreed:
        agreed(lead, "RFF", "RHQ")
        agreed(lead, "RFF", ALLIANCE, use=Use.NAMED_OVERSIGHT)
    role = ROLES[key]
    place = sheffield if not role.held_at or "trust" in role.held_at else alliance
    browser = signed_in(member(f"{key}@example.org", place, role))
    answer = browser.post(f"/pathways/{links['B1']}/identifiers", REASON)
    is_told = is_agreed and key in TOLD_UNDER_EVERY_AGREEMENT
    assert answer.status_code == (200 if is_told else 403)
    assert names(answer.content.decode()) == [is_told] * 3


def test_the_roles_above_are_those_that_open_pathways():
    assert {key for key, role in ROLES.items() if Permission.SEE_PATHWAYS in role.permissions} == (
        TOLD_UNDER_EVERY_AGREEMENT
    )


@pytest.mark.parametrize("role", [AllianceAnalyst, ClinicalLead, Tracker])
def test_a_role_that_is_over_is_told_nothing(live, alliance, sheffield, lead, links, role):
    agreed(lead, "RFF", "RHQ")
    held = member("gone@example.org", alliance if role is AllianceAnalyst else sheffield, role)
    browser = signed_in(held)
    Membership.objects.filter(pk=held.pk).update(ended_on=timezone.localdate())
    answer = browser.post(f"/pathways/{links['B1']}/identifiers", REASON)
    assert answer.status_code == 403
    assert not any(names(answer.content.decode()))


DAY = date(2026, 6, 15)
PARTIES = ("RFF", "RHQ", "RFR", ALLIANCE)
AGREEMENTS = st.lists(
    st.tuples(
        st.sets(st.sampled_from(PARTIES), min_size=2),
        st.sets(st.sampled_from(list(Use)), min_size=1),
        st.sets(st.sampled_from(["waiting_time_records", "published_figures"]), min_size=1),
        st.integers(-3, 3),
        st.integers(0, 4),
        st.none() | st.integers(-2, 2),
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(AGREEMENTS, st.sampled_from(PARTIES), st.sampled_from(PARTIES), st.sampled_from([*Use]))
def test_an_agreement_is_found_exactly_where_parties_data_use_and_day_all_meet(lead, held, viewer, holder, use):
    expected = False
    with transaction.atomic():
        for parties, uses, data_sets, begins, days, ended in held:
            starts = DAY + timedelta(days=begins)
            made = record_agreement(
                by=lead,
                terms=terms(
                    parties=parties, uses=uses, data_sets=data_sets, starts_on=starts, until=starts + timedelta(days)
                ),
            )
            last = starts + timedelta(days=days)
            if ended is not None and starts <= DAY + timedelta(days=ended) <= last:
                end_agreement(by=lead, agreement=made, on=DAY + timedelta(days=ended), reason="over")
                last = DAY + timedelta(days=ended - 1)
            expected |= (
                {viewer, holder} <= parties
                and use in uses
                and "waiting_time_records" in data_sets
                and starts <= DAY <= last
            )
        found = agreement_to_see(viewer, holder, use=use, on=DAY)
        transaction.set_rollback(True)
    assert isinstance(found, Wanted) is not expected


def test_a_file_as_received_goes_back_out_under_the_agreement_that_loading_it_asked(live, barnsley, analyst, lead):
    file = Submission.unscoped.filter(organisation_code="RFF").first()
    with pytest.raises(Refused, match="no sharing agreement"):
        check_covered(analyst, file, django_settings.STORE)
    check_covered(member("own@example.org", barnsley, Tracker), file, django_settings.STORE)
    agreed(lead, "RFF", ALLIANCE, use=Use.COUNTING)
    check_covered(analyst, file, django_settings.STORE)
    file.organisation_code = ""
    with pytest.raises(Refused, match="Sheffield"):
        check_covered(analyst, file, django_settings.STORE)
