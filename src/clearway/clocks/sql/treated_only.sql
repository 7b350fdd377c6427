-- In place of the clocks before treatment where only those that treatment stops are asked for.

faster_diagnosis AS (
    SELECT *
    FROM referral
    WHERE treatment_start_date IS NOT NULL
)
