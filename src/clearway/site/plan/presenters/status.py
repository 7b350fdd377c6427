"""How a deliverable stands: a word, and a colour that is never alone."""

from dataclasses import dataclass

from clearway.site.plan.models import Status

COLOURS = {
    Status.NOT_STARTED: "grey",
    Status.ON_TRACK: "blue",
    Status.AT_RISK: "orange",
    Status.LATE: "red",
    Status.DONE: "green",
    Status.STOPPED: "white",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """The word and the colour of its tag."""

    words: str
    colour: str


def tag_of(status: str | None) -> Tag | None:
    """The tag of a state; None when nobody has said how it stands."""
    return Tag(Status(status).label, COLOURS[Status(status)]) if status else None
