-- Which of several submissions answers for a step that more than one of them holds: the one whose record was known
-- last, then the one received last. Nothing is overwritten: the others stay, marked, and count nothing.
-- Tables: touched_step (steps to look at), records, submissions.

CREATE OR REPLACE TEMP TABLE was_superseded AS
SELECT submission_id, ordinal, superseded_by
FROM records
WHERE step IN (FROM touched_step) AND superseded_by IS NOT NULL;

UPDATE records
SET superseded_by = CASE WHEN records.submission_id = answering.submission_id THEN NULL ELSE answering.submission_id END
FROM (
    SELECT
        records.step,
        max_by(records.submission_id, (records.known_on, submissions.received_at, submissions.id)) AS submission_id
    FROM records
    INNER JOIN submissions ON submissions.id = records.submission_id
    WHERE records.step IN (FROM touched_step)
    GROUP BY records.step
) AS answering
WHERE records.step = answering.step;

-- Records that counted and count no longer, and records that count now and did not.
CREATE OR REPLACE TEMP TABLE no_longer_current AS
SELECT records.submission_id, records.ordinal
FROM records
ANTI JOIN was_superseded USING (submission_id, ordinal)
WHERE records.step IN (FROM touched_step) AND records.superseded_by IS NOT NULL;

CREATE OR REPLACE TEMP TABLE current_again AS
SELECT records.submission_id, records.ordinal
FROM records
SEMI JOIN was_superseded USING (submission_id, ordinal)
WHERE records.superseded_by IS NULL;
