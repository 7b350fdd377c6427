"""Known answers of case-mix adjustment: the model's coefficients, and each unit's expected range."""

import re
from collections.abc import Iterator

from clearway.stats.case_mix import INTERCEPT, CaseMix, case_mix, expected_range
from clearway.stats.golden.answers import Answer, compared
from clearway.stats.golden.checkers import Files, checks
from clearway.stats.golden.tables import Table

NOT_COVARIATES = ("trust", "positive")
LEVELS = {"95": 0.95, "998": 0.998}
FACTOR = re.compile(r"factor\((.+)\)(.*)")


@checks("casemix_patients.csv", "casemix_coefficients.csv", "casemix_expected.csv")
def case_mix_answers(files: Files) -> Iterator[Answer]:
    """Every coefficient of the model, then score, adjusted score, range and position of every unit."""
    people = files["casemix_patients.csv"]
    model = case_mix(
        people.numbers("positive"),
        {column: people.texts(column) for column in people.columns if column not in NOT_COVARIATES},
    )
    for row in files["casemix_coefficients.csv"]:
        given = model.coefficients.get(_term(row.text("term"), people))
        yield compared(row.file, row.named("term"), {"coef": row.number("coef")}, {"coef": given})
    yield from _ranges(files["casemix_expected.csv"], model, people)


def _term(words: str, people: Table) -> tuple[str, str]:
    """A term as R names it (`sexmale`, `factor(imd)2`) as covariate and level."""
    if words == INTERCEPT:
        return INTERCEPT, ""
    if found := FACTOR.fullmatch(words):
        return found[1], found[2]
    covariate = max((column for column in people.columns if words.startswith(column)), key=len, default="")
    return covariate, words.removeprefix(covariate)


def _ranges(expected: Table, model: CaseMix, people: Table) -> Iterator[Answer]:
    found = {
        words: expected_range(model, people.texts("trust"), level=level, fewest=1) for words, level in LEVELS.items()
    }
    narrow = found["95"]
    place = {unit: place for place, unit in enumerate(narrow.unit.tolist())}
    for row in expected:
        at = place[row.text("tr")]
        given: dict[str, float | str | None] = {
            "n": float(narrow.denominator[at]),
            "observed": float(narrow.numerator[at]),
            "expected": float(narrow.expected[at]),
            "variance": float(narrow.variance[at]),
            "score_percent": 100 * float(narrow.value[at]),
            "adjusted_percent": 100 * float(narrow.adjusted[at]),
        }
        for words, ranges in found.items():
            given[f"expected_range_lower_{words}"] = 100 * float(ranges.lower[at])
            given[f"expected_range_upper_{words}"] = 100 * float(ranges.upper[at])
        known: dict[str, float | str | None] = {name: row.number(name) for name in given}
        known["position_95"], given["position_95"] = row.text("position_95"), str(narrow.position[at])
        yield compared(row.file, row.named("tr"), known, given)
