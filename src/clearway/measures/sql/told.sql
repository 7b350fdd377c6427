-- Figures of people told, straight from what the clocks count.

SELECT
    '28' AS standard,
    'FDS' AS standard_key,
    {keys},
    2 * count(*) AS halves,
    2 * count(CASE WHEN is_within THEN 1 END) AS halves_within,
    count(*) AS pathways{quantiles}
FROM (SELECT counted.*, route AS stage_route FROM ({counted}) AS counted) AS counted_once
GROUP BY {group}
