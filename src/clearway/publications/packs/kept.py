"""A publication kept as text, so that what was approved is what goes out: written as JSON, read back the same.

Only the kinds named here are written and read: a text from elsewhere can name nothing that is not a publication's.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from clearway.publications import charts
from clearway.publications.disclosure import Audience
from clearway.publications.packs.pack import Pack, PackKind
from clearway.publications.packs.page import Page, PageTable, Sign, Source, Standing
from clearway.publications.packs.snapshot import Snapshot
from clearway.publications.tables import Column, Kind
from clearway.records.findings import Refused
from clearway.stats.spc import Assurance, Variation

RECORDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Pack, Page, PageTable, Sign, Source, Standing, Snapshot, Column, charts.Annotation, charts.Band,
        charts.ControlChartPicture, charts.ControlPoint, charts.Goal, charts.IntervalDots, charts.MonthlyLine,
        charts.MonthPoint, charts.PlacePoint, charts.WaitBands,
    )
}  # fmt: skip
WORDS: dict[str, type[Enum]] = {kind.__name__: kind for kind in (PackKind, Audience, Kind, Variation, Assurance)}
PLAIN: dict[str, Callable[[str], Any]] = {"date": date.fromisoformat, "Decimal": Decimal}


def pack_as_json(pack: Pack) -> str:
    """The publication as JSON. Raises TypeError for a kind of chart that is not kept."""
    return json.dumps(_written(pack), ensure_ascii=False, separators=(",", ":"))


def pack_from_json(text: str) -> Pack:
    """The publication that was written. Refused (`PACK-NOT-KEPT`) when the text is not one."""
    try:
        found = _read(json.loads(text))
    except (ValueError, TypeError, KeyError, ArithmeticError) as error:
        raise _not_one() from error
    if not isinstance(found, Pack):
        raise _not_one()
    return found


def fingerprint(pack: Pack) -> str:
    """The hash of all that a publication says, apart from who approved it: what was seen is what is released."""
    return hashlib.sha256(pack_as_json(pack.approved("")).encode()).hexdigest()


def _not_one() -> Refused:
    return Refused("This is no publication that was kept.", "Prepare it again.", code="PACK-NOT-KEPT")


def _written(value: Any) -> Any:
    kind = type(value).__name__
    if WORDS.get(kind) is type(value):
        return {"is": kind, "word": value.value}
    if isinstance(value, date | Decimal):
        return {"is": kind, "word": str(value)}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if is_dataclass(value) and RECORDS.get(kind) is type(value):
        return {"is": kind, **{one.name: _written(getattr(value, one.name)) for one in fields(value)}}
    raise TypeError(f"{kind} is not kept in a publication.")


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(one) for one in value)
    if not isinstance(value, dict):
        return value
    kind = value["is"]
    if kind in PLAIN:
        return PLAIN[kind](value["word"])
    if kind in WORDS:
        return WORDS[kind](value["word"])
    return RECORDS[kind](**{name: _read(one) for name, one in value.items() if name != "is"})
