-- In place of the two week wait where only faster diagnosis is asked for: records that it could count, as they are.

two_week_wait AS (
    SELECT *
    FROM referral
    WHERE fds_end_date IS NOT NULL AND (is_urgent OR is_screening)
)
