"""Which trust a site or an organisation belongs to on a day (rule ORG-1)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from clearway.standards.organisations.entries import UNKNOWN, Provider, Site
from clearway.standards.organisations.lineage import Lineage

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9999, 12, 31)
"""The ends of a parent table's dates: before and after every record."""

TRUST_CODE = re.compile(r"R|TA")
"""How codes of NHS trusts begin."""

ANYBODYS_CODE = re.compile(r"[A-Z]\d[A-Z]\d[A-Z]")
"""The form of newer codes, given to sites of every owner: R1G7E is a private eye clinic, not a site of trust R1G."""


@dataclass(frozen=True, slots=True)
class ParentRow:
    """From `applies_from` to `applies_to`, both included, `code` belongs to `parent`."""

    code: str
    parent: str
    applies_from: date
    applies_to: date


class Parentage:
    """Answers for a code and a day which provider it belongs to: table, then prefix, then mergers."""

    def __init__(self, providers: Mapping[str, Provider], sites: Mapping[str, Site], lineage: Lineage) -> None:
        self._providers = providers
        self._sites = sites
        self._lineage = lineage

    def parent(self, code: str, on: date) -> str:
        """The provider a code belongs to on a day; UNKNOWN for an empty code, the code itself when nothing is known."""
        return self._lineage.today(self.owner(code, on), on)

    def owner(self, code: str, on: date) -> str:
        """The provider that gave out the code, before mergers."""
        code = code.strip().upper()
        if not code:
            return UNKNOWN
        if code in self._sites:
            return self._sites[code].parent
        if code in self._providers or len(code) == 3 or not TRUST_CODE.match(code):
            return code
        trust = self._providers.get(code[:3])
        if ANYBODYS_CODE.fullmatch(code) and not (trust and trust.is_open(on)):
            return code
        return code[:3]

    def table(self, codes: Iterable[str]) -> tuple[ParentRow, ...]:
        """Rows that give `parent` for each code, as it is written, on every day: equal to asking code by code."""
        rows: list[ParentRow] = []
        for code in sorted(set(codes)):
            days = self._turning_days(code)
            ends = [*(following - timedelta(days=1) for following in days[1:]), LAST_DAY]
            own: list[ParentRow] = []
            for first, last in zip(days, ends, strict=True):
                parent = self.parent(code, first)
                if own and own[-1].parent == parent:
                    own[-1] = ParentRow(code, parent, own[-1].applies_from, last)
                else:
                    own.append(ParentRow(code, parent, first, last))
            rows += own
        return tuple(rows)

    def _turning_days(self, code: str) -> list[date]:
        """The days on which the answer for a code may change, the first day of all included."""
        days = {FIRST_DAY}
        written = code.strip().upper()
        step = self._sites[written].parent if written in self._sites else written
        if not self._lineage.heir(step) and step not in self._providers:
            step = step[:3]
        if trust := self._providers.get(step):
            days.update(day for day in (trust.opened, trust.closed and trust.closed + timedelta(days=1)) if day)
        while heir := self._lineage.heir(step):
            days.add(heir.applies_from)
            step = heir.new
        return sorted(day for day in days if day >= FIRST_DAY)
