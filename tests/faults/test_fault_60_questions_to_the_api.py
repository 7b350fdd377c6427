"""Fault 60 for programs, and for months at the edge of time: bounded, with the limit named, and at once."""

import pytest
from tests.site.api.conftest import Program, of_analyst  # noqa: F401
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

from clearway.measures.months import months_between
from clearway.measures.question import Question
from clearway.records.findings import Refused

pytestmark = pytest.mark.usefixtures("on_stocked_store")

EVERYTHING = "by=provider,cancer_type,route"


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("waits?per_page=1000000", "a whole number from 1 to 500"),
        ("waits?page=1e9", "a whole number from 1 to 10,000"),
        ("waits?page=10001", "a whole number from 1 to 10,000"),
        ("waits?page=9999", "There is one page"),
        ("waits?from=1990-01&to=2090-01", "At most 120 are answered at once"),
        (f"waits?{EVERYTHING}&from=2024-12&to=2025-03", "at most 60,000 are answered at once"),
        ("waits?by=provider,cancer_type,route,modality", "at most 3, with commas between them"),
        ("waits?month=9999-12", "a month written as 2025-03"),
        ("waits?month=0000-01", "a month written as 2025-03"),
        ("waits?as_known_on=9999-12-31", "a day written as 2025-03-31"),
        ("waits?provder=RHQ", "There is no parameter"),
        ("waits?month=2025-03&month=2025-02", "said 2 times"),
        ("breaches?per_page=501", "a whole number from 1 to 500"),
        ("submissions?per_page=0", "a whole number from 1 to 500"),
        ("organisations?page=9999", "Ask for a page from 1 to"),
        ("measures?per_page=501", "a whole number from 1 to 500"),
        ("measures/CWT-62D/values?per_page=1000000", "a whole number from 1 to 500"),
        ("measures/CWT-62D/values?page=9999&area_type=provider", "Ask for a page from 1 to"),
        ("measures/CWT-62D/values?from=1990-01&to=2090-01", "At most 240 are answered at once"),
        ("measures/CWT-62D/values?from=9999-12", "a month written as 2025-03"),
        ("measures/CWT-62D/values?by=sex,age", "one of sex, age"),
        ("measures/CWT-62D/values?area=" + "A" * 13, "two to twelve capital letters"),
        ("findings?column=" + "x" * 61, "at most 60 letters"),
    ],
)
def test_fault_60_a_question_out_of_bounds_is_a_400_with_the_limit(of_analyst, path, limit):  # noqa: F811
    said = of_analyst.reads(f"/api/v1/{path}", 400)
    assert limit in said["detail"]
    assert len(str(said)) < 1_500


def test_fault_60_every_page_together_is_the_whole_answer(of_analyst):  # noqa: F811
    path, seen = "/api/v1/waits?standard=62&month=2025-03&by=provider&per_page=37", []
    while path:
        answer = of_analyst.reads(path)
        seen += [row["provider"] for row in answer["rows"]]
        path = answer["links"]["next"]
    assert len(seen) == len(set(seen)) == answer["found"] > 100


@pytest.mark.parametrize("month", ["9999-12", "0000-01", "2100-01", "２０２５-０３", "2025-03\n"])
@pytest.mark.parametrize("path", ["/", "/waits/62", "/waits/breaches", "/alliances"])
def test_fault_60_a_month_at_the_edge_of_time_is_refused_at_once(as_analyst, path, month):
    answer = as_analyst.get(path, {"month": month})
    assert answer.status_code == 400
    assert "a month written as 2025-03" in answer.content.decode()


def test_fault_60_no_question_reaches_beyond_the_years_that_can_be():
    for month in ("9999-12", "0000-01", "2025-03\n"):
        with pytest.raises(Refused, match="is not a month"):
            Question(basis="published", first_month=month)
    assert len(months_between("9999-11", "9999-12")) == 2
    assert months_between("2025-04", "2025-03") == ()
