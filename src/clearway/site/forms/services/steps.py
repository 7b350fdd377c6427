"""A step of a form: what is kept in its history, for the people who work on it."""

from django.utils import timezone

from clearway.site.audit.actors import Actor
from clearway.site.forms.models import FormCase, FormPart, FormStep
from clearway.site.organisations.models import Membership


def step(*, by: Actor, case: FormCase, what: str, part: FormPart | None = None, reason: str = "") -> FormStep:
    """Keep one step. It never holds an answer."""
    line = by.as_actor()
    return FormStep.unscoped.create(
        case=case,
        party=part.party if part else "",
        what=what,
        reason=reason,
        name=by.person.name if isinstance(by, Membership) else line.name,
        organisation_code=line.organisation_code,
        at=timezone.now(),
    )
