-- Records whose events are to be added: those of some submissions that came and, beside the first of them, those of
-- others that count again. Tables: come (ids of all that came), come_now (of these ones), current_again, records, assessments.

CREATE OR REPLACE TEMP TABLE counting AS
SELECT submission_id, ordinal, commissioner
FROM records
WHERE superseded_by IS NULL AND submission_id IN (FROM come_now)
UNION ALL
SELECT submission_id, ordinal, commissioner
FROM records
SEMI JOIN current_again USING (submission_id, ordinal)
WHERE $is_first AND superseded_by IS NULL AND submission_id NOT IN (FROM come);

CREATE OR REPLACE TEMP VIEW coming_assessment AS
FROM assessments
WHERE submission_id IN (SELECT submission_id FROM counting);
