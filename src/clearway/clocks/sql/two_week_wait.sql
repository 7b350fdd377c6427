-- The two week wait until September 2023: from receipt of the referral to the first appointment (HIST-2).

two_week_count AS (
    -- The rules of the day first seen, the trust first seen at (ORG-1), and the days: start day is day 0, less days
    -- after a missed first appointment (DAY-1, ADJ-1).
    SELECT
        referral.*,
        rule_day.two_week_days AS two_week_limit,
        CASE
            WHEN referral.is_breast_symptoms THEN coalesce(rule_day.two_week_breast_in_force, FALSE)
            ELSE coalesce(rule_day.two_week_in_force, FALSE)
        END AS two_week_is_in_force,
        coalesce(seen_at.trust, '') AS two_week_org,
        days_between(referral.crtp_start, referral.date_first_seen) AS two_week_raw_days,
        CASE WHEN referral.wta_first_seen > 0 THEN referral.wta_first_seen ELSE 0 END AS two_week_paused
    FROM referral
    LEFT JOIN rule_day ON rule_day.on_date = referral.first_seen_rule_day
    LEFT JOIN parent_trust AS seen_at
        ON seen_at.code = referral.org_first_seen
        AND referral.date_first_seen BETWEEN seen_at.applies_from AND seen_at.applies_to
),

two_week_scope AS (
    -- Why a record is outside, the first reason that holds; empty when it counts (HIST-2, OPEN-2, SCOPE-5, STD-1,
    -- HIST-4).
    SELECT
        two_week_count.*,
        two_week_raw_days - two_week_paused AS two_week_days_waited,
        CASE
            WHEN NOT is_urgent OR is_screening THEN 'NOT_URGENT_ROUTE'
            WHEN crtp_start IS NULL THEN 'NO_REFERRAL_DATE'
            WHEN date_first_seen IS NULL THEN 'NOT_SEEN'
            WHEN is_first_seen_booked THEN 'BOOKED_NOT_YET'
            WHEN closure_reason IS NOT NULL THEN 'PATHWAY_CLOSED'
            WHEN two_week_limit IS NULL THEN 'RULE_NOT_KNOWN'
            WHEN NOT two_week_is_in_force THEN 'STANDARD_NOT_IN_FORCE'
            WHEN is_non_specific THEN 'NON_SPECIFIC_NOT_COUNTED'
            ELSE ''
        END AS two_week_excluded
    FROM two_week_count
),

two_week_wait AS (
    -- A wait of the limit's own day passes (DAY-2); a negative wait, or a pause longer than the wait, never does
    -- (DAY-3).
    SELECT
        two_week_scope.*,
        two_week_excluded = '' AS two_week_is_counted,
        two_week_excluded = '' AND two_week_raw_days < 0 AS two_week_is_negative,
        two_week_excluded = '' AND two_week_raw_days >= 0 AND two_week_days_waited < 0 AS two_week_pause_exceeds,
        two_week_raw_days >= 0
            AND two_week_days_waited >= 0
            AND two_week_days_waited <= two_week_limit AS two_week_is_within
    FROM two_week_scope
)
