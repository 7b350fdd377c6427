"""The reference of places: areas by code and day, which lies in which, and with what share of its people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from clearway.standards.dated import Trust
from clearway.standards.organisations import ENGLAND as ENGLAND_OF_FIGURES
from clearway.standards.organisations import Organisations, load_organisations
from clearway.standards.places.area import ENGLAND, Area, ChangeKind, CodeChange, Level, Part
from clearway.standards.places.pieces import SHIPPED, Pieces, load_pieces
from clearway.standards.places.tables import read_areas, read_changes

NO_AREA = ""
"""Stands for "in no area of that level" (a unitary authority is in no county)."""


class Places:
    """Everything known about areas. No question raises: what is not known is answered with nothing, never a guess.

    Which lies in which follows the residents of mid-2020, neighbourhood by neighbourhood (ONS best-fit lookups).
    Membership of alliances is that of the organisation reference at the day asked for, and as provisional as there.
    """

    def __init__(
        self, areas: Iterable[Area], changes: Iterable[CodeChange], pieces: Pieces, organisations: Organisations
    ) -> None:
        self.pieces = pieces
        self._areas = {area.code: area for area in areas}
        self._by_ods_code = {area.ods_code: area for area in self._areas.values() if area.ods_code}
        self._changes = tuple(changes)
        self._recoded = {one.old: one.new for one in self._changes if one.kind is ChangeKind.RECODED}
        self._merged = {one.old: one for one in self._changes if one.kind is ChangeKind.MERGED}
        self._organisations = organisations
        self._chains = [self._chain(former or own) for former, own in zip(*self._districts(), strict=True)]

    def find(self, code: str) -> Area | None:
        """The area of an official code, an NHS code, or another code of the same area; None for one nobody knows."""
        code = code.strip().upper()
        code = ENGLAND if code == ENGLAND_OF_FIGURES else self._recoded.get(code, code)
        return self._areas.get(code) or self._by_ods_code.get(code)

    def name(self, code: str) -> str:
        """The name of an area; the code itself where nobody knows it."""
        found = self.find(code)
        return found.name if found else code

    def unknown(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Those of the codes that stand for no area known here, each once, in order."""
        return tuple(sorted({code for code in codes if self.find(code) is None}))

    def areas(self, level: Level, on: date) -> tuple[Area, ...]:
        """The areas of a level on a day, in order of name."""
        found = (area for area in self._areas.values() if area.level is level and area.is_current(on))
        return tuple(sorted(found, key=lambda area: (area.name, area.code)))

    def changes_of(self, code: str) -> tuple[CodeChange, ...]:
        """Every change in which a code is the old or the new one, the earliest first."""
        code = code.strip().upper()
        found = (one for one in self._changes if code in (one.old, one.new))
        return tuple(sorted(found, key=lambda one: (one.applies_from, one.old, one.new)))

    def successors(self, code: str, on: date) -> tuple[Part, ...]:
        """The areas of a day that hold the people of an area, with the share of each: itself while it exists."""
        area = self.find(code)
        if area is None:
            return ()
        if area.is_current(on):
            return self._self(area, on)
        return self.parts(area.code, Level.DISTRICT if area.level is Level.COUNTY else area.level, on)

    def trust(self, level: Level, on: date) -> Trust:
        """How sure it is which ground belongs to the areas of a level: for alliances as sure as the least sure row.

        The codes of former districts carry labels of their own (`changes_of`).
        """
        if level is not Level.ALLIANCE:
            return Trust.VERIFIED
        codes = set(self.pieces.sub_icb.tolist())
        rows = {self._organisations.alliance_of_commissioner(code, on).trust for code in codes}
        return next(
            (trust for trust in (Trust.DESIGN, Trust.MEMORY, Trust.RUNNING_CODE) if trust in rows), Trust.VERIFIED
        )

    def membership(self, codes: Sequence[str], on: date) -> NDArray[np.bool_]:
        """Which pieces make up each area on a day: one row a code, one column a piece; no piece for unknown codes.

        An area of former days is the ground that it covered. ICBs before July 2022 and alliances before April 2021
        have none.
        """
        labels: dict[Level, NDArray[np.str_]] = {}
        rows = np.zeros((len(codes), len(self.pieces.people)), dtype=np.bool_)
        for place, code in enumerate(codes):
            area = self.find(code)
            if area is None:
                continue
            if area.level is Level.DISTRICT:
                rows[place] = [area.code in chain for chain in self._chains]
            elif ground := self._ground(area.code):
                rows[place] = [not ground.isdisjoint(chain) for chain in self._chains]
            else:
                if area.level not in labels:
                    labels[area.level] = self.labels(area.level, on)
                rows[place] = labels[area.level] == area.code
        return rows

    def labels(self, level: Level, on: date) -> NDArray[np.str_]:
        """For each piece the code of its area at a level on a day; empty where it is in none."""
        if level is Level.DISTRICT:
            found = [self._district_on(chain, on) for chain in self._chains]
        elif level in _OF_LOCAL_GOVERNMENT:
            found = [self._above(chain, level, on) for chain in self._chains]
        else:
            of_sub_icb = self._of_sub_icbs(level, on)
            found = [of_sub_icb[code] for code in self.pieces.sub_icb]
        return np.array(found, dtype=np.str_)

    def parts(self, code: str, level: Level, on: date) -> tuple[Part, ...]:
        """The areas of a level in which the people of an area live, with their share, the most people first.

        The shares of a sub-ICB's or district's people (mid-2020) sum to 1 where the level covers England; those in no
        area of the level are left out. An unknown code gives none.
        """
        own = self.membership([code], on)[0]
        whole = float(self.pieces.people[own].sum())
        if not whole:
            return ()
        labels = self.labels(level, on)
        totals = {
            label: float(self.pieces.people[own & (labels == label)].sum()) for label in set(labels[own].tolist())
        }
        rows = [
            Part(label, self.name(label), people / whole, round(people))
            for label, people in totals.items()
            if label != NO_AREA and people
        ]
        return tuple(sorted(rows, key=lambda part: (-part.share, part.code)))

    def best_fit(self, code: str, level: Level, on: date) -> Part | None:
        """The area of a level in which most of an area's people live; None where there is none."""
        found = self.parts(code, level, on)
        return found[0] if found else None

    def within(self, code: str, level: Level, on: date) -> tuple[Part, ...]:
        """The areas of a lower level whose people live mostly in an area, in order of name; share: how much of them."""
        area = self.find(code)
        if area is None:
            return ()
        inside = self.membership([area.code], on)[0]
        labels = self.labels(level, on)
        rows: list[Part] = []
        for label in sorted(set(labels[inside].tolist()) - {NO_AREA}):
            whole = self.pieces.people[labels == label]
            people = float(self.pieces.people[(labels == label) & inside].sum())
            if people and people / whole.sum() > 0.5:
                rows.append(Part(label, self.name(label), people / float(whole.sum()), round(people)))
        return tuple(sorted(rows, key=lambda part: (part.name, part.code)))

    def _districts(self) -> tuple[list[str], list[str]]:
        return self.pieces.former_district.tolist(), self.pieces.district.tolist()

    def _chain(self, district: str) -> tuple[str, ...]:
        """A district and those that it merged into, the oldest first."""
        chain = [district]
        while heir := self._merged.get(chain[-1]):
            chain.append(heir.new)
        return tuple(chain)

    def _district_on(self, chain: Sequence[str], on: date) -> str:
        found = chain[0]
        for code in chain[1:]:
            if self._merged[found].applies_from > on:
                break
            found = code
        return found

    def _above(self, chain: Sequence[str], level: Level, on: date) -> str:
        """The county, region, combined authority or country of a piece on a day."""
        if level is Level.ENGLAND:
            return ENGLAND
        district = self._areas[chain[-1]]
        above = self._areas[district.parent]
        if level is Level.REGION:
            return above.code if above.level is Level.REGION else above.parent
        if level is Level.COMBINED_AUTHORITY:
            return district.combined_authority or above.combined_authority
        former = next(
            (one for one in self._changes if one.new == district.code and self._is_former_county(one, on)), None
        )
        if former:
            return former.old
        return above.code if above.level is Level.COUNTY else NO_AREA

    def _is_former_county(self, change: CodeChange, on: date) -> bool:
        old = self._areas.get(change.old)
        return change.kind is ChangeKind.SPLIT and old is not None and old.level is Level.COUNTY and old.is_current(on)

    def _ground(self, code: str) -> set[str]:
        """The districts that an area of former days was split into, or that are published together under one code."""
        return {one.new for one in self._changes if one.old == code and one.kind is ChangeKind.SPLIT}

    def _of_sub_icbs(self, level: Level, on: date) -> Mapping[str, str]:
        return {code: self._of_sub_icb(code, level, on) for code in set(self.pieces.sub_icb.tolist())}

    def _of_sub_icb(self, code: str, level: Level, on: date) -> str:
        known = self._organisations
        own = {
            Level.SUB_ICB: code,
            Level.ICB: known.icb_of_commissioner(code, on),
            Level.NHS_REGION: known.region_of_commissioner(code),
            Level.ALLIANCE: known.alliance_of_commissioner(code, on).alliance,
        }[level]
        area = self.find(own)
        return area.code if area else NO_AREA

    def _self(self, area: Area, on: date) -> tuple[Part, ...]:
        people = float(self.pieces.people[self.membership([area.code], on)[0]].sum())
        return (Part(area.code, area.name, 1.0, round(people)),)


_OF_LOCAL_GOVERNMENT = (Level.ENGLAND, Level.REGION, Level.COMBINED_AUTHORITY, Level.COUNTY)


@lru_cache(maxsize=4)
def places_with(organisations: Organisations) -> Places:
    """The shipped places with a table of organisations, as when an alliance keeps its own; read once for each table."""
    return Places(read_areas(SHIPPED), read_changes(SHIPPED), load_pieces(), organisations)


def load_places() -> Places:
    """The shipped places (read once). Raises StandardsError naming file, row and column."""
    return places_with(load_organisations())
