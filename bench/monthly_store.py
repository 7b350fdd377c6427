"""A store of synthetic records, one submission a trust and month: `python -m bench.monthly_store FOLDER YEARS`.

Records go straight from the generator into staged submissions; reading of text has a benchmark of its own. The
manifest is a file beside the store. A folder that holds a store already is left as it is.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.manifest_file import ManifestFile
from clearway.demo.extracts import CARRIED
from clearway.demo.ground import DEFAULT_SEED, scope_of
from clearway.demo.parquet import write_parquet
from clearway.demo.published import packed_figures
from clearway.pipeline.manifest import WAITING_TIME_RECORDS, Arrival, place
from clearway.pipeline.pseudonyms import split_identifiers
from clearway.pipeline.staging import RECORDS, mark_visible, staged
from clearway.records.waiting_times import schema
from clearway.standards.organisations import load_organisations
from clearway.store.folder import StoreFolder, StoreKind, create_store, open_store, store_exists

ALLIANCE = "E56000025"
BEGUN = datetime(2025, 5, 1, 9, 0, tzinfo=UTC)
BY_MONTH = """
    SELECT
        * EXCLUDE file_row_number,
        split_part(record_id, '-', 2) AS sender,
        strftime(
            coalesce(
                treatment_start_date, fds_end_date, date_first_seen, crtp_start, ctp_start_date, consultant_upgrade_date
            ),
            '%Y-%m'
        ) AS month,
        row_number() OVER (PARTITION BY sender, month ORDER BY file_row_number) + 1 AS ordinal
    FROM read_parquet($path, file_row_number = true)
    ORDER BY month, sender, ordinal
"""


@dataclass(frozen=True)
class MonthlyStore:
    """A store and its manifest."""

    store: StoreFolder
    manifest: ManifestFile

    def send(self, trust: str, month: str, records: pa.Table) -> None:
        """Admit the records of one trust and month (columns of the contract with `ordinal`) as its next version."""
        split = split_identifiers(records, self.store.key())
        number = len(self.manifest.rows)
        arrival = Arrival(
            id=f"records-{trust.lower()}-{month}-{number:06}",
            source="waiting_times_csv",
            data_set=WAITING_TIME_RECORDS,
            organisation_code=trust,
            first_month=month,
            last_month=month,
            release="provisional",
            sha256=sha256(f"{trust} {month} {number}".encode()).hexdigest(),
            file_name=f"{trust}-{month}.csv",
            accepted=records.num_rows,
            rejected=0,
        )
        with staged(self.store, arrival.id) as staging:
            staging.write(RECORDS, split.records)
            staging.write_identifiers(split.identifiers)
            staging.write_findings({"carried": list(CARRIED)})
            staging.move_into_place()
        mark_visible(self.store, self.manifest.admit(arrival, place).id)


def monthly_store(folder: Path, *, years: int, of_england: bool = False, referrals: int | None = None) -> MonthlyStore:
    """The store in a folder, made when it is not there; `referrals` a year, none for as many as are published."""
    path, manifest = folder / "store", ManifestFile(folder / "manifest.json", BEGUN)
    if store_exists(path):
        return MonthlyStore(open_store(path), manifest)
    folder.mkdir(parents=True, exist_ok=True)
    records = folder / "records.parquet"
    scope = scope_of(packed_figures(), alliance=ALLIANCE, years=years, seed=DEFAULT_SEED, of_england=of_england)
    write_parquet(records, scope, load_organisations(), referrals_a_year=referrals, form="contract")
    made = MonthlyStore(create_store(path, kind=StoreKind.DEMO, alliance=ALLIANCE), manifest)
    with manifest.kept_back():
        for trust, month, rows in by_month(records):
            made.send(trust, month, rows)
    records.unlink()
    return made


def by_month(records: Path) -> Iterator[tuple[str, str, pa.Table]]:
    """The records of each trust and month, numbered as rows of a file of their own."""
    with duckdb.connect() as connection:
        rows = connection.sql(BY_MONTH, params={"path": str(records)}).to_arrow_table()
    groups = (
        rows.select(["sender", "month"]).group_by(["sender", "month"], use_threads=False).aggregate([([], "count_all")])
    )
    begin = 0
    for sender, month, count in zip(
        *(groups[name].to_pylist() for name in ("sender", "month", "count_all")), strict=True
    ):
        own = rows.slice(begin, count)
        begin += count
        yield sender, month, own.select(["ordinal", *schema().names])


if __name__ == "__main__":
    monthly_store(Path(sys.argv[1]), years=int(sys.argv[2]), of_england="england" in sys.argv)
