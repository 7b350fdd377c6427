-- Where every pathway stands on one day (rules OPEN-1 to OPEN-5): the same as open_pathway() record by record.
-- Tables: records and assessments of the analytical store; day_rule (what the rule book says on the day, one row),
-- day_code (codes in use on the day: list_name, code, code_group), named_code (codes with a meaning of their own, one
-- row), fds_in_force (from when to when the 28-day standard was in force for a day of referral).

WITH known AS (
    -- Only what had happened by the day, as far as the record's extract could know; later stops are bookings (OPEN-2)
    -- if the extract was made by then.
    SELECT
        records.* EXCLUDE (
            crtp_start, consultant_upgrade_date, date_first_seen, fds_end_date, ctp_start_date, treatment_start_date,
            death_date, icd10
        ),
        upper(trim(replace(coalesce(records.icd10, ''), '.', ''))) AS icd10,
        least($day, coalesce(records.report_date, $day)) AS last_day,
        CASE WHEN records.crtp_start <= last_day THEN records.crtp_start END AS crtp_start,
        CASE WHEN records.consultant_upgrade_date <= last_day THEN records.consultant_upgrade_date END AS upgraded,
        CASE WHEN records.date_first_seen <= last_day THEN records.date_first_seen END AS seen,
        CASE WHEN records.fds_end_date <= last_day THEN records.fds_end_date END AS told,
        CASE WHEN records.ctp_start_date <= last_day THEN records.ctp_start_date END AS decided,
        CASE WHEN records.treatment_start_date <= last_day THEN records.treatment_start_date END AS treated,
        CASE WHEN records.death_date <= last_day THEN records.death_date END AS died,
        coalesce(records.report_date <= $day, TRUE) AS is_knowable,
        CASE WHEN is_knowable AND records.fds_end_date > last_day THEN records.fds_end_date END AS told_booked,
        CASE WHEN is_knowable AND records.treatment_start_date > last_day THEN records.treatment_start_date END
            AS treatment_booked,
        records.fds_end_date IS NULL AS is_told_never_recorded,
        assessments.fds_counted,
        assessments.fds_excluded,
        assessments."62_counted" AS d62_counted,
        assessments."62_excluded" AS d62_excluded
    FROM records
    INNER JOIN assessments USING (submission_id, ordinal)
    WHERE records.superseded_by IS NULL
        AND (records.crtp_start <= last_day OR records.consultant_upgrade_date <= last_day)
        -- Most pathways are long over: unless everything is asked for, leave out those that nobody waits on, that no
        -- tracker can have lost, and that were not referred in the last days.
        AND (
            $everything
            OR records.crtp_start > CAST($day AS DATE) - CAST($new_days AS INTEGER)
            OR coalesce(records.fds_end_date > last_day, TRUE)
            OR (
                (coalesce(records.treatment_start_date > last_day, TRUE) OR coalesce(records.icd10, '') = '')
                AND coalesce(records.fds_end_reason, '') <> $ruled_out
            )
        )
),

referral AS (
    SELECT
        known.*,
        day_rule.*,
        named_code.*,
        known.priority_type IS NOT DISTINCT FROM named_code.urgent_suspected_cancer AS is_urgent,
        known.source_of_referral IS NOT DISTINCT FROM named_code.screening_source AS is_screening,
        known.referral_type IS NOT DISTINCT FROM named_code.breast_symptoms AS is_breast_symptoms,
        known.referral_type IS NOT DISTINCT FROM named_code.non_specific_symptoms AS is_non_specific,
        is_screening
            AND known.priority_type IS NOT DISTINCT FROM named_code.routine
            AND day_rule.screening_needs_urgent AS is_not_urgent_screening,
        known.patient_status IS NOT DISTINCT FROM named_code.no_new_cancer AS has_no_new_cancer,
        coalesce(fds_in_force.is_in_force, FALSE) AS fds_is_in_force,
        event.code_group = 'first' AS is_first_event,
        modality.code_group = 'not_a_treatment' AS is_declined,
        in_scope.code IS NULL
            OR (left(known.icd10, 3) = named_code.skin_cancer AND basal_cell.code IS NOT NULL) AS is_outside_scope,
        CASE
            WHEN in_scope.code IS NULL THEN 'OUT_OF_SCOPE_DIAGNOSIS'
            ELSE 'BASAL_CELL'
        END AS outside_scope_reason,
        leukaemia.code IS NOT NULL AS is_acute_leukaemia,
        coalesce(setting.code_group = 'admitted', FALSE) AS is_admitted
    FROM known
    CROSS JOIN day_rule
    CROSS JOIN named_code
    LEFT JOIN fds_in_force ON known.crtp_start BETWEEN fds_in_force.applies_from AND fds_in_force.applies_to
    LEFT JOIN day_code AS event ON event.list_name = 'event_type' AND event.code = known.event_type
    LEFT JOIN day_code AS modality ON modality.list_name = 'modality' AND modality.code = known.modality
    LEFT JOIN day_code AS in_scope ON in_scope.list_name = 'icd10_scope' AND in_scope.code = left(known.icd10, 3)
    LEFT JOIN day_code AS basal_cell
        ON basal_cell.list_name = 'bcc_morphology'
        AND basal_cell.code = upper(trim(replace(coalesce(known.morphology, ''), '/', '')))
    LEFT JOIN day_code AS leukaemia
        ON leukaemia.list_name = 'acute_leukaemia' AND leukaemia.code = left(known.icd10, 4)
    LEFT JOIN day_code AS setting ON setting.list_name = 'care_setting' AND setting.code = known.care_setting
),

