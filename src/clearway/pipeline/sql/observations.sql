-- Published indicators, each value with its place among the files that give it.
-- Tables: observations (values as printed, with their submission), submissions.
--
-- A value is one indicator of one area, period and group of people. Of several files that give it, one answers: final
-- (or as published, where no such line is drawn) before provisional, then the file received last. `answers_as` counts
-- them from 1.

CREATE OR REPLACE TEMP TABLE observations_in_order AS
SELECT
    observations.* EXCLUDE (answers_as),
    row_number() OVER (
        PARTITION BY
            observations.indicator,
            observations.area_type,
            observations.area_code,
            observations.period_start,
            observations.period_end,
            observations.sex,
            observations.age,
            observations.ethnicity,
            observations.deprivation,
            observations.category
        ORDER BY
            observations.release = 'provisional',
            submissions.received_at DESC,
            submissions.id DESC
    ) AS answers_as
FROM observations
INNER JOIN submissions ON submissions.id = observations.submission_id;

CREATE OR REPLACE TABLE observations AS
FROM observations_in_order
ORDER BY
    indicator, area_type, area_code, category, period_start, period_end, sex, age, ethnicity, deprivation, answers_as;

DROP TABLE observations_in_order;

CREATE OR REPLACE VIEW newest_observations AS
SELECT * EXCLUDE (answers_as)
FROM observations
WHERE answers_as = 1;
