"""A new id for a session whose rights change: whoever knew the former id has nothing of it."""

from django.dispatch import Signal
from django.http import HttpRequest

session_renewed = Signal()
"""Sent with `before` and `after`, the two keys: for whoever keeps something beside a session."""


def renew_session(request: HttpRequest) -> None:
    """Go on under a new session id; the former one opens nothing from here on."""
    before = request.session.session_key
    request.session.cycle_key()
    session_renewed.send(sender=None, before=before, after=request.session.session_key)
