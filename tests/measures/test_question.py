"""Questions that no figures can answer are refused in words, and the others know whose figures they ask for."""

import pytest

from clearway.measures.question import Question, months_of_year, where
from clearway.records.findings import Refused


def question(**asked: object) -> Question:
    return Question(**{"basis": "published", **asked})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"by": ("hospital",)}, "CUT_UNKNOWN"),
        ({"standards": ("14",)}, "STANDARD_UNKNOWN"),
        ({"first_month": "March"}, "NOT_A_MONTH"),
        ({"first_month": "2025-13"}, "NOT_A_MONTH"),
        ({"basis": "computed", "standards": ("62_gp",)}, "BASIS_WITHOUT_STANDARD"),
        ({"standards": ("62_gp",), "by": ("route",)}, "CUT_WITHOUT_STANDARD"),
        ({"basis": "computed", "standards": ("usc_first_seen",)}, "BASIS_WITHOUT_STANDARD"),
        ({"standards": ("28",), "by": ("modality",)}, "CUT_WITHOUT_STANDARD"),
        ({"standards": ("31",), "by": ("route",)}, "CUT_WITHOUT_STANDARD"),
        ({"by": ("cancer_type", "modality")}, "CUT_NOT_PUBLISHED"),
        ({"by": ("provider", "icb")}, "CUT_NOT_PUBLISHED"),
        ({"by": ("provider",), "side": "residents"}, "SIDE_IMPOSSIBLE"),
        ({"by": ("icb",), "side": "trusts"}, "SIDE_IMPOSSIBLE"),
    ],
)
def test_a_question_without_an_answer_is_refused(asked: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as caught:
        question(**asked)
    assert caught.value.code == code
    assert caught.value.mend


@pytest.mark.parametrize(
    ("by", "sides"),
    [
        (("england",), ("trusts",)),
        ((), ("trusts",)),
        (("provider",), ("trusts",)),
        (("icb",), ("residents",)),
        (("commissioner", "alliance"), ("residents",)),
        (("alliance",), ("trusts", "residents")),
        (("region", "cancer_type"), ("trusts", "residents")),
        (("alliance", "provider"), ("trusts",)),
    ],
)
def test_whose_figures_are_asked_for_follows_from_the_places(by: tuple[str, ...], sides: tuple[str, ...]) -> None:
    assert question(by=by).sides == sides


def test_a_standard_that_is_not_told_apart_as_asked_is_left_out_and_the_others_answer() -> None:
    assert question(by=("route",)).answerable() == ("28", "62")


def test_a_filter_by_place_counts_as_a_place_asked_for() -> None:
    assert question(by=("cancer_type",), where=where(provider="RHQ", route=None)).sides == ("trusts",)


def test_a_financial_year_runs_from_april_to_march() -> None:
    assert months_of_year("2024-25") == ("2024-04", "2025-03")
    for text in ("2024-26", "2024", "24-25"):
        with pytest.raises(Refused, match="not a financial year"):
            months_of_year(text)
