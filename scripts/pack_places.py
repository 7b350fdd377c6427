"""Make the tables of places that travel with Clearway from the published files they come from.

    python scripts/pack_places.py ../shared/data                 writes everything
    python scripts/pack_places.py ../shared/data --only tables   tables alone (or: boundaries)

A *piece* is the set of neighbourhoods (LSOA 2011) that share a former district, a district of 2022 and a sub-ICB
location. Every area at every level is a set of pieces, so all its counts are sums: nothing is shared out by guess.
"""

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from clearway.standards.places import ENGLAND
from organisation_sources import rows_of
from pack_boundaries import boundary_layers
from place_changes import CHANGES, FORMER_COUNTIES, TOGETHER, district_of_2011

TABLES = Path(__file__).resolve().parents[1] / "src" / "clearway" / "standards" / "places"
AGES = (*(str(age) for age in range(90)), "90+")
HIERARCHY = "reference/fingertips_next_areas.json"


def main() -> None:
    """Read the published files under a folder; write tables and boundaries."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("published", type=Path, help="folder with geography/, deprivation/, population/, reference/")
    asked.add_argument("--out", type=Path, default=TABLES)
    asked.add_argument("--only", choices=("tables", "boundaries"))
    given = asked.parse_args()
    if given.only != "boundaries":
        write_tables(given.published, given.out)
    if given.only != "tables":
        layers = boundary_layers(given.published / "geography")
        (given.out / "boundaries.json").write_text(json.dumps(layers, separators=(",", ":")) + "\n", encoding="utf-8")
    for path in sorted(given.out.glob("*.*")):
        if path.suffix != ".py":
            print(f"{path.name}: {path.stat().st_size:,} bytes")


def write_tables(published: Path, out: Path) -> None:
    """Every table: CSV where a person may want to read it, Parquet where it is long."""
    write_csv(out / "areas.csv", "code name level parent combined_authority applies_from applies_to", areas(published))
    write_csv(out / "code_changes.csv", "old new applies_from kind trust note", changes())
    write_csv(out / "deprivation_2019.csv", "district score", district_scores(published))
    write_csv(
        out / "deprivation_2025.csv",
        "icb average_score average_rank share_most_deprived_tenth extent",
        icb_scores(published),
    )
    write_csv(out / "census_2021.csv", "district women men", census_2021(published))
    write_csv(out / "trust_catchments.csv", "trust district share", catchments(published))
    write_parquet(out / "pieces.parquet", pieces(published))
    write_parquet(out / "population_2023.parquet", mid_2023(published))
    write_parquet(out / "practices.parquet", practices(published))


def write_csv(path: Path, heading: str, rows: Iterable[tuple[object, ...]]) -> None:
    """One CSV table with its heading."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading.split())
        writer.writerows(rows)


def write_parquet(path: Path, table: pa.Table) -> None:
    """One Parquet table, the same bytes for the same content."""
    pq.write_table(table, path, compression="zstd", compression_level=19, write_statistics=False)


def whole(cell: str) -> int:
    """A count of people written as `12.0`. Raises ValueError where it is not whole."""
    number = float(cell)
    if number != int(number):
        raise ValueError(f"{cell} is not a whole number of people.")
    return int(number)


def areas(published: Path) -> list[tuple[object, ...]]:
    """Regions, combined authorities, counties and districts, those of today and those that they replaced."""
    listed = json.loads((published / HIERARCHY).read_text(encoding="utf-8"))
    administrative = {one["areaCode"]: one for one in listed if one["hierarchyType"] == "Administrative"}
    parent: dict[str, str] = {}
    combined: dict[str, str] = {}
    for code, one in administrative.items():
        for child in one["childAreas"]:
            (combined if one["areaType"] == "Combined Authorities" else parent)[child["areaCode"]] = code
    names = official_names(published)
    began = {row[1]: row[2] for row in CHANGES if row[3] == "merged"}
    rows: list[tuple[object, ...]] = [(ENGLAND, "England", "england", "", "", "", "")]
    for code, one in administrative.items():
        level = level_of(code)
        name = names.get(code) or one["areaName"]
        above = ENGLAND if level in ("region", "combined_authority") else parent[code]
        rows.append((code, name, level, above, combined.get(code, ""), began.get(code, ""), ""))
    return sorted([*rows, *former_areas(published, parent)], key=lambda row: (LEVELS.index(str(row[2])), str(row[0])))


