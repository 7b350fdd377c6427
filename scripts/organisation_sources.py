"""The published files that name organisations, read as they are: registers, geography, and waiting-time workbooks."""

import calendar
import csv
import gzip
import io
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

MONTHS = {calendar.month_name[number].upper(): f"{number:02d}" for number in range(1, 13)}
TOTAL_OR_HEADING = frozenset({"", "ODS CODE (1)", "ODS CODE (2)", "ODS CODE", "CCG CODE"})


@dataclass(frozen=True, slots=True)
class Printed:
    """An organisation as one month's publication printed it."""

    code: str
    name: str
    month: str


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV with a heading, plain or gzipped, with or without a byte order mark."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def printed_in_workbooks(folder: Path) -> Iterator[Printed]:
    """Codes and names in monthly workbooks called like `APRIL-2024-….xlsx`; heading and total rows are left out."""
    for path in sorted(folder.glob("*.xlsx")):
        month_name, year = path.name.split("-")[:2]
        yield from _printed_in(path, f"{year}-{MONTHS[month_name]}")


def printed_in_workbook(path: Path, month: str) -> Iterator[Printed]:
    """Codes and names in one workbook whose name does not tell its month."""
    yield from _printed_in(path, month)


def _printed_in(path: Path, month: str) -> Iterator[Printed]:
    workbook = CalamineWorkbook.from_path(path)
    for sheet in workbook.sheet_names:
        for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False):
            if sheet == "Frontpage" or len(row) < 3:
                continue
            code, name = str(row[1]).strip(), " ".join(str(row[2]).split())
            if code not in TOTAL_OR_HEADING:
                yield Printed(code, name, month)


def printed_in_old_tables(folder: Path) -> Iterator[Printed]:
    """Codes and names in the provider tables of 2015 to 2017, called like `201506-11.-….csv`."""
    for path in sorted(folder.glob("*.csv")):
        month = f"{path.name[:4]}-{path.name[4:6]}"
        below_heading = False
        with path.open(encoding="latin-1", newline="") as lines:
            for row in csv.reader(lines):
                if len(row) < 3:
                    continue
                below_heading = below_heading or row[1].startswith("ODS CODE")
                code, name = row[1].strip(), " ".join(row[2].split())
                if below_heading and not code.startswith("ODS CODE") and code not in TOTAL_OR_HEADING:
                    yield Printed(code, name, month)


def codes_in_extracts(folder: Path) -> Iterator[Printed]:
    """Codes in the long extracts, which print no names."""
    for path in sorted(folder.glob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(path)
        rows = iter(workbook.get_sheet_by_index(0).to_python(skip_empty_area=False))
        heading = [str(cell).strip().upper() for cell in next(rows)]
        code_at, period_at = heading.index("ORG CODE"), heading.index("PERIOD")
        seen = {(str(row[code_at]).strip(), str(row[period_at])[:7]) for row in rows}
        yield from (Printed(code, "", month) for code, month in sorted(seen))


def trusts(path: Path) -> dict[str, dict[str, str]]:
    """The register of NHS trusts (ODS `etr`), by code."""
    return {row["Organisation Code"]: row for row in rows_of(path)}


def day(compact: str) -> str:
    """`20230331` as `2023-03-31`; empty stays empty."""
    return f"{compact[:4]}-{compact[4:6]}-{compact[6:]}" if compact else ""


def trust_successions(path: Path, first: date) -> list[tuple[str, str, str]]:
    """Old trust, new trust, date, from `first` on: three-character codes beginning with R or TA on both sides."""
    trust = re.compile(r"(R..|TA.)")
    return sorted(
        (row["old_code"], row["new_code"], row["date"])
        for row in rows_of(path)
        if trust.fullmatch(row["old_code"]) and trust.fullmatch(row["new_code"]) and row["date"] >= first.isoformat()
    )


def commissioner_successions(path: Path, known: Collection[str]) -> list[tuple[str, str, str]]:
    """Old commissioner, new commissioner, date, from 2013 on: those whose chain of successors ends in a known code."""
    rows = {
        (row["old_code"], row["new_code"], row["date"])
        for row in rows_of(path)
        if re.fullmatch(r"\d\d[A-Z]", row["old_code"]) and row["date"] >= "2013-04-01"
    }
    ends = set(known)
    kept: set[tuple[str, str, str]] = set()
    while found := {row for row in rows - kept if row[1] in ends}:
        kept |= found
        ends |= {old for old, _, _ in found}
    return sorted(kept)


def footprints_of_2016(path: Path) -> list[dict[str, str]]:
    """The alliances of December 2016 as compiled from annex i of NHS England's guidance; lines with # are remarks."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def residents_by_district(geography: Path, population: Path) -> dict[str, Counter[str]]:
    """People (mid-2020) of each district by the sub-ICB they live in."""
    people = {row["lsoa11_code"]: float(row["total_population"]) for row in rows_of(population) if row["lsoa11_code"]}
    districts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows_of(geography):
        districts[row["ltla22_code"]][row["sicbl22_code_h"]] += people[row["lsoa11_code"]]  # type: ignore[assignment]
    return districts


def catchments(
    trust_by_district: Path, districts: Mapping[str, Counter[str]], alliance_of: Mapping[str, str]
) -> dict[str, Counter[str]]:
    """Share of each trust's admitted patients who live in each alliance.

    A trust's share from a district is spread over the district's alliances by their residents.
    """
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows_of(trust_by_district):
        sub_icbs = districts[row["ltla21_code"]]
        everyone = sum(sub_icbs.values())
        for sub_icb, people in sub_icbs.items():
            share = float(row["proportion_trust_came_from_ltla"]) * people / everyone
            shares[row["nhs_trust22_code"]][alliance_of[sub_icb]] += share  # type: ignore[assignment]
    return shares
