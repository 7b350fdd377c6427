"""Known answers of life expectancy, quantile groups, queues, inequality and disclosure control."""

from collections.abc import Iterator, Sequence

from clearway.stats import queue
from clearway.stats.disclosure import LOCAL_BELOW_5, NHS_SECONDARY_CARE, shown_counts
from clearway.stats.golden.answers import Answer, Value, compared
from clearway.stats.golden.checkers import Files, checks
from clearway.stats.golden.limits import levels_of
from clearway.stats.golden.tables import Row, Table, Unreadable
from clearway.stats.inequality import Inequality, Kind, inequality
from clearway.stats.life_expectancy import life_expectancy
from clearway.stats.quantile_group import quantile_groups

NUMBERS = {"Decile": 10, "Septile": 7, "Sextile": 6, "Quintile": 5, "Quartile": 4, "Tercile": 3}
SETS: dict[str, Sequence[str]] = {"IndSexReg": ("IndSexRef", "ParentCode"), "IndSex": ("IndSexRef",), "None": ()}
QUEUES = (
    queue.queue_load,
    queue.relief_capacity,
    queue.target_capacity,
    queue.target_mean_wait,
    queue.target_queue_size,
    queue.waiting_list_pressure,
)
KINDS = {"0": Kind.OTHER, "1": Kind.RATE, "2": Kind.PROPORTION}
TIMES = {"(x 100)": 100.0, "(x -100)": -100.0}
RULES = {"count": NHS_SECONDARY_CARE, "count_lt5": LOCAL_BELOW_5}


@checks("life_expectancy.csv")
def life_expectancies(files: Files) -> Iterator[Answer]:
    """Life expectancy at every age, with what it rests on."""
    rows = files["life_expectancy.csv"]
    columns = levels_of(rows.columns)
    deaths, people, starts = (rows.numbers(name) for name in ("deaths", "pops", "startage"))
    found = {level: life_expectancy(deaths, people, starts, level=level) for _, level in columns.values()}
    first = next(iter(found.values()))
    for place, row in enumerate(rows):
        given: dict[str, Value] = {"value": float(first.value[place])}
        given |= {"pops_used": float(first.population[place]), "dths_used": float(first.deaths[place])}
        given |= {name: float(getattr(found[level], end)[place]) for name, (end, level) in columns.items()}
        yield compared(row.file, row.named("startage"), {name: row.number(name) for name in given}, given)


@checks("quantiles.csv")
def groups_of_areas(files: Files) -> Iterator[Answer]:
    """The group and the rank of every area within its set."""
    rows = files["quantiles.csv"]
    together: dict[tuple[str, bool], list[Row]] = {}
    for row in rows:
        is_inverted = row.text("GroupSet") == "None" or row.is_true("Polarity")
        together.setdefault((row.text("QuantileNm"), is_inverted), []).append(row)
    for (name, is_inverted), part in together.items():
        sets = [
            " ".join([row.text("GroupSet"), *(row.text(column) for column in SETS[row.text("GroupSet")])])
            for row in part
        ]
        yield from _quantiles(Table(rows.file, rows.columns, tuple(part)), NUMBERS[name], sets, is_inverted=is_inverted)


@checks("waiting_list.csv")
def queues(files: Files) -> Iterator[Answer]:
    """The arithmetic of lists and capacity; `args` names the columns a, b, c … in order."""
    functions = {function.__name__: function for function in QUEUES}
    for row in files["waiting_list.csv"]:
        if row.text("measure") not in functions:
            raise Unreadable(f"{row.file}, row {row.place}: no measure {row.text('measure')} is known.")
        names = row.text("args").split(",")
        numbers = [row.number(column) for column in "abcdefgh"[: len(names)]]
        given = float(functions[row.text("measure")](*numbers))
        yield compared(row.file, row.named("measure"), {"expected": row.number("expected")}, {"expected": given})


@checks("sii.csv")
def inequalities(files: Files) -> Iterator[Answer]:
    """Slope and relative index of inequality with limits; the first row of each area holds the answers."""
    for (words, area), rows in files["sii.csv"].groups("TestDescription", "Area").items():
        first = rows.rows[0]
        if not first.has("sii"):
            continue
        known: dict[str, Value] = {}
        given: dict[str, Value] = {}
        for place, level in enumerate(_levels(first), start=1):
            found = _inequality(rows, level)
            answers = {"sii": found.slope_index, "rii": found.relative_index, "Intercept": found.start}
            answers |= {f"sii_lowercl_{place}": found.slope_lower, f"sii_uppercl_{place}": found.slope_upper}
            answers |= {f"rii_lowercl_{place}": found.relative_lower, f"rii_uppercl_{place}": found.relative_upper}
            for name, number in answers.items():
                if first.has(name):
                    known[name], given[name] = first.number(name), float(number)
        yield compared(first.file, f"{words}, {area} (row {first.place})", known, given)


@checks("disclosure_rules.csv")
def shown(files: Files) -> Iterator[Answer]:
    """Single counts as each rule lets them be shown."""
    for row in files["disclosure_rules.csv"]:
        if row.text("rule") not in RULES:
            raise Unreadable(f"{row.file}, row {row.place}: no rule {row.text('rule')} is known.")
        given = str(shown_counts([row.number("value")], RULES[row.text("rule")])[0])
        yield compared(row.file, row.named("rule", "value"), {"displayed": row.text("displayed")}, {"displayed": given})


def _quantiles(rows: Table, number: int, sets: Sequence[str], *, is_inverted: bool) -> Iterator[Answer]:
    found = quantile_groups(rows.numbers("Value"), number, sets, high_is_first=is_inverted)
    for place, row in enumerate(rows):
        known: dict[str, Value] = {"QuantileInGrp": row.number("QuantileInGrp")}
        given: dict[str, Value] = {"QuantileInGrp": float(found.group[place])}
        if row.has("Value") and row.has("RankinGrp"):
            known["RankinGrp"], given["RankinGrp"] = row.number("RankinGrp"), float(found.rank[place])
        yield compared(row.file, row.named("QuantileNm", "GroupSet", "AreaCode"), known, given)


def _levels(row: Row) -> list[float]:
    """The level of each pair of limits: the file's column, but for the tests that name 98% in their description."""
    words = row.text("TestDescription")
    if "98" in words:
        return [0.95, 0.98] if "95" in words else [0.98]
    return [float(word) / 100 for word in row.text("Confidence").strip("c()").split(",")]


def _inequality(rows: Table, level: float) -> Inequality:
    words = rows.rows[0].text("TestDescription")
    return inequality(
        rows.numbers("Value"),
        rows.numbers("Population"),
        errors=rows.numbers("StandardError"),
        kind=KINDS[rows.rows[0].text("ValueType")],
        transform="transform" in words,
        multiplier=TIMES.get(words[words.rfind("(") :], -1.0 if "negative multiplier" in words else 1.0),
        level=level,
    )
