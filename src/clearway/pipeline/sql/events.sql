-- Counted events of the assessments at hand: one row for each clock that counted a record.
-- Tables: coming_assessment (result columns as text, with submission_id and ordinal), counting (records to count),
-- coming_place (where each organisation stands in each month), route_label, standard_days (limit of each standard).
-- In braces, put in by build.py: what to do with what is counted, and the table that the events go into.

{into}
WITH counted_by_clock AS (
    SELECT
        '2ww' AS standard,
        submission_id,
        ordinal,
        "2ww_month" AS month,
        "2ww_org" AS treat_trust,
        "2ww_standard" AS standard_key,
        CAST("2ww_days" AS INTEGER) AS days,
        CAST("2ww_raw_days" AS INTEGER) AS raw_days,
        NULL AS target_days,
        "2ww_within" = 'Y' AS is_within,
        NULL AS route,
        NULL AS stage,
        NULL AS modality,
        NULL AS cancer_type,
        NULL AS method,
        NULL AS scenario,
        1 AS treat_total,
        CASE WHEN "2ww_within" = 'Y' THEN 1 ELSE 0 END AS treat_within,
        NULL AS inv_trust,
        NULL AS inv_total,
        NULL AS inv_within,
        dq_flags AS flags
    FROM coming_assessment
    WHERE "2ww_counted" = 'Y'
    UNION ALL
    SELECT
        '28',
        submission_id,
        ordinal,
        fds_month,
        fds_org,
        'FDS',
        CAST(fds_days AS INTEGER),
        CAST(fds_raw_days AS INTEGER),
        NULL,
        fds_within = 'Y',
        fds_route,
        NULL,
        NULL,
        fds_cancer_type,
        NULL,
        NULL,
        1,
        CASE WHEN fds_within = 'Y' THEN 1 ELSE 0 END,
        NULL,
        NULL,
        NULL,
        dq_flags
    FROM coming_assessment
    WHERE fds_counted = 'Y'
    UNION ALL
    SELECT
        '31',
        submission_id,
        ordinal,
        "31_month",
        "31_org",
        "31_standard",
        CAST("31_days" AS INTEGER),
        CAST("31_raw_days" AS INTEGER),
        NULL,
        "31_within" = 'Y',
        NULL,
        "31_stage",
        "31_group",
        "31_cancer_type",
        NULL,
        NULL,
        1,
        CASE WHEN "31_within" = 'Y' THEN 1 ELSE 0 END,
        NULL,
        NULL,
        NULL,
        dq_flags
    FROM coming_assessment
    WHERE "31_counted" = 'Y'
    UNION ALL
    SELECT
        '62',
        submission_id,
        ordinal,
        "62_month",
        "62_treat_org",
        "62_standard",
        CAST("62_days" AS INTEGER),
        CAST("62_raw_days" AS INTEGER),
        CAST("62_target" AS INTEGER),
        "62_within" = 'Y',
        "62_route",
        NULL,
        "62_group",
        "62_cancer_type",
        "62_method",
        CAST(nullif("62_scenario", '') AS INTEGER),
        CAST("62_treat_total" AS DECIMAL(2, 1)),
        CAST("62_treat_within" AS DECIMAL(2, 1)),
        nullif("62_inv_org", ''),
        CAST(nullif("62_inv_total", '') AS DECIMAL(2, 1)),
        CAST(nullif("62_inv_within", '') AS DECIMAL(2, 1)),
        dq_flags
    FROM coming_assessment
    WHERE "62_counted" = 'Y'
)

SELECT counted_by_clock.*, counting.commissioner
FROM counted_by_clock
INNER JOIN counting USING (submission_id, ordinal);

INSERT INTO {events} BY NAME
SELECT
    counted.* EXCLUDE (target_days, route, stage),
    coalesce(counted.target_days, standard_days.days) AS limit_days,
    coalesce(route_label.label, counted.route) AS route,
    coalesce(stage_label.label, counted.stage) AS stage,
    coalesce(treating.alliance, 'UNKNOWN') AS treat_alliance,
    coalesce(treating.region, 'UNKNOWN') AS treat_region,
    CASE WHEN counted.inv_trust IS NOT NULL THEN coalesce(investigating.alliance, 'UNKNOWN') END AS inv_alliance,
    CASE WHEN counted.inv_trust IS NOT NULL THEN coalesce(investigating.region, 'UNKNOWN') END AS inv_region,
    coalesce(residence.icb, 'UNKNOWN') AS residents_icb,
    coalesce(residence.alliance, 'UNKNOWN') AS residents_alliance,
    coalesce(residence.region, 'UNKNOWN') AS residents_region
FROM counted
INNER JOIN standard_days ON standard_days.standard_key = counted.standard_key
LEFT JOIN route_label ON route_label.printed = counted.route
LEFT JOIN route_label AS stage_label ON stage_label.printed = upper(counted.stage)
LEFT JOIN coming_place AS treating
    ON treating.kind = 'provider' AND treating.code = counted.treat_trust AND treating.month = counted.month
LEFT JOIN coming_place AS investigating
    ON investigating.kind = 'provider' AND investigating.code = counted.inv_trust AND investigating.month = counted.month
LEFT JOIN coming_place AS residence
    ON residence.kind = 'commissioner' AND residence.code = counted.commissioner AND residence.month = counted.month
ORDER BY counted.standard, counted.month, counted.treat_trust, counted.submission_id, counted.ordinal;
