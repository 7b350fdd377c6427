-- Who holds a share of an event: four views over a table of events. In braces, put in by shares.py: the kind of view, what
-- stands before its name, and the table.

-- One row for each event and trust that holds a share of it.
CREATE {kind} {prefix}shares AS
SELECT
    treat_trust AS trust,
    treat_alliance AS trusts_alliance,
    treat_region AS trusts_region,
    treat_total AS share_total,
    treat_within AS share_within,
    counted.*
FROM {events} AS counted
WHERE treat_total > 0
UNION ALL
SELECT inv_trust, inv_alliance, inv_region, inv_total, inv_within, counted.*
FROM {events} AS counted
WHERE inv_total > 0;

-- One row for each event and alliance whose trusts hold a share of it: the shares of two trusts of one alliance together.
CREATE {kind} {prefix}alliance_shares AS
SELECT
    treat_alliance AS trusts_alliance,
    treat_total + CASE WHEN inv_alliance = treat_alliance THEN inv_total ELSE 0 END AS share_total,
    treat_within + CASE WHEN inv_alliance = treat_alliance THEN inv_within ELSE 0 END AS share_within,
    counted.*
FROM {events} AS counted
WHERE treat_total > 0 OR (inv_total > 0 AND inv_alliance = treat_alliance)
UNION ALL
SELECT inv_alliance, inv_total, inv_within, counted.*
FROM {events} AS counted
WHERE inv_total > 0 AND inv_alliance <> treat_alliance;

-- The same for regions.
CREATE {kind} {prefix}region_shares AS
SELECT
    treat_region AS trusts_region,
    treat_total + CASE WHEN inv_region = treat_region THEN inv_total ELSE 0 END AS share_total,
    treat_within + CASE WHEN inv_region = treat_region THEN inv_within ELSE 0 END AS share_within,
    counted.*
FROM {events} AS counted
WHERE treat_total > 0 OR (inv_total > 0 AND inv_region = treat_region)
UNION ALL
SELECT inv_region, inv_total, inv_within, counted.*
FROM {events} AS counted
WHERE inv_total > 0 AND inv_region <> treat_region;

-- One row an event, whole: what it counts where residents are counted, and in the sum over all trusts.
CREATE {kind} {prefix}whole_events AS
SELECT 1 AS share_total, CASE WHEN is_within THEN 1 ELSE 0 END AS share_within, counted.*
FROM {events} AS counted;