way AS (
    -- The route in its order of precedence (D62-2); no route without the day on which its clock starts (D62-3).
    SELECT
        referral.*,
        CASE
            WHEN is_screening AND NOT is_not_urgent_screening THEN 'SCREENING'
            WHEN upgraded IS NOT NULL AND NOT (is_urgent AND upgrade_on_urgent = 'keep_referral_clock') THEN 'UPGRADE'
            WHEN is_breast_symptoms THEN CASE WHEN breast_symptomatic_in_62 THEN 'BREAST_SYMPTOMATIC' END
            WHEN is_urgent AND NOT (is_non_specific AND NOT non_specific_symptoms_in_62) THEN 'USC'
        END AS any_route,
        CASE WHEN any_route = 'UPGRADE' THEN upgraded ELSE crtp_start END AS start_if_any,
        CASE WHEN start_if_any IS NOT NULL THEN any_route END AS route,
        CASE WHEN any_route IS NOT NULL THEN start_if_any END AS start_date
    FROM referral
),

paused AS (
    -- Days taken off so far (ADJ-1 to ADJ-3, D62-5), the limit (HIST-1), and who is inside the 28-day standard (FDS-1).
    SELECT
        way.*,
        CASE WHEN seen IS NOT NULL AND wta_first_seen > 0 THEN wta_first_seen ELSE 0 END AS fds_paused,
        CASE WHEN route = 'UPGRADE' AND upgraded > seen THEN 0 ELSE fds_paused END
            + CASE
                WHEN decided IS NULL OR wta_treatment <= 0 THEN 0
                WHEN wta_treatment_reason IS NOT DISTINCT FROM patient_choice
                    AND admitted_only_patient_choice AND NOT is_admitted THEN 0
                ELSE wta_treatment
            END AS d62_paused,
        CASE
            WHEN route = 'USC' AND rare_cancers_in_31_days AND (
                referral_type IS NOT DISTINCT FROM children
                OR (coalesce(age_at_referral < children_under_years, FALSE) AND NOT is_breast_symptoms)
                OR left(icd10, 3) = testicular_cancer
                OR is_acute_leukaemia
            ) THEN d62_rare_days
            ELSE d62_days
        END AS d62_limit,
        crtp_start IS NOT NULL
            AND (is_urgent OR is_screening)
            AND NOT is_not_urgent_screening
            AND NOT (is_non_specific AND NOT is_screening AND NOT non_specific_symptoms_in_fds)
            AND fds_is_in_force
            AND fds_days IS NOT NULL AS is_in_fds
    FROM way
),

