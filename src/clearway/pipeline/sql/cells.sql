-- One named cut of the events at hand: counts, exact median and 90th centile.
-- In braces, put in by cells.py: the cut, its period and the months in it, the place, the
-- details told apart, and the view with the shares.
--
-- In a median each pathway counts once, unweighted, at every provider that holds a share, and once in a roll-up: every
-- source of shares has one row for each pathway and place.

INSERT INTO cells BY NAME
WITH cell AS (
    SELECT
        standard,
        {period} AS period,
        standard_key,
        {place} AS place,
        {cancer_type} AS cancer_type,
        {stage_route} AS stage_route,
        {bits} AS bits,
        sum(share_total) AS total,
        sum(share_within) AS within,
        sum(share_total) - sum(share_within) AS breaches,
        coalesce(sum(share_total) FILTER (WHERE days > $long_wait_days), 0) AS after_104,
        count(*) AS pathways,
        quantile_cont(days, [0.5, 0.9]) AS quantiles
    FROM {source}
    GROUP BY standard, {period}, standard_key, {place}, {cancer_type}, {stage_route}
)

SELECT
    cell.* EXCLUDE (quantiles, bits),
    {months} AS months,
    '{place_kind}' AS place_kind,
    '{side}' AS side,
    {with_cancer} AS with_cancer,
    {with_route} AS with_route,
    {is_year} AS is_year,
    round(quantiles[1], 6) AS median_days,
    round(quantiles[2], 6) AS p90_days
FROM cell
ORDER BY standard, period, standard_key, place, cancer_type, stage_route;
