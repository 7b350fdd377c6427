-- Figures of people treated: a record may be one event of the 31-day and one of the 62-day standard, and the latter has
-- a row at each trust that holds a share.

SELECT
    standard,
    standard_key,
    {keys},
    sum(halves_held) AS halves,
    sum(CASE WHEN is_within THEN halves_held ELSE 0 END) AS halves_within,
    count(*) AS pathways{quantiles}
FROM (
    SELECT
        part.standard,
        stopped_on,
        cancer_type,
        CASE WHEN part.standard = '31' THEN d31_standard ELSE d62_standard END AS standard_key,
        CASE WHEN part.is_investigating THEN investigating_provider ELSE provider END AS provider,
        CASE
            WHEN part.standard = '62' THEN route
            WHEN is_first_treatment THEN 'FIRST'
            ELSE 'SUBSEQUENT'
        END AS stage_route,
        CASE
            WHEN part.standard = '31' THEN 2
            WHEN part.is_investigating THEN investigating_halves_held
            ELSE treating_halves_held
        END AS halves_held,
        CASE WHEN part.standard = '31' THEN d31_is_within ELSE d62_is_within END AS is_within,
        CASE WHEN part.standard = '31' THEN d31_days ELSE d62_days END AS days
    FROM ({counted}) AS counted
    CROSS JOIN (
        SELECT '31' AS standard, FALSE AS is_investigating
        UNION ALL SELECT '62', FALSE
        UNION ALL SELECT '62', TRUE
    ) AS part
    WHERE
        CASE
            WHEN part.standard = '31' THEN d31_is_counted
            WHEN part.is_investigating THEN d62_is_counted AND investigating_halves_held > 0
            ELSE d62_is_counted AND treating_halves_held > 0
        END
) AS held
GROUP BY standard, standard_key, {group}
