"""Who may start, fill, sign, send back, close and code forms, and take up types: `can_…` shows, `check_…` guards."""

from django.core.exceptions import PermissionDenied

from clearway.site.forms.models import CaseState, FormCase, FormPart, PartState
from clearway.site.forms.questionnaire.form_type import AllianceSees, PartiesSee, Party
from clearway.site.forms.types_held import form_of_case
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_use_forms(by: Membership) -> bool:
    """Whether this membership has anything to do with forms."""
    return any(by.may(one) for one in (Permission.FILL_FORMS, Permission.SIGN_FORMS, Permission.CODE_THEMES)) or by.may(
        Permission.MANAGE_FORM_TYPES
    )


def check_may_use_forms(by: Membership) -> None:
    """Raise PermissionDenied unless this membership works with forms."""
    if not can_use_forms(by):
        raise PermissionDenied("Your role does not work with forms.")


def can_start(by: Membership) -> bool:
    """Whether this membership may start forms."""
    return by.may(Permission.FILL_FORMS)


def check_may_start(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may start forms."""
    if not can_start(by):
        raise PermissionDenied("Your role reads forms; it does not start or fill them.")


def is_own(by: Membership, part: FormPart) -> bool:
    """Whether a part is the membership's own organisation's."""
    return by.organisation.code == part.organisation_code


def can_see_draft(by: Membership, part: FormPart) -> bool:
    """Whether this membership may see what a part holds before it is signed."""
    if is_own(by, part):
        return True
    return by.may(Permission.SEE_WHOLE_ALLIANCE) and part.case.alliance_sees == AllianceSees.ALL.value


def can_see_signed(by: Membership, part: FormPart) -> bool:
    """Whether this membership may see a part that is signed: the other parties when the type says so, and so the
    alliance."""
    if part.state != PartState.SIGNED:
        return False
    if can_see_draft(by, part):
        return True
    parties = {one.organisation_code for one in part.case.parts.all()} | {part.case.owner_code}
    if by.organisation.code in parties:
        return form_of_case(part.case).parties_see is PartiesSee.SIGNED
    return by.may(Permission.SEE_WHOLE_ALLIANCE) and part.case.alliance_sees == AllianceSees.SIGNED.value


def can_fill(by: Membership, part: FormPart) -> bool:
    """Whether this membership may change a part: its own, not signed, of a form that is not closed."""
    is_open = part.state != PartState.SIGNED and part.case.state != CaseState.CLOSED
    return by.may(Permission.FILL_FORMS) and is_own(by, part) and is_open


def check_may_fill(by: Membership, part: FormPart) -> None:
    """Raise PermissionDenied unless this membership may change a part."""
    if not can_fill(by, part):
        raise PermissionDenied("Only its own organisation fills in a part, until it is signed.")


def can_sign(by: Membership, part: FormPart, party: Party) -> bool:
    """Whether this membership may sign a part: its own, in a role that the type names (any, where it names none)."""
    has_role = not party.signed_by or by.role in party.signed_by
    return by.may(Permission.SIGN_FORMS) and has_role and can_fill(by, part)


def check_may_sign(by: Membership, part: FormPart, party: Party) -> None:
    """Raise PermissionDenied unless this membership may sign a part."""
    if not can_sign(by, part, party):
        raise PermissionDenied("This part is signed by its own organisation, in a role that the form names.")


def can_send_back(by: Membership, part: FormPart) -> bool:
    """Whether this membership may send a signed part back: whoever sees it, until the form is closed."""
    return by.may(Permission.SIGN_FORMS) and can_see_signed(by, part) and part.case.state != CaseState.CLOSED


def check_may_send_back(by: Membership, part: FormPart) -> None:
    """Raise PermissionDenied unless this membership may send a part back."""
    if not can_send_back(by, part):
        raise PermissionDenied("A part is sent back by somebody who may sign forms and sees it signed.")


def can_close(by: Membership, case: FormCase) -> bool:
    """Whether this membership may close a form: who started it, once every part is signed."""
    return by.may(Permission.SIGN_FORMS) and by.organisation.code == case.owner_code and case.state == CaseState.SIGNED


def check_may_close(by: Membership, case: FormCase) -> None:
    """Raise PermissionDenied unless this membership may close a form."""
    if not can_close(by, case):
        raise PermissionDenied("A form is closed by the organisation that started it, once every part is signed.")


def can_invite(by: Membership, part: FormPart) -> bool:
    """Whether this membership may invite somebody to a part: who started the form, or whose part it is."""
    is_open = part.state != PartState.SIGNED and part.case.state != CaseState.CLOSED
    is_near = by.organisation.code in (part.case.owner_code, part.organisation_code)
    return by.may(Permission.FILL_FORMS) and is_near and is_open


def check_may_invite(by: Membership, part: FormPart) -> None:
    """Raise PermissionDenied unless this membership may invite somebody to a part."""
    if not can_invite(by, part):
        raise PermissionDenied(
            "An invitation is made by who started the form, or whose part it is, until it is signed."
        )


def can_code(by: Membership, part: FormPart) -> bool:
    """Whether this membership may mark themes in a part: where it sees the part signed."""
    return by.may(Permission.CODE_THEMES) and can_see_signed(by, part)


def check_may_code(by: Membership, part: FormPart) -> None:
    """Raise PermissionDenied unless this membership may mark themes in a part."""
    if not can_code(by, part):
        raise PermissionDenied("Themes are marked by somebody who may do so and sees the part signed.")


def can_manage_types(by: Membership) -> bool:
    """Whether this membership may take up types of forms."""
    return by.may(Permission.MANAGE_FORM_TYPES)


def check_may_manage_types(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may take up types of forms."""
    if not can_manage_types(by):
        raise PermissionDenied("Only an administrator takes up types of forms.")
