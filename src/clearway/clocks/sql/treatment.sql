-- What the 31- and 62-day standards share: the rules and codes of the day of treatment, and what is in scope.

treatment_codes AS (
    -- Each code is read in its list as it stood on the day of treatment; the rule table row is that day's (STD-2).
    SELECT
        faster_diagnosis.*,
        rule_day.d31_days AS d31_limit,
        rule_day.d62_days AS d62_usual_limit,
        rule_day.d62_rare_days AS d62_rare_limit,
        coalesce(rule_day.combined_standards, FALSE) AS is_combined,
        coalesce(rule_day.rare_cancers_in_31_days, FALSE) AS rare_cancers_in_31_days,
        rule_day.children_under_years,
        coalesce(rule_day.subsequent_other_in_31, FALSE) AS subsequent_other_in_31,
        coalesce(rule_day.subsequent_radiotherapy_in_31, FALSE) AS subsequent_radiotherapy_in_31,
        coalesce(rule_day.screening_needs_urgent, FALSE) AS screening_needs_urgent,
        coalesce(rule_day.upgrade_on_urgent = 'keep_referral_clock', FALSE) AS keeps_referral_clock,
        coalesce(rule_day.non_specific_symptoms_in_62, FALSE) AS non_specific_symptoms_in_62,
        coalesce(rule_day.breast_symptomatic_in_62, FALSE) AS breast_symptomatic_in_62,
        coalesce(rule_day.admitted_only_patient_choice, FALSE) AS admitted_only_patient_choice,
        coalesce(rule_day.six_scenarios, FALSE) AS shares_by_phase,
        coalesce(rule_day.multi_provider_rule = 'longest_holder', FALSE) AS longest_holder_answers,
        rule_day.handover_day,
        rule_day.treat_days,
        CASE
            WHEN event.code IS NULL THEN NULL
            WHEN event.code = named_code.metastatic_known_primary THEN coalesce(rule_day.event_12_is_first, FALSE)
            ELSE event.code_group = 'first'
        END AS is_first_treatment,
        coalesce(kind.code_group, 'Other') AS modality_group,
        coalesce(cancer.label, named_code.other_type) AS cancer_type,
        in_scope.code IS NOT NULL AS is_diagnosis_in_scope,
        coalesce(faster_diagnosis.icd10_3 = named_code.skin_cancer, FALSE) AS is_skin_cancer,
        basal_cell.code IS NOT NULL AS is_basal_cell,
        coalesce(faster_diagnosis.icd10_3 = named_code.testicular_cancer, FALSE) OR leukaemia.code IS NOT NULL
            AS is_rare_diagnosis,
        coalesce(setting.code_group = 'admitted', FALSE) AS is_admitted_care,
        coalesce(faster_diagnosis.modality = named_code.active_monitoring, FALSE) AS is_active_monitoring,
        coalesce(faster_diagnosis.modality = named_code.enabling_surgery, FALSE) AS is_enabling_surgery,
        coalesce(faster_diagnosis.modality = named_code.chemoradiotherapy, FALSE) AS is_chemoradiotherapy,
        coalesce(faster_diagnosis.referral_type = named_code.children, FALSE) AS is_childrens_referral,
        coalesce(faster_diagnosis.wta_treatment_reason = named_code.patient_choice, FALSE) AS is_patient_choice,
        faster_diagnosis.treatment_start_date IS NOT NULL
            AND faster_diagnosis.wta_treatment_reason IS NOT NULL
            AND pause_reason.code IS NULL AS is_pause_reason_unknown,
        faster_diagnosis.patient_status IS NOT DISTINCT FROM named_code.no_new_cancer
            OR faster_diagnosis.patient_status IS NOT DISTINCT FROM named_code.no_treatment_planned
            AS is_closed_by_status,
        coalesce(faster_diagnosis.funding <> named_code.nhs_england, FALSE) AS is_funded_elsewhere,
        coalesce(faster_diagnosis.death_date < faster_diagnosis.treatment_start_date, FALSE) AS is_dead_before
    FROM faster_diagnosis
    LEFT JOIN rule_day ON rule_day.on_date = faster_diagnosis.treated_rule_day
    LEFT JOIN code_list AS event
        ON event.list_name = 'event_type'
        AND event.code = faster_diagnosis.event_type
        AND faster_diagnosis.treatment_start_date BETWEEN event.applies_from AND event.applies_to
    LEFT JOIN code_list AS kind
        ON kind.list_name = 'modality'
        AND kind.code = faster_diagnosis.modality
        AND faster_diagnosis.treatment_start_date BETWEEN kind.applies_from AND kind.applies_to
    LEFT JOIN code_list AS cancer
        ON cancer.list_name = 'cancer_type_31_62'
        AND cancer.code = faster_diagnosis.icd10_3
        AND faster_diagnosis.treatment_start_date BETWEEN cancer.applies_from AND cancer.applies_to
    LEFT JOIN code_list AS in_scope
        ON in_scope.list_name = 'icd10_scope'
        AND in_scope.code = faster_diagnosis.icd10_3
        AND faster_diagnosis.treatment_start_date BETWEEN in_scope.applies_from AND in_scope.applies_to
    LEFT JOIN code_list AS basal_cell
        ON basal_cell.list_name = 'bcc_morphology'
        AND basal_cell.code = faster_diagnosis.morphology
        AND faster_diagnosis.treatment_start_date BETWEEN basal_cell.applies_from AND basal_cell.applies_to
    LEFT JOIN code_list AS leukaemia
        ON leukaemia.list_name = 'acute_leukaemia'
        AND leukaemia.code = faster_diagnosis.icd10_4
        AND faster_diagnosis.treatment_start_date BETWEEN leukaemia.applies_from AND leukaemia.applies_to
    LEFT JOIN code_list AS setting
        ON setting.list_name = 'care_setting'
        AND setting.code = faster_diagnosis.care_setting
        AND faster_diagnosis.treatment_start_date BETWEEN setting.applies_from AND setting.applies_to
    LEFT JOIN code_list AS pause_reason
        ON pause_reason.list_name = 'treatment_adjustment_reason'
        AND pause_reason.code = faster_diagnosis.wta_treatment_reason
        AND faster_diagnosis.treatment_start_date BETWEEN pause_reason.applies_from AND pause_reason.applies_to
),

