"""Fault 26: bank holidays missing for next year. Waits read none: they count like other days. A calendar that is
shipped one day must reach half a year ahead, or a test here fails and says where to get the next one."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from tests.clocks.cases import assessed, counted

import clearway
from clearway.clocks.table import assess_table
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

PACKAGE = Path(clearway.__file__).parent
AHEAD = timedelta(days=183)
FETCH = "Fetch the next years from https://www.gov.uk/bank-holidays.json and add them."
CHRISTMAS, NEW_YEAR, EASTER_MONDAY = date(2024, 12, 25), date(2025, 1, 1), date(2025, 4, 21)
WAITING_ROOMS = ("clocks", "measures", "pathways", "pipeline", "records", "intake", "stats")
WORKING_DAYS = re.compile(r"busday|working.?day|bank.?holiday|holidays", re.IGNORECASE)


@pytest.mark.parametrize("holiday", [CHRISTMAS, NEW_YEAR, EASTER_MONDAY])
@pytest.mark.parametrize("length", [28, 31, 62])
def test_fault_26_a_bank_holiday_counts_like_any_other_day(holiday: date, length: int) -> None:
    start = holiday - timedelta(days=length // 2)
    stop = start + timedelta(days=length)
    seen = {"crtp_start": start, "date_first_seen": start, "ctp_start_date": stop}
    told = counted(assessed(**seen, fds_end_date=stop, treatment_start_date=stop).faster_diagnosis)
    decided = {"ctp_start_date": start, "fds_end_date": start, "treatment_start_date": stop}
    treated = assessed(crtp_start=start, date_first_seen=start, **decided)
    waits = (told, counted(treated.thirty_one_day), counted(treated.sixty_two_day))
    assert {wait.days for wait in waits} == {length}


def test_fault_26_sql_counts_them_too() -> None:
    start = CHRISTMAS - timedelta(days=31)
    row = {
        "record_id": "R1", "priority_type": "3", "source_of_referral": "03", "referral_type": "03",
        "crtp_start": start, "ctp_start_date": start, "treatment_start_date": start + timedelta(days=62),
        "event_type": "01", "modality": "23", "icd10": "C341", "org_treatment": "RZA", "org_first_seen": "RZA",
        "date_first_seen": start,
    }  # fmt: skip
    (found,) = assess_table(pa.Table.from_pylist([row]), load_rule_book(), load_organisations()).to_pylist()
    assert (found["62_days"], found["62_within"]) == ("62", "Y")


def test_fault_26_nothing_that_counts_a_wait_reads_a_calendar_of_holidays() -> None:
    read = [
        path
        for room in WAITING_ROOMS
        for path in (PACKAGE / room).rglob("*")
        if path.suffix in (".py", ".sql", ".yaml")
    ]
    assert len(read) > 50
    found = [str(path.relative_to(PACKAGE)) for path in read if WORKING_DAYS.search(path.read_text(encoding="utf-8"))]
    assert found == []


def calendars(folder: Path) -> list[Path]:
    """The calendars of holidays under a folder."""
    return sorted(path for path in folder.rglob("*holiday*") if path.suffix in (".yaml", ".csv", ".json"))


def falls_short(path: Path, today: date) -> str:
    """What is wrong with a calendar on a day; empty when it reaches half a year ahead."""
    last = max(
        (date.fromisoformat(one) for one in re.findall(r"\d{4}-\d{2}-\d{2}", path.read_text("utf-8"))), default=None
    )
    if last is None or last < today + AHEAD:
        return f"{path.name} ends {last}; it has to reach {today + AHEAD}. {FETCH}"
    return ""


def test_fault_26_every_calendar_that_is_shipped_reaches_half_a_year_ahead() -> None:
    wrong = [words for path in calendars(PACKAGE) if (words := falls_short(path, datetime.now(tz=UTC).date()))]
    assert wrong == []


def test_fault_26_a_calendar_that_runs_out_is_named_half_a_year_before(tmp_path: Path) -> None:
    path = tmp_path / "bank_holidays.yaml"
    path.write_text("england: [2025-12-25, 2025-12-26, 2026-01-01]\n", encoding="utf-8")
    assert calendars(tmp_path) == [path]
    assert falls_short(path, date(2025, 6, 30)) == ""
    assert "bank_holidays.yaml ends 2026-01-01" in falls_short(path, date(2025, 8, 1))
    path.write_text("england: []\n", encoding="utf-8")
    assert falls_short(path, date(2025, 6, 30)) != "", "an empty calendar is never silently none"
