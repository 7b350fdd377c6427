"""Making, using and revoking API tokens. Each is checked and audited; of use, the trail keeps a line a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.api import usage
from clearway.site.api.models import ApiToken
from clearway.site.api.permissions import check_may_make_token, check_may_revoke
from clearway.site.api.tokens import digest_of, new_token, password_stamp
from clearway.site.audit import services as audit
from clearway.site.audit.refusals import record_refusal
from clearway.site.organisations.models import Membership

LONGEST = timedelta(days=365)
MOST_TOKENS = 20
MADE, USED, REVOKED = "API token made", "API token used", "API token revoked"


class NotShown(LookupError):
    """There is no such token, or it is somebody else's: a visitor is told the same."""


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token; `text` is shown once and kept nowhere. It is empty when the same form had been sent before."""

    token: ApiToken
    text: str


def make_token(*, by: Membership, name: str, expires_on: date, asked_as: str) -> MadeToken:
    """Make a token with the rights of a membership, until the end of a day within a year from today.

    Raises PermissionDenied, and Refused for a name or a day that cannot be, or too many tokens.
    """
    check_may_make_token(by)
    today, name = timezone.localdate(), " ".join(name.split())
    if not name:
        raise Refused("The token needs a name.", "Say what it is for.", code="TOKEN-NAME")
    if not today <= expires_on <= today + LONGEST:
        raise Refused(
            f"A token cannot last until {expires_on:%-d %B %Y}.",
            f"Choose a day from today to {today + LONGEST:%-d %B %Y}.",
            code="TOKEN-EXPIRY",
        )
    with transaction.atomic():
        if before := ApiToken.objects.filter(asked_as=asked_as, membership__person=by.person).first():
            return MadeToken(before, "")
        live = ApiToken.objects.filter(membership__person=by.person, revoked_at=None, expires_on__gte=today)
        if live.count() >= MOST_TOKENS:
            raise Refused(
                f"You have {MOST_TOKENS} tokens already.", "Revoke one that you no longer need.", code="TOKEN-MANY"
            )
        text = new_token()
        token = ApiToken.objects.create(
            membership=by,
            name=name,
            digest=digest_of(text),
            ending=text[-4:],
            password_stamp=password_stamp(by.person),
            asked_as=asked_as,
            expires_on=expires_on,
        )
        audit.record(event=MADE, by=by, subject=token, after={"name": name, "expires_on": expires_on})
    return MadeToken(token, text)


def own_tokens(*, by: Membership) -> Sequence[ApiToken]:
    """The tokens of a person, made in whichever role, the newest first."""
    own = ApiToken.objects.filter(membership__person=by.person)
    return list(own.select_related("membership__organisation", "membership__person"))


def revoke_token(*, by: Membership, number: int, request_id: str) -> ApiToken:
    """Revoke a token at once; revoked twice, nothing happens. Raises NotShown; asking for another's is recorded."""
    token = ApiToken.objects.filter(pk=number, membership__person=by.person).select_related("membership").first()
    if token is None:
        if ApiToken.objects.filter(pk=number).exists():
            subject = (ApiToken._meta.label_lower, str(number))
            record_refusal(by=by, subject=subject, screen="account/tokens", request_id=request_id)
        raise NotShown(number)
    check_may_revoke(by, token)
    with transaction.atomic():
        if ApiToken.objects.filter(pk=number, revoked_at=None).update(revoked_at=timezone.now()):
            audit.record(event=REVOKED, by=by, subject=token, after={"requests": _counts(token)})
    return token


def note_use(*, token: ApiToken) -> None:
    """Count one request of a token. The first of a day is on the trail, with the sums of the days before it."""
    today = timezone.localdate()
    if token.last_used_on != today:
        _note_first_use(token, today)
    usage.count(token.key, today)


def _note_first_use(token: ApiToken, today: date) -> None:
    before = {day: number for day, number in _counts(token).items() if day != today.isoformat()}
    with transaction.atomic():
        unseen = ApiToken.objects.filter(Q(last_used_on=None) | ~Q(last_used_on=today), pk=token.pk)
        if unseen.update(last_used_on=today):
            audit.record(
                event=USED,
                by=token.membership,
                subject=token,
                after={"day": today, "requests_before": before},
            )
    for day in before:
        usage.forget(token.key, date.fromisoformat(day))


def _counts(token: ApiToken) -> dict[str, int]:
    return {one.day.isoformat(): one.requests for one in usage.days_counted(token.key)}
