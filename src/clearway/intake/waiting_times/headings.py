"""Which column of the record each heading of a file is: order is free, known synonyms are mapped and said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from clearway.records.findings import Finding, FindingKind, Refused
from clearway.records.waiting_times import COLUMN_NAMES, COLUMNS

NOT_LETTERS = re.compile(r"[^a-z0-9]+")
LEAST_KNOWN = 3
"""Fewer known headings than this, and the file is something else."""

REQUIRED = (
    "record_id",
    "priority_type",
    "source_of_referral",
    "referral_type",
    "crtp_start",
    "consultant_upgrade_date",
    "org_upgrade",
    "date_first_seen",
    "org_first_seen",
    "wta_first_seen",
    "fds_end_date",
    "fds_end_reason",
    "org_fds_end",
    "ctp_start_date",
    "treatment_start_date",
    "wta_treatment",
    "wta_treatment_reason",
    "event_type",
    "modality",
    "care_setting",
    "icd10",
    "org_treatment",
    "accountable_investigating_org",
    "transfer_date",
)
"""Columns that a clock starts, stops, pauses or shares by. A file without one would give wrong waits in silence, so it
is refused; a column that is there may be empty. Any other column may be absent: what needs it is not raised."""

MAKE_PROFILE = "`clearway profiles propose FILE`, or the page Data, Mapping profiles, which proposes one from a sample."
"""What somebody is told whose export nobody knows yet."""

WORKED_EXAMPLE_KEY = "exampleid"
WORKED_EXAMPLE_EXTRAS = frozenset({"title", "rulesversion", "rulerefs", "confidence", "notes"})


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each column of the record stands in the file (from 0), and what to say about the headings."""

    at: dict[str, int]
    ignored: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def carried(self) -> frozenset[str]:
        """The columns of the record that the feed carries, whether or not they are filled."""
        return frozenset(self.at)


def plain(heading: str) -> str:
    """A heading without case, spaces and signs."""
    return NOT_LETTERS.sub("", heading.casefold())


@cache
def known_headings() -> dict[str, str]:
    """Plain heading → column: own names, dictionary names that only one column has, and `headings.yaml`."""
    dictionary_names = [plain(column.dictionary_name) for column in COLUMNS]
    known = {
        name: column.name
        for name, column in zip(dictionary_names, COLUMNS, strict=True)
        if name and dictionary_names.count(name) == 1
    }
    text = files(__package__).joinpath("headings.yaml").read_text(encoding="utf-8")
    for column, synonyms in yaml.safe_load(text).items():
        known |= {plain(synonym): column for synonym in synonyms}
    return known | {plain(name): name for name in COLUMN_NAMES}


def read_headings(headings: Sequence[str]) -> Headings:
    """Map a heading row. `Refused` when a column is missing or appears twice, or when the file is something else."""
    known = known_headings()
    columns = [known.get(plain(heading)) for heading in headings]
    refuse_something_else(headings, columns)
    refuse_twice(headings, columns)
    at = {column: position for position, column in enumerate(columns) if column is not None}
    missing = [name for name in REQUIRED if name not in at]
    if missing:
        words = f"The heading row lacks {counted(missing)}: {', '.join(missing)}."
        mend = (
            "Add each column; leave its cells empty where nothing is recorded. Or, for an export of your own, make a "
            f"mapping profile: {MAKE_PROFILE} Nothing has been loaded."
        )
        raise Refused(words, mend, code="COLUMN_MISSING")
    extras = [heading for heading, column in zip(headings, columns, strict=True) if column is None and heading]
    ignored = tuple(extra for extra in extras if not is_worked_example_extra(extra, headings))
    return Headings(at, ignored, (*synonym_findings(headings, columns), *ignored_findings(ignored)))


def refuse_something_else(headings: Sequence[str], columns: Sequence[str | None]) -> None:
    """`Refused` when hardly a heading is one of the record's."""
    recognised = [heading for heading, column in zip(headings, columns, strict=True) if column]
    if len(recognised) < LEAST_KNOWN:
        others = [heading for heading, column in zip(headings, columns, strict=True) if not column]
        words = (
            f"No reader knows this layout. Headings recognised: {shown(recognised)}; not recognised: {shown(others)}."
        )
        mend = (
            "Waiting-time records have headings such as record_id, crtp_start and treatment_start_date in row 1. For "
            f"an export of your own, make a mapping profile: {MAKE_PROFILE}"
        )
        raise Refused(words, mend, code="LAYOUT_UNKNOWN")


def refuse_twice(headings: Sequence[str], columns: Sequence[str | None]) -> None:
    """`Refused` when two headings are the same column: nothing says which one holds."""
    for column in dict.fromkeys(columns):
        twice = [heading for heading, one in zip(headings, columns, strict=True) if one == column]
        if column is not None and len(twice) > 1:
            words = f"The column {column} appears {len(twice)} times, as {', '.join(twice)}."
            raise Refused(words, "Keep the one that holds, and send the file again.", code="COLUMN_TWICE")


def is_worked_example_extra(heading: str, headings: Sequence[str]) -> bool:
    """Whether an extra column belongs to the layout of the worked examples, which anybody may send as it is."""
    is_example = any(plain(one) == WORKED_EXAMPLE_KEY for one in headings)
    return is_example and (heading.startswith("exp_") or plain(heading) in WORKED_EXAMPLE_EXTRAS)


def synonym_findings(headings: Sequence[str], columns: Sequence[str | None]) -> list[Finding]:
    """One finding for each heading that was read as another name."""
    return [
        Finding(
            id="HEADING_SYNONYM",
            kind=FindingKind.STRUCTURAL,
            message=f"The heading {heading} was read as {column}.",
            mend=f"Nothing to do if that is right; otherwise name the column {column} yourself.",
            column=column,
            row=1,
        )
        for heading, column in zip(headings, columns, strict=True)
        if column is not None and plain(heading) not in (plain(column), WORKED_EXAMPLE_KEY)
    ]


def ignored_findings(ignored: Sequence[str]) -> list[Finding]:
    """One finding that lists the columns nobody reads."""
    if not ignored:
        return []
    words = f"{counted(ignored)} not part of the record and not used: {shown(ignored)}."
    return [
        Finding(
            id="COLUMN_IGNORED",
            kind=FindingKind.STRUCTURAL,
            message=words[0].upper() + words[1:],
            mend="Leave them out, or rename them if they hold something the record needs.",
            row=1,
        )
    ]


def counted(names: Sequence[str]) -> str:
    """`1 column`, `2 columns`."""
    return f"{len(names)} column" + ("" if len(names) == 1 else "s")


def shown(headings: Sequence[str], most: int = 12) -> str:
    """At most a dozen headings in words, each cut to a readable length."""
    words = ", ".join(heading[:40] or "(empty)" for heading in headings[:most]) or "none"
    return words + (f" and {len(headings) - most} more" if len(headings) > most else "")
