-- People treated, by the 31- and the 62-day standard: one row for each record that either of them counts. Shares are in
-- half people; the investigating trust is empty where one trust answers alone.

SELECT
    ordinal,
    treatment_start_date AS stopped_on,
    treating_trust AS provider,
    cancer_type,
    modality_group,
    is_first_treatment,
    d31_is_counted,
    d31_standard,
    CAST(d31_days_waited AS INTEGER) AS d31_days,
    d31_is_within,
    d62_is_counted,
    d62_standard,
    d62_route AS route,
    CAST(d62_days_waited AS INTEGER) AS d62_days,
    d62_is_within,
    treating_share AS treating_halves_held,
    CASE WHEN shared_by = 'SOLO' THEN '' ELSE investigating_trust END AS investigating_provider,
    CASE WHEN shared_by = 'SOLO' THEN 0 ELSE investigating_share END AS investigating_halves_held
FROM shares
WHERE d31_is_counted OR d62_is_counted
