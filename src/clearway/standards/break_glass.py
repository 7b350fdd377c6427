"""For how long, how often and for which kinds of reason the glass is broken: dated; ours until others are set.

None of it is a national rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clearway.standards.own_policies import OwnOrOurs, PolicyFile, in_force
from clearway.standards.strict import Section

FILE = "break_glass.yaml"
MOST_MINUTES, MOST_A_DAY, MOST_WORDS, MOST_DAYS = 12 * 60, 100, 20, 90


@dataclass(frozen=True, slots=True)
class KindOfReason:
    """One kind of reason that can be chosen."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class GlassPolicy(OwnOrOurs):
    """One dated policy. `minutes` of sight each time; `most_a_day` records for one person; `fewest_words` of reason;
    `review_days` until the trust is reminded."""

    because: str
    minutes: int
    most_a_day: int
    fewest_words: int
    review_days: int
    reasons: tuple[KindOfReason, ...]


@dataclass(frozen=True, slots=True)
class GlassPolicies:
    """Every policy known: the shipped ones first, a store's own after them."""

    policies: tuple[GlassPolicy, ...]

    def policy(self, on: date) -> GlassPolicy:
        """The policy of a day; before the first one began, that one."""
        return in_force(self.policies, on) or self.policies[0]

    def reason(self, key: str) -> str:
        """A kind of reason in words, of whichever policy it was chosen under; the newest words that there are."""
        named = [one.title for policy in self.policies for one in policy.reasons if one.key == key]
        return named[-1] if named else key


def load_break_glass(own: Path | None = None) -> GlassPolicies:
    """The shipped policies, and a store's own file where there is one. Raises StandardsError naming file and key."""
    return GlassPolicies(POLICY_FILE.load(own))


def _policy(entry: Section, **said: Any) -> Iterator[GlassPolicy]:
    yield GlassPolicy(
        because=entry.text("because"),
        minutes=entry.count("minutes", 1, MOST_MINUTES),
        most_a_day=entry.count("most_a_day", 1, MOST_A_DAY),
        fewest_words=entry.count("fewest_words", 1, MOST_WORDS),
        review_days=entry.count("review_days", 1, MOST_DAYS),
        reasons=_reasons(entry),
        **said,
    )


POLICY_FILE = PolicyFile(
    "clearway.standards",
    FILE,
    "policies",
    ("because", "minutes", "most_a_day", "fewest_words", "review_days", "reasons"),
    _policy,
)


def _reasons(entry: Section) -> tuple[KindOfReason, ...]:
    found = []
    for one in entry.sections("reasons"):
        one.only(required=("key", "title"))
        found.append(KindOfReason(one.text("key"), one.text("title")))
    if not found or len({one.key for one in found}) < len(found):
        raise entry.wrong("reasons", "there is none, or two have one key", "Give at least one, each with its own key.")
    return tuple(found)
