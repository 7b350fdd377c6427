-- The record as the clocks read it.
-- Tables: record (the typed records with their place in the file; an empty text is NULL), run (what this run knows: first
-- and last day of the rule table, items the feed carries, one row). A `named_code` is no table: the code of that name in
-- `named_codes.py` is put in its place.

plain AS (
    -- NULL is "not recorded"; an adjustment not recorded is no days. Diagnosis and tissue type are compared
    -- without dot or slash and in capitals (SCOPE-1, SCOPE-2).
    SELECT
        ordinal,
        coalesce(record_id, '') AS record_id,
        pathway_id,
        coalesce(pathway_issuer, '') AS pathway_issuer,
        source_of_referral,
        priority_type,
        crtp_start,
        referral_type,
        consultant_upgrade_date,
        org_upgrade,
        date_first_seen,
        org_first_seen,
        coalesce(wta_first_seen, 0) AS wta_first_seen,
        wta_first_seen_reason,
        patient_status,
        fds_end_date,
        fds_end_reason,
        fds_exclusion_reason,
        org_fds_end,
        fds_delay_reason,
        ctp_start_date,
        treatment_start_date,
        coalesce(wta_treatment, 0) AS wta_treatment,
        wta_treatment_reason,
        event_type,
        modality,
        care_setting,
        upper(trim(replace(icd10, '.', ''))) AS icd10,
        icd10 IS NOT NULL AS has_icd10,
        upper(trim(replace(morphology, '/', ''))) AS morphology,
        morphology IS NOT NULL AS has_morphology,
        org_treatment,
        accountable_investigating_org,
        transfer_date,
        delay_dtt_to_treat,
        delay_ref_to_treat,
        delay_upgrade_to_treat,
        closure_reason,
        funding,
        death_date,
        age_at_referral,
        report_date
    FROM record
),

referral AS (
    -- What kind of referral it is, which stops are only booked (OPEN-2), and the dates that pick rules: a day before
    -- the first or after the last row of the rule table reads that row, for outside them nothing changes (STD-2).
    SELECT
        plain.*,
        substr(plain.icd10, 1, 3) AS icd10_3,
        substr(plain.icd10, 1, 4) AS icd10_4,
        plain.source_of_referral IS NOT DISTINCT FROM named_code.screening_source AS is_screening,
        plain.priority_type IS NOT DISTINCT FROM named_code.routine AS is_routine,
        plain.priority_type IS NOT DISTINCT FROM named_code.urgent_suspected_cancer AS is_urgent,
        plain.referral_type IS NOT DISTINCT FROM named_code.breast_symptoms AS is_breast_symptoms,
        plain.referral_type IS NOT DISTINCT FROM named_code.non_specific_symptoms AS is_non_specific,
        coalesce(plain.date_first_seen > plain.report_date, FALSE) AS is_first_seen_booked,
        coalesce(plain.fds_end_date > plain.report_date, FALSE) AS is_told_booked,
        coalesce(plain.treatment_start_date > plain.report_date, FALSE) AS is_treatment_booked,
        CASE
            WHEN plain.crtp_start < run.first_day THEN run.first_day
            WHEN plain.crtp_start > run.last_day THEN run.last_day
            ELSE plain.crtp_start
        END AS referred_rule_day,
        CASE
            WHEN plain.date_first_seen < run.first_day THEN run.first_day
            WHEN plain.date_first_seen > run.last_day THEN run.last_day
            ELSE plain.date_first_seen
        END AS first_seen_rule_day,
        CASE
            WHEN plain.fds_end_date < run.first_day THEN run.first_day
            WHEN plain.fds_end_date > run.last_day THEN run.last_day
            ELSE plain.fds_end_date
        END AS told_rule_day,
        CASE
            WHEN plain.treatment_start_date < run.first_day THEN run.first_day
            WHEN plain.treatment_start_date > run.last_day THEN run.last_day
            ELSE plain.treatment_start_date
        END AS treated_rule_day,
        CASE
            WHEN plain.consultant_upgrade_date < run.first_day THEN run.first_day
            WHEN plain.consultant_upgrade_date > run.last_day THEN run.last_day
            ELSE plain.consultant_upgrade_date
        END AS upgraded_rule_day
    FROM plain
    CROSS JOIN run
)
