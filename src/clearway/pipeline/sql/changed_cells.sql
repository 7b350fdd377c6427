-- The keys of the cells of one cut in which an event changed. In braces, put in by cells.py, as in cells.sql; views over
-- changed events in place of those over all.

SELECT DISTINCT
    {number} AS cut,
    '{place_kind}' AS place_kind,
    '{side}' AS side,
    {with_cancer} AS with_cancer,
    {with_route} AS with_route,
    {is_year} AS is_year,
    standard,
    {period} AS period,
    standard_key,
    {place} AS place,
    {cancer_type} AS cancer_type,
    {stage_route} AS stage_route
FROM {source}
