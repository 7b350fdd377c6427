"""Our records beside a record-level download of the national system: matched one by one, each difference named."""

from clearway.measures.reconciliation.record_level.answer import RecordClass, RecordComparison, RecordDifference
from clearway.measures.reconciliation.record_level.compare import compare_records
from clearway.measures.reconciliation.record_level.sides import SideRecord, our_records, their_records

__all__ = [
    "RecordClass",
    "RecordComparison",
    "RecordDifference",
    "SideRecord",
    "compare_records",
    "our_records",
    "their_records",
]
