-- The record as the clocks read it.
-- Tables: record (the typed records with their place in the file), named_code (codes with a meaning of their own, one
-- row), run (what this run knows: first and last day of the rule table, items the feed carries, one row).

plain AS (
    -- Empty text is "not recorded"; an adjustment not recorded is no days. Diagnosis and tissue type are compared
    -- without dot or slash and in capitals (SCOPE-1, SCOPE-2).
    SELECT
        ordinal,
        coalesce(record_id, '') AS record_id,
        nullif(pathway_id, '') AS pathway_id,
        coalesce(pathway_issuer, '') AS pathway_issuer,
        nullif(source_of_referral, '') AS source_of_referral,
        nullif(priority_type, '') AS priority_type,
        crtp_start,
        nullif(referral_type, '') AS referral_type,
        consultant_upgrade_date,
        nullif(org_upgrade, '') AS org_upgrade,
        date_first_seen,
        nullif(org_first_seen, '') AS org_first_seen,
        coalesce(wta_first_seen, 0) AS wta_first_seen,
        nullif(wta_first_seen_reason, '') AS wta_first_seen_reason,
        nullif(patient_status, '') AS patient_status,
        fds_end_date,
        nullif(fds_end_reason, '') AS fds_end_reason,
        nullif(fds_exclusion_reason, '') AS fds_exclusion_reason,
        nullif(org_fds_end, '') AS org_fds_end,
        nullif(fds_delay_reason, '') AS fds_delay_reason,
        ctp_start_date,
        treatment_start_date,
        coalesce(wta_treatment, 0) AS wta_treatment,
        nullif(wta_treatment_reason, '') AS wta_treatment_reason,
        nullif(event_type, '') AS event_type,
        nullif(modality, '') AS modality,
        nullif(care_setting, '') AS care_setting,
        upper(trim(replace(coalesce(icd10, ''), '.', ''))) AS icd10,
        nullif(icd10, '') IS NOT NULL AS has_icd10,
        upper(trim(replace(coalesce(morphology, ''), '/', ''))) AS morphology,
        nullif(morphology, '') IS NOT NULL AS has_morphology,
        nullif(org_treatment, '') AS org_treatment,
        nullif(accountable_investigating_org, '') AS accountable_investigating_org,
        transfer_date,
        nullif(delay_dtt_to_treat, '') AS delay_dtt_to_treat,
        nullif(delay_ref_to_treat, '') AS delay_ref_to_treat,
        nullif(delay_upgrade_to_treat, '') AS delay_upgrade_to_treat,
        nullif(closure_reason, '') AS closure_reason,
        nullif(funding, '') AS funding,
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
    CROSS JOIN named_code
    CROSS JOIN run
)
