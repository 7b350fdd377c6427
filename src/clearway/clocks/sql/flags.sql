-- What is odd about a record (specification section 3m): flags for its owner, never a silent repair.

repeated AS (
    -- First treatments recorded more than once for one pathway and primary (ORG-2).
    SELECT
        coalesce(record.pathway_issuer, '') AS pathway_issuer,
        record.pathway_id,
        substr(upper(trim(replace(coalesce(record.icd10, ''), '.', ''))), 1, 3) AS icd10_3
    FROM record
    WHERE record.event_type = named_code.first_definitive AND record.pathway_id <> ''
    GROUP BY 1, 2, 3
    HAVING count(*) > 1
),

oddities AS (
    -- Rules about a whole record are those of its treatment, else of being told, first seen, referred or upgraded.
    -- An item is missed only where the feed carries it.
    SELECT
        shares.*,
        is_screening AND is_routine AND coalesce(rule_day.screening_needs_urgent, FALSE) AS is_screening_routine,
        repeated.pathway_id IS NOT NULL AS is_repeated,
        run.carries_first_seen_reason
            AND (
                wta_first_seen_reason IS NULL OR wta_first_seen_reason = named_code.no_first_seen_adjustment
            ) AS is_first_seen_reason_missing,
        coalesce(wta_treatment_reason = named_code.no_treatment_adjustment, TRUE) OR is_pause_reason_unknown
            AS is_treatment_reason_missing,
        coalesce(fds_end_reason = named_code.excluded, FALSE) AS is_told_excluded,
        in_scope_when_told.code IS NULL
            OR (coalesce(shares.icd10_3 = named_code.skin_cancer, FALSE) AND basal_cell_when_told.code IS NOT NULL)
            AS fds_is_outside_scope,
        (fds_is_counted AND fds_days_waited > fds_limit AND run.carries_fds_delay AND fds_delay_reason IS NULL)
        OR (d31_is_counted AND d31_days_waited > d31_limit AND run.carries_dtt_delay AND delay_dtt_to_treat IS NULL)
        OR (
            d62_is_counted
            AND d62_days_waited > d62_limit
            AND CASE
                WHEN d62_route = 'UPGRADE' THEN run.carries_upgrade_delay AND delay_upgrade_to_treat IS NULL
                ELSE run.carries_referral_delay AND delay_ref_to_treat IS NULL
            END
        ) AS is_breach_unexplained
    FROM shares
    CROSS JOIN run
    LEFT JOIN rule_day
        ON rule_day.on_date = coalesce(
            shares.treated_rule_day,
            shares.told_rule_day,
            shares.first_seen_rule_day,
            shares.referred_rule_day,
            shares.upgraded_rule_day
        )
    LEFT JOIN code_list AS in_scope_when_told
        ON in_scope_when_told.list_name = 'icd10_scope'
        AND in_scope_when_told.code = shares.icd10_3
        AND shares.fds_end_date BETWEEN in_scope_when_told.applies_from AND in_scope_when_told.applies_to
    LEFT JOIN code_list AS basal_cell_when_told
        ON basal_cell_when_told.list_name = 'bcc_morphology'
        AND basal_cell_when_told.code = shares.morphology
        AND shares.fds_end_date BETWEEN basal_cell_when_told.applies_from AND basal_cell_when_told.applies_to
    LEFT JOIN repeated
        ON repeated.pathway_id = shares.pathway_id
        AND repeated.pathway_issuer = shares.pathway_issuer
        AND repeated.icd10_3 = coalesce(shares.icd10_3, '')
        AND shares.event_type = named_code.first_definitive
),

assessed AS (
    -- Every flag of a record in alphabetical order, separated by spaces.
    SELECT
        oddities.*,
        concat_ws(
            ' ',
            CASE WHEN two_week_pause_exceeds OR fds_pause_exceeds OR d31_pause_exceeds OR d62_pause_exceeds
                THEN 'ADJ_EXCEEDS_WAIT' END,
            CASE WHEN is_pause_refused THEN 'ADJ_NOT_ALLOWED' END,
            CASE WHEN (wta_treatment > 0 AND is_treatment_reason_missing)
                OR (wta_first_seen > 0 AND is_first_seen_reason_missing) THEN 'ADJ_WITHOUT_REASON' END,
            CASE WHEN d62_is_counted AND shared_by = 'IPT-6' THEN 'BAD_TRANSFER_DATE' END,
            CASE WHEN is_breach_unexplained THEN 'BREACH_NO_DELAY_REASON' END,
            CASE WHEN is_skin_cancer AND NOT has_morphology THEN 'C44_NO_HISTOLOGY' END,
            CASE WHEN d31_is_counted AND is_decided_after THEN 'DTT_AFTER_TREATMENT' END,
            CASE WHEN is_repeated THEN 'DUPLICATE_FIRST_TREATMENT' END,
            CASE WHEN is_told_excluded AND fds_exclusion_reason IS NULL THEN 'FDS_03_NO_REASON' END,
            CASE WHEN date_first_seen < crtp_start THEN 'FIRST_SEEN_BEFORE_REFERRAL' END,
            CASE WHEN is_first_seen_booked OR is_told_booked OR is_treatment_booked THEN 'FUTURE_STOP' END,
            CASE WHEN d31_excluded = 'MISSING_DTT' THEN 'MISSING_DTT' END,
            CASE WHEN two_week_is_negative OR fds_is_negative OR d62_is_negative THEN 'NEGATIVE_WAIT' END,
            CASE WHEN d62_excluded = 'NO_FIRST_SEEN_ORG' THEN 'NO_FIRST_SEEN_ORG' END,
            CASE WHEN is_screening_routine THEN 'SCREENING_NOT_URGENT' END,
            CASE WHEN fds_end_date < crtp_start THEN 'TOLD_BEFORE_REFERRAL' END,
            CASE WHEN consultant_upgrade_date IS NOT NULL AND is_screening AND NOT is_screening_routine
                THEN 'UPGRADE_ON_SCREENING' END,
            CASE WHEN consultant_upgrade_date IS NOT NULL AND is_urgent AND (NOT is_screening OR is_screening_routine)
                THEN 'UPGRADE_ON_URGENT' END
        ) AS dq_flags
    FROM oddities
)
