"""A record-level download read for comparison: nothing of it is kept, and no identifier leaves this function."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from clearway.clocks.table import assess_table
from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.readers import TITLES, read_file
from clearway.intake.reading import Declared
from clearway.intake.waiting_times import csv_reader
from clearway.pipeline.load import REAL_NUMBER
from clearway.pipeline.pseudonyms import split_identifiers
from clearway.records.findings import Refused
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations
from clearway.store.folder import StoreFolder, StoreKind


def read_download(
    path: Path,
    store: StoreFolder,
    *,
    rules: RuleBook,
    organisations: Organisations,
    declared: Declared | None = None,
    limits: Limits = DEFAULT,
) -> tuple[str, list[dict[str, Any]]]:
    """The file's name, and its records under the store's pseudonyms with what each standard counts.

    A row holds the analytical columns, the result columns of the clocks and `row`, its number in the file. Raises
    `Refused` for a file that cannot be read, that holds no records, or that holds real people in a demo store.
    """
    declared = replace(declared or Declared(), store_kind="demo" if store.kind is StoreKind.DEMO else "live")
    reading = read_file(path, declared, limits, scratch=store.path)
    if reading.reader != csv_reader.NAME:
        raise Refused(
            f"{reading.source.file_name} holds figures ({TITLES[reading.reader]}), not people's records.",
            "Give a record-level file; published figures are loaded and compared without --against.",
            code="NO_RECORDS",
        )
    if store.kind is StoreKind.DEMO and any(one.id == REAL_NUMBER for one in reading.findings):
        raise Refused(
            "The file holds NHS numbers as they are issued to people, and this is a demo store.",
            "Compare real records in a live store. Nothing of this file was kept here.",
            code="REAL_PEOPLE_IN_DEMO",
        )
    file = csv_reader.parsed(reading)
    if not any(file.records[name].null_count < file.records.num_rows for name in ("nhs_number", "pathway_id")):
        raise Refused(
            f"{reading.source.file_name} holds neither NHS numbers nor pathway identifiers: nothing can be matched.",
            "Ask for the download with one of the two.",
            code="NOTHING_TO_MATCH",
        )
    split = split_identifiers(file.records.append_column("ordinal", file.record_rows), store.key())
    results = assess_table(split.records, rules, organisations, carried=file.carried)
    rows = [
        {**record, **{name: value for name, value in result.items() if name != "record_id"}, "row": record["ordinal"]}
        for record, result in zip(split.records.to_pylist(), results.to_pylist(), strict=True)
    ]
    return file.source.file_name, rows
