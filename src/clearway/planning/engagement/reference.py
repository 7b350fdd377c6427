"""What engagement works with, as it is shipped: characteristics, principles, audiences, channels, a planner of 2017.

Each row says how far it can be trusted: verified, seed, memory, or design (our own).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clearway.standards.strict import Section, read_yaml

CONTENT = Path(__file__).with_name("content")
TRUST_WORDS = {
    "verified": "checked against the publisher",
    "seed": "read in a plan of 2016; not checked against the law itself",
    "memory": "from memory; not checked",
    "design": "our own",
}


@dataclass(frozen=True, slots=True)
class Characteristic:
    """A protected characteristic of the Equality Act 2010."""

    code: str
    title: str
    trust: str


@dataclass(frozen=True, slots=True)
class ShippedAudience:
    """Somebody to reach, as the strategy of 2016 lists them. `kind` is people or organisation."""

    code: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach people."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class AssuranceQuestion:
    """A question of assurance, and what shows the answer."""

    question: str
    shows: str


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the four Gunning principles. `before` is open or close: what it must be met for. `question` and `shows`
    are our own design; `trust` is of the principle."""

    code: str
    title: str
    principle: str
    before: str
    question: str
    shows: str
    trust: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything that is shipped for engagement."""

    source: str
    characteristics: tuple[Characteristic, ...]
    principles: tuple[Principle, ...]
    channels: tuple[Channel, ...]
    audiences: tuple[ShippedAudience, ...]
    assurance: tuple[AssuranceQuestion, ...]


@dataclass(frozen=True, slots=True)
class PlannedThen:
    """A row of the planner of 2017 in its own columns; `date` as printed, empty where it has none."""

    line: int
    date: str
    activity: str
    audience: str
    comments: str
    audiences: tuple[str, ...]
    channel: str


@dataclass(frozen=True, slots=True)
class OldPlanner:
    """The planner of 2017."""

    title: str
    source: str
    trust: str
    activities: tuple[PlannedThen, ...]


@cache
def reference() -> Reference:
    """What is shipped for engagement. Raises StandardsError that names file and key."""
    file = read_yaml(CONTENT / "engagement.yaml", CONTENT)
    names = ("characteristics", "principles", "channels", "audiences", "assurance")
    file.only(required=("id", "version", "source", *names))
    return Reference(
        source=file.text("source"),
        characteristics=tuple(
            Characteristic(one.text("code"), one.text("title"), one.text("trust"))
            for one in file.sections("characteristics")
        ),
        principles=tuple(_principle(one) for one in file.sections("principles")),
        channels=tuple(Channel(one.text("code"), one.text("title")) for one in file.sections("channels")),
        audiences=tuple(
            ShippedAudience(one.text("code"), one.text("title"), one.text("kind")) for one in file.sections("audiences")
        ),
        assurance=tuple(
            AssuranceQuestion(one.text("question"), one.text("shows")) for one in file.sections("assurance")
        ),
    )


@cache
def planner_of_2017() -> OldPlanner:
    """The planner of 2017, in its own columns."""
    file = read_yaml(CONTENT / "planner-2017.yaml", CONTENT)
    file.only(required=("title", "source", "trust", "activities"))
    rows = tuple(
        PlannedThen(
            line=one.count("line"),
            date=_said(one, "date"),
            activity=one.text("activity"),
            audience=_said(one, "audience"),
            comments=_said(one, "comments"),
            audiences=tuple(one.content.get("audiences", ())),
            channel=_said(one, "channel"),
        )
        for one in file.sections("activities")
    )
    return OldPlanner(file.text("title"), file.text("source"), file.text("trust"), rows)


def characteristic_titles() -> dict[str, str]:
    """The characteristics by code."""
    return {one.code: one.title for one in reference().characteristics}


def channel_titles() -> dict[str, str]:
    """The channels by code."""
    return {one.code: one.title for one in reference().channels}


def _principle(one: Section) -> Principle:
    return Principle(
        code=one.text("code"),
        title=one.text("title"),
        principle=one.text("principle"),
        before=one.text("before"),
        question=one.text("question"),
        shows=one.text("shows"),
        trust=one.text("trust"),
    )


def _said(one: Section, key: str) -> str:
    return str(one.content.get(key, ""))
