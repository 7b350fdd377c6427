"""Breaking the glass: one record, for a while, with a reason; told to its trust and on the trail with the change."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.site.break_glass.conftest import SAID, WHY, broken, browser_of
from tests.site.conftest import member
from tests.site.tracking.conftest import page
from tests.site.tracking.test_sight import ALLIANCE, REASON, SECRETS, agreed, names, told
from tests.site.trail import trail

from clearway.records.findings import Refused
from clearway.site.agreements.models import Use
from clearway.site.audit.services import verify_chain
from clearway.site.break_glass import services
from clearway.site.break_glass.models import Opening
from clearway.site.notifications.models import Notice
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, AllianceAnalyst, CancerManager

pytestmark = pytest.mark.usefixtures("live")


def notices_of(membership: Membership) -> list[Notice]:
    return list(Notice.unscoped.filter(person=membership.person, kind="glass"))


def test_an_analyst_sees_a_pseudonym_breaks_the_glass_on_a_page_and_is_told_who_it_is(as_analyst, manager, links):
    before = page(as_analyst, f"/pathways/{links['B1']}")
    assert f"/pathways/{links['B1']}/break-glass" in before
    form = page(as_analyst, f"/pathways/{links['B1']}/break-glass")
    assert "for 60 minutes" in form
    assert "Barnsley" in form
    assert as_analyst.post(f"/pathways/{links['B1']}/break-glass", SAID).status_code == 302
    after = page(as_analyst, f"/pathways/{links['B1']}")
    assert "You broke the glass on this record" in after
    assert not any(names(after)), "nobody is named until they ask"
    answer = as_analyst.post(f"/pathways/{links['B1']}/identifiers", {})
    assert answer.status_code == 200
    assert all(names(answer.content.decode()))
    event = trail().get(event="identifiers revealed")
    assert (event.after["ground"], event.reason) == ("the glass was broken on it", WHY)


def test_only_that_one_record_is_seen_and_only_by_whoever_broke_the_glass(as_analyst, analyst, alliance, links):
    broken(analyst, links["B1"])
    assert all(names(told(as_analyst, links["B1"], 200)))
    for other in ("B2", "B3", "D1"):
        told(as_analyst, links[other], 403)
    colleague = browser_of(member("colleague@example.org", alliance, AllianceAnalyst))
    assert not any(names(told(colleague, links["B1"], 403)))


def test_the_sight_ends_by_itself_after_the_time_of_the_policy(as_analyst, analyst, links):
    with time_machine.travel("2026-11-20T10:00:00Z", tick=False) as clock:
        browser = browser_of(analyst)
        made = broken(analyst, links["B1"])
        assert made.until - made.opened_at == timedelta(minutes=60)
        for minutes in (14, 14, 14, 14):
            clock.shift(timedelta(minutes=minutes))
            assert all(names(told(browser, links["B1"], 200)))
        clock.shift(timedelta(minutes=3, seconds=59))
        assert all(names(told(browser, links["B1"], 200)))
        clock.shift(timedelta(seconds=1))
        assert not any(names(told(browser, links["B1"], 403)))


def test_the_person_ends_it_early_and_sees_no_more(as_analyst, analyst, links):
    made = broken(analyst, links["B1"])
    assert as_analyst.post(f"/broken-glass/{made.pk}/end").status_code == 302
    assert not any(names(told(as_analyst, links["B1"], 403)))
    assert trail().get(event="broken glass ended").subject_id == links["B1"]
    with pytest.raises(Refused, match="over already"):
        services.end_sight(by=analyst, opening=made)


def test_it_ends_with_the_role_in_which_it_was_broken(analyst, links):
    browser = browser_of(analyst)
    broken(analyst, links["B1"])
    Membership.objects.filter(pk=analyst.pk).update(ended_on=timezone.localdate())
    answer = browser.post(f"/pathways/{links['B1']}/identifiers", REASON)
    assert answer.status_code == 403
    assert not any(names(answer.content.decode()))


def test_breaking_it_twice_is_one_opening(analyst, links):
    assert broken(analyst, links["B1"]) == broken(analyst, links["B1"])
    assert Opening.unscoped.count() == 1


def test_what_was_done_is_on_the_trail_in_the_same_transaction_without_a_number_or_a_name(analyst, links):
    made = broken(analyst, links["B1"])
    event = trail().get(event="glass broken")
    assert (event.actor, event.role, event.subject_id, event.reason) == (
        "analyst@example.org",
        "alliance_analyst",
        links["B1"],
        WHY,
    )
    assert (event.after["holder"], event.after["kind"], event.after["number"]) == ("RFF", "lost", made.pk)
    assert not any(secret in json.dumps(event.after, default=str) for secret in SECRETS)
    assert verify_chain() == []


def test_nothing_is_kept_and_nobody_is_told_when_the_trail_cannot_be_written(analyst, manager, links, monkeypatch):
    opened = services.can_be_broken(analyst, links["B1"], "r")
    monkeypatch.setattr(services.audit, "record", failing)
    with pytest.raises(OSError, match="no trail"):
        services.break_glass(by=analyst, opened=opened, request_id="r", **SAID)
    assert not Opening.unscoped.exists()
    assert not notices_of(manager)


def failing(**_more: object) -> None:
    raise OSError("no trail")


def test_the_leads_and_managers_of_the_trust_are_told_and_nobody_elses(analyst, manager, keeper, lead, tracker, links):
    made = broken(analyst, links["B1"])
    for membership in (manager, keeper):
        (notice,) = notices_of(membership)
        assert notice.link == f"/broken-glass/{made.pk}"
        assert "analyst (Alliance analyst, South Yorkshire) broke the glass on a record of yours" in notice.words
        assert not any(secret in notice.words + notice.to_do for secret in (*SECRETS, WHY, links["B1"]))
    assert not notices_of(lead)
    assert not notices_of(tracker)


def test_where_the_trust_has_nobody_to_look_the_lead_of_the_alliance_is_told_to_pass_it_on(analyst, lead, links):
    broken(analyst, links["B1"])
    (notice,) = notices_of(lead)
    assert "Nobody at Barnsley" in notice.to_do
    assert trail().get(event="glass broken").after["told"] == 0
    assert "was asked to tell them" in page(browser_of(analyst), f"/pathways/{links['B1']}")


def test_where_the_alliance_has_no_lead_either_whoever_reads_its_trail_is_told(analyst, administrator, links):
    broken(analyst, links["B1"])
    (notice,) = notices_of(administrator)
    assert "Nobody at Barnsley" in notice.to_do
    assert browser_of(administrator).get(notice.link).status_code == 200


def test_staff_of_the_trust_read_on_the_pathway_itself_that_the_glass_was_broken(analyst, as_tracker, links):
    broken(analyst, links["B1"])
    assert f"glass broken, because: {WHY}" in page(as_tracker, f"/pathways/{links['B1']}")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": ""}, "Say what kind of reason"),
        ({"kind": "curiosity"}, "Say what kind of reason"),
        ({"reason": " "}, "The reason is empty"),
        ({"reason": "urgent"}, "at least 4 different words"),
        ({"reason": "urgent urgent Urgent urgent urgent"}, "at least 4 different words"),
        ({"reason": "The number is 999 000 0018, please look"}, "could be an NHS number"),
        ({"reason": "word " * 200}, "500 are kept"),
    ],
)
def test_a_reason_that_says_nothing_or_too_much_is_refused_and_what_was_typed_stays(as_analyst, links, wrong, words):
    answer = as_analyst.post(f"/pathways/{links['B1']}/break-glass", SAID | wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert not any(names(text))
    assert not Opening.unscoped.exists()


def test_after_the_most_of_a_day_no_further_record_is_opened_until_the_next(analyst, links, live):
    policy = live.store.path / "break_glass.yaml"
    policy.write_text(
        "policies:\n  - {applies_from: 2020-01-01, because: agreed, agreed_by: the lead, minutes: 5, most_a_day: 2, "
        "fewest_words: 2, review_days: 3, reasons: [{key: lost, title: Lost}]}\n"
    )
    try:
        with time_machine.travel("2026-11-20T22:00:00Z", tick=False) as clock:
            for name in ("B1", "B2"):
                broken(analyst, links[name])
            with pytest.raises(Refused, match="2 records today"):
                broken(analyst, links["B3"])
            clock.shift(timedelta(hours=3))
            assert broken(analyst, links["B3"]).until == timezone.now() + timedelta(minutes=5)
    finally:
        policy.unlink()


def test_who_may_be_told_anyway_breaks_no_glass(as_analyst, manager, lead, links):
    agreed(lead, "RFF", ALLIANCE, use=Use.NAMED_OVERSIGHT)
    answer = as_analyst.post(f"/pathways/{links['B1']}/break-glass", SAID, follow=True)
    assert "without breaking any glass" in answer.content.decode()
    with pytest.raises(Refused, match="without breaking any glass"):
        broken(manager, links["B1"])
    assert not Opening.unscoped.exists()


def test_no_glass_makes_a_record_seen_that_was_not_seen_under_its_pseudonym(sheffield, links):
    elsewhere = member("manager@sheffield.example", sheffield, CancerManager)
    answer = browser_of(elsewhere).post(f"/pathways/{links['D1']}/break-glass", SAID)
    assert answer.status_code == 404
    assert trail().get(event="another organisation's record asked for").subject_id == links["D1"]
    made = broken(elsewhere, links["B1"])
    assert (made.organisation_code, made.holder_code) == ("RHQ", "RFF")


def test_a_record_whose_identifiers_were_purged_is_not_opened_for_nothing(analyst, links, monkeypatch):
    monkeypatch.setattr("clearway.site.tracking.holdings.identifiers_in", lambda *_: None)
    with pytest.raises(Refused, match="no longer kept"):
        broken(analyst, links["B1"])


BREAK_IT = {"alliance_analyst", "cancer_manager", "clinical_lead"}


@pytest.mark.parametrize("key", sorted(ROLES))
def test_who_opens_records_and_answers_for_them_breaks_the_glass_and_nobody_else(alliance, sheffield, links, key):
    role = ROLES[key]
    place = sheffield if not role.held_at or "trust" in role.held_at else alliance
    by = member(f"{key}@example.org", place, role)
    answer = browser_of(by).post(f"/pathways/{links['B1']}/break-glass", SAID)
    assert answer.status_code == (302 if key in BREAK_IT else 403)
    assert Opening.unscoped.exists() is (key in BREAK_IT)
    if key not in BREAK_IT:
        with pytest.raises(PermissionDenied):
            services.break_glass(by=by, opened=None, request_id="r", **SAID)


def test_only_roles_that_open_pathways_break_the_glass():
    may = {key for key, role in ROLES.items() if Permission.BREAK_GLASS in role.permissions}
    assert may == BREAK_IT
    assert all(Permission.SEE_PATHWAYS in ROLES[key].permissions for key in may)


ACTS = st.lists(st.sampled_from(["break", "end", "end role", "wait 20", "wait 45", "look"]), min_size=1, max_size=10)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_the_person_is_seen_in_no_moment_but_between_breaking_and_the_end(analyst, links, acts):
    Opening.unscoped.all().delete()
    Membership.objects.filter(pk=analyst.pk).update(ended_on=None)
    until, has_role = None, True
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False) as clock:
        for act in acts:
            by = Membership.objects.get(pk=analyst.pk)
            now = timezone.now()
            is_open = until is not None and now < until and has_role
            if act == "break" and has_role:
                made = broken(by, links["B1"])
                until = until if is_open else now + timedelta(minutes=60)
            elif act == "end" and is_open:
                services.end_sight(by=by, opening=made)
                until = None
            elif act == "end role":
                Membership.objects.filter(pk=analyst.pk).update(ended_on="2026-11-20")
                has_role = False
            elif act.startswith("wait"):
                clock.shift(timedelta(minutes=int(act[5:])))
            by = Membership.objects.get(pk=analyst.pk)
            is_open = until is not None and timezone.now() < until and has_role
            assert (services.live_opening(by, links["B1"]) is not None) is is_open
