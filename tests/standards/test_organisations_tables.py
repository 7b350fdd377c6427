"""The shipped tables read strictly, and a fault in one is named by file, row and column."""

import shutil
from pathlib import Path

import pytest
import yaml

from clearway.standards import StandardsError
from clearway.standards.organisations.reference import SHIPPED
from clearway.standards.organisations.tables import read_tables


def test_the_tables_hold_what_england_has() -> None:
    tables = read_tables(SHIPPED)
    counts = [len(table) for table in (tables.regions, tables.icbs, tables.sub_icbs, tables.hubs, tables.alliances)]
    assert counts == [7, 42, 106, 8, 21]


def test_codes_in_one_table_are_known_in_the_others() -> None:
    tables = read_tables(SHIPPED)
    assert {one.icb for one in tables.sub_icbs.values()} == set(tables.icbs)
    assert {one.region for one in tables.icbs.values()} == set(tables.regions)
    assert {one.alliance for one in tables.commissioner_placements} == set(tables.alliances)
    assert {one.icb for one in tables.providers.values()} <= {*tables.icbs, "UNKNOWN"}
    assert {one.parent for one in tables.sites.values()} <= set(tables.providers)


def test_every_table_names_its_publisher_and_the_licence() -> None:
    said = yaml.safe_load((SHIPPED / "sources.yaml").read_text(encoding="utf-8"))
    assert said["licence"] == "Open Government Licence v3.0"
    named = {name.strip() for source in said["sources"] for name in source["table"].split(",") if source["publisher"]}
    assert named == {path.name for path in SHIPPED.iterdir() if path.suffix in (".csv", ".yaml")} - {"sources.yaml"}


@pytest.mark.parametrize(
    ("table", "before", "after", "words"),
    [
        ("regions.csv", "code,ons_code,name", "code,name,ons_code", "regions.csv: row 1: has another heading"),
        ("regions.csv", "Y56,E40000003,London", "Y56,E40000003,", "regions.csv: row 2, name: is empty"),
        ("regions.csv", "Y56,E40000003,London", "Y56,E40000003,London,too", "row 2: has too many or too few cells"),
        ("regions.csv", "Y58,", "Y56,", "Region: Y56: stands twice"),
        (
            "alliances.csv",
            "E56000005,Cheshire and Merseyside,2021-04-01",
            "E56000005,Cheshire,2021-04-31",
            "not a date",
        ),
        ("alliances.csv", "2021-04-01,,verified", "2021-04-01,,sure", "no trust label"),
        ("alliances.csv", "Merseyside,2021-04-01", "Merseyside,", "applies_from: is empty"),
        (
            "providers.csv",
            "RHQ,Sheffield Teaching Hospitals NHS Foundation Trust,nhs_trust",
            "RHQ,S,trust",
            "not known",
        ),
        ("commissioner_alliance.csv", "most_residents", "guess", "not known"),
        ("commissioner_alliance.csv", ",0.899,", ",1.899,", "not a proportion"),
        ("commissioner_alliance.csv", ",0.899,", ",most,", "not a number"),
    ],
)
def test_a_fault_in_a_table_is_named(tmp_path: Path, table: str, before: str, after: str, words: str) -> None:
    for path in SHIPPED.glob("*.csv"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / table).read_text(encoding="utf-8")
    assert before in text
    (tmp_path / table).write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(StandardsError, match=words):
        read_tables(tmp_path)
