"""The data-quality shadow: how much of a value is known, what it could be else, and whether it will still change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.small_store import SmallStore

from clearway.intake.indicators.templates import TEMPLATES
from clearway.intake.readers import read_here
from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.catalogue.measure import Measure
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.measures.comparison import protected
from clearway.measures.comparison.groups import HIDDEN_NOTE
from clearway.measures.values import (
    Asked,
    FoundIn,
    MeasureValue,
    Shadow,
    shadowed,
    values_of,
    values_with_shadows,
    with_group_shadows,
)
from clearway.measures.values.shadow import out_of_a_hundred
from clearway.measures.values.shadows.left_out import clocks
from clearway.measures.values.shadows.of_publications import of_waits
from clearway.measures.values.shadows.reporting import reporting
from clearway.standards import load_rule_book
from clearway.stats import bounds_when_missing

CATALOGUE = load_catalogue()
MARCH = (date(2025, 3, 1), date(2025, 3, 31))


def shadows(store: SmallStore, measure: str, area_type: str, basis: str = "computed") -> list[tuple[str, Shadow]]:
    """The shadow of each value, with its area."""
    asked = Asked(area_type=area_type, bases=(basis,))  # type: ignore[arg-type]
    ground, definition = store.ground, CATALOGUE[measure]
    found = shadowed(ground, definition, area_type, values_of(ground, definition, asked))
    return [(one.area, one.shadow) for one in found.values if one.shadow is not None]


def test_a_manager_reads_that_97_of_every_100_hand_overs_can_be_placed(store: SmallStore) -> None:
    """The example of docs/data-quality.md: 90 of 97 on time, two without a usable date, one without a decision."""
    for number in range(97):
        store.count("62", 50, inv_trust="RFF", scenario=1 if number < 90 else 5)
    for _ in range(2):
        store.count("62", 50, inv_trust="RFF")
    store.leave_out("MISSING_DTT")
    ((area, shadow),) = [one for one in shadows(store, "CWT-IPT38", "provider") if one[0] == "RHQ"]
    assert area == "RHQ"
    assert shadow.said == "97 of every 100 hand-overs had every date and code that counting needs (97 of 100)."
    assert shadow.said_of_bounds == "If none of the other hand-overs counted it would be 90.0%, if all of them 93.0%."
    assert [(one.code, one.count) for one in shadow.lacking] == [("MISSING_DTT", 1), ("NOT_PLACED", 2)]
    assert (shadow.read, shadow.rejected) == (1004, 4)


def test_records_left_out_by_a_rule_or_replaced_by_a_later_file_are_not_lacking(store: SmallStore) -> None:
    store.count("62", 30, scenario=1, inv_trust="RFF")
    store.leave_out("BASAL_CELL")
    store.leave_out("MISSING_DTT", superseded_by="a later file")
    found = dict(shadows(store, "CWT-IPT38", "provider"))
    assert found["RHQ"].completeness == 1
    assert found["RHQ"].said == "All hand-overs had every date and code that counting needs (1 of 1)."
    assert found["RHQ"].said_of_bounds == ""


def test_a_record_that_names_no_trust_belongs_to_its_sender_and_one_without_a_day_to_no_month(
    store: SmallStore,
) -> None:
    store.count("62", 30)
    store.leave_out("NO_DIAGNOSIS", org_treatment=None)
    store.leave_out("MISSING_DTT", treatment_start_date=None)
    ((_, shadow),) = shadows(store, "CWT-MEDREF", "provider")
    assert (shadow.known, shadow.expected, shadow.undated) == (1, 2, 1)
    assert (shadow.lowest, shadow.highest) == (None, None), "a median has no bounds of this kind"


def test_a_record_left_out_counts_at_both_trusts_that_it_names_and_once_in_their_sum(store: SmallStore) -> None:
    store.count("62", 30, inv_trust="RFF", scenario=1, treat_alliance="E56000025", inv_alliance="E56000025")
    store.leave_out("MISSING_DTT", accountable_investigating_org="RFF")
    at_trusts = {area: shadow.expected for area, shadow in shadows(store, "CWT-IPT38", "provider")}
    assert at_trusts == {"RHQ": 2, "RFF": 2}
    assert [(area, one.expected) for area, one in shadows(store, "CWT-IPT38", "alliance")] == [("E56000025", 2)]
    assert [one.expected for _, one in shadows(store, "CWT-IPT38", "england")] == [2]


def test_rows_rejected_in_the_files_of_another_trust_are_not_told_of_a_trust(store: SmallStore) -> None:
    store.count("62", 30, inv_trust="RFF", scenario=1)
    found = dict(shadows(store, "CWT-IPT38", "provider"))
    assert (found["RHQ"].read, found["RHQ"].rejected) == (1004, 4)
    assert (found["RFF"].read, found["RFF"].rejected) == (None, None)
    ((_, together),) = shadows(store, "CWT-IPT38", "england")
    assert together.rejected == 4


def test_a_source_says_of_itself_whether_it_changes_late_and_only_memory_is_provisional() -> None:
    known = {key: source.late for key, source in vocabulary().sources.items() if source.late}
    assert {"waits", "dm01", "ndrs.incidence", "ndrs.survival", "stage"} <= set(known)
    assert all(late.source for late in known.values())
    assert not known["waits"].is_provisional
    assert {key for key, late in known.items() if late.is_provisional} == {
        "ndrs.incidence", "ndrs.survival", "stage", "stage.completeness",
    }  # fmt: skip


def test_every_reason_is_one_that_the_clocks_give() -> None:
    known = {one.code.code for one in load_rule_book().code_lists["exclusion_reason"].codes}
    assert {reason for clock in clocks().values() for reason in clock.reasons} <= known


def test_stage_says_what_is_missing_and_what_would_tell_while_nobody_loaded_it(store: SmallStore) -> None:
    store.observe("stage.early", 0.54)
    ((_, shadow),) = shadows(store, "EDX-STAGE", "district", "published")
    assert (shadow.said, shadow.lowest) == ("", None)
    assert "How many they are is not printed" in shadow.untold
    assert "docs/completeness-template.md" in shadow.untold


def test_a_loaded_completeness_of_stage_gives_the_bounds_of_the_same_place_and_year(store: SmallStore) -> None:
    store.observe("stage.early", 0.54)
    store.observe("stage.early", 0.50, area_code="E08000017")
    store.observe("stage.completeness", 0.82, numerator=820.0, denominator=1000.0)
    barnsley, doncaster = (shadow for _, shadow in shadows(store, "EDX-STAGE", "district", "published"))
    assert barnsley.said == "82 of every 100 cancers had a stage (820 of 1,000)."
    assert barnsley.said_of_bounds == "If none of the other cancers counted it would be 44.3%, if all of them 62.3%."
    assert (doncaster.completeness, bool(doncaster.untold)) == (None, True)


def test_the_template_of_completeness_gives_its_bounds_once_it_is_loaded(store: SmallStore, tmp_path: Path) -> None:
    """A synthetic file of made-up numbers, read as it would be loaded."""
    path = tmp_path / "completeness.csv"
    path.write_text(TEMPLATES["completeness"].text(), encoding="utf-8")
    days = {"period_start": date(2018, 1, 1), "period_end": date(2018, 12, 31)}
    store.observe("stage.early", 0.6, area_code="E08000018", **days)
    store.observed += read_here(path).tables["observations"].to_pylist()
    ((_, shadow),) = shadows(store, "EDX-STAGE", "district", "published")
    assert shadow.said == "79 of every 100 cancers had a stage."
    assert (shadow.lowest, shadow.highest) == pytest.approx((0.6 * 0.794, 0.6 * 0.794 + 0.206))


def test_a_share_without_counts_gives_bounds_too(store: SmallStore) -> None:
    store.observe("stage.early", 0.5)
    store.observe("stage.completeness", 0.9)
    ((_, shadow),) = shadows(store, "EDX-STAGE", "district", "published")
    assert shadow.said == "90 of every 100 cancers had a stage."
    assert (shadow.lowest, shadow.highest) == pytest.approx((0.45, 0.55))


def test_the_newest_year_of_a_registered_figure_says_that_it_changes_and_that_this_is_from_memory(
    store: SmallStore,
) -> None:
    for year in (2017, 2018):
        days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
        store.observe("stage.early", 0.5, **days)
    older, newest = (shadow for _, shadow in shadows(store, "EDX-STAGE", "district", "published"))
    assert older.late is None
    assert newest.late is not None
    assert newest.late.is_provisional


def test_a_provisional_month_of_a_publication_says_so_and_a_final_one_does_not(store: SmallStore) -> None:
    told = {"area_type": "provider", "area_code": "RHQ", "numerator": 1.0, "denominator": 4.0}
    days = {"period_start": MARCH[0], "period_end": MARCH[1]}
    store.observe("dm01.six_weeks_or_more", 0.25, **told, **days, release="provisional")
    february = {"period_start": date(2025, 2, 1), "period_end": date(2025, 2, 28)}
    store.observe("dm01.six_weeks_or_more", 0.25, **told, **february, release="final")
    final, provisional = (shadow for _, shadow in shadows(store, "DIA-DM01", "provider", "published"))
    assert final.late is None
    assert provisional.late is not None
    assert not provisional.late.is_provisional


def months(**people: Sequence[float | None]) -> dict[str, dict[str, float]]:
    """People by month from January 2025 on; None where a provider has no row."""
    found: dict[str, dict[str, float]] = {}
    for code, held in people.items():
        for number, count in enumerate(held, 1):
            month = found.setdefault(f"2025-{number:02}", {})
            if count is not None:
                month[code] = count
    return found


def test_who_reports_before_and_after_a_month_and_not_in_it_is_missing() -> None:
    found = reporting(months(RHQ=(100, 100, 100), RFF=(40, None, 60)))
    assert (found["2025-02"].reported, found["2025-02"].missing) == (1, {"RFF": 50})
    assert not found["2025-01"].missing
    assert not found["2025-03"].missing


def test_a_trust_that_merged_and_one_with_few_people_are_not_missing_in_between() -> None:
    found = reporting(months(RAP=(90, 90, None, None), RAL=(90, 90, 180, 180), NT4=(3, None, 4, 3)))
    assert not found["2025-02"].missing
    assert found["2025-03"].missing == {}, "the month after has no row of it either"
    assert found["2025-04"].missing == {}


def test_the_newest_month_is_held_against_the_two_before_it() -> None:
    found = reporting(months(RHQ=(100, 100, 100), RFF=(40, 60, None)))
    assert found["2025-03"].missing == {"RFF": 50}


def test_months_that_lie_apart_do_not_speak_for_one_another() -> None:
    people = {"2025-01": {"RFF": 40.0}, "2025-06": {"RHQ": 4.0}, "2025-12": {"RFF": 60.0}}
    assert reporting(people) == {}


def test_the_sum_of_an_alliance_names_the_provider_that_is_missing(store: SmallStore) -> None:
    for month in ("2025-01", "2025-02", "2025-04"):
        store.report(month, 40, "RFF")
    for month in ("2025-01", "2025-02", "2025-03", "2025-04"):
        store.report(month, 100, "RHQ")
    value = replace(plain("E56000025"), basis="published", group={})
    (shadow,) = of_waits(store.ground.figures, "62", "alliance", [value])
    assert shadow.said == "1 of 2 providers expected from the months around it have reported."
    assert shadow.lines_lacking == (
        "Missing: Trust RFF, about 40 people in a month around it. One that closed or merged looks the same.",
    )
    assert "NHS England does not print" in shadow.untold
    assert "would not be noticed" not in shadow.untold


def test_a_month_without_others_near_it_says_that_a_missing_provider_would_not_be_noticed(store: SmallStore) -> None:
    store.report("2025-03", 100, "RHQ")
    (shadow,) = of_waits(store.ground.figures, "62", "alliance", [plain("E56000025")])
    assert shadow.said == ""
    assert shadow.untold.startswith("No two months near it are held")


def plain(area: str = "RHQ", group: str = "", within: float = 0, of: float | None = 100) -> MeasureValue:
    """A computed value of March 2025."""
    return MeasureValue(
        measure="CWT-62D", area_type="provider", area=area, area_name=area, period_start=MARCH[0], period_end=MARCH[1],
        group={"ethnicity": group} if group else {}, numerator=within, denominator=of, value=0.5, basis="computed",
        release="final", publisher="", source_files=(),
    )  # fmt: skip


def test_it_is_said_how_many_records_tell_a_group(store: SmallStore) -> None:
    values = [plain(group="White", within=80, of=160), plain(group="not stated", within=20, of=40)]
    (white, unknown) = with_group_shadows(values, protected(values))
    assert white.shadow == unknown.shadow
    assert white.shadow is not None
    assert white.shadow.said == "80 of every 100 records had an ethnic group stated (160 of 200)."


def test_a_hidden_group_is_not_given_away_by_its_shadow(store: SmallStore) -> None:
    values = [
        plain(group="White", within=80, of=160),
        plain(group="Asian", within=30, of=60),
        plain(group="not stated", within=1, of=3),
    ]
    shown = protected(values)
    assert shown[2].note == HIDDEN_NOTE
    for one in with_group_shadows(values, shown):
        assert one.shadow is not None
        assert (one.shadow.known, one.shadow.expected, one.shadow.said) == (None, None, "")


def test_beside_rounded_figures_a_shadow_has_no_numbers_and_beside_hidden_ones_there_is_none(
    store: SmallStore,
) -> None:
    for number in range(120):
        store.count("62", 30, treat_trust="RHQ" if number else "RFF")
    store.leave_out("MISSING_DTT")

    def shown(_: Measure, asked: Asked, found: FoundIn) -> FoundIn:
        """Hides the trust with one person, as an audience under a rule has it."""
        hidden = [replace(one, value=None, denominator=None) if one.area == "RFF" else one for one in found.values]
        return replace(found, values=tuple(hidden))

    asked = Asked(area_type="provider", bases=("computed",))
    ground, measure = store.ground, CATALOGUE["CWT-DNA"]
    small, large = values_with_shadows(replace(ground, shown=shown), measure, asked).values
    assert small.shadow is None
    assert large.shadow is not None
    assert (
        large.shadow.said
        == "99 of every 100 records sent for this standard had every date and code that counting needs."
    )
    assert (large.shadow.known, large.shadow.lowest, large.shadow.lacking, large.shadow.read) == (None, None, (), None)
    whole = values_with_shadows(replace(ground, shown=lambda _, __, found: found), measure, asked).values
    assert [one.shadow.expected for one in whole if one.shadow] == [1, 120]


def test_of_few_records_a_coarse_shadow_tells_no_share() -> None:
    assert Shadow(known=3, expected=4, completeness=0.75, had="had a date").coarse.said == ""
    nearly = Shadow(known=999, expected=1000, completeness=0.999, had="had a date").coarse
    assert nearly.said == "99 of every 100 records had a date."


def test_a_value_that_is_hidden_loses_its_shadow() -> None:
    values = [replace(plain(group=group, within=1, of=2), shadow=Shadow(known=2, expected=3)) for group in ("a", "b")]
    assert [one.shadow for one in protected(values)] == [None, None]


def test_a_sentence_begins_like_one_where_nearly_everybody_is_known() -> None:
    shadow = Shadow(had="had a date", known=1999, expected=2000, completeness=0.9995)
    assert shadow.said == "More than 99 of every 100 records had a date (1,999 of 2,000)."


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_words_never_round_a_part_up_to_all_or_down_to_none(share: float) -> None:
    assert not out_of_a_hundred(share).startswith(("100", "0 "))


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 60))
def test_bounds_hold_the_share_of_whatever_part_the_lacking_records_belong_to(
    within: int, beyond: int, lacking: int
) -> None:
    """Of the records left out any number may belong to the part that a value is about, and any of those be within."""
    if within + beyond == 0:
        return
    found = bounds_when_missing(within, within + beyond, lacking)
    for belong in {0, lacking // 2, lacking}:
        for yes in {0, belong}:
            share = (within + yes) / (within + beyond + belong)
            assert found.lower - 1e-12 <= share <= found.upper + 1e-12
