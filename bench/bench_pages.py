"""Drawing a table of figures: our own macro against the component of the design system that it stands in for."""

import os
from collections.abc import Iterator
from functools import partial
from typing import Any

import django
from django.template import engines

from bench.case import Case

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearway.site.settings")

OURS = '{% from "macros/tables.jinja" import data_table %}{{ data_table(shown) }}'
COMPONENT = '{% from "nhsuk/components/tables/macro.jinja" import table %}{{ table(parameters) }}'
COLUMNS = 6


def cases(*, is_full: bool = False) -> Iterator[Case]:
    """Tables of 8, 50 and 200 rows."""
    django.setup()
    jinja = engines.all()[0]
    ours, component = jinja.from_string(OURS), jinja.from_string(COMPONENT)
    for rows in (8, 50, 200):
        shown, parameters = _shown(rows), _parameters(rows)
        yield Case(
            "draw a table",
            f"{rows} rows × {COLUMNS}",
            {
                "our macro": partial(ours.render, {"shown": shown}),
                "component macro": partial(component.render, {"parameters": parameters}),
            },
        )


def _shown(rows: int) -> Any:
    from clearway.publications.tables import Column, Kind, Notes, Table
    from clearway.site.tables import ShownTable

    columns = tuple(Column(f"c{n}", f"Column {n}", Kind.TEXT if n == 0 else Kind.COUNT) for n in range(COLUMNS))
    cells = tuple((f"Row {n}", *range(n, n + COLUMNS - 1)) for n in range(rows))
    return ShownTable("t", Table("A table", columns, cells, Notes("d", "s", "a", "v", "l")), empty="Nothing.")


def _parameters(rows: int) -> dict[str, Any]:
    head = [{"text": f"Column {n}", "format": "numeric" if n else ""} for n in range(COLUMNS)]
    cells = [
        [{"text": f"Row {n}"}, *({"text": str(value), "format": "numeric"} for value in range(n, n + COLUMNS - 1))]
        for n in range(rows)
    ]
    return {"caption": "A table", "head": head, "rows": cells}
