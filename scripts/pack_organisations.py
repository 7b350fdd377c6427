"""Make the organisation tables that travel with Clearway from the published files they come from.

    python scripts/pack_organisations.py ../shared/data              writes the CSV tables
    python scripts/pack_organisations.py ../shared/data --propose    prints where each provider's patients live

The table of providers by alliance (`provider_alliance.yaml`) is kept by hand: `--propose` is what its keeper reads.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

from clearway.standards.organisations.placements import read_placements
from organisation_sources import (
    Printed,
    catchments,
    codes_in_extracts,
    commissioner_successions,
    day,
    footprints_of_2016,
    printed_in_old_tables,
    printed_in_workbook,
    printed_in_workbooks,
    residents_by_district,
    rows_of,
    trust_successions,
    trusts,
)
from reading_case import reading_case

TABLES = Path(__file__).resolve().parents[1] / "src" / "clearway" / "standards" / "organisations"
ALLIANCES_FROM, ICBS_FROM = "2021-04-01", "2022-07-01"
TENTH = 0.1
"""From this share of its admitted patients on, a trust is said to serve an alliance besides its principal one."""

FIRST_SUCCESSION = date(2009, 4, 1)
NAMELESS = frozenset({"", "INDEPENDENT ORGANISATION", "DISCONTINUED ORGANISATION"})
SITE_GROUPS = {"NT2": "Nuffield Health", "NT3": "Spire", "NTP": "Practice Plus Group"}

ADDED_SUCCESSIONS = [
    ("RAP", "RAL", "2025-01-01", "running_code",
     "Seen in the published figures: no rows after December 2024. Exact legal date not read."),
    ("RVY", "RBN", "2023-07-01", "memory", "Closing date from the register of trusts; its successor from memory."),
    ("RA4", "RH5", "2023-04-01", "memory", "Closing date from the register of trusts; its successor from memory."),
    ("RBA", "RH5", "2020-04-01", "memory", "Not in the published list of successors."),
    ("RA3", "RA7", "2020-04-01", "memory", "Not in the published list of successors."),
]  # fmt: skip
"""Mergers that the published list of successors (last change April 2022) does not hold."""

COMMISSIONER_NOTES = {
    "02Q": "Moved to Nottingham and Nottinghamshire ICB in July 2022; stays in this alliance's list of 2021.",
    "15M": "Chesterfield lies here. Its hospital (RFS) counts with South Yorkshire and Bassetlaw among providers.",
    "01Y": "Glossop moved to Derby and Derbyshire in July 2022; before that it was counted here.",
    "QT1": "Bassetlaw (02Q), a tenth of the residents, is in South Yorkshire and Bassetlaw; it cannot be split off.",
    "QF7": "Bassetlaw (02Q) is not in this figure: Nottingham and Nottinghamshire ICB counts it since July 2022.",
    "QJ2": "Chesterfield lies here. Its hospital (RFS) counts with South Yorkshire and Bassetlaw among providers.",
}


def main() -> None:
    """Read the published files under a folder; write the tables, or print proposals."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("published", type=Path, help="folder with organisations/, geography/, population/, cwt/, dm01/")
    asked.add_argument("--out", type=Path, default=TABLES)
    asked.add_argument("--propose", action="store_true", help="print the catchment of each provider, write nothing")
    given = asked.parse_args()
    if given.propose:
        propose(given.published)
        return
    for name, (heading, rows) in tables(given.published).items():
        with (given.out / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(heading.split())
            writer.writerows(rows)
        print(f"{name}: {len(rows)} rows")


def tables(published: Path) -> dict[str, tuple[str, list[tuple[str, ...]]]]:
    """Every table: file name, heading, rows in a settled order."""
    lookup = sorted(alliance_lookup(published), key=lambda row: row["sub_icb_ods"])
    printed = provider_printings(published)
    register = trusts(published / "organisations" / "geographic_etr.csv")
    merged = successions(published)
    return {
        "regions.csv": ("code ons_code name", regions(published)),
        "icbs.csv": ("code name ons_code_2022 ons_code_2023 region applies_from", icbs(published, lookup)),
        "sub_icbs.csv": (
            "code name ccg_name ons_code_2021 ons_code_2023 icb",
            [
                (r["sub_icb_ods"], r["SICBL23NM"], r["CCG21NM"], r["CCG21CD"], r["SICBL23CD"], r["ICB22CDH"])
                for r in lookup
            ],
        ),
        "hubs.csv": ("code name region", hubs(published)),
        "alliances.csv": (
            "code name applies_from applies_to trust",
            [
                (code, name, ALLIANCES_FROM, "", "verified")
                for code, name in sorted({(row["CAL21CD"], row["CAL21NM"]) for row in lookup})
            ],
        ),
        "commissioner_alliance.csv": (
            "commissioner alliance share applies_from applies_to basis trust note",
            commissioner_alliance(published, lookup),
        ),
        "providers.csv": ("code name kind opened closed icb region", providers(printed, register, merged)),
        "former_names.csv": ("code name first_month last_month", former_names(printed, register)),
        "sites.csv": ("code name parent trust", sites(published)),
        "successions.csv": ("old new applies_from trust note", merged),
        "commissioner_successions.csv": (
            "old new applies_from trust note",
            [
                (old, new, on, "verified", "")
                for old, new, on in commissioner_successions(
                    published / "organisations" / "ods_succession_lookup_old_new.csv.gz",
                    {row["sub_icb_ods"] for row in lookup},
                )
            ],
        ),
        "also_serves.csv": (
            "provider alliance share applies_from applies_to trust note",
            also_serves(published, {row[0]: row[4] for row in providers(printed, register, merged)}),
        ),
        "footprints_2016.csv": (
            "alliance nhs_region is_vanguard population_millions stps ccgs note",
            footprints(published),
        ),
    }


def provider_printings(published: Path) -> dict[str, list[Printed]]:
    """Every provider code in the waiting-time publications, with its printings in order of month."""
    found: dict[str, set[Printed]] = defaultdict(set)
    folder = published / "cwt"
    sources: list[Iterable[Printed]] = [
        printed_in_workbooks(folder / "provider_workbooks"),
        printed_in_old_tables(folder / "provider_2015_17"),
        codes_in_extracts(folder / "provider_extracts"),
    ]
    for source in sources:
        for one in source:
            found[one.code].add(one)
    return {code: sorted(ones, key=lambda one: (one.month, one.name)) for code, ones in sorted(found.items())}


def present_name(code: str, printed: Mapping[str, list[Printed]], register: Mapping[str, dict[str, str]]) -> str:
    """The last name printed since the register was made, else the register's, else the last one printed at all."""
    names = [one for one in printed.get(code, ()) if one.name not in NAMELESS]
    recent = [one.name for one in names if one.month >= "2023-10"]
    if recent:
        return reading_case(recent[-1])
    if code in register:
        return reading_case(register[code]["Name"])
    if names:
        return reading_case(names[-1].name)
    if any(one.name == "DISCONTINUED ORGANISATION" for one in printed[code]):
        return f"Discontinued organisation ({code})"
    return f"Name not published ({code})"


def kind(code: str, register: Mapping[str, dict[str, str]]) -> str:
    """NHS trust, independent (ODS codes from N, AQK, and five-character codes), or other."""
    if code in register or (len(code) == 3 and code.startswith("R")):
        return "nhs_trust"
    return "independent" if code.startswith(("N", "AQK")) or len(code) > 3 else "other"


def providers(
    printed: Mapping[str, list[Printed]],
    register: Mapping[str, dict[str, str]],
    merged: Iterable[tuple[str, ...]],
) -> list[tuple[str, ...]]:
    """NHS trusts of the register, and everybody else who appears in the waiting-time publications."""
    last_day = {old: (date.fromisoformat(on) - timedelta(days=1)).isoformat() for old, _, on, *_ in merged}
    rows: list[tuple[str, ...]] = []
    for code in sorted(set(printed) | set(register)):
        entry = register.get(code, {})
        closed = day(entry.get("Close Date", "")) or last_day.get(code, "")
        icb = entry.get("Higher Level Health Geography", "")
        region = entry.get("National Grouping", "")
        abroad = region.startswith("W")
        rows.append(
            (
                code,
                present_name(code, printed, register),
                kind(code, register),
                day(entry.get("Open Date", "")),
                closed,
                "" if abroad else icb,
                "" if abroad else region,
            )
        )
    return rows


def former_names(printed: Mapping[str, list[Printed]], register: Mapping[str, dict[str, str]]) -> list[tuple[str, ...]]:
    """Names once printed that are not the present one, with the first and last month in which they were."""
    rows: list[tuple[str, ...]] = []
    for code, ones in printed.items():
        now = present_name(code, printed, register)
        months: dict[str, list[str]] = defaultdict(list)
        for one in ones:
            if one.name not in NAMELESS and reading_case(one.name) != now:
                months[reading_case(one.name)].append(one.month)
        rows += [(code, name, min(seen), max(seen)) for name, seen in months.items()]
    return sorted(rows)


def sites(published: Path) -> list[tuple[str, ...]]:
    """Hospitals of three independent groups: the code begins with the group's, and the name with the group's name."""
    found = set()
    for path in sorted((published / "dm01").glob("*.xls")):
        for row in CalamineWorkbook.from_path(path).get_sheet_by_name("Provider").to_python(skip_empty_area=False):
            code, name = str(row[3]).strip(), " ".join(str(row[4]).split())
            group = code[:3]
            if len(code) == 5 and group in SITE_GROUPS and name.startswith(SITE_GROUPS[group]):
                found.add((code, name, group, "design"))
    return sorted(found)


def successions(published: Path) -> list[tuple[str, ...]]:
    """Old trust, new trust, first day, trust label, note."""
    listed = trust_successions(published / "organisations" / "ods_succession_lookup_old_new.csv.gz", FIRST_SUCCESSION)
    heirs = Counter((old, on) for old, _, on in listed)
    split = "Split between several trusts: the code stays its own."
    rows = [(old, new, on, "verified", split if heirs[old, on] > 1 else "") for old, new, on in listed]
    return sorted([*rows, *ADDED_SUCCESSIONS])


def regions(published: Path) -> list[tuple[str, ...]]:
    """The seven NHS regions of July 2022."""
    return sorted({(r["NHSER22CDH"], r["NHSER22CD"], r["NHSER22NM"]) for r in july_2022(published)})


def icbs(published: Path, lookup: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """The 42 integrated care boards. ONS codes of April 2023 come from the lookup of 2024, which kept them."""
    of_2024 = rows_of(published / "geography" / "lookup_lsoa21_icb24.csv.gz")
    later = {row["icb24_code_nhs"]: row["icb24_code"] for row in of_2024}
    region = {row["ICB22CDH"]: row["NHSER22CDH"] for row in july_2022(published)}
    return sorted(
        {
            (r["ICB22CDH"], r["ICB22NM"], r["ICB22CD"], later[r["ICB22CDH"]], region[r["ICB22CDH"]], ICBS_FROM)
            for r in lookup
        }
    )


def alliance_lookup(published: Path) -> list[dict[str, str]]:
    """ONS lookups joined by ODS code: sub-ICB of 2023, CCG and alliance of April 2021, ICB and region."""
    return rows_of(published / "geography" / "derived_sub_icb23_to_cancer_alliance21.csv")


def july_2022(published: Path) -> list[dict[str, str]]:
    """ONS: sub-ICB, ICB and region in July 2022."""
    return rows_of(published / "geography" / "Sub_ICB_Locations_to_ICB_to_NHS_England_Region_July_2022_Lookup.csv")


def commissioner_printings(published: Path) -> dict[str, str]:
    """The last name printed for each commissioner code in the waiting-time publications."""
    old = published / "cwt" / "commissioner_2021_old_standards" / "nhs_commissioner_wait_times_jul_2021.xlsx"
    found = [*printed_in_workbooks(published / "cwt" / "commissioner_workbooks"), *printed_in_workbook(old, "2021-07")]
    return {one.code: one.name for one in sorted(found, key=lambda one: one.month)}


def hubs(published: Path) -> list[tuple[str, ...]]:
    """Commissioning hubs; a regional one is known by the region that opens its printed name."""
    names = {row[2]: row[0] for row in regions(published)}
    rows: list[tuple[str, ...]] = []
    for code, name in sorted(commissioner_printings(published).items()):
        if "COMMISSIONING HUB" in name:
            region = next((names[one] for one in names if name.startswith(one.upper() + " -")), "")
            rows.append((code, reading_case(name), region))
    return rows


def commissioner_alliance(published: Path, lookup: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """Which alliance a commissioner's residents count to, from the ONS list of April 2021 carried forward."""
    people: Counter[str] = Counter()
    for sub_icbs in districts_of(published).values():
        people.update(sub_icbs)
    rows = []
    by_icb: dict[str, Counter[str]] = defaultdict(Counter)
    for r in lookup:
        code, alliance = r["sub_icb_ods"], r["CAL21CD"]
        note = COMMISSIONER_NOTES.get(code, "")
        rows.append((code, alliance, "1", ALLIANCES_FROM, "2022-06-30", "ons_lookup", "verified", note))
        rows.append((code, alliance, "1", ICBS_FROM, "", "carried_forward", "design", note))
        by_icb[r["ICB22CDH"]][alliance] += people[code]
    for icb, alliances in by_icb.items():
        alliance, most = alliances.most_common(1)[0]
        share = f"{most / sum(alliances.values()):.3g}"
        rows.append((icb, alliance, share, ICBS_FROM, "", "most_residents", "design", COMMISSIONER_NOTES.get(icb, "")))
    return sorted(rows)


def also_serves(published: Path, closed: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The alliances in which a tenth or more of a trust's admitted patients live, besides its principal one."""
    known = {row["CAL21CD"] for row in alliance_lookup(published)}
    principal = {row.organisation: row.alliance for row in read_placements(TABLES / "provider_alliance.yaml", known)}
    rows = []
    for code, shares in alliance_shares(published).items():
        for alliance, share in shares.items():
            if code in principal and alliance != principal[code] and share >= TENTH:
                rows.append((code, alliance, f"{share:.3f}", ALLIANCES_FROM, closed.get(code, ""), "design", ""))
    return sorted(rows)


def footprints(published: Path) -> list[tuple[str, ...]]:
    """The alliances of December 2016 with their plans' areas and commissioners, as printed."""
    return [
        (
            row["alliance"].removeprefix("National Cancer Vanguard: "),
            row["region"],
            "yes" if row["kind"] == "vanguard" else "no",
            row["population_millions"],
            row["stps"],
            row["ccgs"],
            row["notes"].replace("Seed 002", "The alliance's delivery plan of 2017"),
        )
        for row in footprints_of_2016(published.parent / "reference" / "alliances-2016.csv")
    ]


def districts_of(published: Path) -> dict[str, Counter[str]]:
    """Residents of each district by sub-ICB."""
    return residents_by_district(
        published / "geography" / "lookup_lsoa11_sicbl22_icb22_ltla22.csv.gz",
        published / "population" / "population20_lsoa11_single_year_of_age.csv.gz",
    )


def alliance_shares(published: Path) -> dict[str, Counter[str]]:
    """Share of each trust's admitted patients by the alliance they live in."""
    lookup = alliance_lookup(published)
    return catchments(
        published / "geography" / "lookup_nhs_trusts22_ltla21.csv.gz",
        districts_of(published),
        {row["sub_icb_ods"]: row["CAL21CD"] for row in lookup},
    )


def propose(published: Path) -> None:
    """Print each provider of the publications: the ICB of its headquarters, and where its admitted patients live."""
    printed = provider_printings(published)
    register = trusts(published / "organisations" / "geographic_etr.csv")
    shares = alliance_shares(published)
    for code in printed:
        name = present_name(code, printed, register)
        where = ", ".join(f"{alliance} {share:.3f}" for alliance, share in shares.get(code, Counter()).most_common(3))
        print(f"{code}\t{name}\t{register.get(code, {}).get('Higher Level Health Geography', '')}\t{where}")


if __name__ == "__main__":
    main()
