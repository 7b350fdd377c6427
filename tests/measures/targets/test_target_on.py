"""Three kinds of target stand side by side in a month, and none overwrites another."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from clearway.measures.catalogue import load_catalogue
from clearway.measures.targets import AgreedTarget, Trajectories, target_on
from clearway.standards import load_rule_book

CATALOGUE, RULES = load_catalogue(), load_rule_book()
AGREED = Trajectories(
    [
        AgreedTarget(
            measure="CWT-62D", organisation="RHQ", month="2026-05", value=Decimal("0.72"), is_share=True,
            received_at=datetime(2026, 3, 2, tzinfo=UTC), submission="sheet",
        )
    ]
)  # fmt: skip


def shares(held) -> list[Decimal | None]:
    return [one.value for one in held]


def test_standard_milestone_and_trajectory_stand_side_by_side() -> None:
    found = target_on(CATALOGUE["CWT-62D"], "RHQ", "2026-05", rules=RULES, agreed=AGREED)
    assert shares(found.standards) == [Decimal("0.85")]
    assert shares(found.milestones) == [Decimal("0.80")]
    assert found.trajectory is not None
    assert found.trajectory.value == Decimal("0.72")
    assert (found.milestones[0].is_provisional, found.standards[0].is_provisional) == (True, False)


@pytest.mark.parametrize(
    ("month", "standard", "milestone"),
    [
        ("2017-05", [], ["0.85"]),
        ("2021-05", [], []),
        ("2023-09", [], []),
        ("2023-10", ["0.85"], []),
        ("2024-03", ["0.85"], []),
        ("2024-04", ["0.85"], ["0.70"]),
        ("2025-03", ["0.85"], ["0.70"]),
        ("2025-04", ["0.85"], ["0.75"]),
        ("2027-03", ["0.85"], ["0.80"]),
        ("2027-04", ["0.85"], ["0.85"]),
        ("2029-04", ["0.85"], []),
    ],
)
def test_the_next_milestone_holds_that_was_due_and_known_in_the_month(month, standard, milestone) -> None:
    found = target_on(CATALOGUE["CWT-62D"], "RHQ", month, rules=RULES)
    assert shares(found.standards) == [Decimal(one) for one in standard]
    assert shares(found.milestones) == [Decimal(one) for one in milestone]


def test_the_threshold_of_the_rule_book_is_that_of_the_month() -> None:
    told = CATALOGUE["CWT-FDS"]
    assert shares(target_on(told, "", "2026-03", rules=RULES).standards) == [Decimal("0.75")]
    assert shares(target_on(told, "", "2026-04", rules=RULES).standards) == [Decimal("0.80")]


def test_what_was_published_or_received_later_is_not_known_on_an_earlier_day() -> None:
    early = target_on(CATALOGUE["CWT-62D"], "RHQ", "2026-05", rules=RULES, agreed=AGREED, as_known_on=date(2025, 6, 1))
    assert early.milestones == ()
    assert early.trajectory is None


def test_without_an_organisation_there_is_no_trajectory() -> None:
    assert target_on(CATALOGUE["CWT-62D"], "", "2026-05", rules=RULES, agreed=AGREED).trajectory is None


def test_a_standing_threshold_of_the_catalogue_holds_from_its_day_with_its_grade() -> None:
    bowel = CATALOGUE["SCR-BOWEL"]
    assert target_on(bowel, "", "2025-03", rules=RULES).standards == ()
    held = target_on(bowel, "", "2025-04", rules=RULES).standards
    assert [(one.label, one.value) for one in held] == [
        ("acceptable", Decimal("0.62")), ("achievable", Decimal("0.76")),
    ]  # fmt: skip


def test_a_milestone_of_another_definition_is_shown_and_never_compared() -> None:
    (uptake,) = target_on(CATALOGUE["SCR-BOWEL"], "", "2025-04", rules=RULES).milestones
    assert not uptake.compares
    assert "uptake" in uptake.note


def test_a_target_that_is_no_share_is_kept_as_it_is() -> None:
    (none,) = target_on(CATALOGUE["CWT-104"], "", "2025-04", rules=RULES).standards
    assert (none.value, none.label, none.is_provisional) == (Decimal(0), "our default, not national", True)


def test_a_target_without_a_figure_says_so() -> None:
    (named,) = target_on(CATALOGUE["CWT-IPT38"], "", "2025-04", rules=RULES).milestones
    assert named.value is None
    assert "no share" in named.note


def test_a_former_standard_ends_with_its_last_day() -> None:
    seen = CATALOGUE["CWT-2WW"]
    assert shares(target_on(seen, "", "2023-09", rules=RULES).standards) == [Decimal("0.93")]
    assert target_on(seen, "", "2023-10", rules=RULES).is_empty


def test_a_measure_without_a_target_has_nothing_to_be_held_against() -> None:
    assert target_on(CATALOGUE["CWT-CONV"], "RHQ", "2025-04", rules=RULES).is_empty
