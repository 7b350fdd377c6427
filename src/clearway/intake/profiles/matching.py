"""Which heading of a file is which column of the record, by a profile; and in which row the headings stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clearway.intake.profiles.profile import ColumnMap, Profile
from clearway.intake.waiting_times.headings import REQUIRED, counted, plain, shown
from clearway.records.findings import Finding, FindingKind, Refused


@dataclass(frozen=True, slots=True)
class Matched:
    """How a heading row satisfies a profile: positions (from 0) of each column, and the headings that are left over."""

    at: dict[str, int]
    joined: dict[str, tuple[int, ...]]
    missing: tuple[ColumnMap, ...]
    twice: tuple[tuple[ColumnMap, tuple[str, ...]], ...]
    unknown: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every heading is there that must be, each once."""
        return not self.missing and not self.twice


def name_of(heading: str) -> str:
    """A heading as headings are compared: without case, spaces and signs; one of signs alone as it is."""
    return plain(heading) or heading.strip()


def matched(profile: Profile, headings: Sequence[str]) -> Matched:
    """Hold a heading row against a profile."""
    names = [name_of(heading) for heading in headings]
    at: dict[str, int] = {}
    joined: dict[str, tuple[int, ...]] = {}
    missing, twice = [], []
    for column in profile.columns:
        wanted = [name_of(one) for one in column.accepted]
        places = [place for place, name in enumerate(names) if name in wanted]
        if column.joined:
            found = [[place for place in places if names[place] == name] for name in wanted]
            if all(len(one) == 1 for one in found):
                joined[column.target] = tuple(one[0] for one in found)
            else:
                missing.append(column)
        elif len(places) > 1:
            twice.append((column, tuple(headings[place] for place in places)))
        elif places:
            at[column.target] = places[0]
        elif column.headings and not column.optional:
            missing.append(column)
    used = {*at.values(), *(place for places in joined.values() for place in places)}
    ignored = {name_of(one) for one in profile.ignored}
    unknown = tuple(
        headings[place] for place, name in enumerate(names) if name and place not in used and name not in ignored
    )
    return Matched(at, joined, tuple(missing), tuple(twice), unknown)


def heading_row(profile: Profile, rows: Iterable[Sequence[str]]) -> int | None:
    """The place (from 0) of the row that holds the profile's headings, or None: found by content, never counted."""
    wanted = {name_of(one) for column in profile.columns for one in column.accepted}
    best, most = None, 0
    for place, row in enumerate(rows):
        if place >= profile.layout.heading_within:
            break
        found = matched(profile, row)
        if found.is_whole:
            return place
        known = len({name_of(cell) for cell in row} & wanted)
        if known > most:
            best, most = place, known
    return best if best is not None and most * 2 >= len(wanted) else None


def refuse_unlike(profile: Profile, found: Matched, headings: Sequence[str]) -> None:
    """`Refused` when a heading row lacks a column of the profile, or has it twice; in the sender's own words."""
    if found.missing:
        names = [" + ".join(one.joined) or " or ".join(one.headings) for one in found.missing]
        words = (
            f"The file does not have {counted(names)} of the profile {profile.name}: {shown(names)}. "
            f"Headings not recognised: {shown(found.unknown)}."
        )
        mend = "Add each to the export, or correct the profile if the export has changed. Nothing has been loaded."
        raise Refused(words, mend, code="COLUMN_MISSING")
    for column, twice in found.twice:
        words = f"The column {column.target} appears {len(twice)} times, as {', '.join(twice)}."
        raise Refused(words, "Keep the one that holds, and send the file again.", code="COLUMN_TWICE")


def profile_findings(profile: Profile, found: Matched) -> list[Finding]:
    """What a reading by a profile says of the file as a whole: columns nobody reads, and those it does not have."""
    said = []
    if found.unknown:
        said.append(
            Finding(
                id="COLUMN_IGNORED",
                kind=FindingKind.STRUCTURAL,
                message=f"{counted(found.unknown)} unknown to the profile {profile.name} and not used: "
                f"{shown(found.unknown)}.",
                mend="List them in the profile under `ignored`, or map them if they hold something the record needs.",
            )
        )
    lacking = [name for name in REQUIRED if name in profile.absent]
    if lacking:
        said.append(
            Finding(
                id="COLUMN_ABSENT",
                kind=FindingKind.STRUCTURAL,
                message=f"By the profile {profile.name} the export does not have {', '.join(lacking)}: read as empty.",
                mend="What needs them cannot be computed or may come out otherwise; add them to the export if you can.",
                count=len(lacking),
            )
        )
    return said
