"""Who may what, for each pair of `can_…` and `check_…`: the one that shows the button is the one that guards."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.permissions.people import ALLIANCE, BARNSLEY, PRACTICE, ROTHERHAM, acting, former

from clearway.site.agreements import permissions as agreements
from clearway.site.annotations import permissions as annotations
from clearway.site.annotations.models import Annotation, Comment, OwnDefinition, OwnState, Phase
from clearway.site.api import permissions as api
from clearway.site.api.models import ApiToken
from clearway.site.attachments import permissions as attachments
from clearway.site.audit import permissions as audit
from clearway.site.discussion import permissions as discussion
from clearway.site.governance import permissions as governance
from clearway.site.jobs import permissions as jobs
from clearway.site.jobs.models import Job
from clearway.site.mapping import permissions as mapping
from clearway.site.measures import permissions as measures
from clearway.site.organisations import permissions as people
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import (
    ROLES,
    Administrator,
    AllianceAnalyst,
    BoardMember,
    CancerManager,
    GpPractice,
    InformationGovernanceLead,
    MeasureReviewer,
    ProgrammeManager,
    Role,
    Tracker,
)
from clearway.site.performance import permissions as performance
from clearway.site.quality import permissions as quality
from clearway.site.registers import permissions as registers
from clearway.site.registers.models import Entry
from clearway.site.retention import permissions as retention
from clearway.site.submissions import permissions as submissions
from clearway.site.tracking import permissions as tracking

Check = Callable[..., None]


def lets(check: Check, *asked: object) -> bool:
    """Whether a check lets somebody pass; when it does not, it says why."""
    try:
        check(*asked)
    except PermissionDenied as refusal:
        return not str(refusal).endswith(".")
    return True


def agree(can: Callable[..., bool], check: Check, *asked: object) -> bool:
    """What the one that shows and the one that guards say, which is the same."""
    answer = can(*asked)
    assert answer is lets(check, *asked)
    return answer


BY_ONE_PERMISSION = [
    (agreements.can_manage_agreements, agreements.check_may_manage_agreements, Permission.MANAGE_AGREEMENTS),
    (annotations.can_set_phases, annotations.check_may_set_phases, Permission.SET_PHASES),
    (annotations.can_define, annotations.check_may_define, Permission.DEFINE_MEASURES),
    (annotations.can_review, annotations.check_may_review, Permission.REVIEW_MEASURES),
    (audit.can_read_trail, audit.check_may_read_trail, Permission.READ_AUDIT),
    (governance.can_read_governance, governance.check_may_read_governance, Permission.READ_GOVERNANCE),
    (people.can_manage_people, people.check_may_manage_people, Permission.MANAGE_PEOPLE),
    (performance.can_see_figures, performance.check_may_see_figures, Permission.SEE_FIGURES),
    (quality.can_see_items, quality.check_may_see_items, Permission.SEE_PATHWAYS),
    (registers.can_add, registers.check_may_add, Permission.KEEP_REGISTERS),
    (registers.can_manage_types, registers.check_may_manage_types, Permission.MANAGE_REGISTER_TYPES),
    (retention.can_manage_retention, retention.check_may_manage_retention, Permission.MANAGE_RETENTION),
    (tracking.can_see_pathways, tracking.check_may_see_pathways, Permission.SEE_PATHWAYS),
    (tracking.can_reveal_identifiers, tracking.check_may_reveal_identifiers, Permission.SEE_PATIENTS),
]


@pytest.mark.parametrize(
    ("can", "check", "permission"), BY_ONE_PERMISSION, ids=lambda one: getattr(one, "__name__", "")
)
@pytest.mark.parametrize("key", sorted(ROLES))
def test_who_has_the_permission_may_and_who_has_it_no_longer_may_not(can, check, permission, key):
    assert agree(can, check, acting(ROLES[key])) == (permission in ROLES[key].permissions)
    assert not agree(can, check, former(ROLES[key]))


ANALYST = acting(AllianceAnalyst, ALLIANCE, "analyst@example.org")
REVIEWER = acting(MeasureReviewer, ALLIANCE, "reviewer@example.org")
MANAGER = acting(ProgrammeManager, ALLIANCE, "programme@example.org")
TRACKER = acting(Tracker, BARNSLEY, "tracker@example.org")
COLLEAGUE = acting(CancerManager, BARNSLEY, "colleague@example.org")
STRANGER = acting(Tracker, ROTHERHAM, "stranger@example.org")
READER = acting(BoardMember, ALLIANCE, "board@example.org")
AT_PRACTICE = acting(GpPractice, PRACTICE, "gp@example.org")
EVERYBODY = {
    "analyst": ANALYST,
    "reviewer": REVIEWER,
    "manager": MANAGER,
    "tracker": TRACKER,
    "colleague": COLLEAGUE,
    "stranger": STRANGER,
    "reader": READER,
    "practice": AT_PRACTICE,
    "administrator": acting(Administrator, ALLIANCE, "admin@example.org"),
    "local administrator": acting(Administrator, BARNSLEY, "local@example.org"),
    "lead": acting(InformationGovernanceLead, ALLIANCE, "lead@example.org"),
    "local lead": acting(InformationGovernanceLead, BARNSLEY, "locallead@example.org"),
    "former": former(CancerManager, BARNSLEY, "tracker@example.org"),
}


def those_who(can: Callable[..., bool], check: Check, *asked: object) -> set[str]:
    """Who of everybody may, by what shows and by what guards."""
    return {name for name, one in EVERYBODY.items() if agree(can, check, one, *asked)}


def those_of_whom(can: Callable[[Membership], bool]) -> set[str]:
    """Of whom of everybody something holds."""
    return {name for name, one in EVERYBODY.items() if can(one)}


def test_people_of_a_trust_annotate_that_trust_and_those_of_the_alliance_every_area():
    wide = {"analyst", "reviewer", "manager"}
    assert those_who(annotations.can_annotate, annotations.check_may_annotate, "RFF") == wide | {"tracker", "colleague"}
    assert those_who(annotations.can_annotate, annotations.check_may_annotate, "RFR") == wide | {"stranger"}
    assert those_who(annotations.can_annotate, annotations.check_may_annotate, "") == wide


@pytest.mark.parametrize("kind", [Annotation, Comment])
def test_a_note_is_withdrawn_by_its_author_or_for_the_alliance_and_once(kind):
    note = kind(area="RFF", author="tracker@example.org")
    may = those_who(annotations.can_withdraw, annotations.check_may_withdraw, note)
    assert may == {"analyst", "reviewer", "manager", "tracker"}
    note.withdrawn_at = "2026-11-01"
    assert not those_who(annotations.can_withdraw, annotations.check_may_withdraw, note)


def test_a_phase_is_withdrawn_by_who_may_begin_one_whoever_began_it():
    phase = Phase(area="RFF", author="tracker@example.org")
    may = those_who(annotations.can_withdraw, annotations.check_may_withdraw, phase)
    assert may == {"analyst", "reviewer", "colleague"}


def test_a_definition_is_agreed_to_once_it_was_handed_in_by_a_reviewer_who_wrote_no_part_of_it():
    own = OwnDefinition(state=OwnState.SUBMITTED, authors=["analyst@example.org"])
    assert those_of_whom(lambda by: annotations.can_agree(by, own)) == {"reviewer"}
    assert lets(annotations.check_may_agree, REVIEWER, own)
    assert not lets(annotations.check_may_agree, ANALYST, own)
    own.authors = ["analyst@example.org", "reviewer@example.org"]
    assert not annotations.can_agree(REVIEWER, own)
    assert not lets(annotations.check_may_agree, REVIEWER, own)
    own.state, own.authors = OwnState.DRAFT, []
    assert not annotations.can_agree(REVIEWER, own)


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (OwnState.DRAFT, {"analyst", "reviewer"}),
        (OwnState.SUBMITTED, {"analyst", "reviewer"}),
        (OwnState.PUBLISHED, {"reviewer"}),
        (OwnState.REPLACED, set()),
        (OwnState.WITHDRAWN, set()),
    ],
)
def test_an_open_definition_is_withdrawn_by_who_defines_a_published_one_by_a_reviewer(state, may):
    own = OwnDefinition(state=state)
    assert those_of_whom(lambda by: annotations.can_withdraw_own(by, own)) == may
    guarded = {name for name, by in EVERYBODY.items() if lets(annotations.check_may_withdraw_own, by, own)}
    assert guarded == ({"reviewer"} if state == OwnState.PUBLISHED else {"analyst", "reviewer"})


def test_a_token_is_made_while_a_role_is_in_force_and_revoked_by_its_own_person():
    assert those_who(api.can_make_token, api.check_may_make_token) == set(EVERYBODY) - {"former"}
    mine, theirs = acting(Tracker, number=7), acting(Tracker, number=8)
    assert agree(api.can_revoke, api.check_may_revoke, mine, ApiToken(membership=mine))
    assert not agree(api.can_revoke, api.check_may_revoke, mine, ApiToken(membership=theirs))
    over = former(Tracker)
    assert not agree(api.can_revoke, api.check_may_revoke, over, ApiToken(membership=over))


def host(*, write: bool = False, keep: bool = False) -> SimpleNamespace:
    return SimpleNamespace(may_write=write, may_keep=keep)


@pytest.mark.parametrize("check", [attachments.check_may_attach, discussion.check_may_comment])
def test_what_stands_beside_a_thing_is_added_by_who_works_on_it(check):
    assert lets(check, host(write=True))
    assert not lets(check, host(keep=True))


@pytest.mark.parametrize(
    ("can", "check", "gone"),
    [
        (attachments.can_remove, attachments.check_may_remove, {"removed_at": "2026-11-01"}),
        (discussion.can_withdraw, discussion.check_may_withdraw, {"is_withdrawn": True}),
    ],
)
def test_what_stands_beside_a_thing_is_taken_away_by_its_author_there_or_by_who_keeps_the_thing(can, check, gone):
    there = {"removed_at": None, "is_withdrawn": False}
    one = SimpleNamespace(author="tracker@example.org", author_code="RFF", **there)
    assert agree(can, check, TRACKER, one, host())
    assert not agree(can, check, COLLEAGUE, one, host())
    assert agree(can, check, COLLEAGUE, one, host(keep=True))
    elsewhere = acting(Tracker, ROTHERHAM, "tracker@example.org")
    assert not agree(can, check, elsewhere, one, host())
    for by, where in ((TRACKER, host()), (COLLEAGUE, host(keep=True))):
        assert not agree(can, check, by, SimpleNamespace(**{**vars(one), **gone}), where)


def test_the_whole_trail_is_read_at_the_alliance_and_at_a_trust_what_its_people_did():
    readers = {"administrator", "local administrator", "lead", "local lead"}
    assert those_of_whom(audit.can_read_trail) == readers
    assert {name for name, by in EVERYBODY.items() if lets(audit.check_may_read_digests, by)} == {
        "administrator",
        "lead",
    }
    assert audit.own_organisation(EVERYBODY["lead"]) == ""
    assert audit.own_organisation(EVERYBODY["local lead"]) == "RFF"


def test_what_is_held_about_a_person_is_taken_out_by_who_answers_for_the_whole_store():
    assert those_who(governance.can_export_person, governance.check_may_export_person) == {"lead"}


def test_work_is_stopped_by_whoever_asked_for_it_there_or_by_an_administrator_within_reach():
    job = Job(requested_by="tracker@example.org", organisation_code="RFF")
    assert those_who(jobs.can_stop, jobs.check_may_stop, job) == {"tracker", "administrator", "local administrator"}
    assert not jobs.is_own(acting(Tracker, ROTHERHAM, "tracker@example.org"), job)
    elsewhere = Job(requested_by="stranger@example.org", organisation_code="RFR")
    assert those_who(jobs.can_stop, jobs.check_may_stop, elsewhere) == {"stranger", "administrator"}
    assert those_of_whom(jobs.can_see_all) == {"administrator", "local administrator"}


def test_values_computed_from_records_are_seen_by_their_trust_and_by_the_alliance():
    assert measures.sight_of(ANALYST) == measures.EVERYTHING
    assert measures.sight_of(ANALYST).sees_all
    assert measures.sight_of(TRACKER) == measures.Sight("RFF")
    assert not measures.sight_of(TRACKER).sees_all
    assert performance.only_provider(TRACKER, "published") is None
    assert performance.only_provider(TRACKER, "computed") == "RFF"
    wide = {"analyst", "reviewer", "manager", "administrator", "lead"}
    seen = those_who(performance.can_see_provider, performance.check_may_see_provider, "computed", "RFF")
    assert seen == wide | {"tracker", "colleague", "local administrator", "local lead", "former"}
    published = those_who(performance.can_see_provider, performance.check_may_see_provider, "published", "RFF")
    assert published == set(EVERYBODY)


@pytest.mark.parametrize(
    ("place", "may"), [(BARNSLEY, {"administrator", "local administrator"}), (ROTHERHAM, {"administrator"})]
)
def test_roles_are_given_by_the_administrator_of_the_organisation_or_of_the_alliance(place, may):
    assert those_who(people.can_manage_people_of, people.check_may_manage_people_of, place) == may
    assert those_of_whom(people.manages_everybody) == {"administrator"}


def test_who_is_no_administrator_is_told_that_and_not_which_organisation_it_is():
    for check, asked in (
        (people.check_may_manage_people_of, ROTHERHAM),
        (people.check_may_manage_person, READER.person),
    ):
        with pytest.raises(PermissionDenied, match="Only an administrator"):
            check(TRACKER, asked)
    with pytest.raises(PermissionDenied, match="Only a measure reviewer"):
        annotations.check_may_agree(ANALYST, OwnDefinition(state=OwnState.SUBMITTED, authors=["analyst@example.org"]))


def test_an_administrator_of_the_alliance_looks_after_everybody():
    anybody = STRANGER.person
    assert agree(people.can_manage_person, people.check_may_manage_person, EVERYBODY["administrator"], anybody)
    assert not lets(people.check_may_manage_person, TRACKER, anybody)


def test_values_of_rows_are_seen_by_staff_of_the_trust_they_belong_to():
    assert those_of_whom(lambda by: quality.owns(by, "RFF")) == {"tracker", "colleague"}
    assert those_of_whom(lambda by: quality.owns(by, "RFR")) == {"stranger"}


def test_entries_are_kept_by_the_organisation_that_owns_them_and_by_roles_of_the_alliance():
    entry = Entry(organisation_code="RFF")
    wide = {"analyst", "manager", "administrator", "lead"}
    own = {"tracker", "colleague", "local administrator", "local lead"}
    assert those_who(registers.can_change, registers.check_may_change, entry) == wide | own
    assert those_who(registers.can_keep, registers.check_may_keep, "RFR") == wide | {"stranger"}


@pytest.mark.parametrize(
    ("can", "check"), [(submissions.can_load, submissions.check_may_load), (mapping.can_map, mapping.check_may_map)]
)
def test_files_are_loaded_by_their_own_organisation_and_by_the_alliance(can, check):
    wide = {"analyst", "administrator"}
    assert those_who(can, check, "RFF") == wide | {"tracker", "colleague", "local administrator"}
    assert those_who(can, check, "") == wide


@pytest.mark.parametrize(("code", "words"), [("RFR", "for RFR"), ("", "no single organisation")])
def test_a_refused_load_names_the_organisation(code, words):
    with pytest.raises(PermissionDenied, match=words):
        submissions.check_may_load(TRACKER, code)


def test_pathways_are_opened_by_staff_of_their_trust_and_by_analysts_who_learn_no_names():
    staff = {"tracker", "colleague", "stranger"}
    assert those_of_whom(tracking.can_see_pathways) == staff | {"analyst"}
    assert those_of_whom(tracking.can_see_looks) == staff
    assert those_of_whom(tracking.sees_whole_store) == {"analyst"}
    assert tracking.purpose_of(TRACKER).endswith("of patients of Barnsley Hospital.")
    assert "pseudonymised" in tracking.purpose_of(ANALYST)


def test_who_a_person_is_can_be_asked_by_staff_of_trusts_and_by_who_sees_the_whole_store():
    asking = {name for name, by in EVERYBODY.items() if lets(tracking.check_may_ask_who, by)}
    assert asking == {"tracker", "colleague", "stranger", "analyst"}


def _a_role_without(permission: Permission) -> type[Role]:
    return type("Without", (Role,), {"key": "without", "permissions": frozenset(Permission) - {permission}})


@pytest.mark.parametrize(
    ("can", "permission"),
    [
        (quality.can_see_items, Permission.SEE_PATHWAYS),
        (lambda by: quality.owns(by, "RFF"), Permission.SEE_PATIENTS),
        (lambda by: quality.owns(by, "RFF"), Permission.SEE_PATHWAYS),
        (tracking.can_reveal_identifiers, Permission.SEE_PATIENTS),
        (tracking.can_reveal_identifiers, Permission.SEE_PATHWAYS),
    ],
)
def test_patients_are_named_to_who_has_both_permissions_and_to_no_role_that_has_one(can, permission, monkeypatch):
    monkeypatch.setitem(ROLES, "without", _a_role_without(permission))
    assert not can(acting(ROLES["without"], BARNSLEY))
