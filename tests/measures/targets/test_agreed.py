"""Agreed trajectories: every sheet a version, none overwritten, each day knowing what it knew."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pyarrow as pa

from clearway.measures.catalogue import load_catalogue
from clearway.measures.targets import AgreedTarget, Trajectories, judged, trajectories_held

CATALOGUE = load_catalogue()
SIXTY_TWO = CATALOGUE["CWT-62D"]


def agreed(value: str, day: int, *, month: str = "2026-04", is_share: bool = True) -> AgreedTarget:
    return AgreedTarget(
        measure="CWT-62D",
        organisation="RHQ",
        month=month,
        value=Decimal(value),
        is_share=is_share,
        received_at=datetime(2026, 3, day, 12, tzinfo=UTC),
        submission=f"sheet-{day}",
    )


def test_a_later_sheet_makes_a_new_version_and_the_earlier_one_stays() -> None:
    held = Trajectories([agreed("0.75", 20), agreed("0.70", 2)])
    assert [(one.version, one.value) for one in held.versions(SIXTY_TWO, "RHQ", "2026-04")] == [
        (1, Decimal("0.70")), (2, Decimal("0.75")),
    ]  # fmt: skip
    newest = held.agreed(SIXTY_TWO, "RHQ", "2026-04")
    assert newest is not None
    assert newest.value == Decimal("0.75")


def test_a_day_in_between_knows_the_earlier_sheet_and_a_day_before_knows_none() -> None:
    held = Trajectories([agreed("0.70", 2), agreed("0.75", 20)])
    known = held.agreed(SIXTY_TWO, "RHQ", "2026-04", as_known_on=date(2026, 3, 19))
    assert known is not None
    assert known.value == Decimal("0.70")
    assert held.agreed(SIXTY_TWO, "RHQ", "2026-04", as_known_on=date(2026, 3, 1)) is None


def test_a_sheet_is_known_from_its_own_day_in_london() -> None:
    late = replace(agreed("0.70", 2), received_at=datetime(2026, 6, 1, 23, 30, tzinfo=UTC))
    held = Trajectories([late])
    assert held.agreed(SIXTY_TWO, "RHQ", "2026-04", as_known_on=date(2026, 6, 1)) is None
    assert held.agreed(SIXTY_TWO, "RHQ", "2026-04", as_known_on=date(2026, 6, 2)) is not None


def test_a_later_sheet_that_is_silent_on_a_month_leaves_that_month_as_it_was() -> None:
    held = Trajectories([agreed("0.70", 2), agreed("0.71", 2, month="2026-05"), agreed("0.75", 20)])
    assert [(one.month, one.value) for one in held.path(SIXTY_TWO, "RHQ")] == [
        ("2026-04", Decimal("0.75")), ("2026-05", Decimal("0.71")),
    ]  # fmt: skip
    assert len(held) == 2


def test_a_target_in_another_unit_than_the_measure_s_holds_nothing() -> None:
    held = Trajectories([agreed("70", 2, is_share=False)])
    assert held.agreed(SIXTY_TWO, "RHQ", "2026-04") is None


def test_another_organisation_has_agreed_nothing() -> None:
    assert Trajectories([agreed("0.70", 2)]).agreed(SIXTY_TWO, "RFF", "2026-04") is None


def test_a_store_gives_every_version_with_where_it_stands() -> None:
    figures = duckdb.connect()
    figures.execute(
        "CREATE TABLE submissions AS SELECT 'sheet-' || n AS id, "
        "(TIMESTAMP '2026-03-01 12:00:00' + to_days(CAST(n AS INTEGER)))::TIMESTAMPTZ AS received_at FROM range(2) t(n)"
    )
    figures.execute(
        "CREATE TABLE observations AS SELECT 'sheet-' || n AS submission_id, 'agreed_share.CWT-62D' AS indicator, "
        "'RHQ' AS area_code, DATE '2026-04-01' AS period_start, 0.7 + n / 100 AS value, 'a.xlsx' AS source_file, "
        "'Table, row 2' AS place_in_file FROM range(2) t(n)"
    )
    figures.execute("INSERT INTO observations VALUES ('sheet-0', 'stage.early', 'RHQ', '2026-04-01', 0.5, 'b', 'c')")
    held = trajectories_held(figures)
    assert len(held) == 1
    versions = held.versions(SIXTY_TWO, "RHQ", "2026-04")
    assert [(one.value, one.submission, one.place_in_file) for one in versions] == [
        (Decimal("0.7"), "sheet-0", "Table, row 2"), (Decimal("0.71"), "sheet-1", "Table, row 2"),
    ]  # fmt: skip


def test_a_sheet_is_judged_against_the_catalogue() -> None:
    named = ["agreed_share.CWT-62D", "agreed_number.CWT-104", "agreed_share.CWT-104", "agreed_share.NO-SUCH"]
    found = judged(pa.table({"indicator": named}), CATALOGUE)
    assert [(one.id, one.count) for one in found] == [
        ("TRAJECTORY_MEASURE_UNKNOWN", 1), ("TRAJECTORY_OTHER_UNIT", 1),
    ]  # fmt: skip
    assert "CWT-104 is measured in people" in found[1].message