def official_names(published: Path) -> dict[str, str]:
    """Names as the Office for National Statistics prints them; combined authorities say that they are."""
    printed = rows_of(published / "stage/cancer-diagnosis-at-stage-1-and-2_2013-2018.csv")
    names = {row["AREACD"]: " ".join(row["AREANM"].split()) for row in printed}
    names = {c: f"{name} (combined authority)" if c.startswith("E47") else name for c, name in names.items()}
    return names | {row["code"]: row["name"] for row in rows_of(published / "population/local_authority_age.csv")}


LEVELS = ("england", "region", "combined_authority", "county", "together", "district")


def level_of(code: str) -> str:
    """The level that the first three characters of an ONS code stand for."""
    return {"E12": "region", "E47": "combined_authority", "E10": "county"}.get(code[:3], "district")


def former_areas(published: Path, parent: dict[str, str]) -> list[tuple[object, ...]]:
    """Districts and counties that others replaced, each with its last day; regions as those of their successors."""
    of_2020 = {
        row["ltla21_code"]: row["ltla21_name"]
        for row in rows_of(published / "population/population20_ltla21_single_year_of_age.csv.gz")
    }
    heirs: dict[str, tuple[str, str]] = {}
    for old, new, on, kind, *_ in CHANGES:
        if kind != "recoded":
            heirs.setdefault(old, (new, on))

    def region(code: str) -> str:
        while code in heirs:
            code = heirs[code][0]
        above = parent[code]
        return above if above.startswith("E12") else parent[above]

    began = {row[1]: row[2] for row in CHANGES if row[3] == "merged"}
    named = {**district_of_2011(), **of_2020, **FORMER_COUNTIES, **TOGETHER}
    rows: list[tuple[object, ...]] = []
    for code, (_, on) in heirs.items():
        level = "county" if code in FORMER_COUNTIES else "together" if code in TOGETHER else "district"
        last = "" if code in TOGETHER else (date.fromisoformat(on) - timedelta(days=1)).isoformat()
        rows.append((code, named[code], level, region(code), "", began.get(code, ""), last))
    return rows


def changes() -> list[tuple[object, ...]]:
    """Which code replaced which, and how."""
    return sorted(CHANGES, key=lambda row: (row[2], row[0], row[1]))


def pieces(published: Path) -> pa.Table:
    """Residents of mid-2020 of each piece: by age, by national tenth of deprivation, rural; and rank times people."""
    people = {
        row["lsoa11_code"]: [int(float(row[age])) for age in AGES]
        for row in rows_of(published / "population/population20_lsoa11_single_year_of_age.csv.gz")
    }
    deprived = {
        row["lsoa11_code"]: (int(float(row["IMD_decile"])), int(float(row["IMD_rank"])))
        for row in rows_of(published / "deprivation/imd2019_england_lsoa11.csv.gz")
    }
    rural = rural_share(published)
    codes = {name: code for code, name in district_of_2011().items()}
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in rows_of(published / "geography/lookup_lsoa11_sicbl22_icb22_ltla22.csv.gz"):
        lsoa = row["lsoa11_code"]
        former = codes.get(row["lsoa11_name"].rsplit(" ", 1)[0], "")
        piece = found[former, row["ltla22_code"], row["sicbl22_code_h"]]
        residents, (tenth, rank) = sum(people[lsoa]), deprived[lsoa]
        piece.update({f"age_{age}": count for age, count in enumerate(people[lsoa])})
        piece.update({f"tenth_{tenth}": residents, "people": residents, "neighbourhoods": 1})
        piece["rank_times_people"] += rank * residents
        piece["rural_people_times_1000"] += round(1000 * rural[lsoa] * residents)
    return piece_table(found)


def piece_table(found: dict[tuple[str, str, str], Counter[str]]) -> pa.Table:
    """Pieces as columns, in a settled order."""
    keys = sorted(found)
    columns: dict[str, Any] = {
        name: pa.array([key[place] for key in keys], pa.string())
        for place, name in enumerate(("former_district", "district", "sub_icb"))
    }
    wide = {"rank_times_people": pa.int64(), "rural_people_times_1000": pa.int64()}
    numbers = [
        "people",
        "neighbourhoods",
        *wide,
        *(f"tenth_{n}" for n in range(1, 11)),
        *(f"age_{n}" for n in range(91)),
    ]
    for name in numbers:
        columns[name] = pa.array([found[key][name] for key in keys], wide.get(name, pa.int32()))
    return pa.table(columns)


