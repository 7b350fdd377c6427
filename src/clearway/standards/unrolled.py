"""The rule book as tables, for SQL: one row a day for parameters, one row a code for code lists."""

from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa

from clearway.standards.dated import Value, value_on

if TYPE_CHECKING:
    from clearway.standards.rule import Parameter
    from clearway.standards.rule_book import RuleBook

STILL_IN_USE = date(9999, 12, 31)
"""Stands in `applies_to` of a code that has not ended, so that SQL can use BETWEEN."""

_ARROW_OF_UNIT = {
    "days": pa.int64(),
    "years": pa.int64(),
    "switch": pa.bool_(),
    "choice": pa.string(),
    "codes": pa.string(),
}


def parameter_table(book: "RuleBook", first: date, last: date) -> pa.Table:
    """One row a day from `first` to `last`, both included: `on_date`, then a column for each parameter by name.

    A cell is null before the parameter's first value. A list of codes stands as one text, separated by spaces and
    empty when there are none. Raises ValueError when `last` lies before `first`.
    """
    if last < first:
        raise ValueError(f"The last day ({last}) lies before the first ({first}).")
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    columns = {"on_date": pa.array(days, pa.date32())}
    for name in sorted(book.parameters):
        parameter = book.parameters[name]
        columns[name] = pa.array(_by_day(parameter, days, book.as_at), _ARROW_OF_UNIT[parameter.unit])
    return pa.table(columns)


def _by_day(parameter: "Parameter", days: list[date], as_at: date | None) -> list[Value | None]:
    if as_at is not None:
        return [_cell(parameter, as_at)] * len(days)
    first, last = days[0], days[-1]
    turns = sorted({first, *(dated.applies_from for dated in parameter.values if first < dated.applies_from <= last)})
    ends = [*turns[1:], last + timedelta(days=1)]
    spans = ([_cell(parameter, turn)] * (end - turn).days for turn, end in zip(turns, ends, strict=True))
    return list(chain.from_iterable(spans))


def _cell(parameter: "Parameter", on: date) -> Value | None:
    dated = value_on(parameter.values, on)
    held = dated.value if dated else None
    return " ".join(held) if isinstance(held, tuple) else held


def code_table(book: "RuleBook") -> pa.Table:
    """Every dated code: `list`, `code`, `label`, `group`, `trust`, `rule_id`, `applies_from`, `applies_to`.

    Under a what-if set only the codes of that day are there, open at both ends.
    """
    rows = []
    for listed in book.code_lists.values():
        for held in listed.codes:
            if book.as_at is not None and not held.holds_on(book.as_at):
                continue
            rows.append(
                {
                    "list": listed.name,
                    "code": held.code.code,
                    "label": held.code.label,
                    "group": held.code.group,
                    "trust": held.code.trust.value,
                    "rule_id": held.code.rule_id,
                    "applies_from": date.min if book.as_at else held.applies_from,
                    "applies_to": STILL_IN_USE if book.as_at else held.applies_to or STILL_IN_USE,
                }
            )
    return pa.Table.from_pylist(rows, schema=_CODE_SCHEMA)


_CODE_SCHEMA = pa.schema(
    [pa.field(name, pa.string()) for name in ("list", "code", "label", "group", "trust", "rule_id")]
    + [pa.field(name, pa.date32()) for name in ("applies_from", "applies_to")]
)
