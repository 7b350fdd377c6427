"""Tables that leave the page: one tidy table and where its figures come from, as CSV or as an Excel workbook."""

from clearway.publications.tables.comma_separated import comma_separated
from clearway.publications.tables.file_name import content_disposition, file_name
from clearway.publications.tables.table import Cell, Column, Kind, Notes, Table
from clearway.publications.tables.workbook import workbook

__all__ = [
    "Cell",
    "Column",
    "Kind",
    "Notes",
    "Table",
    "comma_separated",
    "content_disposition",
    "file_name",
    "workbook",
]
