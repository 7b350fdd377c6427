"""The files of known answers that lie beside a checkout, by name."""

from clearway.stats.golden.tables import Table, read_table
from tests.shared import shared_path


def golden(name: str) -> Table:
    """The rows of a file of known answers, read as `clearway golden` reads them."""
    return read_table(shared_path(f"golden/{name}.csv"))
