"""Values worked out from counted events and the records behind them: what no publication tells.

A pathway counts once at every trust that holds a share of it, and once in a sum of trusts: these are counts of people,
not of shares. Each value is of one month.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from clearway.measures.labels import WHOLE_STORE
from clearway.measures.months import first_day, last_day, month_of
from clearway.measures.sources import Sources, month_sources
from clearway.measures.values.files import HeldFiles, held_files
from clearway.measures.values.keeping import Conditions, kept_by
from clearway.measures.values.limits import Limits, limits_of, share_limits
from clearway.measures.values.value import Asked, MeasureValue
from clearway.standards.places import ENGLAND
from clearway.standards.strict import read_yaml
from clearway.stats.quantile import quantile_limits

COUNTS_FILE = Path(__file__).with_name("record_counts.yaml")
MEDIAN = "median_days_referral_to_treatment"
TOLD_CANCER, TOLD_RULED_OUT = "01", "02"
NON_SPECIFIC = "Suspected cancer - non-specific symptoms"
ORDER_STATISTICS = "order statistics"
UNKNOWN = ("unknown", "unknown_words", "of_words")

AREAS = {
    "england": f"'{ENGLAND}'",
    "region": "coalesce(event.treat_region, '')",
    "alliance": "coalesce(event.treat_alliance, '')",
    "icb": "coalesce(event.residents_icb, '')",
    "sub_icb": "coalesce(event.commissioner, '')",
    "provider": "trust",
}
AGE_BANDS = (
    (0, "0 to 24"),
    (25, "25 to 49"),
    (50, "50 to 59"),
    (60, "60 to 69"),
    (70, "70 to 79"),
    (80, "80 and over"),
)
"""The first age of each band and its words."""

ETHNIC_GROUPS = (("White", "ABC"), ("Mixed", "DEFG"), ("Asian", "HJKL"), ("Black", "MNP"), ("Other", "RS"))
"""The five groups of the 16 ethnic categories of 2001 that the data set records, by their letters; Z is not stated."""

PARTS = {
    "cancer_type": "coalesce(event.cancer_type, 'not recorded')",
    "route": "coalesce(event.route, 'not recorded')",
    "stage": "coalesce(event.stage, 'not recorded')",
    "modality": "coalesce(event.modality, 'not recorded')",
    "sex": "CASE record.sex WHEN '1' THEN 'Male' WHEN '2' THEN 'Female' ELSE 'not recorded' END",
    "ethnicity": "CASE "
    + " ".join(f"WHEN list_contains({list(codes)}, record.ethnicity) THEN '{words}'" for words, codes in ETHNIC_GROUPS)
    + " ELSE 'not stated' END",
    "age": "CASE WHEN record.age_at_referral IS NULL THEN 'not recorded' "
    + " ".join(f"WHEN record.age_at_referral >= {first} THEN '{words}'" for first, words in reversed(AGE_BANDS))
    + " END",
}


@dataclass(frozen=True, slots=True)
class EventCount:
    """Which events of a standard are counted over, and which of them count; conditions in SQL of our own.

    `unknown` are events that may belong to those counted over, and of which it cannot be told; `unknown_words` say who
    they are, `of_words` who is counted over.
    """

    of: str
    counted: str
    standard: str = ""
    unknown: str = ""
    unknown_words: str = ""
    of_words: str = ""


@cache
def event_counts() -> Mapping[str, EventCount]:
    """Every count by its name. Raises StandardsError naming the key."""
    file = read_yaml(COUNTS_FILE, COUNTS_FILE.parent)
    found = {}
    for name, entry in file.named_sections("counts").items():
        entry.only(("of", "counted"), ("standard", *UNKNOWN))
        if len({entry.has(one) for one in UNKNOWN}) > 1:
            raise entry.wrong("unknown", "only a part of what it needs", f"Give all of {', '.join(UNKNOWN)} or none.")
        more = {one: entry.text(one) for one in ("standard", *UNKNOWN) if entry.has(one)}
        found[name] = EventCount(entry.text("of"), entry.text("counted"), **more)
    return found


def event_values(
    figures: duckdb.DuckDBPyConnection,
    measure: str,
    count: str,
    asked: Asked,
    *,
    standard: str = "",
    referral: str = "",
) -> list[MeasureValue]:
    """The values of a count of `record_counts.yaml`, a row for each month, area and part that has anybody.

    Empty where the area or the part is not known of events. `standard` is for a count that names none; `referral`
    keeps `non_specific_symptoms`.
    """
    if asked.area_type not in AREAS or (asked.by and asked.by not in PARTS):
        return []
    definition = event_counts()[count]
    standard = definition.standard or standard
    rows = _rows(figures, definition, standard, asked, referral, with_days=count == MEDIAN)
    held, sources = held_files(figures), month_sources(figures)
    limits = (
        [_median_limits(row["days"]) for row in rows]
        if count == MEDIAN
        else share_limits([row["numerator"] for row in rows], [row["denominator"] for row in rows])
    )
    names = _names(figures, asked.area_type)
    return [
        _value(measure, asked, row, limit, standard, _Context(held, sources, names), is_median=count == MEDIAN)
        for row, limit in zip(rows, limits, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Context:
    held: HeldFiles
    sources: Sources
    names: Mapping[str, str]


def _rows(
    figures: duckdb.DuckDBPyConnection,
    definition: EventCount,
    standard: str,
    asked: Asked,
    referral: str,
    *,
    with_days: bool,
) -> list[dict[str, Any]]:
    part = PARTS[asked.by] if asked.by else "''"
    trusts = "UNNEST(list_distinct([treat_trust, coalesce(inv_trust, treat_trust)]))"
    source = f"(SELECT *, {trusts} AS trust FROM events)" if asked.area_type == "provider" else "events"  # noqa: S608 (constants of ours)
    also: Conditions = {"event.standard = $standard": {"standard": standard}}
    named = (("told_cancer", TOLD_CANCER), ("ruled_out", TOLD_RULED_OUT))
    also[f"({definition.of})"] = {
        name: value for name, value in named if f"${name}" in definition.of + definition.counted
    }
    if referral:
        also["event.cancer_type = $referral"] = {"referral": NON_SPECIFIC}
    kept = kept_by(asked, also, area=AREAS[asked.area_type], day="event.month", written=month_of)
    days = ", list(event.days ORDER BY event.days) AS days" if with_days else ""
    query = f"""
        SELECT
            {AREAS[asked.area_type]} AS area,
            event.month AS month,
            {part} AS part,
            CAST(count(*) FILTER (WHERE {definition.counted}) AS DOUBLE) AS numerator,
            CAST(count(*) AS DOUBLE) AS denominator{days}
        FROM {source} AS event
        INNER JOIN records AS record USING (submission_id, ordinal)
        WHERE {kept.where}
        GROUP BY 1, 2, 3
        HAVING area <> ''
        ORDER BY 1, 2, 3
    """  # noqa: S608 (every part is a constant of ours; what was asked is bound)
    rows: list[dict[str, Any]] = figures.sql(query, params=kept.values).to_arrow_table().to_pylist()
    return rows


def _median_limits(days: list[int]) -> Limits:
    return limits_of(*quantile_limits(days), ORDER_STATISTICS)


def _names(figures: duckdb.DuckDBPyConnection, area_type: str) -> dict[str, str]:
    if area_type == "england":
        return {ENGLAND: WHOLE_STORE}
    kind = {"sub_icb": "commissioner"}.get(area_type, area_type)
    query = "SELECT code, arg_max(name, month) FROM places WHERE kind = ? GROUP BY code"
    areas = figures.execute("SELECT code, name FROM areas").fetchall()
    organisations = figures.execute(query, [kind]).fetchall()
    return {str(code): str(name) for code, name in (*areas, *organisations) if name}


def _value(
    measure: str,
    asked: Asked,
    row: Mapping[str, Any],
    limits: Limits,
    standard: str,
    context: _Context,
    *,
    is_median: bool,
) -> MeasureValue:
    month = row["month"]
    is_provisional, files = context.sources.get(standard, {}).get(month, (False, []))
    return MeasureValue(
        measure=measure,
        area_type=asked.area_type,
        area=row["area"],
        area_name=context.names.get(row["area"], row["area"]),
        period_start=first_day(month),
        period_end=last_day(month),
        group={asked.by: row["part"]} if asked.by else {},
        numerator=None if is_median else row["numerator"],
        denominator=row["denominator"],
        value=float(np.median(row["days"])) if is_median else row["numerator"] / row["denominator"],
        lower=limits.lower,
        upper=limits.upper,
        method=limits.method,
        basis="computed",
        is_synthetic=context.held.are_synthetic,
        release="provisional" if is_provisional else "final",
        publisher="Clearway, from loaded records",
        source_files=tuple(files),
        as_at=context.held.newest(files),
    )
