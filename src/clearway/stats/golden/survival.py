"""Known answers of survival: Kaplan-Meier, and net survival against a life table."""

from collections.abc import Iterator, Sequence
from math import isnan

from clearway.stats.golden.answers import Answer, Value, compared
from clearway.stats.golden.checkers import Files, checks
from clearway.stats.golden.tables import Row, Table
from clearway.stats.survival import (
    ICSS,
    Curve,
    Followed,
    LifeTable,
    age_standardised,
    kaplan_meier,
    life_table,
    net_survival,
)

EVERYBODY = "all"


@checks("km_inputs.csv", "km_expected.csv")
def kaplan_meier_answers(files: Files) -> Iterator[Answer]:
    """Survival, standard error and limits at some times, on three scales of limits."""
    people, expected = files["km_inputs.csv"], files["km_expected.csv"]
    for (limits,), rows in expected.groups("conf_type").items():
        curve = kaplan_meier(people.numbers("time"), people.numbers("event"), limits=limits)
        for row in rows:
            yield compared(expected.file, row.named("conf_type", "time"), *_beside(row, "survival", "time", curve, ""))


@checks("net_survival_lifetable.csv", "net_survival_patients.csv", "net_survival_expected.csv")
def net_survival_answers(files: Files) -> Iterator[Answer]:
    """Net survival by three methods, for everybody, by age band, and age-standardised."""
    table, people = read_life_table(files["net_survival_lifetable.csv"]), files["net_survival_patients.csv"]
    bands = people.texts("agegroup")
    for (method,), rows in files["net_survival_expected.csv"].groups("method").items():
        whole = [row for row in rows if row.text("group") == EVERYBODY]
        parts = [row for row in rows if row.text("group") != EVERYBODY]
        for asked, groups in ((whole, None), (parts, bands)):
            times = sorted({row.number("time_days") for row in asked})
            curve = net_survival(read_people(people), table, groups, method=method, times=times)
            yield from _net_answers(asked, times, curve)


def read_life_table(rows: Table) -> LifeTable:
    """The life table of a known-answer file."""
    numbers = (rows.numbers(name) for name in ("age", "year", "annual_survival_probability"))
    return life_table(rows.texts("sex"), *numbers)


def read_people(rows: Table) -> Followed:
    """The people of a known-answer file."""
    return Followed.of(
        days=rows.numbers("time_days"),
        died=rows.numbers("event"),
        age_days=rows.numbers("age_days"),
        diagnosed=rows.texts("diagnosis_date"),
        sex=rows.texts("sex"),
    )


def _net_answers(rows: Sequence[Row], times: Sequence[float], curve: Curve) -> Iterator[Answer]:
    for row in rows:
        group, case = row.text("group"), row.named("method", "group", "time_days")
        standard = group.split(" ")[0]
        if standard not in ICSS:
            name = "" if group == EVERYBODY else group
            yield compared(row.file, case, *_beside(row, "net_survival", "time_days", curve, name))
            continue
        found = age_standardised(curve.at(times), ICSS[standard])
        place = times.index(row.number("time_days"))
        value, error = float(found.value[place]), float(found.standard_error[place])
        known = {name: row.number(name) for name in ("net_survival", "std_err")}
        yield compared(row.file, case, known, {"net_survival": value, "std_err": error})


def _beside(row: Row, value: str, time: str, curve: Curve, group: str) -> tuple[dict[str, Value], dict[str, Value]]:
    """What a row says and what the curve says at its time, for the columns that the row fills."""
    found = curve.at(row.number(time))
    places = [place for place, name in enumerate(found.group.tolist()) if name == group]
    known: dict[str, Value] = {name: row.number(name) for name in ("n_risk", value, "std_err", "lower", "upper")}
    if not places:
        return known, {}
    place = places[0]
    given: dict[str, Value] = {
        "n_risk": float(found.at_risk[place]),
        value: float(found.value[place]),
        "std_err": float(found.standard_error[place]),
        "lower": float(found.lower[place]),
        "upper": float(found.upper[place]),
    }
    return {name: one for name, one in known.items() if isinstance(one, float) and not isnan(one)}, given
