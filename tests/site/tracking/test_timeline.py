"""The line of days: each event where it belongs, hatched where the count stands still, no label on another."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clearway.pathways.told import Storyteller
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.site.tracking.presenters.drawing import LETTER, WIDE, Label, narrow, wide
from clearway.site.tracking.presenters.timeline import Timeline, timeline
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

REFERRED = date(2025, 3, 3)
RECORD = WaitingTimeRecord(
    record_id="one",
    priority_type="3",
    source_of_referral="03",
    referral_type="11",
    crtp_start=REFERRED,
    date_first_seen=date(2025, 3, 18),
    org_first_seen="RFF",
    wta_first_seen=7,
    fds_end_date=date(2025, 4, 7),
    fds_end_reason="01",
    org_fds_end="RFF",
    ctp_start_date=date(2025, 4, 29),
    org_dtt="RHQ",
    treatment_start_date=date(2025, 5, 19),
    event_type="01",
    modality="23",
    care_setting="01",
    icd10="C61",
    org_treatment="RHQ",
    accountable_investigating_org="RFF",
    transfer_date=date(2025, 4, 25),
)
TELLER = Storyteller(load_rule_book(), load_organisations())


def line(record: WaitingTimeRecord, clock: str = "62") -> Timeline | None:
    return timeline(TELLER.tell(record).explanation.clock(clock))


def drawn(**changes: object) -> Timeline:
    found = line(replace(RECORD, **changes))
    assert found is not None
    return found


def test_events_stand_at_their_calendar_day_and_say_their_day_after_adjustment():
    assert [(mark.words, mark.at, mark.day) for mark in drawn().marks] == [
        ("Referred", 0, 0),
        ("First seen", 15, 8),
        ("Told", 35, 28),
        ("Transferred", 53, 46),
        ("Treatment decided", 57, 50),
        ("Treated", 77, 70),
    ]


def test_an_upgrade_and_a_later_treatment_begin_with_their_own_events():
    upgraded = drawn(priority_type="2", consultant_upgrade_date=date(2025, 3, 20), org_upgrade="RFF")
    assert upgraded.marks[0].words == "Upgraded"
    later = line(replace(RECORD, event_type="02", treatment_start_date=date(2025, 7, 1)), "31")
    assert later is not None
    assert later.marks[0].words == "Earliest date to treat"


def test_days_taken_off_are_hatched_and_the_limits_move_with_them():
    found = drawn()
    assert [(part.begins, part.ends, part.words) for part in found.pauses] == [(0, 7, "7 days not counted")]
    assert {one.kind: one.at for one in found.lines} == {"limit": 69, "hand-over": 45}
    assert found.over is not None
    assert (found.over.begins, found.over.ends, found.over.words) == (69, 77, "8 days over")


def test_a_pause_before_treatment_lies_at_the_end():
    found = drawn(wta_first_seen=0, wta_treatment=10, wta_treatment_reason="PATIENT_CHOICE")
    assert [(part.begins, part.ends) for part in found.pauses] == [(67, 77)]
    assert next(one.at for one in found.lines if one.kind == "limit") == 62


def test_ticks_count_days_after_adjustment():
    found = drawn()
    assert [(tick.at, tick.day) for tick in found.ticks][:3] == [(0, 0), (14, 7), (21, 14)]


def test_a_wait_within_its_limit_shows_the_limit_beyond_its_end():
    found = drawn(treatment_start_date=date(2025, 5, 1), ctp_start_date=date(2025, 4, 25))
    assert found.over is None
    assert found.length == next(one.at for one in found.lines if one.kind == "limit") == 69


def test_who_held_the_person_is_told_only_when_more_than_one_trust_did():
    assert [part.words for part in drawn().holders] == ["Barnsley", "Sheffield"]
    alone = drawn(org_treatment="RFF", org_dtt="RFF", accountable_investigating_org=None, transfer_date=None)
    assert alone.holders == ()


def test_the_longest_step_is_named():
    assert drawn().longest is not None
    assert drawn().longest.words == "longest step: 20 days, first appointment to being told"


@pytest.mark.parametrize(
    "changes",
    [
        {"treatment_start_date": date(2025, 2, 1)},
        {"wta_treatment": 90, "wta_treatment_reason": "PATIENT_CHOICE"},
        {"treatment_start_date": date(2035, 2, 1)},
        {"event_type": "02"},
    ],
)
def test_what_cannot_be_drawn_is_not_drawn(changes):
    assert line(replace(RECORD, **changes)) is None


def test_events_of_one_day_are_stacked_so_that_none_hides_another():
    picture = wide(drawn(fds_end_date=date(2025, 4, 29)))
    signs = [(sign.x, sign.y) for sign in picture.signs]
    assert len(set(signs)) == len(signs)


def box(label: Label) -> tuple[float, float, float, float]:
    """Left, right, top, bottom of a label's words."""
    width = max(map(len, label.lines)) * (LETTER - 0.9)
    return label.x, label.x + width, label.y - 13, label.y - 13 + 17 * len(label.lines)


def meet(one: Label, other: Label) -> bool:
    left, right, top, bottom = box(one)
    other_left, other_right, other_top, other_bottom = box(other)
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom


@settings(max_examples=150, deadline=None)
@given(
    gaps=some.lists(some.integers(0, 90), min_size=5, max_size=5),
    missed=some.integers(0, 20),
    paused=some.integers(0, 30),
)
def test_no_words_lie_on_other_words_and_all_lie_on_the_picture(gaps, missed, paused):
    days = [REFERRED + timedelta(days=sum(gaps[: place + 1])) for place in range(5)]
    record = replace(
        RECORD,
        date_first_seen=days[0],
        fds_end_date=days[1],
        transfer_date=days[2],
        ctp_start_date=days[3],
        treatment_start_date=days[4],
        wta_first_seen=min(missed, gaps[0]),
        wta_treatment=min(paused, gaps[4]),
        wta_treatment_reason="PATIENT_CHOICE",
    )
    found = line(record)
    if found is None:
        return
    assert len(found.ticks) <= 14
    for picture in (wide(found), narrow(found)):
        labels = [*picture.flags, *picture.limits]
        pairs = [(one, other) for place, one in enumerate(labels) for other in labels[place + 1 :]]
        assert not [pair for pair in pairs if meet(*pair)]
        for label in labels:
            left, right, top, bottom = box(label)
            assert left >= 0
            assert top >= 0
            assert bottom <= picture.height
            assert right <= picture.width + (0 if picture.width == WIDE else 20)
