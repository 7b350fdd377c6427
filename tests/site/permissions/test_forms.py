"""Who starts, sees, fills, signs, sends back, closes and codes forms: every state, party and setting of the type."""

from collections.abc import Callable

import pytest
from tests.site.permissions.people import ALLIANCE, BARNSLEY, PRACTICE, ROTHERHAM, acting, former
from tests.site.permissions.test_who_writes_and_reads import agree

from clearway.site.forms import permissions as forms
from clearway.site.forms.models import CaseState, FormCase, FormPart, PartState
from clearway.site.forms.questionnaire.form_type import AllianceSees, FormType, PartiesSee, Party
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import (
    ROLES,
    Administrator,
    AllianceAnalyst,
    BoardMember,
    ClinicalLead,
    GpPractice,
    Role,
    Tracker,
)

EVERYBODY = {
    "hospital": acting(Tracker, BARNSLEY),
    "lead": acting(ClinicalLead, BARNSLEY),
    "practice": acting(GpPractice, PRACTICE),
    "stranger": acting(Tracker, ROTHERHAM),
    "alliance": acting(AllianceAnalyst, ALLIANCE),
    "administrator": acting(Administrator, ALLIANCE),
    "reader": acting(BoardMember, BARNSLEY),
    "former": former(Tracker, BARNSLEY),
}
HOSPITAL = {"hospital", "lead"}


def form(*, state: str = "draft", sees: AllianceSees = AllianceSees.THEMES) -> FormCase:
    """A form that the hospital started, with the practice as the other party."""
    case = FormCase(pk=1, owner_code="RFF", state=state, alliance_sees=sees.value)
    case._prefetched_objects_cache = {"parts": [FormPart(case=case, party="gp", organisation_code="C85001")]}
    return case


def part(*, of: FormCase | None = None, code: str = "RFF", state: str = "draft") -> FormPart:
    return FormPart(case=of or form(), party="hospital", organisation_code=code, state=state)


def those_who(can: Callable[..., bool], *asked: object) -> set[str]:
    check = getattr(forms, can.__name__.replace("can_", "check_may_"))
    return {name for name, one in EVERYBODY.items() if agree(can, check, one, *asked)}


def those_who_see(can: Callable[..., bool], seen: FormPart) -> set[str]:
    return {name for name, one in EVERYBODY.items() if can(one, seen)}


@pytest.fixture(params=list(PartiesSee))
def parties_see(request, monkeypatch) -> PartiesSee:
    kind = FormType("a", "1", "A form", (), (), parties_see=request.param)
    monkeypatch.setattr(forms, "form_of_case", lambda case: kind)
    return request.param


@pytest.mark.parametrize(
    "permission",
    [Permission.FILL_FORMS, Permission.SIGN_FORMS, Permission.CODE_THEMES, Permission.MANAGE_FORM_TYPES],
)
def test_one_permission_of_forms_is_enough_to_work_with_them(permission, monkeypatch):
    monkeypatch.setitem(ROLES, "one", type("One", (Role,), {"key": "one", "permissions": frozenset({permission})}))
    assert agree(forms.can_use_forms, forms.check_may_use_forms, acting(ROLES["one"]))
    assert those_who(forms.can_use_forms) == set(EVERYBODY) - {"reader", "former"}


def test_forms_are_started_by_who_fills_them_and_types_taken_up_by_an_administrator():
    assert those_who(forms.can_start) == HOSPITAL | {"practice", "stranger", "alliance"}
    assert those_who(forms.can_manage_types) == {"administrator"}


@pytest.mark.parametrize("sees", list(AllianceSees))
def test_a_draft_is_its_own_organisations_and_the_alliances_when_the_type_lets_it_see_all(sees):
    seen = those_who_see(forms.can_see_draft, part(of=form(sees=sees)))
    own = {*HOSPITAL, "reader", "former"}
    assert seen == (own | {"alliance", "administrator"} if sees is AllianceSees.ALL else own)


