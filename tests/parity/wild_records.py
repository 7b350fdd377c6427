"""Records without rhyme or reason: any column may be missing, and any may hold any value of its kind."""

from datetime import date, timedelta

from hypothesis import strategies as st
from tests.parity.generator import DIAGNOSES, MODALITIES, MORPHOLOGIES, REFERRAL_TYPES, SITES

from clearway.records.waiting_times import COLUMNS, WaitingTimeRecord

FIRST_DAYS = (date(2009, 1, 1), date(2018, 4, 1), date(2019, 4, 1), date(2020, 7, 1), date(2023, 10, 1))
NEAR = st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(FIRST_DAYS), st.integers(-70, 70))
CLOSE_TOGETHER = st.builds(lambda shift: date(2024, 2, 1) + timedelta(days=shift), st.integers(0, 120))
ANY_DAY = st.dates(date(1, 1, 1), date(9999, 12, 31))

CODES = {
    "source_of_referral": ("17", "03", "99"),
    "priority_type": ("1", "2", "3"),
    "referral_type": REFERRAL_TYPES,
    "event_type": ("01", "02", "07", "11", "12", "98"),
    "modality": MODALITIES,
    "care_setting": ("01", "02", "03", "zz"),
    "icd10": DIAGNOSES,
    "morphology": tuple(code for code in MORPHOLOGIES if code),
    "fds_end_reason": ("01", "02", "03", "04", "x"),
    "patient_status": ("03", "07", "14"),
    "funding": ("NHS_ENGLAND", "PRIVATE", "other"),
    "wta_treatment_reason": ("PATIENT_CHOICE", "MEDICAL", "NONE", "?"),
    "wta_first_seen_reason": ("3", "9"),
    "pathway_id": ("A", "B"),
    "pathway_issuer": ("RZA",),
}
BY_KIND = {
    "date": CLOSE_TOGETHER | CLOSE_TOGETHER | NEAR | ANY_DAY,
    "days": st.sampled_from((-1, 0, 0, 1, 7, 30, 100)),
    "number": st.integers(0, 120),
    "organisation": st.sampled_from(SITES),
    "code": st.sampled_from(("01", "02", "x")),
    "identifier": st.sampled_from(("1", "2")),
    "text": st.just("words"),
}


def wild_records() -> st.SearchStrategy[WaitingTimeRecord]:
    """One record of anything."""
    columns = {
        one.name: st.sampled_from(CODES[one.name]) if one.name in CODES else BY_KIND[one.kind]
        for one in COLUMNS
        if one.name != "record_id"
    }
    return st.fixed_dictionaries({}, optional=columns).map(lambda given: WaitingTimeRecord(**given))
