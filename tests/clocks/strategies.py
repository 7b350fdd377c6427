"""Random waiting-time records for property tests: plausible, odd, and at the edges of every rule."""

from datetime import date, timedelta

from hypothesis import strategies as st

from clearway.records.waiting_times import WaitingTimeRecord

RULE_DATES = tuple(
    date(*day)
    for day in ((2018, 4, 1), (2019, 4, 1), (2020, 7, 1), (2023, 10, 1), (2024, 2, 29), (2025, 1, 1), (2025, 3, 31))
)
OFFSETS = st.sampled_from([-3, 0, 1, 9, 13, 14, 15, 20, 27, 28, 29, 31, 32, 37, 38, 39, 45, 61, 62, 63, 70, 104, 120])
TRUSTS = st.sampled_from([None, "RHQ", "RFR", "RP5", "RHQ01", "RAP", "RAL", "RZA", "NT4"])


def referral_dates() -> st.SearchStrategy[date]:
    """Days around every change of a rule, and any day of ten years."""
    near = st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(RULE_DATES), st.integers(-70, 5))
    return near | st.dates(date(2016, 1, 1), date(2025, 12, 31))


@st.composite
def records(draw: st.DrawFn) -> WaitingTimeRecord:
    """One record; any item may be missing and dates may stand in an impossible order."""
    referred = draw(referral_dates())

    def later() -> date | None:
        return referred + timedelta(days=draw(OFFSETS)) if draw(st.integers(0, 9)) else None

    return WaitingTimeRecord(
        record_id="R1",
        priority_type=draw(st.sampled_from(["1", "2", "3", "3", "3", None])),
        source_of_referral=draw(st.sampled_from(["03", "03", "17", "92", None])),
        referral_type=draw(st.sampled_from(["01", "02", "03", "05", "08", "11", "12", "16", "17", None])),
        crtp_start=referred if draw(st.integers(0, 9)) else None,
        consultant_upgrade_date=draw(st.none() | st.builds(lambda n: referred + timedelta(days=n), OFFSETS)),
        org_upgrade=draw(TRUSTS),
        date_first_seen=later(),
        org_first_seen=draw(TRUSTS),
        wta_first_seen=draw(st.sampled_from([0, 0, 1, 7, 14])),
        fds_end_date=later(),
        fds_end_reason=draw(st.sampled_from(["01", "01", "02", "03", "04", None])),
        org_fds_end=draw(TRUSTS),
        ctp_start_date=later(),
        treatment_start_date=later(),
        wta_treatment=draw(st.sampled_from([0, 0, 2, 14])),
        wta_treatment_reason=draw(st.sampled_from(["PATIENT_CHOICE", "EGG_HARVESTING", "MEDICAL", "NONE", None])),
        event_type=draw(st.sampled_from(["01", "01", "02", "03", "07", "12", None])),
        modality=draw(st.sampled_from(["01", "02", "04", "05", "07", "08", "23", "24", "98", None])),
        care_setting=draw(st.sampled_from(["01", "02", "03", None])),
        icd10=draw(st.sampled_from(["C61", "C509", "C44.3", "C629", "C910", "D05", "D069", "c34.1", None])),
        morphology=draw(st.sampled_from([None, "M80903", "M8070/3"])),
        org_treatment=draw(TRUSTS),
        accountable_investigating_org=draw(TRUSTS),
        transfer_date=later(),
        ipt_1_referring=draw(TRUSTS),
        ipt_1_receiving=draw(TRUSTS),
        ipt_1_received=later(),
        ipt_2_referring=draw(TRUSTS),
        ipt_2_receiving=draw(TRUSTS),
        ipt_2_received=later(),
        age_at_referral=draw(st.sampled_from([None, 8, 15, 16, 70])),
        patient_status=draw(st.sampled_from([None, None, "08", "07", "03"])),
        closure_reason=draw(st.sampled_from([None, None, None, "DOWNGRADED"])),
        funding=draw(st.sampled_from([None, "NHS_ENGLAND", "PRIVATE"])),
    )
