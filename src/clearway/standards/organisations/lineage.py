"""Which organisation took over from which: chains of mergers, forwards and back, each step with its day."""

from collections.abc import Iterable
from datetime import date

from clearway.standards.errors import StandardsError
from clearway.standards.organisations.entries import Succession


class Lineage:
    """Answers who came after an organisation and who went before it.

    One that was split between several has no single heir: its figures cannot be told apart, so its code stays its own.
    """

    def __init__(self, successions: Iterable[Succession], table: str) -> None:
        self._all = tuple(sorted(successions, key=lambda one: (one.applies_from, one.old, one.new)))
        self._heirs = _sole_heirs(self._all, table)

    def heir(self, code: str) -> Succession | None:
        """The one succession by which a code ended; None for one that lives on or was split."""
        return self._heirs.get(code)

    def chain(self, code: str, until: date) -> tuple[Succession, ...]:
        """The mergers that lead from a code to the organisation that holds its patients on a day, oldest first."""
        steps: list[Succession] = []
        while (step := self._heirs.get(code)) and step.applies_from <= until:
            steps.append(step)
            code = step.new
        return tuple(steps)

    def today(self, code: str, today: date) -> str:
        """The organisation that holds a code's patients on a day; the code itself when nobody took over."""
        steps = self.chain(code, today)
        return steps[-1].new if steps else code

    def forerunners(self, code: str, until: date) -> tuple[Succession, ...]:
        """Every merger into a code by a day, also those of forerunners themselves, the latest first."""
        found: list[Succession] = []
        wanted = [code]
        while wanted:
            into = wanted.pop()
            steps = [one for one in self._heirs.values() if one.new == into and one.applies_from <= until]
            found += steps
            wanted += [one.old for one in steps]
        return tuple(sorted(found, key=lambda one: (one.applies_from, one.old), reverse=True))

    def splits(self, code: str, until: date) -> tuple[Succession, ...]:
        """The rows by which a code was split between several, or by which it received a part of another."""
        return tuple(
            one
            for one in self._all
            if code in (one.old, one.new) and one.old not in self._heirs and one.applies_from <= until
        )

    @property
    def old_codes(self) -> tuple[str, ...]:
        """The codes that another took over from, whole."""
        return tuple(sorted(self._heirs))


def _sole_heirs(successions: Iterable[Succession], table: str) -> dict[str, Succession]:
    by_old: dict[str, list[Succession]] = {}
    for one in successions:
        by_old.setdefault(one.old, []).append(one)
    heirs = {old: own[0] for old, own in by_old.items() if len(own) == 1}
    for old in heirs:
        seen = {old}
        while old in heirs:
            old = heirs[old].new
            if old in seen:
                raise StandardsError(table, old, "becomes itself again", "Remove the row that closes the ring.")
            seen.add(old)
    return heirs
