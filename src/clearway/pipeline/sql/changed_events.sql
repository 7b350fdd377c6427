-- Events whose cells do not hold as they stand: those that went and those that came, less those that went and came alike.
-- A record that is sent again as it was changes no figure.
-- Tables: event_gone, event_come (as events).

CREATE OR REPLACE TEMP TABLE changed_event AS
SELECT * EXCLUDE (is_come)
FROM (
    SELECT * EXCLUDE (submission_id, ordinal, flags), TRUE AS is_come
    FROM event_come
    UNION ALL
    SELECT * EXCLUDE (submission_id, ordinal, flags), FALSE AS is_come
    FROM event_gone
)
GROUP BY ALL
HAVING count(*) FILTER (WHERE is_come) <> count(*) FILTER (WHERE NOT is_come);
