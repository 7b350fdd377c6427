-- One row of text a record, in the order of the file: every value as text, empty where it does not apply. Rule ids
-- stand in the order in which they act.

SELECT
    record_id,
    -- Two week wait
    CASE WHEN two_week_is_counted THEN 'Y' ELSE 'N' END AS "2ww_counted",
    CASE WHEN two_week_is_counted THEN CAST(two_week_days_waited AS STRING) ELSE '' END AS "2ww_days",
    CASE WHEN NOT two_week_is_counted THEN '' WHEN two_week_is_within THEN 'Y' ELSE 'N' END AS "2ww_within",
    -- Faster diagnosis
    CASE WHEN fds_is_counted THEN 'Y' ELSE 'N' END AS "fds_counted",
    CASE WHEN fds_is_counted THEN CAST(fds_days_waited AS STRING) ELSE '' END AS "fds_days",
    CASE WHEN NOT fds_is_counted THEN '' WHEN fds_is_within THEN 'Y' ELSE 'N' END AS "fds_within",
    CASE WHEN fds_is_counted THEN substr(CAST(fds_end_date AS STRING), 1, 7) ELSE '' END AS "fds_month",
    CASE WHEN fds_is_counted THEN fds_org ELSE '' END AS "fds_org",
    -- 31-day
    CASE WHEN d31_is_counted THEN 'Y' ELSE 'N' END AS "31_counted",
    CASE WHEN NOT d31_is_counted THEN '' WHEN is_first_treatment THEN 'First' ELSE 'Subsequent' END AS "31_stage",
    CASE WHEN d31_is_counted THEN modality_group ELSE '' END AS "31_group",
    CASE WHEN d31_is_counted THEN CAST(d31_days_waited AS STRING) ELSE '' END AS "31_days",
    CASE WHEN NOT d31_is_counted THEN '' WHEN d31_is_within THEN 'Y' ELSE 'N' END AS "31_within",
    CASE WHEN d31_is_counted THEN substr(CAST(treatment_start_date AS STRING), 1, 7) ELSE '' END AS "31_month",
    CASE WHEN d31_is_counted THEN treating_trust ELSE '' END AS "31_org",
    -- 62-day
    CASE WHEN d62_is_counted THEN 'Y' ELSE 'N' END AS "62_counted",
    CASE WHEN d62_is_counted THEN d62_route ELSE '' END AS "62_route",
    CASE WHEN d62_is_counted THEN CAST(d62_limit AS STRING) ELSE '' END AS "62_target",
    CASE WHEN d62_is_counted THEN CAST(d62_days_waited AS STRING) ELSE '' END AS "62_days",
    CASE WHEN NOT d62_is_counted THEN '' WHEN d62_is_within THEN 'Y' ELSE 'N' END AS "62_within",
    CASE WHEN d62_is_counted THEN substr(CAST(treatment_start_date AS STRING), 1, 7) ELSE '' END AS "62_month",
    CASE WHEN d62_is_counted THEN d62_method ELSE '' END AS "62_method",
    CASE WHEN d62_is_counted AND shared_by = 'IPT-3' THEN CAST(scenario AS STRING) ELSE '' END AS "62_scenario",
    CASE WHEN d62_is_counted AND shared_by = 'IPT-3' THEN CAST(phase_1_days AS STRING) ELSE '' END AS "62_phase1_days",
    CASE WHEN d62_is_counted AND shared_by = 'IPT-3' THEN CAST(phase_2_days AS STRING) ELSE '' END AS "62_phase2_days",
    CASE WHEN d62_is_counted AND shared_by <> 'SOLO' THEN investigating_trust ELSE '' END AS "62_inv_org",
    CASE
        WHEN NOT d62_is_counted OR shared_by = 'SOLO' THEN ''
        WHEN investigating_share = 0 THEN '0'
        WHEN investigating_share = 1 THEN '0.5'
        ELSE '1'
    END AS "62_inv_total",
    CASE
        WHEN NOT d62_is_counted OR shared_by = 'SOLO' THEN ''
        WHEN NOT d62_is_within THEN '0'
        WHEN investigating_share = 0 THEN '0'
        WHEN investigating_share = 1 THEN '0.5'
        ELSE '1'
    END AS "62_inv_within",
    CASE WHEN d62_is_counted THEN treating_trust ELSE '' END AS "62_treat_org",
    CASE
        WHEN NOT d62_is_counted THEN ''
        WHEN treating_share = 0 THEN '0'
        WHEN treating_share = 1 THEN '0.5'
        ELSE '1'
    END AS "62_treat_total",
    CASE
        WHEN NOT d62_is_counted THEN ''
        WHEN NOT d62_is_within THEN '0'
        WHEN treating_share = 0 THEN '0'
        WHEN treating_share = 1 THEN '0.5'
        ELSE '1'
    END AS "62_treat_within",
    dq_flags,
    -- Why, two week wait
    CASE
        WHEN NOT two_week_is_counted THEN ''
        WHEN is_breast_symptoms THEN '2WW_BREAST'
        ELSE '2WW'
    END AS "2ww_standard",
    CASE WHEN two_week_is_counted THEN substr(CAST(date_first_seen AS STRING), 1, 7) ELSE '' END AS "2ww_month",
    CASE WHEN two_week_is_counted THEN two_week_org ELSE '' END AS "2ww_org",
    CASE WHEN two_week_is_counted THEN CAST(two_week_raw_days AS STRING) ELSE '' END AS "2ww_raw_days",
    CASE
        WHEN two_week_is_counted AND wta_first_seen > 0 THEN concat('first_seen=', CAST(wta_first_seen AS STRING))
        ELSE ''
    END AS "2ww_pauses",
    two_week_excluded AS "2ww_excluded",
    CASE
        WHEN two_week_is_counted
            THEN concat_ws(
                ' ',
                'HIST-2 STD-2 ORG-2 START-1 DAY-1 DAY-2',
                CASE WHEN wta_first_seen > 0 THEN 'ADJ-1' END,
                CASE WHEN two_week_is_negative OR two_week_pause_exceeds THEN 'DAY-3' END,
                CASE WHEN two_week_org <> coalesce(org_first_seen, '') THEN 'ORG-1' END
            )
        WHEN two_week_excluded = 'BOOKED_NOT_YET' THEN 'OPEN-2'
        WHEN two_week_excluded = 'PATHWAY_CLOSED' THEN 'SCOPE-5'
        WHEN two_week_excluded = 'STANDARD_NOT_IN_FORCE' THEN 'STD-1'
        WHEN two_week_excluded = 'NON_SPECIFIC_NOT_COUNTED' THEN 'HIST-4'
        ELSE 'HIST-2'
    END AS "2ww_rules",
    -- Why, faster diagnosis
    CASE WHEN fds_is_counted THEN fds_route ELSE '' END AS "fds_route",
    CASE WHEN fds_is_counted THEN fds_cancer_type ELSE '' END AS "fds_cancer_type",
    CASE WHEN fds_is_counted THEN CAST(fds_raw_days AS STRING) ELSE '' END AS "fds_raw_days",
    CASE
        WHEN fds_is_counted AND wta_first_seen > 0 THEN concat('first_seen=', CAST(wta_first_seen AS STRING))
        ELSE ''
    END AS "fds_pauses",
    fds_excluded AS "fds_excluded",
    CASE
        WHEN fds_is_counted
            THEN concat_ws(
                ' ',
                'FDS-1 FDS-2 FDS-3 FDS-5 IPT-8 STD-2 ORG-2 START-1 DAY-1 DAY-2',
                CASE WHEN is_screening THEN 'START-2' END,
                'HIST-3',
                CASE WHEN is_non_specific THEN 'HIST-4' END,
                CASE WHEN wta_first_seen > 0 THEN 'FDS-4 ADJ-1' END,
                CASE WHEN fds_is_ruled_out AND has_icd10 AND fds_is_outside_scope THEN 'FDS-6' END,
                CASE WHEN fds_is_negative OR fds_pause_exceeds THEN 'DAY-3' END,
                CASE WHEN fds_org <> coalesce(org_fds_end, '') THEN 'ORG-1' END
            )
        WHEN fds_excluded = 'NOT_URGENT_ROUTE' THEN 'FDS-1'
        WHEN fds_excluded = 'BOOKED_NOT_YET' THEN 'OPEN-2'
        WHEN fds_excluded = 'SCREENING_NOT_URGENT' THEN 'D62-2'
        WHEN fds_excluded = 'PATHWAY_CLOSED' THEN 'SCOPE-5'
        WHEN fds_excluded IN ('RULE_NOT_KNOWN', 'STANDARD_NOT_IN_FORCE') THEN 'HIST-3'
        WHEN fds_excluded = 'NON_SPECIFIC_NOT_COUNTED' THEN 'HIST-4'
        ELSE 'FDS-3'
    END AS "fds_rules",
    -- Why, 31-day
    CASE WHEN d31_is_counted THEN d31_standard ELSE '' END AS "31_standard",
    CASE WHEN d31_is_counted THEN cancer_type ELSE '' END AS "31_cancer_type",
    CASE WHEN d31_is_counted THEN CAST(d31_raw_days AS STRING) ELSE '' END AS "31_raw_days",
    CASE
        WHEN d31_is_counted AND NOT is_decided_after THEN coalesce(treatment_pause_text, '')
        ELSE ''
    END AS "31_pauses",
    d31_excluded AS "31_excluded",
    CASE
        WHEN d31_is_counted
            THEN concat_ws(
                ' ',
                'D31-1 D31-2 D31-3 D31-4 FDT-2 IPT-8 STD-2 ORG-2 DAY-1 DAY-2 SCOPE-1',
                CASE WHEN is_combined THEN 'STD-1' END,
                CASE WHEN NOT is_first_treatment THEN 'ECAD-1' END,
                CASE WHEN is_skin_cancer THEN 'SCOPE-2' END,
                CASE WHEN is_active_monitoring THEN 'FDT-3' END,
                CASE WHEN is_enabling_surgery THEN 'FDT-4' END,
                CASE WHEN is_chemoradiotherapy THEN 'FDT-5' END,
                CASE WHEN is_decided_after THEN 'D31-5' END,
                CASE
                    WHEN is_decided_after OR wta_treatment <= 0 THEN NULL
                    WHEN is_pause_refused THEN 'ADJ-3 ADJ-5'
                    ELSE 'ADJ-2 ADJ-4'
                END,
                CASE WHEN d31_pause_exceeds THEN 'DAY-3' END,
                CASE WHEN treating_trust <> coalesce(org_treatment, '') THEN 'ORG-1' END
            )
        WHEN d31_excluded = 'BOOKED_NOT_YET' THEN 'OPEN-2'
        WHEN d31_excluded = 'TREATMENT_DECLINED' THEN 'SCOPE-3'
        WHEN d31_excluded IN ('NO_DIAGNOSIS', 'OUT_OF_SCOPE_DIAGNOSIS') THEN 'SCOPE-1'
        WHEN d31_excluded = 'BASAL_CELL' THEN 'SCOPE-2'
        WHEN d31_excluded IN ('NOT_NHS_ENGLAND', 'DIED_BEFORE_TREATMENT') THEN 'SCOPE-4'
        WHEN d31_excluded = 'SUBSEQUENT_GROUP_NOT_COUNTED' THEN 'D31-2'
        ELSE 'D31-1'
    END AS "31_rules",
    -- Why, 62-day
    CASE WHEN d62_is_counted THEN d62_standard ELSE '' END AS "62_standard",
    CASE WHEN d62_is_counted THEN cancer_type ELSE '' END AS "62_cancer_type",
    CASE WHEN d62_is_counted THEN modality_group ELSE '' END AS "62_group",
    CASE WHEN d62_is_counted THEN CAST(d62_raw_days AS STRING) ELSE '' END AS "62_raw_days",
    CASE
        WHEN d62_is_counted
            THEN concat_ws(
                ' ',
                CASE WHEN first_seen_paused > 0 THEN concat('first_seen=', CAST(first_seen_paused AS STRING)) END,
                treatment_pause_text
            )
        ELSE ''
    END AS "62_pauses",
    d62_excluded AS "62_excluded",
    CASE
        WHEN d62_is_counted
            THEN concat_ws(
                ' ',
                'D62-1 D62-2 D62-3 D62-4 D62-6 FDT-2 STD-2 ORG-2 DAY-1 DAY-2 SCOPE-1',
                CASE WHEN is_combined THEN 'STD-1' END,
                CASE WHEN d62_route = 'BREAST_SYMPTOMATIC' THEN 'STD-3' END,
                CASE WHEN d62_route = 'UPGRADE' THEN 'START-3 D62-5' ELSE 'START-1' END,
                CASE WHEN d62_route = 'SCREENING' THEN 'START-2' END,
                CASE WHEN is_rare THEN 'HIST-1' END,
                CASE WHEN d62_route = 'USC' AND is_non_specific THEN 'HIST-4' END,
                CASE WHEN is_skin_cancer THEN 'SCOPE-2' END,
                CASE WHEN is_active_monitoring THEN 'FDT-3' END,
                CASE WHEN is_enabling_surgery THEN 'FDT-4' END,
                CASE WHEN is_chemoradiotherapy THEN 'FDT-5' END,
                CASE WHEN first_seen_paused > 0 THEN 'ADJ-1' END,
                CASE
                    WHEN wta_treatment <= 0 THEN NULL
                    WHEN is_pause_refused THEN 'ADJ-3 ADJ-5'
                    ELSE 'ADJ-2 ADJ-4'
                END,
                CASE WHEN d62_is_negative OR d62_pause_exceeds THEN 'DAY-3' END,
                CASE
                    WHEN treating_trust <> coalesce(org_treatment, '')
                        OR first_seen_trust <> coalesce(org_first_seen, '')
                        OR upgrading_trust <> coalesce(org_upgrade, '')
                        OR accountable_trust <> coalesce(accountable_investigating_org, '') THEN 'ORG-1'
                END,
                'IPT-1',
                CASE WHEN accountable_by = 'OF_SEVERAL' THEN 'IPT-5' END,
                CASE
                    WHEN shared_by IN ('SOLO', 'HIST-1') THEN NULL
                    WHEN shared_by = 'IPT-3' THEN 'IPT-2 IPT-3 IPT-7'
                    ELSE shared_by
                END,
                CASE WHEN shared_by = 'IPT-3' AND run.has_local_policy THEN 'IPT-9' END
            )
        WHEN d62_excluded = 'BOOKED_NOT_YET' THEN 'OPEN-2'
        WHEN d62_excluded = 'TREATMENT_DECLINED' THEN 'SCOPE-3'
        WHEN d62_excluded IN ('NO_DIAGNOSIS', 'OUT_OF_SCOPE_DIAGNOSIS') THEN 'SCOPE-1'
        WHEN d62_excluded = 'BASAL_CELL' THEN 'SCOPE-2'
        WHEN d62_excluded IN ('NOT_NHS_ENGLAND', 'DIED_BEFORE_TREATMENT', 'STATUS_CLOSES_PATHWAY') THEN 'SCOPE-4'
        WHEN d62_excluded = 'PATHWAY_CLOSED' THEN 'SCOPE-5'
        WHEN d62_excluded IN ('NO_62_ROUTE', 'SCREENING_NOT_URGENT') THEN 'D62-2'
        WHEN d62_excluded = 'NON_SPECIFIC_NOT_COUNTED' THEN 'HIST-4'
        WHEN d62_excluded = 'BREAST_SYMPTOMATIC_NOT_COUNTED' THEN 'STD-3'
        WHEN d62_excluded = 'NO_REFERRAL_DATE' THEN 'D62-3'
        ELSE 'D62-1'
    END AS "62_rules"
FROM assessed
CROSS JOIN run
ORDER BY ordinal
