-- Figures of people first seen, straight from what the clocks count. In braces: put in by `from_records.py`.

SELECT
    '2ww' AS standard,
    standard_key,
    {keys},
    2 * count(*) AS halves,
    2 * count(CASE WHEN is_within THEN 1 END) AS halves_within,
    count(*) AS pathways{quantiles}
FROM ({counted}) AS counted
GROUP BY standard_key, {group}
