-- The ledger of one sender after a load. An item is one finding in one column of one record, known by the sender's own
-- name of it; where a name occurs several times, the first is matched to the first, the second to the second.
-- Tables: ledger (as it was), live (the sender's files that count, oldest first by place), names (what rows call
-- themselves, also in files of open items), item (faults of cells), flag (what the clocks flagged), flag_column,
-- ended (files that count no more, with what took their place).

CREATE TEMP TABLE asked_name AS
-- The names of the records that have items, or had.
SELECT DISTINCT names.record_id
FROM names
SEMI JOIN (
    SELECT submission_id, ordinal FROM item
    UNION ALL
    SELECT submission_id, ordinal FROM flag
    UNION ALL
    SELECT submission_id, ordinal FROM ledger
) AS told USING (submission_id, ordinal)
WHERE names.record_id <> '';

CREATE TEMP TABLE spoken AS
-- The newest file that holds a record speaks for it.
SELECT names.record_id, max(live.place) AS place
FROM names
SEMI JOIN asked_name ON asked_name.record_id = names.record_id
INNER JOIN live ON live.submission_id = names.submission_id
GROUP BY names.record_id;

CREATE TEMP TABLE found AS
WITH together AS (
    SELECT item.submission_id, item.ordinal, item.finding, item."column", names.record_id
    FROM item
    INNER JOIN live ON live.submission_id = item.submission_id
    LEFT JOIN names ON names.submission_id = item.submission_id AND names.ordinal = item.ordinal
    LEFT JOIN spoken ON spoken.record_id = names.record_id
    WHERE spoken.place IS NULL OR spoken.place = live.place
    UNION ALL
    SELECT flag.submission_id, flag.ordinal, flag.finding, flag_column."column", names.record_id
    FROM flag
    INNER JOIN live ON live.submission_id = flag.submission_id
    INNER JOIN flag_column ON flag_column.finding = flag.finding
    LEFT JOIN names ON names.submission_id = flag.submission_id AND names.ordinal = flag.ordinal
)

SELECT
    *,
    row_number() OVER (
        PARTITION BY coalesce(record_id, submission_id || ' ' || ordinal), finding, "column"
        ORDER BY submission_id, ordinal
    ) AS number
FROM together;

CREATE TEMP TABLE was_open AS
SELECT
    ledger.*,
    names.record_id,
    row_number() OVER (
        PARTITION BY coalesce(names.record_id, ledger.submission_id || ' ' || ledger.ordinal), finding, "column"
        ORDER BY ledger.submission_id, ledger.ordinal
    ) AS number
FROM ledger
LEFT JOIN names ON names.submission_id = ledger.submission_id AND names.ordinal = ledger.ordinal
WHERE ledger.state = 'open';

CREATE TEMP TABLE settled AS
SELECT
    found.submission_id,
    found.ordinal,
    found.finding,
    found."column",
    coalesce(was_open.first_submission, found.submission_id) AS first_submission,
    coalesce(was_open.first_told_on, live.counted_on) AS first_told_on,
    'open' AS state,
    CAST(NULL AS VARCHAR) AS closed_in,
    CAST(NULL AS DATE) AS closed_on
FROM found
INNER JOIN live ON live.submission_id = found.submission_id
LEFT JOIN was_open
    ON coalesce(was_open.record_id, was_open.submission_id || ' ' || was_open.ordinal)
        = coalesce(found.record_id, found.submission_id || ' ' || found.ordinal)
    AND was_open.finding = found.finding
    AND was_open."column" = found."column"
    AND was_open.number = found.number
UNION ALL
SELECT
    was_open.submission_id,
    was_open.ordinal,
    was_open.finding,
    was_open."column",
    was_open.first_submission,
    was_open.first_told_on,
    CASE WHEN spoken.record_id IS NULL THEN 'gone' ELSE 'mended' END,
    -- A record that came no more is gone with the file that took the place of its own, or with a purge: with no file.
    CASE
        WHEN speaking.place IS NOT NULL THEN speaking.submission_id
        WHEN ended.submission_id IS NOT NULL THEN ended.ended_in
        ELSE newest.submission_id
    END,
    coalesce(speaking.counted_on, ended.ended_on, newest.counted_on)
FROM was_open
ANTI JOIN found
    ON coalesce(was_open.record_id, was_open.submission_id || ' ' || was_open.ordinal)
        = coalesce(found.record_id, found.submission_id || ' ' || found.ordinal)
    AND was_open.finding = found.finding
    AND was_open."column" = found."column"
    AND was_open.number = found.number
LEFT JOIN spoken ON spoken.record_id = was_open.record_id
LEFT JOIN live AS speaking ON speaking.place = spoken.place
LEFT JOIN ended ON ended.submission_id = was_open.submission_id
LEFT JOIN (SELECT * FROM live ORDER BY place DESC LIMIT 1) AS newest ON TRUE
UNION ALL
SELECT * FROM ledger WHERE state <> 'open'
ORDER BY submission_id, ordinal, finding;
