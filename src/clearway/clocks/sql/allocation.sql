-- Who answers for a 62-day result: one trust, or two by the phases before and after hand-over (IPT-1 to IPT-6, HIST-5).

transfers AS (
    -- How many transfers are recorded, and how long each referring trust held the person: from the start, or from the
    -- transfer before, to the day its own transfer was received (IPT-5).
    SELECT
        sixty_two_day.*,
        CASE WHEN ipt_1_referring IS NOT NULL AND ipt_1_received IS NOT NULL THEN 1 ELSE 0 END
        + CASE WHEN ipt_2_referring IS NOT NULL AND ipt_2_received IS NOT NULL THEN 1 ELSE 0 END
        + CASE WHEN ipt_3_referring IS NOT NULL AND ipt_3_received IS NOT NULL THEN 1 ELSE 0 END AS transfer_count,
        ipt_3_referring IS NOT NULL AND ipt_3_received IS NOT NULL AS has_transfer_3,
        CASE WHEN ipt_1_referring IS NOT NULL THEN days_between(d62_start, ipt_1_received) END AS held_1,
        CASE
            WHEN ipt_2_referring IS NULL THEN NULL
            WHEN ipt_1_referring IS NOT NULL AND ipt_1_received IS NOT NULL
                THEN days_between(ipt_1_received, ipt_2_received)
            ELSE days_between(d62_start, ipt_2_received)
        END AS held_2,
        CASE
            WHEN ipt_3_referring IS NULL THEN NULL
            WHEN ipt_2_referring IS NOT NULL AND ipt_2_received IS NOT NULL
                THEN days_between(ipt_2_received, ipt_3_received)
            WHEN ipt_1_referring IS NOT NULL AND ipt_1_received IS NOT NULL
                THEN days_between(ipt_1_received, ipt_3_received)
            ELSE days_between(d62_start, ipt_3_received)
        END AS held_3
    FROM sixty_two_day
),

several AS (
    -- With two or more transfers and nobody named: the last referrer answers, or by setting the one who held the person
    -- longest, the earlier of equals; hand-over is the last transfer (IPT-5).
    SELECT
        transfers.*,
        CASE
            WHEN longest_holder_answers AND held_1 = greatest(held_1, held_2, held_3) THEN ipt_1_referring
            WHEN longest_holder_answers AND held_2 = greatest(held_1, held_2, held_3) THEN ipt_2_referring
            WHEN has_transfer_3 THEN ipt_3_referring
            ELSE ipt_2_referring
        END AS holding_org,
        CASE WHEN has_transfer_3 THEN ipt_3_received ELSE ipt_2_received END AS last_received
    FROM transfers
),

investigating AS (
    -- The accountable provider as supplied; else of several by the setting; else the upgrading, else the first-seen
    -- trust (IPT-1, IPT-5). Before the six scenarios the first-seen trust, else the upgrading one (HIST-5).
    SELECT
        several.*,
        CASE
            WHEN shares_by_phase AND accountable_investigating_org IS NOT NULL THEN 'SUPPLIED'
            WHEN shares_by_phase AND transfer_count >= 2 THEN 'OF_SEVERAL'
            ELSE 'INFERRED'
        END AS accountable_by,
        CASE
            WHEN shares_by_phase AND accountable_investigating_org IS NOT NULL THEN accountable_trust
            WHEN shares_by_phase AND transfer_count >= 2 THEN coalesce(holder.trust, '')
            WHEN d62_route = 'UPGRADE' AND shares_by_phase AND org_upgrade IS NOT NULL THEN upgrading_trust
            WHEN d62_route = 'UPGRADE' AND org_first_seen IS NULL THEN upgrading_trust
            ELSE first_seen_trust
        END AS investigating_trust,
        CASE
            WHEN NOT shares_by_phase THEN NULL
            WHEN accountable_investigating_org IS NOT NULL THEN transfer_date
            WHEN transfer_count >= 2 THEN last_received
        END AS handed_over
    FROM several
    LEFT JOIN parent_trust AS holder
        ON holder.code = several.holding_org
        AND several.treatment_start_date BETWEEN holder.applies_from AND holder.applies_to
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
