-- The recorded transfers that led to the treating trust, where nobody is named and there are several (ORG-1, IPT-5).

passed_on AS (
    -- Records with two transfers or more, and nobody named who answers for the time before the last: with one transfer
    -- there are only two trusts, and who is named is named. In two parts, so that each can be told from the statistics
    -- of a file.
    SELECT *
    FROM (
        SELECT *
        FROM record
        WHERE ipt_2_receiving IS NOT NULL
        UNION ALL
        SELECT *
        FROM record
        WHERE ipt_2_receiving IS NULL AND ipt_3_receiving IS NOT NULL
    ) AS with_a_later_one
    WHERE
        accountable_investigating_org IS NULL
        AND treatment_start_date IS NOT NULL
        AND CASE WHEN ipt_1_referring <> '' AND ipt_1_receiving <> '' THEN 1 ELSE 0 END
            + CASE WHEN ipt_2_referring <> '' AND ipt_2_receiving <> '' THEN 1 ELSE 0 END
            + CASE WHEN ipt_3_referring <> '' AND ipt_3_receiving <> '' THEN 1 ELSE 0 END > 1
),

recorded_transfer AS (
    -- One row for each transfer with both ends and a day; up to three stand in a record.
    SELECT ordinal, 1 AS slot, ipt_1_referring AS sender, ipt_1_receiving AS receiver, ipt_1_received AS received_on
    FROM passed_on
    WHERE ipt_1_referring <> '' AND ipt_1_receiving <> ''
    UNION ALL
    SELECT ordinal, 2, ipt_2_referring, ipt_2_receiving, ipt_2_received
    FROM passed_on
    WHERE ipt_2_referring <> '' AND ipt_2_receiving <> ''
    UNION ALL
    SELECT ordinal, 3, ipt_3_referring, ipt_3_receiving, ipt_3_received
    FROM passed_on
    WHERE ipt_3_referring <> '' AND ipt_3_receiving <> ''
),

transfer_between_trusts AS (
    -- Both ends as trusts on the day of treatment; sites of one trust, or a day after treatment, are no transfer.
    SELECT
        recorded_transfer.ordinal,
        sent.trust AS sender,
        received.trust AS receiver,
        recorded_transfer.received_on,
        row_number() OVER (
            PARTITION BY recorded_transfer.ordinal ORDER BY recorded_transfer.received_on, recorded_transfer.slot
        ) AS place,
        received.trust = coalesce(treating.trust, '') AS reaches_treatment
    FROM recorded_transfer
    JOIN passed_on ON passed_on.ordinal = recorded_transfer.ordinal
    JOIN parent_trust AS sent
        ON sent.code = recorded_transfer.sender
        AND passed_on.treatment_start_date BETWEEN sent.applies_from AND sent.applies_to
    JOIN parent_trust AS received
        ON received.code = recorded_transfer.receiver
        AND passed_on.treatment_start_date BETWEEN received.applies_from AND received.applies_to
    LEFT JOIN parent_trust AS treating
        ON treating.code = passed_on.org_treatment
        AND passed_on.treatment_start_date BETWEEN treating.applies_from AND treating.applies_to
    WHERE sent.trust <> received.trust AND recorded_transfer.received_on <= passed_on.treatment_start_date
),

placed_transfer AS (
    -- The last transfer that reached the treating trust, and when the transfer before each was received.
    SELECT
        transfer_between_trusts.*,
        max(CASE WHEN reaches_treatment THEN place END) OVER (PARTITION BY ordinal) AS last_place,
        lag(received_on) OVER (PARTITION BY ordinal ORDER BY place) AS held_from
    FROM transfer_between_trusts
),

transfer_to_treatment AS (
    -- What came after did not lead to treatment. The longest holder after the first sender; the earlier of equals.
    SELECT
        held.*,
        row_number() OVER (PARTITION BY ordinal, place = 1 ORDER BY days_held DESC, place) AS rank_of_days
    FROM (
        SELECT placed_transfer.*, days_between(held_from, received_on) AS days_held
        FROM placed_transfer
        WHERE place <= last_place
    ) AS held
),

several_trusts AS (
    -- Records in which more than two trusts took part.
    SELECT ordinal
    FROM (
        SELECT ordinal, sender AS trust FROM transfer_to_treatment
        UNION ALL
        SELECT ordinal, receiver FROM transfer_to_treatment
    ) AS taking_part
    GROUP BY ordinal
    HAVING count(DISTINCT trust) > 2
),

several AS (
    -- Who sent the person first, last, and who held them longest in between; the hand-over is the last transfer.
    SELECT
        transfer_to_treatment.ordinal,
        max(CASE WHEN place = 1 THEN sender END) AS first_sender,
        max(CASE WHEN place = 1 THEN received_on END) AS first_received_on,
        max(CASE WHEN place > 1 AND rank_of_days = 1 THEN sender END) AS longest_later_sender,
        max(CASE WHEN place > 1 THEN days_held END) AS longest_later_days,
        max(CASE WHEN place = last_place THEN sender END) AS last_sender,
        max(CASE WHEN place = last_place THEN received_on END) AS last_received_on
    FROM transfer_to_treatment
    JOIN several_trusts ON several_trusts.ordinal = transfer_to_treatment.ordinal
    GROUP BY transfer_to_treatment.ordinal
)
