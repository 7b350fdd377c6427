"""Where every pathway of a store stands on one day: the rule of `open_pathways.py` in SQL, for whole populations."""

from datetime import date, timedelta
from importlib.resources import files

import duckdb
import pyarrow as pa

from clearway.clocks.named_codes import METASTATIC_KNOWN_PRIMARY, RULED_OUT, named_codes
from clearway.pathways.open_pathways import NEW_DAYS
from clearway.standards import RuleBook, RuleNotKnown, Value

DAY_RULES = {
    "fds_days": pa.int32(),
    "d62_days": pa.int32(),
    "d62_rare_days": pa.int32(),
    "children_under_years": pa.int32(),
    "rare_cancers_in_31_days": pa.bool_(),
    "screening_needs_urgent": pa.bool_(),
    "non_specific_symptoms_in_62": pa.bool_(),
    "non_specific_symptoms_in_fds": pa.bool_(),
    "breast_symptomatic_in_62": pa.bool_(),
    "admitted_only_patient_choice": pa.bool_(),
    "upgrade_on_urgent": pa.string(),
}
"""Parameters that the day asked about picks. A switch that is not known yet is off."""

DAY_CODES = ("event_type", "modality", "icd10_scope", "bcc_morphology", "acute_leukaemia", "care_setting")
VIEW = "pathways_on_day"


def lay_out(figures: duckdb.DuckDBPyConnection, day: date, rules: RuleBook, *, everything: bool = False) -> None:
    """Make the temporary table `pathways_on_day` on this connection: a row for each pathway that had begun by the day.

    Columns are those of `open_pathways.sql`: both waits with status, days, target and booking, and the next milestone.
    Unless `everything` is asked for, pathways that have long been over may be left out; nobody who waits, nobody whom
    a tracker may have lost, and no referral of the last seven days ever is.
    """
    tables = {
        "day_rule": _day_rule(day, rules),
        "day_code": _day_code(day, rules),
        "named_code": pa.table({name: [code] for name, code in named_codes().items()}),
        "fds_in_force": _in_force(rules),
    }
    for name, table in tables.items():
        figures.register(name, table)
    values = {"day": day, "new_days": NEW_DAYS, "everything": everything, "ruled_out": RULED_OUT}
    query = (files("clearway.pathways") / "sql" / "open_pathways.sql").read_text(encoding="utf-8")
    figures.execute(f"CREATE OR REPLACE TEMP TABLE {VIEW} AS\n{query}", values)
    for name in tables:
        figures.unregister(name)


def pathways_on(figures: duckdb.DuckDBPyConnection, day: date, rules: RuleBook) -> pa.Table:
    """Every pathway that had begun by a day, as a table in order of submission and row."""
    lay_out(figures, day, rules, everything=True)
    return figures.sql(f"FROM {VIEW} ORDER BY submission_id, ordinal").to_arrow_table()


def _day_rule(day: date, rules: RuleBook) -> pa.Table:
    return pa.table({name: pa.array([_value(name, day, rules, kind)], kind) for name, kind in DAY_RULES.items()})


def _value(name: str, day: date, rules: RuleBook, kind: pa.DataType) -> Value | None:
    try:
        return rules.value(name, day)
    except RuleNotKnown:
        return False if kind == pa.bool_() else None


def _day_code(day: date, rules: RuleBook) -> pa.Table:
    rows = []
    for name in DAY_CODES:
        try:
            listed = rules.codes(name, day)
        except RuleNotKnown:
            continue
        rows += [{"list_name": name, "code": one.code, "code_group": one.group} for one in listed.values()]
    is_first = _is_known_primary_first(day, rules)
    for row in rows:
        if row["list_name"] == "event_type" and row["code"] == METASTATIC_KNOWN_PRIMARY:
            row["code_group"] = "first" if is_first else "later"
    return pa.Table.from_pylist(
        rows, schema=pa.schema([(name, pa.string()) for name in ("list_name", "code", "code_group")])
    )


def _is_known_primary_first(day: date, rules: RuleBook) -> bool:
    try:
        return bool(rules.value("event_12_is_first", day))
    except RuleNotKnown:
        return False


def _in_force(rules: RuleBook) -> pa.Table:
    """The days of referral on which the 28-day standard was in force (HIST-3), as spans."""
    values = rules.parameters["fds_in_force"].values
    if rules.as_at is not None:
        held = bool(rules.value("fds_in_force", rules.as_at))
        spans = [(date.min, date.max, held)]
    else:
        ends = [one.applies_from - timedelta(days=1) for one in values[1:]]
        spans = [(one.applies_from, end, bool(one.value)) for one, end in zip(values, [*ends, date.max], strict=True)]
    return pa.table(
        {
            "applies_from": pa.array([first for first, _, _ in spans], pa.date32()),
            "applies_to": pa.array([last for _, last, _ in spans], pa.date32()),
            "is_in_force": [held for _, _, held in spans],
        }
    )
