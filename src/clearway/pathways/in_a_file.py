"""One record of a file that is in no store: read, found by its own id, and told."""

from pathlib import Path

import pyarrow.compute as pc

from clearway.clocks.table import read_records
from clearway.intake.readers import TITLES, read_file
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import NAME, Parsed, parsed
from clearway.pathways.told import Storyteller, ToldPathway
from clearway.records.findings import Refused
from clearway.records.waiting_times import WaitingTimeRecord


class RecordMissing(Exception):
    """The file was read, but the record is not among those accepted. `reason` says why, `mend` what to do."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(f"{reason} {mend}")
        self.reason = reason
        self.mend = mend


def told_from_file(path: Path, record_id: str, teller: Storyteller, declared: Declared | None = None) -> ToldPathway:
    """Tell the record of a file that has this id.

    Raises `Refused` for a file that cannot be read or that holds no records, `RecordMissing` for a record that is not
    in it, or whose row was rejected.
    """
    reading = read_file(path, declared)
    if reading.reader != NAME:
        raise Refused(
            f"{reading.source.file_name} holds figures ({TITLES[reading.reader]}), not people's records.",
            "Give a file of waiting-time records.",
            code="NO_RECORDS",
        )
    file = parsed(reading)
    record = _record(file, record_id)
    return teller.tell(record, carried=file.carried, others=_of_same_pathway(file, record))


def _record(file: Parsed, record_id: str) -> WaitingTimeRecord:
    found = file.records.filter(pc.equal(file.records["record_id"], record_id))
    if found.num_rows:
        return next(read_records(found))
    raise _missing(file, record_id)


def _missing(file: Parsed, record_id: str) -> RecordMissing:
    """Why a record is not among the accepted ones: its row was rejected, or no row has its id."""
    names = file.rejected_names
    rejected = names.filter(pc.equal(names["record_id"], record_id))["row"].to_pylist()
    if rejected:
        said = [one for one in file.findings if one.row in rejected and one.is_rejection]
        reason = " ".join(one.message for one in said) or f"Row {rejected[0]:,} was rejected."
        return RecordMissing(reason, " ".join(dict.fromkeys(one.mend for one in said)))
    return RecordMissing(
        f"No record of {file.source.file_name} has this id; the file holds {file.records.num_rows:,} records.",
        "Ids are compared letter by letter: look for capitals, spaces and leading zeros.",
    )


def _of_same_pathway(file: Parsed, record: WaitingTimeRecord) -> list[WaitingTimeRecord]:
    if not record.pathway_id:
        return []
    same = file.records.filter(pc.equal(file.records["pathway_id"], record.pathway_id))
    return list(read_records(same))
