"""One name for everything a publication was made from, short enough to stand on each of its pages."""

import hashlib
import json
from dataclasses import dataclass

from clearway.publications.disclosure import Audience

DIGITS = 10


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The versions that a publication was made from. Equal ones have the same id, others never the same.

    `figures` is the snapshot of the analytical store, `plan` and `groups` name the state of what people wrote (empty
    where a publication has none of it), `month` is `2025-03`, `trust` the code of the one trust that it is for.
    `manner` names how figures were looked at, where there is a choice: the basis, phases that people began, policies.
    """

    figures: str
    plan: str
    groups: str
    month: str
    audience: Audience
    trust: str = ""
    manner: str = ""

    @property
    def id(self) -> str:
        """The name on every page: two publications with the same one were made from the same."""
        parts = [self.figures, self.plan, self.groups, self.month, self.audience.value, self.trust, self.manner]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:DIGITS]


def state_named(*rows: object) -> str:
    """A name for the state of what people wrote: equal rows, in the same order, give the same name.

    Rows are plain values, or dataclasses of them, whose `repr` says all that they hold.
    """
    told = hashlib.sha256()
    for row in rows:
        told.update(repr(row).encode())
        told.update(b"\n")
    return told.hexdigest()[: 2 * DIGITS]
