-- Who answers for a 62-day result: one trust, or two by the phases before and after hand-over (IPT-1 to IPT-6, HIST-5).

investigating AS (
    -- The accountable provider as supplied; else of several by the setting; else the upgrading, else the first-seen
    -- trust (IPT-1, IPT-5). Before the six scenarios the first-seen trust, else the upgrading one (HIST-5).
    SELECT
        sixty_two_day.*,
        CASE
            WHEN shares_by_phase AND accountable_investigating_org IS NOT NULL THEN 'SUPPLIED'
            WHEN shares_by_phase AND several.ordinal IS NOT NULL THEN 'OF_SEVERAL'
            ELSE 'INFERRED'
        END AS accountable_by,
        CASE
            WHEN shares_by_phase AND accountable_investigating_org IS NOT NULL THEN accountable_trust
            WHEN shares_by_phase AND several.ordinal IS NOT NULL THEN
                CASE
                    WHEN NOT longest_holder_answers THEN several.last_sender
                    WHEN days_between(d62_start, first_received_on) >= several.longest_later_days
                        THEN several.first_sender
                    ELSE several.longest_later_sender
                END
            WHEN d62_route = 'UPGRADE' AND shares_by_phase AND org_upgrade IS NOT NULL THEN upgrading_trust
            WHEN d62_route = 'UPGRADE' AND org_first_seen IS NULL THEN upgrading_trust
            ELSE first_seen_trust
        END AS investigating_trust,
        CASE
            WHEN NOT shares_by_phase THEN NULL
            WHEN accountable_investigating_org IS NOT NULL THEN transfer_date
            ELSE several.last_received_on
        END AS handed_over
    FROM sixty_two_day
    LEFT JOIN several ON several.ordinal = sixty_two_day.ordinal
),

phases AS (
    -- Days before and after hand-over, each less its own pause: they add up to the 62-day wait (IPT-2).
    SELECT
        investigating.*,
        days_between(d62_start, handed_over) - first_seen_paused AS phase_1_days,
        days_between(handed_over, treatment_start_date) - treatment_paused AS phase_2_days,
        coalesce(handed_over >= d62_start AND handed_over <= treatment_start_date, FALSE) AS is_handover_possible
    FROM investigating
),

allocation AS (
    -- How the pathway is shared and by which rule: wholly, by phases, or half and half when rules or dates do not allow
    -- phases (IPT-1, HIST-5, HIST-1, IPT-4, IPT-6, IPT-3, IPT-9).
    SELECT
        phases.*,
        by_phase.scenario,
        by_phase.investigating_halves,
        by_phase.treating_halves,
        CASE
            WHEN investigating_trust IN ('', treating_trust) THEN 'SOLO'
            WHEN NOT shares_by_phase THEN 'HIST-5'
            WHEN is_rare THEN 'HIST-1'
            WHEN accountable_by = 'INFERRED' THEN 'IPT-4'
            WHEN NOT is_handover_possible THEN 'IPT-6'
            WHEN by_phase.scenario IS NULL THEN 'IPT-9'
            ELSE 'IPT-3'
        END AS shared_by
    FROM phases
    LEFT JOIN sharing_scenario AS by_phase
        ON by_phase.is_met = (phases.d62_days_waited <= phases.d62_usual_limit)
        AND by_phase.is_phase_1_in_time = (phases.phase_1_days <= phases.handover_day)
        AND by_phase.is_phase_2_in_time = (phases.phase_2_days <= phases.treat_days)
),

shares AS (
    -- Each trust's part in half people, so that halves stay exact; what is within is the same part or nothing (IPT-3).
    SELECT
        allocation.*,
        CASE shared_by WHEN 'SOLO' THEN 'SOLO' WHEN 'IPT-3' THEN 'SIX_SCENARIOS' ELSE 'FIFTY_FIFTY' END AS d62_method,
        CASE shared_by WHEN 'SOLO' THEN 0 WHEN 'IPT-3' THEN investigating_halves ELSE 1 END AS investigating_share,
        CASE shared_by WHEN 'SOLO' THEN 2 WHEN 'IPT-3' THEN treating_halves ELSE 1 END AS treating_share
    FROM allocation
)
