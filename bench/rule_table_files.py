"""The rule book as Parquet tables for the pandas ways: `python -m bench.rule_table_files RECORDS FOLDER`."""

import sys
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from clearway.clocks.assess import ALL_CARRIED
from clearway.clocks.rule_tables import rule_tables
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

TABLES = ("rule_day", "code_list", "parent_trust")
SITES = ("org_first_seen", "org_fds_end", "org_treatment", "org_upgrade", "accountable_investigating_org",
         "ipt_1_referring", "ipt_1_receiving", "ipt_2_referring", "ipt_2_receiving")  # fmt: skip


def write_tables(records: Path, folder: Path) -> None:
    """Rules by day, codes and trusts by date, for the organisations that a file of records names."""
    folder.mkdir(parents=True, exist_ok=True)
    named = duckdb.connect().execute(
        " UNION ".join(f"SELECT {site} FROM read_parquet('{records}') WHERE {site} IS NOT NULL" for site in SITES)
    )
    codes = [code for (code,) in named.fetchall()]
    tables = rule_tables(load_rule_book(), load_organisations(), carried=ALL_CARRIED, organisation_codes=codes)
    for name in TABLES:
        pq.write_table(tables[name], folder / f"{name}.parquet")


if __name__ == "__main__":
    write_tables(Path(sys.argv[1]), Path(sys.argv[2]))
