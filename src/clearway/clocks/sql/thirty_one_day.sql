-- The 31-day standard: from the decision to treat, or the earliest clinically appropriate date, to treatment (D31-1 to
-- D31-5).

d31_scope AS (
    -- Why a record is outside, the first reason that holds; empty when it counts (D31-1, D31-2, OPEN-2, SCOPE-1 to
    -- SCOPE-4). Some later treatments joined the standard only from a date on (D31-2).
    SELECT
        pauses.*,
        CASE
            WHEN treatment_start_date IS NULL THEN 'NO_TREATMENT'
            WHEN is_treatment_booked THEN 'BOOKED_NOT_YET'
            WHEN d31_limit IS NULL THEN 'RULE_NOT_KNOWN'
            WHEN is_first_treatment IS NULL THEN 'NO_EVENT_TYPE'
            WHEN modality IS NULL THEN 'NO_MODALITY'
            WHEN modality_group = 'not_a_treatment' THEN 'TREATMENT_DECLINED'
            WHEN outside_scope <> '' THEN outside_scope
            WHEN NOT is_first_treatment AND modality_group = 'Other' AND NOT subsequent_other_in_31
                THEN 'SUBSEQUENT_GROUP_NOT_COUNTED'
            WHEN NOT is_first_treatment AND modality_group = 'Radiotherapy' AND NOT subsequent_radiotherapy_in_31
                THEN 'SUBSEQUENT_GROUP_NOT_COUNTED'
            WHEN ctp_start_date IS NULL THEN 'MISSING_DTT'
            ELSE ''
        END AS d31_excluded
    FROM pauses
),

d31_count AS (
    -- Only the pause before treatment is taken off (D31-3, ADJ-4). A decision recorded after treatment is a wait of 0
    -- (D31-5).
    SELECT
        d31_scope.*,
        coalesce(ctp_start_date > treatment_start_date, FALSE) AS is_decided_after,
        CASE
            WHEN ctp_start_date > treatment_start_date THEN 0
            ELSE days_between(ctp_start_date, treatment_start_date)
        END AS d31_raw_days,
        CASE WHEN ctp_start_date > treatment_start_date THEN 0 ELSE treatment_paused END AS d31_paused
    FROM d31_scope
),

thirty_one_day AS (
    -- Passes up to the limit's own day (DAY-2); a pause longer than the wait never does (DAY-3). Until September 2023
    -- first treatments and each group of later ones had standards of their own (STD-1).
    SELECT
        d31_count.*,
        d31_excluded = '' AS d31_is_counted,
        d31_raw_days - d31_paused AS d31_days_waited,
        d31_excluded = '' AND d31_paused > d31_raw_days AS d31_pause_exceeds,
        d31_paused <= d31_raw_days AND d31_raw_days - d31_paused <= d31_limit AS d31_is_within,
        CASE
            WHEN is_combined THEN '31_COMBINED'
            WHEN is_first_treatment THEN '31_FIRST'
            ELSE coalesce(former.standard, '31_COMBINED')
        END AS d31_standard
    FROM d31_count
    LEFT JOIN former_standard AS former ON former.clock = '31' AND former.part = d31_count.modality_group
)
