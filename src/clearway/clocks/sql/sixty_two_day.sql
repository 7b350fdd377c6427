-- The 62-day standard: from urgent referral or upgrade to first treatment (D62-1 to D62-6, HIST-1).

route AS (
    -- Screening, then upgrade, then breast symptomatic, then urgent suspected cancer; empty when none applies (D62-2).
    SELECT
        thirty_one_day.*,
        is_screening AND is_routine AND screening_needs_urgent AS is_screening_not_urgent,
        CASE
            WHEN is_screening AND NOT (is_routine AND screening_needs_urgent) THEN 'SCREENING'
            WHEN consultant_upgrade_date IS NOT NULL AND NOT (is_urgent AND keeps_referral_clock) THEN 'UPGRADE'
            WHEN is_breast_symptoms THEN 'BREAST_SYMPTOMATIC'
            WHEN is_urgent AND NOT (is_non_specific AND NOT non_specific_symptoms_in_62) THEN 'USC'
            ELSE ''
        END AS d62_route
    FROM thirty_one_day
),

clock_start AS (
    -- The day the clock starts (D62-3), whether a rare cancer still had 31 days (HIST-1), and the first-seen pause:
    -- after an upgrade it counts only if the upgrade came no later than the day first seen (D62-5).
    SELECT
        route.*,
        CASE WHEN d62_route = 'UPGRADE' THEN consultant_upgrade_date ELSE crtp_start END AS d62_start,
        d62_route = 'USC'
            AND rare_cancers_in_31_days
            AND (
                is_childrens_referral
                OR (coalesce(age_at_referral < children_under_years, FALSE) AND NOT is_breast_symptoms)
                OR is_rare_diagnosis
            ) AS is_rare,
        CASE
            WHEN wta_first_seen <= 0 THEN 0
            WHEN d62_route <> 'UPGRADE' THEN wta_first_seen
            WHEN consultant_upgrade_date <= date_first_seen THEN wta_first_seen
            ELSE 0
        END AS first_seen_paused
    FROM route
),

d62_scope AS (
    -- Why a record is outside, the first reason that holds; empty when it counts (D62-1, OPEN-2, SCOPE-1 to SCOPE-5,
    -- D62-2, HIST-4, STD-3, D62-3).
    SELECT
        clock_start.*,
        CASE
            WHEN treatment_start_date IS NULL THEN 'NO_TREATMENT'
            WHEN is_treatment_booked THEN 'BOOKED_NOT_YET'
            WHEN d62_usual_limit IS NULL THEN 'RULE_NOT_KNOWN'
            WHEN is_first_treatment IS NULL THEN 'NO_EVENT_TYPE'
            WHEN NOT is_first_treatment THEN 'SUBSEQUENT_TREATMENT'
            WHEN modality_group = 'not_a_treatment' THEN 'TREATMENT_DECLINED'
            WHEN outside_scope <> '' THEN outside_scope
            WHEN is_closed_by_status THEN 'STATUS_CLOSES_PATHWAY'
            WHEN closure_reason IS NOT NULL THEN 'PATHWAY_CLOSED'
            WHEN ctp_start_date IS NULL THEN 'MISSING_DTT'
            WHEN d62_route = '' AND is_screening_not_urgent THEN 'SCREENING_NOT_URGENT'
            WHEN d62_route = '' AND is_urgent THEN 'NON_SPECIFIC_NOT_COUNTED'
            WHEN d62_route = '' THEN 'NO_62_ROUTE'
            WHEN d62_route = 'BREAST_SYMPTOMATIC' AND NOT breast_symptomatic_in_62
                THEN 'BREAST_SYMPTOMATIC_NOT_COUNTED'
            WHEN d62_start IS NULL THEN 'NO_REFERRAL_DATE'
            WHEN d62_route <> 'UPGRADE' AND org_first_seen IS NULL THEN 'NO_FIRST_SEEN_ORG'
            ELSE ''
        END AS d62_excluded,
        CASE WHEN is_rare THEN d62_rare_limit ELSE d62_usual_limit END AS d62_limit,
        days_between(d62_start, treatment_start_date) AS d62_raw_days
    FROM clock_start
),

sixty_two_day AS (
    -- Both pauses are taken off (D62-4, ADJ-4). Passes up to the limit's own day (DAY-2); a negative wait or a pause
    -- longer than the wait never does (DAY-3). Until September 2023 each route had a standard of its own (STD-1).
    SELECT
        d62_scope.*,
        d62_excluded = '' AS d62_is_counted,
        d62_raw_days - first_seen_paused - treatment_paused AS d62_days_waited,
        d62_excluded = '' AND d62_raw_days < 0 AS d62_is_negative,
        d62_excluded = '' AND d62_raw_days >= 0 AND first_seen_paused + treatment_paused > d62_raw_days
            AS d62_pause_exceeds,
        d62_raw_days >= 0
            AND first_seen_paused + treatment_paused <= d62_raw_days
            AND d62_raw_days - first_seen_paused - treatment_paused <= d62_limit AS d62_is_within,
        CASE WHEN is_combined THEN '62_COMBINED' ELSE former.standard END AS d62_standard
    FROM d62_scope
    LEFT JOIN former_standard AS former ON former.clock = '62' AND former.part = d62_scope.d62_route
)
