"""The names of the organisations and areas in an answer."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from clearway.measures.question import Question
from clearway.measures.todays_organisations import TodaysOrganisations

Names = Mapping[tuple[str, str], str]
"""The name for a cut and a code."""

AskedBefore = dict[tuple[str, ...], Names]
"""Names by the cut, the last month and the codes asked for."""

ORGANISATIONS = """
    SELECT code, max_by(name, month) FROM places WHERE kind = $kind AND list_contains($codes, code) GROUP BY code
"""
ORGANISATIONS_THEN = """
    SELECT code, max_by(name, month)
    FROM places
    WHERE kind = $kind AND list_contains($codes, code) AND month <= $last
    GROUP BY code
"""
AREAS = "SELECT code, name FROM areas WHERE list_contains($codes, code)"


def names_of(
    figures: duckdb.DuckDBPyConnection,
    question: Question,
    rows: Sequence[Mapping[str, Any]],
    reference: TodaysOrganisations | None = None,
    asked: AskedBefore | None = None,
) -> Names:
    """The name of each organisation or area in the rows, as it was in their last month that the store holds of it.

    Under the organisations of today (`reference`) it is the name of today. `asked` remembers what was asked already:
    the standards of one answer mostly tell of the same organisations.
    """
    named: dict[tuple[str, str], str] = {}
    last = max((month for row in rows for month in row["months"]), default="")
    for cut in set(question.places) - {"england"}:
        codes = sorted({str(row[cut]) for row in rows})
        key = (cut, last, *codes)
        if asked and key in asked:
            named.update(asked[key])
            continue
        if reference and question.organisations == "now":
            found = [(code, reference.name(code)) for code in codes]
        elif cut in ("provider", "commissioner"):
            found = figures.execute(ORGANISATIONS_THEN, {"kind": cut, "codes": codes, "last": last}).fetchall()
        else:
            found = figures.execute(AREAS, {"codes": codes}).fetchall()
        of_cut = {(cut, str(code)): str(name) for code, name in found}
        named.update(of_cut)
        if asked is not None:
            asked[key] = of_cut
    return named
