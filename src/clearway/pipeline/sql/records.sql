-- Records of some submissions. `step` names what a record is about: one pathway's referral and first treatment, or one
-- later treatment of it. `known_on` is the day on which the record was so: its extract's day, else the day of receipt.
-- Tables: coming_row (the analytical columns, with submission_id, received_on and organisation), subsequent_event (event types of later treatments).

INSERT INTO records BY NAME
WITH named AS (
    SELECT
        *,
        CASE
            WHEN pathway IS NULL THEN person || ' ' || CAST(coalesce(crtp_start, consultant_upgrade_date) AS VARCHAR)
            -- A pathway identifier is unique only with its issuer: without one, two trusts may use the same.
            WHEN coalesce(pathway_issuer, '') = '' THEN concat_ws(' ', pathway, organisation, person)
            ELSE pathway
        END AS whose,
        event_type IN (FROM subsequent_event) AND treatment_start_date IS NOT NULL AS is_later
    FROM coming_row
)

SELECT
    * EXCLUDE (whose, is_later, filename, received_on, organisation),
    CASE
        WHEN is_later THEN whose || ' ' || CAST(treatment_start_date AS VARCHAR) || ' ' || coalesce(modality, '')
        ELSE whose || ' first'
    END AS step,
    coalesce(report_date, received_on) AS known_on,
    CAST(NULL AS VARCHAR) AS superseded_by
FROM named;
