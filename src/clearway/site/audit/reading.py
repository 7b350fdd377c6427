"""What is told of one record: everything that was done with it, the reads that wait to be chained among it."""

from clearway.site.audit.models import Event, Told, Waiting


def newest_of(subject: tuple[str, str], *, most: int) -> list[Told]:
    """The newest events of a subject, by its type and id, newest first."""
    kind, number = subject
    waiting = Waiting.objects.filter(subject_type=kind, subject_id=number).order_by("-id")[:most]
    chained = Event.objects.filter(subject_type=kind, subject_id=number).order_by("-at", "-sequence")[:most]
    return sorted((*waiting, *chained), key=lambda one: one.at, reverse=True)[:most]
