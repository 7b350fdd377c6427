-- The 28-day faster diagnosis standard: from receipt of the referral to being told (FDS-1 to FDS-6).

told AS (
    -- The rules and codes of the day told, whether the standard was in force on the day of referral (HIST-3), and the
    -- trust that told the person (FDS-5, ORG-1). The clock stops at the earlier of being told and the decision to
    -- treat (FDS-2).
    SELECT
        two_week_wait.*,
        rule_day.fds_days AS fds_limit,
        at_referral.fds_in_force AS fds_is_in_force,
        coalesce(rule_day.screening_needs_urgent, FALSE) AS fds_screening_needs_urgent,
        coalesce(rule_day.non_specific_symptoms_in_fds, FALSE) AS fds_counts_non_specific,
        outcome.code IS NOT NULL AS fds_is_outcome_known,
        coalesce(outcome.code_group = 'counts', FALSE) AS fds_is_outcome_counted,
        CASE
            WHEN coalesce(rule_day.fds_late_exclusion_codes, '') = '' THEN FALSE
            ELSE instr(
                concat(' ', rule_day.fds_late_exclusion_codes, ' '),
                concat(' ', coalesce(two_week_wait.fds_exclusion_reason, 'none'), ' ')
            ) > 0
        END AS fds_may_count_late,
        coalesce(two_week_wait.fds_end_reason = named_code.ruled_out, FALSE) AS fds_is_ruled_out,
        coalesce(suspected.code_group, named_code.missing_type) AS fds_cancer_type,
        coalesce(told_at.trust, '') AS fds_org,
        CASE WHEN ctp_start_date < fds_end_date THEN ctp_start_date ELSE fds_end_date END AS fds_stop
    FROM two_week_wait
    LEFT JOIN rule_day ON rule_day.on_date = two_week_wait.told_rule_day
    LEFT JOIN rule_day AS at_referral ON at_referral.on_date = two_week_wait.referred_rule_day
    LEFT JOIN code_list AS outcome
        ON outcome.list_name = 'fds_end_reason'
        AND outcome.code = two_week_wait.fds_end_reason
        AND two_week_wait.fds_end_date BETWEEN outcome.applies_from AND outcome.applies_to
    LEFT JOIN code_list AS suspected
        ON suspected.list_name = 'referral_type'
        AND suspected.code = two_week_wait.referral_type
        AND two_week_wait.fds_end_date BETWEEN suspected.applies_from AND suspected.applies_to
    LEFT JOIN parent_trust AS told_at
        ON told_at.code = two_week_wait.org_fds_end
        AND two_week_wait.fds_end_date BETWEEN told_at.applies_from AND told_at.applies_to
),

fds_count AS (
    -- Only the first-seen pause is taken off (FDS-4, ADJ-1).
    SELECT
        told.*,
        days_between(crtp_start, fds_stop) AS fds_raw_days,
        CASE WHEN wta_first_seen > 0 THEN wta_first_seen ELSE 0 END AS fds_paused
    FROM told
),

fds_scope AS (
    -- Why a record is outside, the first reason that holds; empty when it counts (FDS-1, FDS-3, OPEN-2, D62-2,
    -- SCOPE-5, HIST-3, HIST-4). A setting may count an exclusion that came after the limit as a breach.
    SELECT
        fds_count.*,
        fds_raw_days - fds_paused AS fds_days_waited,
        CASE
            WHEN NOT is_urgent AND NOT is_screening THEN 'NOT_URGENT_ROUTE'
            WHEN crtp_start IS NULL THEN 'NO_REFERRAL_DATE'
            WHEN fds_end_date IS NULL THEN 'NOT_TOLD'
            WHEN is_told_booked THEN 'BOOKED_NOT_YET'
            WHEN is_screening AND is_routine AND fds_screening_needs_urgent THEN 'SCREENING_NOT_URGENT'
            WHEN fds_end_reason IS NULL THEN 'NO_END_REASON'
            WHEN closure_reason IS NOT NULL THEN 'PATHWAY_CLOSED'
            WHEN fds_is_in_force IS NULL OR fds_limit IS NULL THEN 'RULE_NOT_KNOWN'
            WHEN NOT fds_is_in_force THEN 'STANDARD_NOT_IN_FORCE'
            WHEN is_non_specific AND NOT is_screening AND NOT fds_counts_non_specific THEN 'NON_SPECIFIC_NOT_COUNTED'
            WHEN fds_is_outcome_counted THEN ''
            WHEN NOT fds_is_outcome_known THEN 'UNKNOWN_END_REASON'
            WHEN fds_may_count_late AND fds_raw_days - fds_paused > fds_limit THEN ''
            ELSE 'FDS_EXCLUDED'
        END AS fds_excluded
    FROM fds_count
),

faster_diagnosis AS (
    -- Passes up to the limit's own day (DAY-2); a negative wait or a pause longer than the wait never does (DAY-3).
    SELECT
        fds_scope.*,
        fds_excluded = '' AS fds_is_counted,
        fds_excluded = '' AND fds_raw_days < 0 AS fds_is_negative,
        fds_excluded = '' AND fds_raw_days >= 0 AND fds_days_waited < 0 AS fds_pause_exceeds,
        fds_raw_days >= 0 AND fds_days_waited >= 0 AND fds_days_waited <= fds_limit AS fds_is_within,
        CASE
            WHEN is_screening THEN 'SCREENING'
            WHEN is_breast_symptoms THEN 'BREAST_SYMPTOMATIC'
            ELSE 'USC'
        END AS fds_route
    FROM fds_scope
)
