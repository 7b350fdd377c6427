"""The records as somebody sees them on one day: what had not happened by then is taken away, or is a booking."""

import numpy as np

from clearway.demo.arrays import Day, Flags, Random, is_chosen
from clearway.demo.assumptions import assumed
from clearway.demo.axes import BREAST_SYMPTOMATIC
from clearway.demo.rows import Rows

STATUS_SUSPECTED, STATUS_BREAST_SYMPTOMS = "14", "09"
STATUS_NOT_PLANNED, STATUS_PLANNED, STATUS_BEGUN = "10", "11", "08"
STATUS_LATER_PLANNED, STATUS_LATER_BEGUN = "13", "21"
CANCER, INTERVAL_SCAN = "01", "04"
STATUS_NO_CANCER = "03"
TOLD = ("fds_end_date", "fds_end_reason", "fds_exclusion_reason", "org_fds_end")
UPGRADED = ("consultant_upgrade_date", "org_upgrade")
DECIDED = ("ctp_start_date", "org_dtt")
TREATED = (
    *("treatment_start_date", "org_treatment", "event_type", "modality", "care_setting", "wta_treatment", "funding"),
)
HANDED_OVER = ("transfer_date", "accountable_investigating_org")
FIRST_TRANSFER = ("ipt_1_referring", "ipt_1_receiving", "ipt_1_received")
SECOND_TRANSFER = ("ipt_2_referring", "ipt_2_receiving", "ipt_2_received")


def as_seen_on(rng: Random, rows: Rows, today: Day) -> Rows:
    """Only who had been referred, or had a decision to treat, by that day; of those only what had happened."""
    begun = np.where(np.isnat(rows["crtp_start"]), rows["ctp_start_date"], rows["crtp_start"])
    rows = rows.take(begun <= today)
    _close(rows, today)
    _lose(rng, rows, today)
    _end_surveillance(rows, today)
    _take_back_outcome(rows, today)
    _take_back_first_seen(rng, rows, today)
    _take_back_transfers(rows, today)
    _take_back_treatment(rng, rows, today)
    rows["report_date"] = np.full(len(rows), today)
    return rows


def from_day(rows: Rows, first: Day) -> None:
    """What was over before the records begin is left out of them: the telling and the first visit (OPEN-D)."""
    rows.blank(rows["fds_end_date"] < first, TOLD)
    rows.blank(rows["date_first_seen"] < first, ("date_first_seen",))


def _close(rows: Rows, today: Day) -> None:
    """Referrals that closed before they were seen: closed by today or still open; nobody was seen or told."""
    is_closed = rows["closure_reason"] != ""
    is_open_yet = is_closed & (rows["fds_end_date"] > today)
    rows.put("patient_status", is_open_yet, STATUS_SUSPECTED)
    rows.blank(is_open_yet, ("closure_reason",))
    rows.blank(is_closed, (*TOLD, "date_first_seen", "wta_first_seen"))


def _lose(rng: Random, rows: Rows, today: Day) -> None:
    """A few seen without cancer were never told, and nobody noticed yet (OPEN-C)."""
    lost = assumed("bookings")["lost"]
    told = rows["fds_end_date"]
    may = (rows["fds_end_reason"] == "02") & (rows["icd10"] == "") & (told <= today) & (told > today - lost["days"])
    is_lost = may & is_chosen(rng, lost["share"], len(rows))
    rows.put("patient_status", is_lost, STATUS_SUSPECTED)
    rows.blank(is_lost, TOLD)


def _end_surveillance(rows: Rows, today: Day) -> None:
    """An interval scan of some months ago has shown nothing: the pathway is over (OPEN-E)."""
    long_ago = rows["fds_end_date"] < today - assumed("bookings")["interval_scan_days"]
    rows.put("patient_status", (rows["fds_end_reason"] == INTERVAL_SCAN) & long_ago, STATUS_NO_CANCER)


def _take_back_outcome(rows: Rows, today: Day) -> None:
    not_told = rows["fds_end_date"] > today
    not_decided = rows["ctp_start_date"] > today
    no_diagnosis = not_told | (np.isnat(rows["fds_end_date"]) & not_decided)
    rows.blank(rows["consultant_upgrade_date"] > today, UPGRADED)
    rows.blank(rows["mdt_date"] > today, ("mdt_date", "mdt_indicator"))
    rows.blank(rows["death_date"] > today, ("death_date",))
    rows.blank(not_told, TOLD)
    rows.blank(no_diagnosis & not_decided, ("icd10", "morphology"))
    is_breast = rows["route"] == BREAST_SYMPTOMATIC
    for where, status in ((is_breast, STATUS_BREAST_SYMPTOMS), (~is_breast, STATUS_SUSPECTED)):
        rows.put("patient_status", not_told & where, status)


def _take_back_first_seen(rng: Random, rows: Rows, today: Day) -> None:
    not_seen = rows["date_first_seen"] > today
    is_booked = is_chosen(rng, assumed("bookings")["first_seen"], len(rows))
    rows.blank(not_seen, ("wta_first_seen",))
    rows.blank(not_seen & ~is_booked, ("date_first_seen",))


def _take_back_transfers(rows: Rows, today: Day) -> None:
    rows.blank(rows["ipt_2_received"] > today, (*SECOND_TRANSFER, *HANDED_OVER))
    rows.blank(rows["transfer_date"] > today, HANDED_OVER)
    rows.blank(rows["ipt_1_received"] > today, FIRST_TRANSFER)


def _take_back_treatment(rng: Random, rows: Rows, today: Day) -> None:
    """Nothing of a treatment that was not decided; of one decided, a booked day for most (OPEN-B)."""
    not_decided = rows["ctp_start_date"] > today
    is_open: Flags = ~not_decided & (rows["treatment_start_date"] > today)
    is_booked = is_chosen(rng, assumed("bookings")["treatment"], len(rows))
    is_later = rows["patient_status"] == STATUS_LATER_BEGUN
    rows.put("patient_status", is_open & ~is_later & (rows["fds_end_reason"] != "02"), STATUS_PLANNED)
    rows.put("patient_status", is_open & is_later, STATUS_LATER_PLANNED)
    rows.put("patient_status", not_decided & (rows["fds_end_reason"] == CANCER), STATUS_NOT_PLANNED)
    rows.put("patient_status", not_decided & (rows["patient_status"] == STATUS_BEGUN), STATUS_SUSPECTED)
    rows.blank(not_decided | (is_open & ~is_booked), TREATED)
    rows.blank(not_decided, DECIDED)