def rural_share(published: Path) -> dict[str, float]:
    """For each LSOA of 2011 the share of the LSOAs of 2021 made from it that are rural (nearly always 0 or 1)."""
    kind = {row["lsoa21_code"]: row["ruc"] for row in rows_of(published / "geography/ruc21_lsoa21.csv.gz")}
    parts: dict[str, list[bool]] = defaultdict(list)
    for row in rows_of(published / "geography/lookup_lsoa11_lsoa21_ltla22.csv.gz"):
        if row["lsoa21_code"] in kind:
            parts[row["lsoa11_code"]].append(kind[row["lsoa21_code"]] == "Rural")
    return {code: sum(own) / len(own) for code, own in parts.items()}


def mid_2023(published: Path) -> pa.Table:
    """Residents of districts by single year of age; the last age is 90 and over."""
    rows = [r for r in rows_of(published / "population/local_authority_age.csv") if r["code"].startswith("E")]
    rows.sort(key=lambda row: row["code"])
    columns: dict[str, Any] = {"district": pa.array([row["code"] for row in rows], pa.string())}
    for place, age in enumerate(AGES):
        columns[f"age_{place}"] = pa.array([whole(row[age]) for row in rows], pa.int32())
    return pa.table(columns)


def census_2021(published: Path) -> list[tuple[object, ...]]:
    """Women and men of each district at the census; the districts are those of 2022."""
    rows = rows_of(published / "population/census2021_age_gender_ltla21.csv")
    own = [row for row in rows if row["ltla21_code"].startswith("E")]
    return sorted((row["ltla21_code"], whole(row["total_females"]), whole(row["total_males"])) for row in own)


def district_scores(published: Path) -> list[tuple[object, ...]]:
    """Average score of the index of 2019 for the districts of 2022, as in the file."""
    rows = rows_of(published / "deprivation/imd2019_england_ltla22.csv")
    return sorted((row["ltla22_code"], f"{float(row['Score']):.3f}") for row in rows)


def icb_scores(published: Path) -> list[tuple[object, ...]]:
    """The index of 2025 for integrated care boards, as published."""
    ending = "proportion_of_lso_as_in_most_deprived_10_percent_nationally"
    return sorted(
        (
            row["icb24_code"],
            row["imd_average_score"],
            row["imd_average_rank"],
            row[f"imd_{ending}"],
            row["imd_2025_extent"],
        )
        for row in rows_of(published / "deprivation/imd2025_england_icb24.csv")
    )


def catchments(published: Path) -> list[tuple[object, ...]]:
    """The share of each trust's admitted patients who live in each district, from one in two thousand upwards."""
    rows = rows_of(published / "geography/lookup_nhs_trusts22_ltla21.csv.gz")
    shares = ((r["nhs_trust22_code"], r["ltla21_code"], float(r["proportion_trust_came_from_ltla"])) for r in rows)
    return sorted((trust, district, f"{share:.4f}") for trust, district, share in shares if share >= 0.0005)


def practices(published: Path) -> pa.Table:
    """The deprivation of the neighbourhood in which each practice's own address lies; nothing where unmatched."""
    where = {row["postcode"]: row for row in rows_of(published / "deprivation/2019_deprivation_postcode.csv.gz")}
    rank, tenth = "Index of Multiple Deprivation Rank", "Index of Multiple Deprivation Decile"
    found = sorted(
        (row["id"], int(where[row["postcode"]][rank]), int(where[row["postcode"]][tenth]))
        for row in rows_of(published / "deprivation/gp_practice_postcodes.csv.gz")
        if where.get(row["postcode"], {}).get(tenth)
    )
    return pa.table(
        {
            "practice": pa.array([one[0] for one in found], pa.string()),
            "rank": pa.array([one[1] for one in found], pa.int32()),
            "tenth": pa.array([one[2] for one in found], pa.int8()),
        }
    )


if __name__ == "__main__":
    main()
