"""The trail as a test reads it: what was noted is chained first."""

from django.db.models import Manager

from clearway.site.audit.models import Event
from clearway.site.audit.services import seal_waiting


def trail() -> Manager[Event]:
    """The events, the reads that waited among them."""
    seal_waiting()
    return Event.objects
