-- Events with only the columns that tell cells apart, their texts as one small type. In braces, put in by cells.py: the
-- table to make, the table of events, and the type. Tables: cell_month (the months wanted, each with its
-- financial year and its bit in it).

CREATE OR REPLACE TEMP TABLE {table} AS
SELECT
    CAST(standard AS {text}) AS standard,
    CAST(counted.month AS {text}) AS month,
    CAST(cell_month.year AS {text}) AS year,
    cell_month.bit AS month_bit,
    CAST(standard_key AS {text}) AS standard_key,
    days,
    is_within,
    CAST(cancer_type AS {text}) AS cancer_type,
    CAST(coalesce(route, stage) AS {text}) AS stage_route,
    treat_total,
    treat_within,
    CAST(treat_trust AS {text}) AS treat_trust,
    CAST(treat_alliance AS {text}) AS treat_alliance,
    CAST(treat_region AS {text}) AS treat_region,
    inv_total,
    inv_within,
    CAST(inv_trust AS {text}) AS inv_trust,
    CAST(inv_alliance AS {text}) AS inv_alliance,
    CAST(inv_region AS {text}) AS inv_region,
    CAST(residents_icb AS {text}) AS residents_icb,
    CAST(residents_alliance AS {text}) AS residents_alliance,
    CAST(residents_region AS {text}) AS residents_region
FROM {events} AS counted
INNER JOIN cell_month ON cell_month.month = counted.month;
