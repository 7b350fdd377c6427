-- People told, by faster diagnosis (standard FDS).

SELECT
    ordinal,
    fds_end_date AS stopped_on,
    fds_org AS provider,
    CAST(fds_days_waited AS INTEGER) AS days,
    fds_is_within AS is_within,
    fds_route AS route,
    fds_cancer_type AS cancer_type
FROM faster_diagnosis
WHERE fds_is_counted
