-- One named cut for some periods: counts, exact median and 90th centile.
-- In braces, put in by cells.py: the period, the place, the details told apart, and the source of shares.
--
-- In a median each pathway counts once, unweighted, at every provider that holds a share, and once in a roll-up: every
-- source of shares has one row for each pathway and place.

INSERT INTO cells BY NAME
SELECT
    standard,
    $place_kind AS place_kind,
    $side AS side,
    $with_cancer AS with_cancer,
    $with_route AS with_route,
    $is_year AS is_year,
    {period} AS period,
    standard_key,
    {place} AS place,
    {cancer_type} AS cancer_type,
    {stage_route} AS stage_route,
    list_sort(list(DISTINCT month)) AS months,
    sum(share_total) AS total,
    sum(share_within) AS within,
    sum(share_total) - sum(share_within) AS breaches,
    coalesce(sum(share_total) FILTER (WHERE days > $long_wait_days), 0) AS after_104,
    count(*) AS pathways,
    round(quantile_cont(days, 0.5), 6) AS median_days,
    round(quantile_cont(days, 0.9), 6) AS p90_days
FROM {source}
WHERE month BETWEEN $first_month AND $last_month AND list_contains($months, month)
GROUP BY standard, {period}, standard_key, {place}, {cancer_type}, {stage_route}
ORDER BY ALL;
