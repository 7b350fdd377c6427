"""Building an analytical file from live submissions: whole, or by touching only what a new submission touches."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from clearway.clocks.row import RESULT_COLUMNS
from clearway.clocks.table import EngineName, assess_table
from clearway.measures.labels import STAGE_ROUTE
from clearway.measures.months import last_day
from clearway.pipeline.cells import build_cells, refresh_cells
from clearway.pipeline.manifest import OBSERVATIONS, PUBLISHED_FIGURES, WAITING_TIME_RECORDS, DataSet, Submission
from clearway.pipeline.mishaps import refuse_damaged
from clearway.pipeline.places import build_places, place_table
from clearway.pipeline.pseudonyms import analytical_schema
from clearway.pipeline.published_figures import build_published_figures
from clearway.pipeline.shares import make_share_views
from clearway.pipeline.staging import FINDINGS, ROWS_OF, folder_of
from clearway.pipeline.statements import statements
from clearway.records.observations import OBSERVATIONS_SCHEMA
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
FILES_AT_ONCE = 500
"""So many files are read by one statement: each statement that writes costs some milliseconds."""

RECORDS_COUNTED_AT_ONCE = 2
"""So many times the records of a chunk for the clocks are counted together: it needs less of each."""

AS_THEY_ARE: Mapping[DataSet, str] = {PUBLISHED_FIGURES: "published", OBSERVATIONS: "observations"}
"""Data sets whose rows are taken in as they were written, and the table of each."""

EVENT_GONE, EVENT_COME = "event_gone", "event_come"
"""Events that a refresh took away, and those that it added."""

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
    _take_in(work, gone, come, is_refresh=is_refresh)
    work.progress("Working out figures", 0, 1)
    _cells(work, is_refresh=is_refresh)
    if not is_refresh or PUBLISHED_FIGURES in changed:
        work.progress("Putting published figures in order", 0, 1)
        build_published_figures(work.connection)
    if not is_refresh or OBSERVATIONS in changed:
        work.progress("Putting published indicators in order", 0, 1)
        work.run("observations")
    build_places(work.connection, work.organisations, PLACES_IN_USE)
    work.connection.execute("DELETE FROM month_sources")
    work.connection.execute(
        "INSERT INTO month_sources SELECT DISTINCT standard, month, submission_id FROM events ORDER BY ALL"
    )
    work.connection.execute("DELETE FROM about")
    work.connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
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
    observations = pa.schema([pa.field("submission_id", pa.string(), nullable=False), *OBSERVATIONS_SCHEMA])
    observations = observations.append(pa.field("answers_as", pa.int64()))
    tables = {"records": records, "assessments": assessments, "published": published, "observations": observations}
    for name, schema in tables.items():
        work.register("empty", schema.empty_table())
        work.connection.execute(f"CREATE TABLE {name} AS FROM empty")
        work.connection.unregister("empty")
    work.run("views")
    make_share_views(work.connection, "events")


def _register_constants(work: Build) -> None:
    standards = work.rules.standards.values()
    later = [code.code.code for code in work.rules.code_lists["event_type"].codes if code.code.group == LATER_TREATMENT]
    work.register("route_label", pa.table({"printed": list(STAGE_ROUTE), "label": list(STAGE_ROUTE.values())}))
    work.register("subsequent_event", pa.table({"code": pa.array(sorted(set(later)), pa.string())}))
    work.register(
        "standard_days",
        pa.table({"standard_key": [one.key for one in standards], "days": [one.days for one in standards]}),
    )


def _take_in(work: Build, gone: set[str], come: Sequence[Submission], *, is_refresh: bool) -> None:
    """Remove submissions and add others. In a refresh `EVENT_GONE` and `EVENT_COME` hold what became of the events."""
    connection = work.connection
    for table in (EVENT_GONE, EVENT_COME):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM events LIMIT 0")
    ids = {"gone": sorted(gone)}
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched_step AS "
        "SELECT DISTINCT step FROM records WHERE list_contains($gone, submission_id) AND step IS NOT NULL",
        ids,
    )
    connection.execute(f"INSERT INTO {EVENT_GONE} FROM events WHERE list_contains($gone, submission_id)", ids)
    for table in ("events", "records", "assessments", "published", "observations"):
        connection.execute(f"DELETE FROM {table} WHERE list_contains($gone, submission_id)", ids)  # noqa: S608
    connection.execute("DELETE FROM submissions WHERE list_contains($gone, id)", ids)
    records = [one for one in come if one.data_set == WAITING_TIME_RECORDS]
    _add_submissions(work, come)
    connection.execute(
        "INSERT INTO touched_step SELECT DISTINCT step FROM records "
        "WHERE list_contains($come, submission_id) AND step IS NOT NULL",
        {"come": [one.id for one in records]},
    )
    work.run("supersede")
    _assess(work, records)
    _drop_events(work)
    _add_events(work, records, is_refresh=is_refresh)


def _add_submissions(work: Build, come: Sequence[Submission]) -> None:
    for number, one in enumerate(come):
        work.progress("Reading submissions", number, len(come))
        refuse_damaged(work.store, one)
    columns = ("id", "source", "data_set", "organisation_code", "first_month", "last_month", "release", "version")
    names = (*columns, "sha256", "file_name", "received_at", "accepted", "rejected")
    table = pa.table({name: [getattr(one, name) for one in come] for name in names}) if come else None
    if table is not None:
        work.register("coming", table)
        work.connection.execute("INSERT INTO submissions BY NAME FROM coming")
        work.connection.unregister("coming")
    for start in range(0, len(come), FILES_AT_ONCE):
        files = come[start : start + FILES_AT_ONCE]
        records = [one for one in files if one.data_set == WAITING_TIME_RECORDS]
        if records:
            _read_files(work, records)
            work.run("records")
        for data_set, into in AS_THEY_ARE.items():
            if as_they_are := [one for one in files if one.data_set == data_set]:
                _read_files(work, as_they_are)
                work.connection.execute(
                    f"INSERT INTO {into} BY NAME "  # noqa: S608
                    "SELECT coming_row.* EXCLUDE (filename, received_on, organisation) FROM coming_row"
                )


def _read_files(work: Build, submissions: Sequence[Submission]) -> None:
    """Make the rows of submissions of one data set known as `coming_row`, each with its id, its day and its sender."""
    paths = [str(folder_of(work.store, one.id) / ROWS_OF[one.data_set]) for one in submissions]
    work.register(
        "coming_file",
        pa.table(
            {
                "filename": paths,
                "submission_id": [one.id for one in submissions],
                "received_on": pa.array([one.received_on for one in submissions], pa.date32()),
                "organisation": [one.organisation_code for one in submissions],
            }
        ),
    )
    listed = ", ".join(f"'{_escaped(path)}'" for path in paths)
    work.connection.execute(
        "CREATE OR REPLACE TEMP VIEW coming_row AS SELECT * "  # noqa: S608 (paths are ours, and escaped)
        f"FROM read_parquet([{listed}], filename = true, union_by_name = true) "
        "INNER JOIN coming_file USING (filename)"
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
        for chunk in _of_size(feed, work.settings.chunk_records):
            yield carried, [one.id for one in chunk]


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


def _drop_events(work: Build) -> None:
    """Drop events of records that count no longer."""
    work.connection.execute(
        f"INSERT INTO {EVENT_GONE} FROM events SEMI JOIN no_longer_current USING (submission_id, ordinal)"
    )
    work.connection.execute(
        "DELETE FROM events WHERE (submission_id, ordinal) IN (SELECT submission_id, ordinal FROM no_longer_current)"
    )


def _add_events(work: Build, come: Sequence[Submission], *, is_refresh: bool) -> None:
    """Add events of records that count now, in the order in which pages ask for them.

    They are counted some submissions at a time, so that memory is a setting, and put in order all together.
    """
    connection = work.connection
    work.register("come", _ids(come))
    count, insert = statements("events")
    connection.execute("DROP TABLE IF EXISTS counted")
    for number, chunk in enumerate(_of_size(come, RECORDS_COUNTED_AT_ONCE * work.settings.chunk_records)):
        work.register("come_now", _ids(chunk))
        work.run("counting", is_first=number == 0)
        connection.execute(count.format(into="INSERT INTO counted" if number else "CREATE TEMP TABLE counted AS"))
    work.register("coming_place", place_table(work.organisations, connection.sql(PLACES_COMING).fetchall()))
    connection.execute(insert.format(events=EVENT_COME if is_refresh else "events"))
    if is_refresh:
        connection.execute(f"INSERT INTO events FROM {EVENT_COME}")
    for table in ("counted", "counting"):
        connection.execute(f"DROP TABLE {table}")


def _ids(submissions: Sequence[Submission]) -> pa.Table:
    return pa.table({"id": pa.array([one.id for one in submissions], pa.string())})


def _of_size(submissions: Sequence[Submission], most: int) -> Iterator[list[Submission]]:
    """Groups of at most so many records; one submission may be larger. There is always a first group."""
    group: list[Submission] = []
    size = 0
    for one in submissions:
        if group and size + one.accepted > most:
            yield group
            group, size = [], 0
        group.append(one)
        size += one.accepted
    yield group


def _cells(work: Build, *, is_refresh: bool) -> None:
    ((last,),) = work.connection.execute("SELECT max(month) FROM events").fetchall()
    if last is None:
        work.connection.execute("DELETE FROM cells")
        return
    days = int(str(work.rules.value("long_wait_days", last_day(str(last)))))
    make = refresh_cells if is_refresh else build_cells
    make(work.connection, long_wait_days=days, chunk_events=work.settings.chunk_events)


def _escaped(path: str) -> str:
    return path.replace("'", "''")
