"""For how long, how often and for which kinds of reason the glass is broken: dated; ours until others are set.

None of it is a national rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from clearway.standards.dated import Trust
from clearway.standards.strict import Section, read_yaml

FILE = "break_glass.yaml"
MOST_MINUTES, MOST_A_DAY, MOST_WORDS, MOST_DAYS = 12 * 60, 100, 20, 90


@dataclass(frozen=True, slots=True)
class KindOfReason:
    """One kind of reason that can be chosen."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class GlassPolicy:
    """One dated policy. `minutes` of sight each time; `most_a_day` records for one person; `fewest_words` of reason;
    `review_days` until the trust is reminded. `agreed_by` is empty for our own choice."""

    applies_from: date
    trust: Trust
    because: str
    minutes: int
    most_a_day: int
    fewest_words: int
    review_days: int
    reasons: tuple[KindOfReason, ...]
    agreed_by: str = ""

    @property
    def whose(self) -> str:
        """Whose word the policy is."""
        return f"agreed by {self.agreed_by}" if self.agreed_by else self.trust.words


@dataclass(frozen=True, slots=True)
class GlassPolicies:
    """Every policy known: the shipped ones first, a store's own after them."""

    policies: tuple[GlassPolicy, ...]

    def policy(self, on: date) -> GlassPolicy:
        """The policy of a day: of those that have begun, a store's own before ours."""
        begun = [one for one in self.policies if one.applies_from <= on] or list(self.policies[:1])
        own = [one for one in begun if one.agreed_by] or begun
        return max(own, key=lambda one: one.applies_from)

    def reason(self, key: str) -> str:
        """A kind of reason in words, of whichever policy it was chosen under; the newest words that there are."""
        named = [one.title for policy in self.policies for one in policy.reasons if one.key == key]
        return named[-1] if named else key


def load_break_glass(own: Path | None = None) -> GlassPolicies:
    """The shipped policies, and a store's own file where there is one. Raises StandardsError naming file and key."""
    held = read_yaml(own, own.parent) if own and own.is_file() else None
    return GlassPolicies((*_shipped(), *(_policies(held, is_own=True) if held else ())))


@cache
def _shipped() -> tuple[GlassPolicy, ...]:
    with as_file(files("clearway.standards").joinpath(FILE)) as path:
        return tuple(_policies(read_yaml(path, path.parent), is_own=False))


def _policies(file: Section, *, is_own: bool) -> Iterator[GlassPolicy]:
    file.only(required=("policies",))
    for entry in file.sections("policies"):
        entry.only(
            required=(
                *("applies_from", "because", "minutes", "most_a_day", "fewest_words", "review_days", "reasons"),
                "agreed_by" if is_own else "trust",
            )
        )
        yield GlassPolicy(
            applies_from=entry.day("applies_from"),
            trust=Trust.VERIFIED if is_own else entry.trust(),
            because=entry.text("because"),
            minutes=_number(entry, "minutes", MOST_MINUTES),
            most_a_day=_number(entry, "most_a_day", MOST_A_DAY),
            fewest_words=_number(entry, "fewest_words", MOST_WORDS),
            review_days=_number(entry, "review_days", MOST_DAYS),
            reasons=_reasons(entry),
            agreed_by=entry.text("agreed_by") if is_own else "",
        )


def _reasons(entry: Section) -> tuple[KindOfReason, ...]:
    found = []
    for one in entry.sections("reasons"):
        one.only(required=("key", "title"))
        found.append(KindOfReason(one.text("key"), one.text("title")))
    if not found or len({one.key for one in found}) < len(found):
        raise entry.wrong("reasons", "there is none, or two have one key", "Give at least one, each with its own key.")
    return tuple(found)


def _number(entry: Section, key: str, most: int) -> int:
    held = entry.content[key]
    if not isinstance(held, int) or isinstance(held, bool) or not 1 <= held <= most:
        raise entry.wrong(key, f"{held!r} is not a number that can be used", f"Write a whole number from 1 to {most}.")
    return held
