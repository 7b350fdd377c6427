"""Who may write beside charts, begin new phases, define measures, and review definitions."""

from django.core.exceptions import PermissionDenied

from clearway.site.annotations.models import Annotation, Comment, Note, OwnDefinition, OwnState, Phase
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_annotate(by: Membership, area: str) -> bool:
    """Whether this membership may annotate and comment on an area: a trust on itself, an alliance on all."""
    if not by.may(Permission.ANNOTATE):
        return False
    return by.may(Permission.SEE_WHOLE_ALLIANCE) or area == by.organisation.code


def check_may_annotate(by: Membership, area: str) -> None:
    """Raise PermissionDenied, in words, unless this membership may write about an area."""
    if not can_annotate(by, area):
        raise PermissionDenied(
            "Analysts and measure reviewers of the alliance write about every area, people of a trust about their own."
        )


def can_set_phases(by: Membership) -> bool:
    """Whether this membership may begin new phases of the limits."""
    return by.may(Permission.SET_PHASES)


def check_may_set_phases(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may begin new phases."""
    if not can_set_phases(by):
        raise PermissionDenied("Only an analyst or a measure reviewer of the alliance begins a new phase.")


def can_withdraw(by: Membership, note: Note) -> bool:
    """Whether this membership may withdraw a note: whoever may write one of its kind for the whole alliance, or its
    author."""
    if note.is_withdrawn:
        return False
    if isinstance(note, Phase):
        return can_set_phases(by)
    is_own = isinstance(note, Annotation | Comment) and note.author == by.person.email
    return can_annotate(by, note.area) and (is_own or by.may(Permission.SEE_WHOLE_ALLIANCE))


def check_may_withdraw(by: Membership, note: Note) -> None:
    """Raise PermissionDenied unless this membership may withdraw a note."""
    if not can_withdraw(by, note):
        raise PermissionDenied("A note is withdrawn by its author or for the alliance; a phase only for the alliance.")


def can_define(by: Membership) -> bool:
    """Whether this membership may define measures of the alliance's own."""
    return by.may(Permission.DEFINE_MEASURES)


def check_may_define(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may define measures."""
    if not can_define(by):
        raise PermissionDenied("Only an analyst or a measure reviewer of the alliance defines measures.")


def can_review(by: Membership) -> bool:
    """Whether this membership may review definitions, and agree to or withdraw own measures."""
    return by.may(Permission.REVIEW_MEASURES)


def check_may_review(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may review definitions."""
    if not can_review(by):
        raise PermissionDenied("Only a measure reviewer of the alliance reviews definitions and publishes own ones.")


def can_agree(by: Membership, own: OwnDefinition) -> bool:
    """Whether this membership may publish a submitted definition: a reviewer who wrote no part of it."""
    return can_review(by) and own.state == OwnState.SUBMITTED and by.person.email not in own.authors


def check_may_agree(by: Membership, own: OwnDefinition) -> None:
    """Raise PermissionDenied unless this membership may publish a definition."""
    check_may_review(by)
    if by.person.email in own.authors:
        raise PermissionDenied("Whoever wrote a part of a definition does not agree to it: ask another reviewer.")


def can_withdraw_own(by: Membership, own: OwnDefinition) -> bool:
    """Whether this membership may withdraw a version: a published one for a reviewer, an open one for who defines."""
    if own.state == OwnState.PUBLISHED:
        return can_review(by)
    return own.is_open and can_define(by)


def check_may_withdraw_own(by: Membership, own: OwnDefinition) -> None:
    """Raise PermissionDenied unless this membership may withdraw a version that is open or published."""
    if own.state == OwnState.PUBLISHED:
        check_may_review(by)
    else:
        check_may_define(by)
