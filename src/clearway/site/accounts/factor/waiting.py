"""Between password and code: who has given the right password on this browser, and only that. No session yet."""

from django.http import HttpRequest
from django.utils import timezone

from clearway.site.accounts.models import Person

SESSION_KEY = "waiting_for_code"
SECONDS = 10 * 60


def begin(request: HttpRequest, person: Person) -> None:
    """Remember whose code is asked for next, under a new session id: a planted one is worth nothing."""
    request.session.flush()
    request.session[SESSION_KEY] = {
        "person": person.pk,
        "since": timezone.now().timestamp(),
        "password": person.get_session_auth_hash(),
    }


def person_waiting(request: HttpRequest) -> Person | None:
    """Whose code is asked for; nobody after ten minutes, or once the person is shut out or has another password."""
    held = request.session.get(SESSION_KEY)
    if not held or not 0 <= timezone.now().timestamp() - held["since"] <= SECONDS:
        return None
    person = Person.objects.filter(pk=held["person"], is_active=True).first()
    return person if person and person.get_session_auth_hash() == held["password"] else None


def end(request: HttpRequest) -> None:
    """Forget it: the code was right, or the person begins again."""
    request.session.pop(SESSION_KEY, None)
