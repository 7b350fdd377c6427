-- People first seen, by the two week wait.

SELECT
    ordinal,
    CASE WHEN is_breast_symptoms THEN '2WW_BREAST' ELSE '2WW' END AS standard_key,
    date_first_seen AS stopped_on,
    two_week_org AS provider,
    CAST(two_week_days_waited AS INTEGER) AS days,
    two_week_is_within AS is_within
FROM two_week_wait
WHERE two_week_is_counted
