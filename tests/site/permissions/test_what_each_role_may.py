"""The whole table of who may what, written down a second time: a change of it has to be meant."""

import pytest
from tests.site.permissions.people import ALLIANCE, BARNSLEY, acting, former

from clearway.site.organisations.models import OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES

OF_A_TRUST = {"tracker", "cancer_manager", "clinical_lead"}
OF_THE_ALLIANCE = {"alliance_analyst", "programme_manager", "measure_reviewer"}
AT_WORK = OF_A_TRUST | OF_THE_ALLIANCE
ANSWERING = {"administrator", "information_governance_lead"}

MAY = {
    "SEE_FIGURES": set(ROLES),
    "SEE_PATHWAYS": OF_A_TRUST | {"alliance_analyst"},
    "SEE_WHOLE_ALLIANCE": OF_THE_ALLIANCE | ANSWERING,
    "SEE_PATIENTS": OF_A_TRUST,
    "BREAK_GLASS": {"alliance_analyst", "cancer_manager", "clinical_lead"},
    "REVIEW_GLASS": {"cancer_manager", "information_governance_lead"},
    "LOAD_SUBMISSIONS": {"alliance_analyst", "tracker", "cancer_manager", "administrator"},
    "MANAGE_PEOPLE": {"administrator"},
    "READ_AUDIT": ANSWERING,
    "READ_GOVERNANCE": ANSWERING,
    "EXPORT_PERSON": {"information_governance_lead"},
    "OVERSEE_EXPORTS": ANSWERING,
    "MANAGE_AGREEMENTS": ANSWERING,
    "MANAGE_RETENTION": ANSWERING,
    "ANNOTATE": AT_WORK,
    "SET_PHASES": {"alliance_analyst", "measure_reviewer", "cancer_manager"},
    "DEFINE_MEASURES": {"alliance_analyst", "measure_reviewer"},
    "REVIEW_MEASURES": {"measure_reviewer"},
    "KEEP_REGISTERS": ANSWERING | {"alliance_analyst", "programme_manager", "tracker", "cancer_manager"},
    "MANAGE_REGISTER_TYPES": {"administrator"},
    "FILL_FORMS": AT_WORK | {"gp_practice"},
    "SIGN_FORMS": AT_WORK | {"gp_practice"},
    "CODE_THEMES": AT_WORK | {"gp_practice"},
    "MANAGE_FORM_TYPES": {"administrator"},
    "READ_GROUPS": set(ROLES) - {"regional_reader"},
    "READ_PLAN": set(ROLES) - {"regional_reader"},
    "LOAD_PLAN": {"administrator", "programme_manager"},
    "UPDATE_PLAN": {"cancer_manager", "clinical_lead"},
    "EDIT_PLAN": {"programme_manager"},
    "KEEP_GROUPS": {"administrator", "programme_manager"},
    "RAISE_QUESTIONS": {"alliance_analyst", "programme_manager"},
    "ANSWER_QUESTIONS": {"cancer_manager", "clinical_lead"},
    "READ_RETURNS": set(ROLES),
    "KEEP_RETURNS": {"programme_manager"},
    "SUBMIT_RETURNS": {"programme_manager"},
    "READ_PUBLICATIONS": set(ROLES) - {"regional_reader"},
    "MAKE_PUBLICATIONS": {"alliance_analyst", "programme_manager"},
    "APPROVE_PUBLICATIONS": OF_THE_ALLIANCE,
    "PUBLISH": {"programme_manager"},
    "READ_ENGAGEMENT": set(ROLES) - {"regional_reader"},
    "KEEP_ENGAGEMENT": {"programme_manager"},
    "ADD_HEARD": {"programme_manager", "patient_representative"},
    "ASK_MEETINGS": {"cancer_manager", "clinical_lead", "gp_practice", "programme_manager"}
    | {"board_member", "patient_representative"},
}
HELD_AT = {
    "alliance": OF_THE_ALLIANCE,
    "trust": OF_A_TRUST,
    "practice": {"gp_practice"},
    "icb": {"regional_reader"},
    "other": {"regional_reader"},
}
ANYWHERE = {"administrator", "information_governance_lead", "board_member", "patient_representative"}


@pytest.mark.parametrize("permission", list(Permission), ids=lambda one: one.name)
def test_a_permission_is_held_by_these_roles_and_no_others(permission):
    assert {key for key, role in ROLES.items() if permission in role.permissions} == MAY[permission.name]


@pytest.mark.parametrize("kind", OrganisationKind.values)
def test_a_role_can_be_held_at_these_kinds_of_organisations_and_no_others(kind):
    assert {key for key, role in ROLES.items() if role.fits(kind)} == HELD_AT.get(kind, set()) | ANYWHERE


def test_every_role_is_known_by_its_own_key_and_name():
    assert {key: role.key for key, role in ROLES.items()} == {key: key for key in ROLES}
    assert {role.display_name for role in ROLES.values()} == {
        *("Cancer pathway tracker", "Cancer manager", "Clinical lead", "General practice", "Alliance analyst"),
        *("Programme manager", "Board member", "Patient representative", "Information governance lead"),
        *("Regional reader", "Administrator", "Measure reviewer"),
    }


@pytest.mark.parametrize("key", sorted(ROLES))
@pytest.mark.parametrize("place", [ALLIANCE, BARNSLEY], ids=lambda one: one.kind)
def test_a_membership_may_what_its_role_says_and_sees_every_organisation_from_the_alliance_alone(key, place):
    allowed = {one for one in Permission if acting(ROLES[key], place).may(one)}
    kept_here = set() if place is ALLIANCE else {Permission.SEE_WHOLE_ALLIANCE}
    assert allowed == ROLES[key].permissions - kept_here
    assert not any(former(ROLES[key], place).may(one) for one in Permission)
