"""Values from the waiting-time position: shares within a standard, breaches, and people counted."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from clearway.measures.answer import PositionRow
from clearway.measures.catalogue.places import CUTS_OF, Waits, WaitsRatio
from clearway.measures.months import first_day, last_day
from clearway.measures.position import position
from clearway.measures.question import DETAILS_OF, Basis, Question, where
from clearway.measures.values.files import HeldFiles, held_files
from clearway.measures.values.limits import NONE, Limits, people_limits, share_limits
from clearway.measures.values.value import Asked, MeasureValue
from clearway.standards import RuleBook
from clearway.standards.places import ENGLAND
from clearway.stats.proportion import METHOD as WILSON

PLACE_CUTS = {
    "england": "england", "region": "region", "alliance": "alliance", "icb": "icb", "sub_icb": "commissioner",
    "provider": "provider",
}  # fmt: skip
"""Kinds of area the position knows, by their name there. Regions and alliances are sums of their trusts."""

PUBLISHER = {"published": "NHS England", "computed": "Clearway, from loaded records"}
NOBODY = "nobody was counted"
LARGER = "the part is larger than the whole: the two figures count other people or shares of people"


def waits_values(
    figures: duckdb.DuckDBPyConnection, measure: str, place: Waits, asked: Asked, rules: RuleBook, basis: Basis
) -> list[MeasureValue]:
    """The values of one standard, a row for each month, area and part; none where the position cannot answer so."""
    question = _question(place, asked, basis)
    if question is None:
        return []
    held = held_files(figures)
    rows = position(figures, question, rules).rows
    limits = _limits(place, rows)
    return [_value(measure, place, asked, row, limit, held, basis) for row, limit in zip(rows, limits, strict=True)]


def ratio_values(
    figures: duckdb.DuckDBPyConnection, measure: str, place: WaitsRatio, asked: Asked, rules: RuleBook, basis: Basis
) -> list[MeasureValue]:
    """The people of one figure as a share of those of another, where both are held for a month and area."""
    above = {_key(one): one for one in waits_values(figures, measure, place.above, asked, rules, basis)}
    below = {_key(one): one for one in waits_values(figures, measure, place.below, asked, rules, basis)}
    both = [(above[key], below[key]) for key in above if key in below and below[key].value]
    limits = share_limits([one.value or 0 for one, _ in both], [one.value or 0 for _, one in both])
    return [_ratio(part, whole, limit) for (part, whole), limit in zip(both, limits, strict=True)]


def _ratio(part: MeasureValue, whole: MeasureValue, limits: Limits) -> MeasureValue:
    return MeasureValue(
        measure=part.measure,
        area_type=part.area_type,
        area=part.area,
        area_name=part.area_name,
        period_start=part.period_start,
        period_end=part.period_end,
        group=part.group,
        numerator=part.value,
        denominator=whole.value,
        value=(part.value or 0) / (whole.value or 1),
        lower=limits.lower,
        upper=limits.upper,
        method=limits.method,
        basis=part.basis,
        is_synthetic=part.is_synthetic,
        release="provisional" if "provisional" in (part.release, whole.release) else part.release,
        publisher=part.publisher,
        source_files=tuple(dict.fromkeys((*part.source_files, *whole.source_files))),
        as_at=max(filter(None, (part.as_at, whole.as_at)), default=None),
        note=LARGER if (part.value or 0) > (whole.value or 0) else "",
    )


def _key(value: MeasureValue) -> tuple[str, date, tuple[str, ...]]:
    return value.area, value.period_start, tuple(value.group.values())


def _question(place: Waits, asked: Asked, basis: Basis) -> Question | None:
    """The question that the position is asked; None where its figures do not know the area or the part."""
    cut = PLACE_CUTS.get(asked.area_type)
    known = DETAILS_OF[place.standard]
    if cut is None or (asked.by and asked.by not in known):
        return None
    kept: dict[str, Any] = {cut: asked.areas or None} if cut != "england" else {}
    for name, cuts in CUTS_OF.items():
        if wanted := getattr(place, name):
            detail = next(one for one in cuts if one in known)
            kept[detail] = wanted
    if basis == "published" and {"cancer_type", "modality"} <= {asked.by, *kept}:
        return None
    return Question(
        basis=basis,
        standards=(place.standard,),
        by=(cut, asked.by) if asked.by else (cut,),
        where=where(**kept),
        first_month=f"{asked.first:%Y-%m}" if asked.first else "",
        last_month=f"{asked.last:%Y-%m}" if asked.last else "",
        side="trusts" if cut in ("region", "alliance", "england") else None,
    )


def _limits(place: Waits, rows: Sequence[PositionRow]) -> list[Limits]:
    if place.count == "total":
        return people_limits([float(row.total) for row in rows])
    if place.count == "within":
        return [Limits(row.lower, row.upper, WILSON) if row.lower is not None else NONE for row in rows]
    return share_limits([float(row.breaches) for row in rows], [float(row.total) for row in rows])


def _value(
    measure: str, place: Waits, asked: Asked, row: PositionRow, limits: Limits, held: HeldFiles, basis: Basis
) -> MeasureValue:
    counted: Mapping[str, Decimal] = {"within": row.within, "breaches": row.breaches, "total": row.total}
    numerator, denominator = float(counted[place.count]), float(row.total)
    is_count = place.count == "total"
    value = numerator if is_count else numerator / denominator if denominator else None
    cut = PLACE_CUTS[asked.area_type]
    code = row.cut.get(cut, "England") if cut != "england" else ENGLAND
    return MeasureValue(
        measure=measure,
        area_type=asked.area_type,
        area=code,
        area_name=row.names.get(cut, row.cut.get(cut, code)),
        period_start=first_day(row.months[0]),
        period_end=last_day(row.months[-1]),
        group={asked.by: row.cut.get(asked.by, "")} if asked.by else {},
        numerator=numerator,
        denominator=None if is_count else denominator,
        value=value,
        lower=limits.lower,
        upper=limits.upper,
        method=limits.method,
        basis=basis,
        is_synthetic=basis == "computed" and held.are_synthetic,
        release=row.release,
        publisher=PUBLISHER[basis],
        source_files=row.source_files,
        as_at=held.newest(row.source_files),
        note="" if value is not None else NOBODY,
    )