stands AS (
    SELECT
        paused.*,
        CASE
            WHEN coalesce(closure_reason, '') <> '' THEN 'PATHWAY_CLOSED'
            WHEN died IS NOT NULL THEN 'DIED'
            ELSE ''
        END AS closed_reason,
        CASE
            WHEN closed_reason <> '' THEN closed_reason
            WHEN patient_status IS NOT DISTINCT FROM no_treatment_planned THEN 'STATUS_CLOSES_PATHWAY'
            WHEN is_declined THEN 'TREATMENT_DECLINED'
            WHEN coalesce(funding, '') NOT IN ('', nhs_england) THEN 'NOT_NHS_ENGLAND'
            WHEN told IS NULL THEN ''
            WHEN fds_end_reason IS NOT DISTINCT FROM ruled_out OR has_no_new_cancer THEN 'RULED_OUT'
            WHEN icd10 <> '' AND is_outside_scope THEN outside_scope_reason
            ELSE ''
        END AS d62_closed_reason,
        -- Somebody told after the day, as the record knows, was an open pathway on that day.
        has_no_new_cancer AND (is_told_never_recorded OR told_booked IS NOT NULL) AS is_untold,
        CASE
            WHEN NOT is_in_fds THEN 'outside'
            WHEN told IS NOT NULL THEN CASE WHEN fds_counted = 'Y' THEN 'reportable' ELSE 'closed' END
            WHEN closed_reason <> '' THEN 'closed'
            WHEN is_untold THEN 'no_cancer_not_told'
            WHEN told_booked IS NOT NULL THEN 'booked'
            ELSE 'open'
        END AS told_status,
        CASE
            WHEN route IS NULL OR NOT coalesce(is_first_event, TRUE) OR d62_days IS NULL THEN 'outside'
            WHEN treated IS NOT NULL AND icd10 = '' THEN 'treated_undiagnosed'
            WHEN treated IS NOT NULL THEN CASE WHEN d62_counted = 'Y' THEN 'reportable' ELSE 'closed' END
            WHEN d62_closed_reason <> '' THEN 'closed'
            WHEN is_untold THEN 'no_cancer_not_told'
            WHEN treatment_booked IS NOT NULL THEN 'booked'
            ELSE 'open'
        END AS treated_status,
        told_status IN ('open', 'booked', 'no_cancer_not_told') AS is_waiting_to_be_told,
        treated_status IN ('open', 'booked', 'no_cancer_not_told') AS is_waiting_for_treatment
    FROM paused
)

SELECT
    submission_id,
    ordinal,
    record_id,
    link,
    route,
    told_status,
    CASE WHEN told_status <> 'closed' THEN '' WHEN told IS NOT NULL THEN fds_excluded ELSE closed_reason END
        AS told_reason,
    CASE WHEN is_waiting_to_be_told THEN greatest($day - crtp_start - fds_paused, 0) END AS told_days,
    CASE WHEN is_waiting_to_be_told THEN $day - crtp_start END AS told_raw_days,
    CASE WHEN is_waiting_to_be_told THEN CAST(crtp_start + fds_days + fds_paused AS DATE) END AS told_target,
    CASE WHEN is_waiting_to_be_told THEN told_booked END AS told_booked,
    treated_status,
    CASE
        WHEN treated_status <> 'closed' THEN ''
        WHEN treated IS NOT NULL THEN d62_excluded
        ELSE d62_closed_reason
    END AS treated_reason,
    CASE WHEN is_waiting_for_treatment THEN start_date END AS start_date,
    CASE WHEN is_waiting_for_treatment THEN greatest($day - start_date - d62_paused, 0) END AS treated_days,
    CASE WHEN is_waiting_for_treatment THEN $day - start_date END AS treated_raw_days,
    CASE WHEN is_waiting_for_treatment THEN d62_limit END AS treated_limit,
    CASE WHEN is_waiting_for_treatment THEN CAST(start_date + d62_limit + d62_paused AS DATE) END AS treated_target,
    CASE WHEN is_waiting_for_treatment THEN treatment_booked END AS treated_booked,
    CASE WHEN is_waiting_for_treatment THEN treatment_booked - start_date - d62_paused END AS predicted_days,
    decided IS NOT NULL AS has_decision,
    is_urgent AND coalesce(crtp_start > CAST($day AS DATE) - CAST($new_days AS INTEGER), FALSE) AS is_new_referral,
    CASE
        WHEN treated_status = 'treated_undiagnosed' THEN 'diagnosis_to_be_entered'
        WHEN NOT is_waiting_to_be_told AND NOT is_waiting_for_treatment THEN NULL
        WHEN seen IS NULL AND treated IS NULL AND told IS NULL THEN 'first_seen'
        WHEN is_waiting_to_be_told THEN 'told'
        WHEN decided IS NULL THEN 'decision_to_treat'
        WHEN is_waiting_for_treatment AND treatment_booked IS NOT NULL THEN 'treatment_booked'
        ELSE 'treatment_to_be_booked'
    END AS next_milestone
FROM stands