@pytest.mark.parametrize("sees", list(AllianceSees))
def test_a_signed_part_is_seen_by_the_other_party_and_the_alliance_as_the_type_says(sees, parties_see):
    signed = part(of=form(sees=sees), state=PartState.SIGNED)
    expected = {*HOSPITAL, "reader", "former"}
    expected |= {"practice"} if parties_see is PartiesSee.SIGNED else set()
    expected |= {"alliance", "administrator"} if sees is not AllianceSees.THEMES else set()
    assert those_who_see(forms.can_see_signed, signed) == expected
    assert not those_who_see(forms.can_see_signed, part(of=form(sees=sees)))


def test_who_started_a_form_sees_the_other_partys_signed_part(parties_see):
    signed = part(code="C85001", state=PartState.SIGNED)
    owners = {*HOSPITAL, "reader", "former"} if parties_see is PartiesSee.SIGNED else set()
    assert those_who_see(forms.can_see_signed, signed) == {"practice"} | owners


@pytest.mark.parametrize(
    ("of_part", "of_form", "is_open"),
    [
        (PartState.DRAFT, CaseState.DRAFT, True),
        (PartState.SENT_BACK, CaseState.SENT_BACK, True),
        (PartState.SIGNED, CaseState.DRAFT, False),
        (PartState.DRAFT, CaseState.CLOSED, False),
    ],
)
def test_a_part_is_filled_signed_and_invited_to_while_it_and_its_form_are_open(of_part, of_form, is_open):
    one = part(of=form(state=of_form), code="C85001", state=of_part)
    assert those_who(forms.can_fill, one) == ({"practice"} if is_open else set())
    assert those_who(forms.can_sign, one, Party("gp", "Practice")) == ({"practice"} if is_open else set())
    assert those_who(forms.can_invite, one) == ({"practice", *HOSPITAL} if is_open else set())


def test_a_part_is_signed_in_a_role_that_the_form_names():
    one = part()
    assert those_who(forms.can_sign, one, Party("h", "Hospital")) == HOSPITAL
    assert those_who(forms.can_sign, one, Party("h", "Hospital", signed_by=("clinical_lead",))) == {"lead"}
    assert those_who(forms.can_sign, one, Party("h", "Hospital", signed_by=("gp_practice",))) == set()


@pytest.mark.parametrize("state", [CaseState.SIGNED, CaseState.CLOSED])
def test_a_signed_part_is_sent_back_by_who_sees_it_until_the_form_is_closed(state, parties_see):
    one = part(of=form(state=state), state=PartState.SIGNED)
    near = HOSPITAL | ({"practice"} if parties_see is PartiesSee.SIGNED else set())
    assert those_who(forms.can_send_back, one) == (near if state == CaseState.SIGNED else set())
    assert those_who(forms.can_code, one) == near


@pytest.mark.parametrize("state", list(CaseState))
def test_a_form_is_closed_by_who_started_it_once_every_part_is_signed(state):
    assert those_who(forms.can_close, form(state=state)) == (HOSPITAL if state == CaseState.SIGNED else set())


@pytest.mark.parametrize("missing", [Permission.FILL_FORMS, Permission.SIGN_FORMS, Permission.CODE_THEMES])
def test_each_step_asks_for_its_own_permission(missing, monkeypatch):
    without = type("Without", (Role,), {"key": "without", "permissions": frozenset(Permission) - {missing}})
    monkeypatch.setitem(ROLES, "without", without)
    by = acting(without, BARNSLEY)
    signed = part(state=PartState.SIGNED)
    assert forms.can_fill(by, part()) == (missing is not Permission.FILL_FORMS)
    assert forms.can_invite(by, part()) == (missing is not Permission.FILL_FORMS)
    assert forms.can_sign(by, part(), Party("h", "H")) == (missing is Permission.CODE_THEMES)
    assert forms.can_send_back(by, signed) == (missing is not Permission.SIGN_FORMS)
    assert forms.can_close(by, form(state=CaseState.SIGNED)) == (missing is not Permission.SIGN_FORMS)
    assert forms.can_code(by, signed) == (missing is not Permission.CODE_THEMES)
