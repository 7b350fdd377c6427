-- Views over the tables of an analytical file.

-- What became of every accepted record by each clock: counted, left out with a reason, or replaced by a later version.
CREATE VIEW outcomes AS
SELECT
    records.submission_id,
    clock.name AS clock,
    CASE
        WHEN records.superseded_by IS NOT NULL THEN 'replaced'
        WHEN clock.counted = 'Y' THEN 'counted'
        ELSE 'excluded'
    END AS outcome,
    CASE WHEN records.superseded_by IS NULL AND clock.counted = 'N' THEN clock.excluded ELSE '' END AS reason,
    count(*) AS records
FROM records
INNER JOIN assessments USING (submission_id, ordinal)
CROSS JOIN LATERAL (
    VALUES
        ('2ww', "2ww_counted", "2ww_excluded"),
        ('28', fds_counted, fds_excluded),
        ('31', "31_counted", "31_excluded"),
        ('62', "62_counted", "62_excluded")
) AS clock (name, counted, excluded)
GROUP BY ALL;
