-- Published figures at every level of detail that the files allow, each level complete in itself.
-- Tables: published (figures as printed, with their submission), route_label (printed label, label used here),
-- sum_label (labels that mark a sum), level_source (a level, and the finer level it may be added up from).
--
-- A file prints the same patients several times over: by route, by cancer type and by kind of treatment. A level is
-- the choice of which of the three are told apart. Where a file prints a level, its rows are taken; where it does not,
-- they are added up from the one finer level that comes first in level_source, never from two. NULL means "all".

CREATE OR REPLACE TABLE published_figures AS
WITH tidy AS (
    SELECT
        submission_id,
        release,
        basis,
        month,
        standard,
        org_code,
        CASE WHEN route_sum.label IS NULL THEN coalesce(route_label.label, stage_route) END AS stage_route,
        CASE WHEN modality_sum.label IS NULL THEN modality END AS modality,
        CASE WHEN cancer_sum.label IS NULL THEN cancer_type END AS cancer_type,
        total,
        within,
        breaches,
        -- Everybody after day 104, however many bands are printed from there on.
        CASE
            WHEN list_contains(string_split(band_edges, ' '), '104')
                THEN CAST(
                    list_sum(band_people[list_position(string_split(band_edges, ' '), '104') + 1:]) AS DECIMAL(12, 1)
                )
        END AS after_104
    FROM published
    LEFT JOIN route_label ON route_label.printed = upper(published.stage_route)
    LEFT JOIN sum_label AS route_sum ON route_sum.label = upper(published.stage_route)
    LEFT JOIN sum_label AS modality_sum ON modality_sum.label = upper(published.modality)
    LEFT JOIN sum_label AS cancer_sum ON cancer_sum.label = upper(published.cancer_type)
),

printed_level AS (
    SELECT DISTINCT
        submission_id,
        month,
        standard,
        stage_route IS NOT NULL AS has_route,
        modality IS NOT NULL AS has_modality,
        cancer_type IS NOT NULL AS has_cancer
    FROM tidy
),

chosen AS (
    -- For each level of a file, month and standard: the printed level that it is taken from.
    SELECT
        printed_level.submission_id,
        printed_level.month,
        printed_level.standard,
        level_source.with_route,
        level_source.with_modality,
        level_source.with_cancer,
        level_source.from_route,
        level_source.from_modality,
        level_source.from_cancer,
        level_source.preference
    FROM printed_level
    INNER JOIN level_source
        ON level_source.from_route = printed_level.has_route
        AND level_source.from_modality = printed_level.has_modality
        AND level_source.from_cancer = printed_level.has_cancer
    QUALIFY level_source.preference = min(level_source.preference) OVER (
        PARTITION BY
            printed_level.submission_id,
            printed_level.month,
            printed_level.standard,
            level_source.with_route,
            level_source.with_modality,
            level_source.with_cancer
    )
),

file_content AS (
    SELECT submission_id, basis, month, standard, bool_or(org_code <> 'ENGLAND') AS has_organisations
    FROM tidy
    GROUP BY ALL
),

file_rank AS (
    -- One file answers for a basis, month, standard and level: one that prints organisations before one of England
    -- alone, final before provisional, then the monthly workbook (it prints England and the wait bands) before other
    -- tables and the time series last, then one that prints the level itself, then the one received last.
    SELECT
        chosen.submission_id,
        chosen.month,
        chosen.standard,
        file_content.basis,
        chosen.with_route,
        chosen.with_modality,
        chosen.with_cancer,
        row_number() OVER (
            PARTITION BY
                file_content.basis,
                chosen.month,
                chosen.standard,
                chosen.with_route,
                chosen.with_modality,
                chosen.with_cancer
            ORDER BY
                file_content.has_organisations DESC,
                submissions.release = 'final' DESC,
                submissions.source LIKE '%workbook%' DESC,
                submissions.source LIKE '%series%',
                chosen.preference,
                submissions.received_at DESC,
                submissions.id DESC
        ) AS rank
    FROM chosen
    INNER JOIN file_content
        ON file_content.submission_id = chosen.submission_id
        AND file_content.month = chosen.month
        AND file_content.standard = chosen.standard
    INNER JOIN submissions ON submissions.id = chosen.submission_id
),

figure AS (
    SELECT
        tidy.submission_id,
        tidy.release,
        tidy.basis,
        tidy.month,
        tidy.standard,
        tidy.org_code,
        chosen.with_route,
        chosen.with_modality,
        chosen.with_cancer,
        CASE WHEN chosen.with_route THEN tidy.stage_route END AS stage_route,
        CASE WHEN chosen.with_modality THEN tidy.modality END AS modality,
        CASE WHEN chosen.with_cancer THEN tidy.cancer_type END AS cancer_type,
        CAST(sum(tidy.total) AS DECIMAL(12, 1)) AS total,
        CAST(sum(tidy.within) AS DECIMAL(12, 1)) AS within,
        CAST(sum(tidy.breaches) AS DECIMAL(12, 1)) AS breaches,
        CASE WHEN count(*) = count(tidy.after_104) THEN CAST(sum(tidy.after_104) AS DECIMAL(12, 1)) END AS after_104,
        chosen.preference = 0 AS is_printed,
        file_rank.rank AS answers_as,
        file_rank.rank = 1 AS is_newest
    FROM chosen
    INNER JOIN tidy
        ON tidy.submission_id = chosen.submission_id
        AND tidy.month = chosen.month
        AND tidy.standard = chosen.standard
        AND (tidy.stage_route IS NOT NULL) = chosen.from_route
        AND (tidy.modality IS NOT NULL) = chosen.from_modality
        AND (tidy.cancer_type IS NOT NULL) = chosen.from_cancer
    INNER JOIN file_rank
        ON file_rank.submission_id = tidy.submission_id
        AND file_rank.basis = tidy.basis
        AND file_rank.month = tidy.month
        AND file_rank.standard = tidy.standard
        AND file_rank.with_route = chosen.with_route
        AND file_rank.with_modality = chosen.with_modality
        AND file_rank.with_cancer = chosen.with_cancer
    GROUP BY ALL
),

england AS (
    -- A file that prints no England row for a month and standard is added up over its organisations.
    SELECT
        * EXCLUDE (org_code, stage_route, modality, cancer_type, total, within, breaches, after_104, is_printed, answers_as, is_newest),
        'ENGLAND' AS org_code,
        stage_route,
        modality,
        cancer_type,
        CAST(sum(total) AS DECIMAL(12, 1)) AS total,
        CAST(sum(within) AS DECIMAL(12, 1)) AS within,
        CAST(sum(breaches) AS DECIMAL(12, 1)) AS breaches,
        CASE WHEN count(*) = count(after_104) THEN CAST(sum(after_104) AS DECIMAL(12, 1)) END AS after_104,
        FALSE AS is_printed,
        answers_as,
        is_newest
    FROM figure
    ANTI JOIN (SELECT submission_id, month, standard FROM figure WHERE org_code = 'ENGLAND') AS printed
        USING (submission_id, month, standard)
    GROUP BY ALL
)

FROM (FROM figure UNION ALL BY NAME FROM england)
ORDER BY
    standard, with_route, with_modality, with_cancer, basis, month, org_code, stage_route, modality, cancer_type;

CREATE OR REPLACE VIEW newest_published AS
SELECT published_figures.*, submissions.file_name AS source_file
FROM published_figures
INNER JOIN submissions ON submissions.id = published_figures.submission_id
WHERE published_figures.is_newest;
