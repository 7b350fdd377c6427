"""Building an analytical file from live submissions: whole, or by touching only what a new submission touches."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from clearway.clocks.row import RESULT_COLUMNS
from clearway.clocks.table import EngineName, assess_table
from clearway.measures.labels import STAGE_ROUTE
from clearway.measures.months import last_day
from clearway.pipeline.cells import build_cells
from clearway.pipeline.manifest import PUBLISHED_FIGURES, WAITING_TIME_RECORDS, Submission
from clearway.pipeline.mishaps import refuse_damaged
from clearway.pipeline.places import build_places, place_table
from clearway.pipeline.pseudonyms import analytical_schema
from clearway.pipeline.published_figures import build_published_figures
from clearway.pipeline.staging import FIGURES, FINDINGS, RECORDS, folder_of
from clearway.pipeline.statements import statements
from clearway.records.published import PUBLISHED_SCHEMA
from clearway.records.waiting_times import COLUMN_NAMES
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations
from clearway.store.engine_duckdb import SAFE
from clearway.store.folder import StoreFolder

PLACES_IN_USE = """
    SELECT DISTINCT basis, org_code, month FROM published
    UNION SELECT 'provider', treat_trust, month FROM events WHERE treat_trust <> ''
    UNION SELECT 'provider', inv_trust, month FROM events WHERE inv_trust IS NOT NULL
    UNION SELECT 'commissioner', commissioner, month FROM events WHERE commissioner IS NOT NULL
"""
PLACES_COMING = """
    SELECT DISTINCT 'provider', treat_trust, month FROM counted WHERE treat_trust <> ''
    UNION SELECT 'provider', inv_trust, month FROM counted WHERE inv_trust IS NOT NULL
    UNION SELECT 'commissioner', commissioner, month FROM counted WHERE commissioner IS NOT NULL
