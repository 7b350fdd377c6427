"""A store of synthetic records of ten years, one submission a trust and month.

Records go straight from the generator into staged submissions; reading of text has a benchmark of its own. The
manifest is a file beside the store. A folder that holds a store already is left as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.manifest_file import ManifestFile
from clearway.demo.extracts import CARRIED
from clearway.demo.ground import DEFAULT_SEED, scope_of
from clearway.demo.parquet import write_parquet
from clearway.demo.published import packed_figures
from clearway.pipeline.manifest import WAITING_TIME_RECORDS, Arrival, place
from clearway.pipeline.pseudonyms import split_identifiers
from clearway.pipeline.staging import RECORDS, folder_of, identifiers_of, mark_visible, staged
from clearway.records.waiting_times import schema
from clearway.standards.organisations import load_organisations
from clearway.store.folder import StoreFolder, StoreKind, create_store, open_store, store_exists

ALLIANCE = "E56000025"
STOPS, LATER = ("treatment_start_date", "fds_end_date"), timedelta(days=3)
YEARS = 10
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
    WHERE starts_with(month, $year)
    ORDER BY month, sender, ordinal
"""


@dataclass(frozen=True)
class MonthlyStore:
    """A store and its manifest."""

    store: StoreFolder
    manifest: ManifestFile

    def held(self, trust: str, month: str) -> pa.Table:
        """The live records of one trust and month, with what identifies them."""
        (one,) = [
            row
            for row in self.manifest.rows
            if (row.state, row.organisation_code, row.first_month) == ("live", trust, month)
        ]
        records = pq.read_table(folder_of(self.store, one.id) / RECORDS)
        identifiers = pq.read_table(identifiers_of(self.store, one.id))
        names = ["ordinal", *schema().names]
        return pa.table({name: (records if name in records.column_names else identifiers)[name] for name in names})

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


def monthly_store(folder: Path, *, referrals: int) -> MonthlyStore:
    """The store of so many referrals a year in a folder, made when it is not there."""
    path, manifest = folder / "store", ManifestFile(folder / "manifest.json", BEGUN)
    if store_exists(path):
        return MonthlyStore(open_store(path), manifest)
    folder.mkdir(parents=True, exist_ok=True)
    records = folder / "records.parquet"
    scope = scope_of(packed_figures(), alliance=ALLIANCE, years=YEARS, seed=DEFAULT_SEED)
    write_parquet(records, scope, load_organisations(), referrals_a_year=referrals, form="contract")
    made = MonthlyStore(create_store(path, kind=StoreKind.DEMO, alliance=ALLIANCE), manifest)
    with manifest.kept_back():
        for trust, month, rows in by_month(records, range(int(scope.first_month[:4]) - 1, scope.today.year + 2)):
            made.send(trust, month, rows)
    records.unlink()
    return made


def by_month(records: Path, years: Iterable[int]) -> Iterator[tuple[str, str, pa.Table]]:
    """The records of each trust and month, numbered as rows of a file of their own; a year is held at a time."""
    with duckdb.connect() as connection:
        for year in years:
            rows = connection.sql(BY_MONTH, params={"path": str(records), "year": str(year)}).to_arrow_table()
            keys = rows.select(["sender", "month"]).group_by(["sender", "month"], use_threads=False)
            begin = 0
            for one in keys.aggregate([([], "count_all")]).to_pylist():
                own = rows.slice(begin, one["count_all"])
                begin += own.num_rows
                yield one["sender"], one["month"], own.select(["ordinal", *schema().names])


def changed(records: pa.Table, share: float, seed: int) -> pa.Table:
    """The records with later stops in a share of them, and three fewer: as a trust sends a month again."""
    kept = records.slice(0, records.num_rows - 3)
    is_later = pa.array(np.random.default_rng(seed).random(kept.num_rows) < share)
    for name in STOPS:
        later = pc.add(kept[name].cast(pa.timestamp("s")), pa.scalar(LATER)).cast(pa.date32())
        place = kept.schema.get_field_index(name)
        kept = kept.set_column(place, kept.schema.field(name), pc.if_else(is_later, later, kept[name]))
    return kept
