from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out

from clearway.site.accounts.renewal import session_renewed


class PeopleConfig(AppConfig):
    """Who may use Clearway: invitations, passwords, sessions, and the quarterly look at every role."""

    name = "clearway.site.people"
    verbose_name = "People and their access"

    def ready(self) -> None:
        """Note each session that begins and ends, whichever way a person signs in."""
        user_logged_in.connect(_note_begin, sender=None, dispatch_uid="people sessions")
        user_logged_out.connect(_note_end, sender=None, dispatch_uid="people sessions")
        session_renewed.connect(_note_renewal, sender=None, dispatch_uid="people sessions")


def _note_begin(request: Any, user: Any, **_told: Any) -> None:
    from clearway.site.people.services.sessions import note_session

    note_session(request, user)


def _note_renewal(before: str | None, after: str, **_told: Any) -> None:
    from clearway.site.people.services.sessions import follow_session

    follow_session(before, after)


def _note_end(request: Any, **_told: Any) -> None:
    from clearway.site.people.services.sessions import forget_session

    forget_session(request)
