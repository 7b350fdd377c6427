"""The contract of the waiting-time record (specification section 2): one pathway step of one person."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from clearway.records.column import ARROW_TYPES, Column, column, columns_of

FREE_TEXT = "Free text may hold names; it is kept with the identifiers, never with analytical rows."
LOCAL = "Not a national item: added here by our own design."


@dataclass(frozen=True, slots=True)
class WaitingTimeRecord:
    """A referral and its outcome, at most one treatment, and its transfers. Later treatments are further records.

    Empty means "not recorded". Dates are calendar dates in Europe/London; adjustments are whole days, 0 when empty.
    """

    record_id: str = column(
        "identifier",
        "",
        "Names this record in its file.",
        weakness=LOCAL,
        need="always",
        name_trust="design",
        default="",
    )
    nhs_number: str | None = column(
        "identifier",
        "NHS NUMBER",
        "The person.",
        weakness="Missing for some overseas and new-born patients.",
        constraint="ten digits with a valid check digit; 999 range only in a demo store",
    )
    nhs_number_status: str | None = column(
        "code", "NHS NUMBER STATUS INDICATOR CODE", "Whether the number was traced.", need="optional"
    )
    pathway_id: str | None = column(
        "identifier",
        "PATIENT PATHWAY IDENTIFIER",
        "Joins the records of one pathway.",
        weakness="Unique only with its issuer.",
        constraint="1 to 20 characters",
    )
    pathway_issuer: str | None = column(
        "organisation",
        "ORGANISATION IDENTIFIER (PATIENT PATHWAY IDENTIFIER ISSUER)",
        "Who issued the pathway identifier.",
    )
    source_of_referral: str | None = column(
        "code",
        "SOURCE OF REFERRAL FOR OUT-PATIENTS",
        "Who referred; 17 is a national screening programme.",
        constraint="source_of_referral",
    )
    priority_type: str | None = column(
        "code", "PRIORITY TYPE CODE", "1 routine, 2 urgent, 3 urgent suspected cancer.", constraint="priority_type"
    )
    decision_to_refer_date: date | None = column(
        "date", "DECISION TO REFER DATE (CANCER OR BREAST SYMPTOMS)", "When the referrer decided.", need="optional"
    )
    crtp_start: date | None = column(
        "date",
        "CANCER REFERRAL TO TREATMENT PERIOD START DATE",
        "Receipt of the referral: day 0 of the 28- and 62-day waits.",
        weakness="For e-referrals, the day the booking reached the provider.",
    )
    referral_type: str | None = column(
        "code",
        "TWO WEEK WAIT CANCER OR SYMPTOMATIC BREAST REFERRAL TYPE",
        "Which cancer was suspected.",
        weakness="Suspected, not diagnosed: it need not match icd10.",
        constraint="referral_type",
    )
    consultant_upgrade_date: date | None = column(
        "date",
        "CONSULTANT UPGRADE DATE",
        "Start of the 62-day wait for someone upgraded by a consultant.",
        weakness="Not allowed on an urgent referral, yet sometimes there.",
    )
    org_upgrade: str | None = column(
        "organisation", "ORGANISATION SITE IDENTIFIER (PROVIDER CONSULTANT UPGRADE)", "Where the upgrade was made."
    )
    date_first_seen: date | None = column("date", "DATE FIRST SEEN", "First appointment or test attended.")
    org_first_seen: str | None = column(
        "organisation", "ORGANISATION SITE IDENTIFIER (PROVIDER FIRST SEEN)", "Where the person was first seen."
    )
    wta_first_seen: int = column(
        "days",
        "WAITING TIME ADJUSTMENT (FIRST SEEN)",
        "Days taken off after a missed first appointment.",
        constraint="0 to 999",
        default=0,
    )
    wta_first_seen_reason: str | None = column(
        "code",
        "WAITING TIME ADJUSTMENT REASON (FIRST SEEN)",
        "Why days were taken off.",
        constraint="first_seen_adjustment_reason",
    )
    delay_first_seen: str | None = column(
        "code",
        "CANCER CARE SPELL DELAY REASON (FIRST SEEN)",
        "Why the first appointment was late.",
        need="optional",
        constraint="delay_reason",
    )
    patient_status: str | None = column(
        "code",
        "CANCER OR SYMPTOMATIC BREAST REFERRAL PATIENT STATUS",
        "Where the pathway stands.",
        constraint="patient_status",
    )
    mdt_date: date | None = column(
        "date",
        "MULTIDISCIPLINARY TEAM DISCUSSION DATE (CANCER)",
        "When the team discussed the person.",
        need="optional",
    )
    mdt_indicator: str | None = column(
        "code", "MULTIDISCIPLINARY TEAM DISCUSSION INDICATOR", "Whether the team discussed the person.", need="optional"
    )
    fds_end_date: date | None = column(
        "date", "CANCER FASTER DIAGNOSIS PATHWAY END DATE", "The day the person was told."
    )
    fds_end_reason: str | None = column(
        "code", "CANCER FASTER DIAGNOSIS PATHWAY END REASON", "What the person was told.", constraint="fds_end_reason"
    )
    fds_exclusion_reason: str | None = column(
        "code",
        "CANCER FASTER DIAGNOSIS PATHWAY EXCLUSION REASON",
        "Why the pathway left the standard.",
        weakness="The national codes were not read; loaded as given.",
    )
    org_fds_end: str | None = column(
        "organisation",
        "ORGANISATION SITE IDENTIFIER (CANCER FASTER DIAGNOSIS PATHWAY END)",
        "Where the outcome was told.",
        name_trust="running_code",
    )
    fds_delay_reason: str | None = column(
        "code",
        "CANCER CARE SPELL DELAY REASON (OUTCOME COMMUNICATION CANCER FASTER DIAGNOSIS PATHWAY)",
        "Why telling took over 28 days.",
        constraint="delay_reason",
    )
    fds_method: str | None = column(
        "code", "OUTCOME COMMUNICATION METHOD", "How the person was told.", name_trust="running_code", need="optional"
    )
    fds_professional: str | None = column(
        "code",
        "CARE PROFESSIONAL TYPE (OUTCOME COMMUNICATION)",
        "Who told the person.",
        name_trust="running_code",
        need="optional",
    )
    fds_primary_site: str | None = column(
        "code", "PRIMARY CANCER SITE", "Site of the cancer told.", name_trust="running_code", need="optional"
    )
    ctp_start_date: date | None = column(
        "date",
        "CANCER TREATMENT PERIOD START DATE",
        "Decision to treat; for later treatments the earliest clinically appropriate date.",
    )
    org_dtt: str | None = column(
        "organisation",
        "ORGANISATION SITE IDENTIFIER (PROVIDER DECISION TO TREAT (CANCER))",
        "Where treatment was decided.",
    )
    treatment_start_date: date | None = column(
        "date", "TREATMENT START DATE (CANCER)", "First day of treatment; a later date is a booking."
    )
    wta_treatment: int = column(
        "days",
        "WAITING TIME ADJUSTMENT (TREATMENT)",
        "Days taken off before treatment.",
        constraint="0 to 999",
        default=0,
    )
    wta_treatment_reason: str | None = column(
        "code",
        "WAITING TIME ADJUSTMENT REASON (TREATMENT)",
        "Why days were taken off.",
        weakness="Our own list; the national codes were not read.",
        constraint="treatment_adjustment_reason",
    )
    event_type: str | None = column(
        "code", "CANCER TREATMENT EVENT TYPE", "First treatment, later treatment, recurrence …", constraint="event_type"
    )
    modality: str | None = column("code", "CANCER TREATMENT MODALITY", "Kind of treatment.", constraint="modality")
    care_setting: str | None = column(
        "code", "CANCER CARE SETTING (TREATMENT)", "01 and 02 are admitted care.", constraint="care_setting"
    )
    icd10: str | None = column(
        "code",
        "PRIMARY DIAGNOSIS (ICD)",
        "The cancer diagnosed.",
        weakness="May be three characters or end in a filler.",
        constraint="3 to 6 characters, with or without a dot",
    )
    morphology: str | None = column(
        "code",
        "MORPHOLOGY (ICD-O)",
        "Tissue type; needed to leave out basal cell skin cancer.",
        name_trust="design",
        need="optional",
    )
    laterality: str | None = column("code", "TUMOUR LATERALITY", "Side.", need="optional")
    metastatic_site: str | None = column("code", "METASTATIC SITE", "Where it spread.", need="optional")
    org_treatment: str | None = column(
        "organisation",
        "ORGANISATION SITE IDENTIFIER (PROVIDER CANCER TREATMENT START DATE)",
        "Where treatment started.",
    )
    accountable_investigating_org: str | None = column(
        "organisation",
        "ACCOUNTABLE INVESTIGATING PROVIDER",
        "Who answers for the first 38 days.",
        weakness="Worked out by the national system; how, was not read.",
        name_trust="running_code",
    )
    transfer_date: date | None = column(
        "date",
        "TRANSFER TO TREATMENT DATE",
        "The receiving trust has the referral with its agreed minimum data set.",
        name_trust="running_code",
    )
    ipt_1_referring: str | None = column(
        "organisation", "ORGANISATION IDENTIFIER (REFERRING)", "First transfer: from.", need="optional"
    )
    ipt_1_receiving: str | None = column(
        "organisation",
        "ORGANISATION IDENTIFIER (RECEIVING)",
        "First transfer: to.",
        need="optional",
        name_trust="memory",
    )
    ipt_1_received: date | None = column(
        "date",
        "INTER-PROVIDER TRANSFER REQUEST RECEIVED DATE",
        "First transfer: received.",
        need="optional",
        name_trust="memory",
    )
    ipt_2_referring: str | None = column(
        "organisation", "ORGANISATION IDENTIFIER (REFERRING)", "Second transfer: from.", need="optional"
    )
    ipt_2_receiving: str | None = column(
        "organisation",
        "ORGANISATION IDENTIFIER (RECEIVING)",
        "Second transfer: to.",
        need="optional",
        name_trust="memory",
    )
    ipt_2_received: date | None = column(
        "date",
        "INTER-PROVIDER TRANSFER REQUEST RECEIVED DATE",
        "Second transfer: received.",
        need="optional",
        name_trust="memory",
    )
    ipt_3_referring: str | None = column(
        "organisation", "ORGANISATION IDENTIFIER (REFERRING)", "Third transfer: from.", need="optional"
    )
    ipt_3_receiving: str | None = column(
        "organisation",
        "ORGANISATION IDENTIFIER (RECEIVING)",
        "Third transfer: to.",
        need="optional",
        name_trust="memory",
    )
    ipt_3_received: date | None = column(
        "date",
        "INTER-PROVIDER TRANSFER REQUEST RECEIVED DATE",
        "Third transfer: received.",
        need="optional",
        name_trust="memory",
    )
    rt_priority: str | None = column("code", "RADIOTHERAPY PRIORITY", "Urgency of radiotherapy.", need="optional")
    rt_intent: str | None = column("code", "RADIOTHERAPY INTENT", "Aim of radiotherapy.", need="optional")
    trial: str | None = column("code", "CLINICAL TRIAL INDICATOR", "Whether in a trial.", need="optional")
    delay_dtt_to_treat: str | None = column(
        "code",
        "CANCER CARE SPELL DELAY REASON (DECISION TO TREATMENT)",
        "Why the 31-day wait was missed.",
        constraint="delay_reason",
    )
    delay_ref_to_treat: str | None = column(
        "code",
        "CANCER CARE SPELL DELAY REASON (REFERRAL TO TREATMENT)",
        "Why the 62-day wait from referral was missed.",
        constraint="delay_reason",
    )
    delay_upgrade_to_treat: str | None = column(
        "code",
        "CANCER CARE SPELL DELAY REASON (CONSULTANT UPGRADE)",
        "Why the 62-day wait from upgrade was missed.",
        constraint="delay_reason",
    )
    delay_comment: str | None = column(
        "text", "DELAY REASON COMMENT", "In the tracker's words.", weakness=FREE_TEXT, need="optional"
    )
    closure_reason: str | None = column(
        "code",
        "",
        "Why the pathway closed before the person was first seen.",
        weakness=LOCAL,
        constraint="closure_reason",
        need="optional",
        name_trust="design",
    )
    funding: str | None = column(
        "code",
        "",
        "Who pays for the treatment.",
        weakness=LOCAL,
        constraint="funding",
        need="optional",
        name_trust="design",
    )
    death_date: date | None = column("date", "PERSON DEATH DATE", "Day of death.", need="optional", name_trust="memory")
    commissioner: str | None = column(
        "organisation",
        "ORGANISATION CODE (CODE OF COMMISSIONER)",
        "Sub-ICB or ICB of the person's GP.",
        weakness=LOCAL,
        need="optional",
        name_trust="design",
    )
    lsoa: str | None = column(
        "code", "LSOA OF RESIDENCE", "Small area of residence.", weakness=LOCAL, need="optional", name_trust="design"
    )
    age_at_referral: int | None = column(
        "number",
        "",
        "Age in whole years at referral.",
        weakness=LOCAL,
        constraint="0 to 120",
        need="optional",
        name_trust="design",
    )
    sex: str | None = column(
        "code", "PERSON STATED GENDER CODE", "As stated.", weakness=LOCAL, need="optional", name_trust="memory"
    )
    ethnicity: str | None = column(
        "code", "ETHNIC CATEGORY", "As stated.", weakness=LOCAL, need="optional", name_trust="memory"
    )
    report_date: date | None = column(
        "date",
        "",
        "The day the extract was made: a stop after it is a booking.",
        weakness=LOCAL,
        need="optional",
        name_trust="design",
    )


COLUMNS: tuple[Column, ...] = tuple(columns_of(WaitingTimeRecord))
"""Every column in canonical order."""

COLUMN_NAMES: tuple[str, ...] = tuple(one.name for one in COLUMNS)

IDENTIFYING = frozenset({"nhs_number", "nhs_number_status", "pathway_id", "delay_comment"})
"""Columns that are split from analytical rows at intake; a keyed pseudonym stands in for person and pathway."""


def schema() -> pa.Schema:
    """The columns as an Arrow schema in canonical order: dates as dates, day counts and ages as integers, else text."""
    return pa.schema([pa.field(one.name, ARROW_TYPES[one.kind]) for one in COLUMNS])