treatment_trusts AS (
    -- The trust of each site on the day of treatment (ORG-1); empty where no site is recorded.
    SELECT
        treatment_codes.*,
        coalesce(treating.trust, '') AS treating_trust,
        coalesce(first_seen.trust, '') AS first_seen_trust,
        coalesce(upgrading.trust, '') AS upgrading_trust,
        coalesce(accountable.trust, '') AS accountable_trust
    FROM treatment_codes
    LEFT JOIN parent_trust AS treating
        ON treating.code = treatment_codes.org_treatment
        AND treatment_codes.treatment_start_date BETWEEN treating.applies_from AND treating.applies_to
    LEFT JOIN parent_trust AS first_seen
        ON first_seen.code = treatment_codes.org_first_seen
        AND treatment_codes.treatment_start_date BETWEEN first_seen.applies_from AND first_seen.applies_to
    LEFT JOIN parent_trust AS upgrading
        ON upgrading.code = treatment_codes.org_upgrade
        AND treatment_codes.treatment_start_date BETWEEN upgrading.applies_from AND upgrading.applies_to
    LEFT JOIN parent_trust AS accountable
        ON accountable.code = treatment_codes.accountable_investigating_org
        AND treatment_codes.treatment_start_date BETWEEN accountable.applies_from AND accountable.applies_to
),

in_scope AS (
    -- Why diagnosis or person is outside both standards, empty when inside (SCOPE-1, SCOPE-2, SCOPE-4); and whether a
    -- pause before treatment is one the rules refuse: patient choice outside admitted care before July 2020 (ADJ-3).
    SELECT
        treatment_trusts.*,
        CASE
            WHEN coalesce(icd10, '') = '' THEN 'NO_DIAGNOSIS'
            WHEN NOT is_diagnosis_in_scope THEN 'OUT_OF_SCOPE_DIAGNOSIS'
            WHEN is_skin_cancer AND is_basal_cell THEN 'BASAL_CELL'
            WHEN is_funded_elsewhere THEN 'NOT_NHS_ENGLAND'
            WHEN is_dead_before THEN 'DIED_BEFORE_TREATMENT'
            ELSE ''
        END AS outside_scope,
        wta_treatment > 0 AND is_patient_choice AND admitted_only_patient_choice AND NOT is_admitted_care
            AS is_pause_refused
    FROM treatment_trusts
),

pauses AS (
    -- Days before treatment that are taken off (ADJ-2, ADJ-5), and as they read in the result.
    SELECT
        in_scope.*,
        CASE WHEN wta_treatment > 0 AND NOT is_pause_refused THEN wta_treatment ELSE 0 END AS treatment_paused,
        CASE
            WHEN wta_treatment <= 0 THEN NULL
            WHEN is_pause_refused THEN concat('treatment_not_allowed=', CAST(wta_treatment AS STRING))
            ELSE concat('treatment=', CAST(wta_treatment AS STRING))
        END AS treatment_pause_text
    FROM in_scope
)
