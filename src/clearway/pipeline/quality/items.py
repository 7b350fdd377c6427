"""What the rows of a submission have to be mended for, as it is kept with the submission: one row a fault.

Values are as sent, except those that identify; who may see them is for the site to say. The names by which an owner
finds a row lie with the identifiers, under the row's `ordinal`.
"""

import pyarrow as pa
import pyarrow.compute as pc

from clearway.pipeline.parts import Joined
from clearway.pipeline.pseudonyms import IDENTIFIER_COLUMNS, pathway_pseudonyms
from clearway.store.keys import StoreKey

ITEM_SCHEMA = pa.schema(
    [
        pa.field("ordinal", pa.int64(), nullable=False),
        pa.field("file_number", pa.int64(), nullable=False),
        pa.field("row", pa.int64(), nullable=False),
        pa.field("finding", pa.string(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("found", pa.string(), nullable=False),
        pa.field("is_rejection", pa.bool_(), nullable=False),
    ]
)
"""`ordinal` numbers rows over all files; `file_number` counts files from 0, `row` a file's own rows, heading first."""


def items_of(together: Joined) -> pa.Table:
    """The faults of a submission, in the order of its rows."""
    return together.mends.select(ITEM_SCHEMA.names).sort_by("ordinal").cast(ITEM_SCHEMA)


def rejected_identifiers(together: Joined, key: StoreKey) -> pa.Table:
    """What the rejected rows call themselves, as rows of identifiers; nobody's number is among them."""
    names = together.rejected_names
    whole = names.append_column("pathway", pathway_pseudonyms(names["pathway_issuer"], names["pathway_id"], key))
    whole = whole.append_column("key_id", pa.repeat(pa.scalar(key.id), names.num_rows))
    for column in IDENTIFIER_COLUMNS:
        if column not in whole.column_names:
            whole = whole.append_column(column, pa.nulls(names.num_rows, pa.string()))
    return whole.select(list(IDENTIFIER_COLUMNS))


def with_rejected(identifiers: pa.Table, rejected: pa.Table) -> pa.Table:
    """Identifiers of accepted and of rejected rows together, in the order of the rows."""
    together = pa.concat_tables([identifiers, rejected.cast(identifiers.schema)])
    return together.take(pc.sort_indices(together["ordinal"]))
