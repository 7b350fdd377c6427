-- Every code of a site or an organisation that the records hold, as written: whose trust is asked for (ORG-1).

SELECT org_first_seen AS code FROM record WHERE org_first_seen IS NOT NULL
UNION
SELECT org_fds_end FROM record WHERE org_fds_end IS NOT NULL
UNION
SELECT org_treatment FROM record WHERE org_treatment IS NOT NULL
UNION
SELECT org_upgrade FROM record WHERE org_upgrade IS NOT NULL
UNION
SELECT accountable_investigating_org FROM record WHERE accountable_investigating_org IS NOT NULL
UNION
SELECT ipt_1_referring FROM record WHERE ipt_1_referring IS NOT NULL
UNION
SELECT ipt_2_referring FROM record WHERE ipt_2_referring IS NOT NULL
UNION
SELECT ipt_3_referring FROM record WHERE ipt_3_referring IS NOT NULL
UNION
SELECT ipt_1_receiving FROM record WHERE ipt_1_receiving IS NOT NULL
UNION
SELECT ipt_2_receiving FROM record WHERE ipt_2_receiving IS NOT NULL
UNION
SELECT ipt_3_receiving FROM record WHERE ipt_3_receiving IS NOT NULL