"""
LATER_TREATMENT = "subsequent"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What a build may use. `memory_limit` is DuckDB's (empty: four fifths of the machine's).

    `engine` runs the clocks; the figures are the same whichever it is. `spark_url` is where Spark listens.
    """

    engine: EngineName = "duckdb"
    spark_url: str | None = None
    memory_limit: str = ""
    threads: int = 0
    chunk_records: int = 250_000
    chunk_events: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Build:
    """One build under way: the connection to the file being written, and all that figures depend on."""

    connection: duckdb.DuckDBPyConnection
    store: StoreFolder
    rules: RuleBook
    organisations: Organisations
    settings: BuildSettings
    progress: Progress

    def run(self, name: str, **values: object) -> None:
        """Run the statements of one SQL file; each gets the values that it names."""
        for statement in statements(name):
            named = {key: value for key, value in values.items() if f"${key}" in statement}
            self.connection.execute(statement, named or None)

    def register(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table known under a name."""
        self.connection.register(name, table)


def open_for_building(path: Path, settings: BuildSettings) -> duckdb.DuckDBPyConnection:
    """A connection to a file being built; it spills beside the file when memory runs short."""
    config = {**SAFE, "temp_directory": str(path.with_suffix(".spill"))}
    if settings.memory_limit:
        config["memory_limit"] = settings.memory_limit
    if settings.threads:
        config["threads"] = str(settings.threads)
    connection = duckdb.connect(str(path), config=config)
    connection.execute("SET python_enable_replacements = false")
    connection.execute("SET enable_progress_bar = false")
    return connection


def build(work: Build, submissions: Sequence[Submission], about: dict[str, str], *, is_refresh: bool) -> None:
    """Bring the file to what the given live submissions say.

    With `is_refresh` the file holds an earlier state, made under the same rules: only what came or went is worked on,
    and the result is the same as that of a build from nothing.
    """
    if not is_refresh:
        work.run("schema")
        _make_empty_tables(work)
    _register_constants(work)
    held = dict(work.connection.execute("SELECT id, data_set FROM submissions").fetchall())
    gone = set(held) - {one.id for one in submissions}
    come = [one for one in submissions if one.id not in held]
    changed = {held[one] for one in gone} | {one.data_set for one in come}
    touched = _take_in(work, gone, come)
    if touched or not is_refresh:
        work.progress("Working out figures", 0, 1)
        _cells(work, touched)
    if not is_refresh or PUBLISHED_FIGURES in changed:
        work.progress("Putting published figures in order", 0, 1)
        build_published_figures(work.connection)
    build_places(work.connection, work.organisations, PLACES_IN_USE)
    work.connection.execute("DELETE FROM month_sources")
    work.connection.execute(
        "INSERT INTO month_sources SELECT DISTINCT standard, month, submission_id FROM events ORDER BY ALL"
    )
    work.connection.execute("DELETE FROM about")
    work.connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
    if not is_refresh:
        _sort_events(work)
    work.connection.execute("CHECKPOINT")


def _make_empty_tables(work: Build) -> None:
    """Tables whose columns are those of a contract."""
    records = analytical_schema()
    for name in ("submission_id", "step"):
        records = records.append(pa.field(name, pa.string()))
    records = records.append(pa.field("known_on", pa.date32())).append(pa.field("superseded_by", pa.string()))
    assessments = pa.schema(
        [
            pa.field("submission_id", pa.string()),
            pa.field("ordinal", pa.int64()),
            *(pa.field(name, pa.string()) for name in RESULT_COLUMNS),
        ]
    )
    published = pa.schema([pa.field("submission_id", pa.string(), nullable=False), *PUBLISHED_SCHEMA])
    for name, schema in (("records", records), ("assessments", assessments), ("published", published)):
        work.register("empty", schema.empty_table())
        work.connection.execute(f"CREATE TABLE {name} AS FROM empty")
        work.connection.unregister("empty")
    work.run("views")


def _register_constants(work: Build) -> None:
    standards = work.rules.standards.values()
    later = [code.code.code for code in work.rules.code_lists["event_type"].codes if code.code.group == LATER_TREATMENT]
    work.register("route_label", pa.table({"printed": list(STAGE_ROUTE), "label": list(STAGE_ROUTE.values())}))
    work.register("subsequent_event", pa.table({"code": pa.array(sorted(set(later)), pa.string())}))
    work.register(
        "standard_days",
        pa.table({"standard_key": [one.key for one in standards], "days": [one.days for one in standards]}),
    )


def _take_in(work: Build, gone: set[str], come: Sequence[Submission]) -> set[str]:
    """Remove submissions and add others; the months whose events changed."""
    connection = work.connection
    ids = {"gone": sorted(gone)}
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched_step AS "
        "SELECT DISTINCT step FROM records WHERE list_contains($gone, submission_id) AND step IS NOT NULL",
        ids,
    )
    removed = connection.execute(
        "SELECT DISTINCT month FROM events WHERE list_contains($gone, submission_id)", ids
    ).fetchall()
    for table in ("events", "records", "assessments", "published"):
        connection.execute(f"DELETE FROM {table} WHERE list_contains($gone, submission_id)", ids)  # noqa: S608
    connection.execute("DELETE FROM submissions WHERE list_contains($gone, id)", ids)
    for number, one in enumerate(come):
        work.progress("Reading submissions", number, len(come))
        _add_submission(work, one)
    records = [one for one in come if one.data_set == WAITING_TIME_RECORDS]
    connection.execute(
        "INSERT INTO touched_step SELECT DISTINCT step FROM records "
        "WHERE list_contains($come, submission_id) AND step IS NOT NULL",
        {"come": [one.id for one in records]},
    )
    work.run("supersede")
    _assess(work, records)
    return {str(month) for (month,) in removed} | _move_events(work, [one.id for one in records])


def _add_submission(work: Build, one: Submission) -> None:
    refuse_damaged(work.store, one)
    columns = ("id", "source", "data_set", "organisation_code", "first_month", "last_month", "release", "version")
    rest = ("sha256", "file_name", "received_at", "accepted", "rejected")
    names = (*columns, *rest)
    values = [getattr(one, name) for name in names]
    marks = ", ".join("?" for _ in names)
    work.connection.execute(f"INSERT INTO submissions ({', '.join(names)}) VALUES ({marks})", values)  # noqa: S608
    folder = folder_of(work.store, one.id)
    if one.data_set == PUBLISHED_FIGURES:
        work.connection.execute(
            "INSERT INTO published BY NAME SELECT $id AS submission_id, * FROM read_parquet($path)",
            {"id": one.id, "path": str(folder / FIGURES)},
        )
        return
    work.connection.execute(
        f"CREATE OR REPLACE TEMP VIEW coming_record AS FROM read_parquet('{_escaped(folder / RECORDS)}')"
    )
    work.run(
        "records",
        submission_id=one.id,
        received_on=one.received_on.isoformat(),
        organisation=one.organisation_code,
    )


def _assess(work: Build, submissions: Sequence[Submission]) -> None:
    """The clocks over every record of the submissions, in chunks of records whose feeds carry the same columns."""
    for number, (carried, ids) in enumerate(_chunks(work, submissions)):
        work.progress("Running the clocks", number, len(submissions))
        for part, parts in _parts(work, ids):
            records = _records_for_clocks(work, ids, part, parts)
            results = assess_table(
                records.select(list(COLUMN_NAMES)),
                work.rules,
                work.organisations,
                carried=carried,
                engine=work.settings.engine,
                spark_url=work.settings.spark_url,
            )
            named = results.append_column("submission_id", records["submission_id"]).append_column(
                "ordinal", records["ordinal"]
            )
            work.register("coming", named)
            work.connection.execute("INSERT INTO assessments BY NAME FROM coming")
            work.connection.unregister("coming")


def _chunks(work: Build, submissions: Sequence[Submission]) -> Iterator[tuple[frozenset[str], list[str]]]:
    by_feed: dict[frozenset[str], list[Submission]] = {}
    for one in submissions:
        told = json.loads((folder_of(work.store, one.id) / FINDINGS).read_text(encoding="utf-8"))
        by_feed.setdefault(frozenset(told["carried"]), []).append(one)
    for carried, feed in by_feed.items():
        chunk: list[str] = []
        size = 0
        for one in feed:
            if chunk and size + one.accepted > work.settings.chunk_records:
                yield carried, chunk
                chunk, size = [], 0
            chunk.append(one.id)
            size += one.accepted
        if chunk:
            yield carried, chunk


def _parts(work: Build, ids: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Parts of one very large submission, so that no chunk is larger than the setting; a pathway stays in one part."""
    ((found,),) = work.connection.execute(
        "SELECT count(*) FROM records WHERE list_contains($ids, submission_id)", {"ids": list(ids)}
    ).fetchall()
    parts = 1 + int(found) // (2 * work.settings.chunk_records)
    return ((part, parts) for part in range(parts))


def _records_for_clocks(work: Build, ids: Sequence[str], part: int, parts: int) -> pa.Table:
    """Records with the columns that the clocks know. The pathway's pseudonym stands for its identifier, told apart by
    submission: two first treatments are a doubt within one submission, and a correction from one to the next."""
    return work.connection.sql(
        """
        SELECT
            *,
            NULL::VARCHAR AS nhs_number,
            NULL::VARCHAR AS nhs_number_status,
            NULL::VARCHAR AS delay_comment,
            submission_id || ' ' || pathway AS pathway_id
        FROM records
        WHERE list_contains($ids, submission_id)
            AND hash(coalesce(pathway, CAST(ordinal AS VARCHAR))) % $parts = $part
        ORDER BY submission_id, ordinal
        """,
        params={"ids": list(ids), "part": part, "parts": parts},
    ).to_arrow_table()


def _move_events(work: Build, come: list[str]) -> set[str]:
    """Drop events of records that count no longer, add those of records that count now; the months that changed."""
    connection = work.connection
    dropped = connection.execute(
        "SELECT DISTINCT month FROM events SEMI JOIN no_longer_current USING (submission_id, ordinal)"
    ).fetchall()
    connection.execute(
        "DELETE FROM events WHERE (submission_id, ordinal) IN (SELECT submission_id, ordinal FROM no_longer_current)"
    )
    work.register("come", pa.table({"id": pa.array(come, pa.string())}))
    connection.execute(
        """
        CREATE OR REPLACE TEMP VIEW coming_assessment AS
        SELECT assessments.*
        FROM assessments
        INNER JOIN records USING (submission_id, ordinal)
        WHERE records.superseded_by IS NULL AND (
            records.submission_id IN (FROM come)
            OR (records.submission_id, records.ordinal) IN (SELECT submission_id, ordinal FROM current_again)
        )
        """
    )
    count, insert = statements("events")
    connection.execute(count)
    work.register("coming_place", place_table(work.organisations, connection.sql(PLACES_COMING).fetchall()))
    connection.execute(insert)
    added = connection.execute("SELECT DISTINCT month FROM counted").fetchall()
    connection.execute("DROP TABLE counted")
    return {str(month) for (month,) in (*dropped, *added)}


def _cells(work: Build, months: Iterable[str]) -> None:
    wanted = sorted(months)
    if wanted:
        days = work.rules.value("long_wait_days", last_day(wanted[-1]))
        build_cells(work.connection, wanted, long_wait_days=int(str(days)), chunk_events=work.settings.chunk_events)


def _sort_events(work: Build) -> None:
    """Lay events down in the order in which pages ask for them, so that a page reads few blocks."""
    work.connection.execute(
        "CREATE TABLE sorted AS FROM events ORDER BY standard, month, treat_trust, submission_id, ordinal"
    )
    work.connection.execute("TRUNCATE events")
    work.connection.execute("INSERT INTO events FROM sorted")
    work.connection.execute("DROP TABLE sorted")


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")
