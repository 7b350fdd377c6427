"""Who an audit event says did it: a person, a person in a role, or a named system process."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ActorLine:
    """What the audit trail keeps of an actor: plain text, so that it outlives the rows it came from."""

    kind: str
    name: str
    organisation_code: str = ""
    role: str = ""
    membership_id: int | None = None


class Actor(Protocol):
    """Anything that can stand as the actor of an event: a membership, a person, a system process."""

    def as_actor(self) -> ActorLine:
        """The line that the audit trail keeps."""


@dataclass(frozen=True, slots=True)
class SystemProcess:
    """A named process of Clearway itself, for what no person asked for, such as clearing out old sessions."""

    name: str

    def as_actor(self) -> ActorLine:
        """The line that the audit trail keeps."""
        return ActorLine(kind="system", name=self.name)
