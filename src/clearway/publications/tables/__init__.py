"""Tables that leave the page: one tidy table and where its figures come from, as CSV or as an Excel workbook."""

from clearway.publications.tables.comma_separated import comma_separated, comma_separated_parts
from clearway.publications.tables.file_name import content_disposition, file_name
from clearway.publications.tables.table import Cell, Column, Kind, LongTable, Notes, Table
from clearway.publications.tables.workbook import MOST_ROWS, workbook, write_workbook

__all__ = [
    "MOST_ROWS",
    "Cell",
    "Column",
    "Kind",
    "LongTable",
    "Notes",
    "Table",
    "comma_separated",
    "comma_separated_parts",
    "content_disposition",
    "file_name",
    "workbook",
    "write_workbook",
]
