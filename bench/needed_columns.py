"""The columns that the position needs, for every way to it."""

COLUMNS = [
    "source_of_referral", "priority_type", "crtp_start", "referral_type", "consultant_upgrade_date", "org_upgrade",
    "date_first_seen", "org_first_seen", "wta_first_seen", "patient_status", "fds_end_date", "fds_end_reason",
    "org_fds_end", "ctp_start_date", "treatment_start_date", "wta_treatment", "wta_treatment_reason", "event_type",
    "modality", "care_setting", "icd10", "morphology", "org_treatment", "accountable_investigating_org",
    "transfer_date", "closure_reason", "funding", "death_date", "age_at_referral", "report_date",
]  # fmt: skip
TRANSFER_COLUMNS = [f"ipt_{number}_{part}" for number in (1, 2) for part in ("referring", "receiving", "received")]
