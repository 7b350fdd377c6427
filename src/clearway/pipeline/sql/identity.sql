-- Conflicts of identity among the records that count, and between them and the files that they replaced (fault 20).
-- Tables: records, replaced_pair (pathway and person in replaced files), sent (the sender of each file), asked_person and
-- asked_pathway (whom to look at: those of whom a file that came or went speaks).
-- A pathway identifier joins records of two senders only with its issuer; without one it joins those of one sender.

WITH stated AS (
    SELECT
        records.submission_id,
        records.person,
        CASE WHEN coalesce(records.pathway_issuer, '') = '' THEN sent.organisation ELSE '' END AS among,
        records.pathway,
        CASE WHEN records.sex IN ('1', '2') THEN records.sex END AS sex,
        year(coalesce(records.crtp_start, records.consultant_upgrade_date)) - records.age_at_referral AS born,
        records.death_date,
        sent.organisation
    FROM records
    INNER JOIN sent ON sent.submission_id = records.submission_id
    WHERE records.person IS NOT NULL
        AND (
            records.person IN (SELECT person FROM asked_person)
            OR records.pathway IN (SELECT pathway FROM asked_pathway)
        )
),

doubtful AS (
    SELECT
        person,
        min(sex) <> max(sex) AS has_two_sexes,
        max(born) - min(born) > 1 AS has_two_ages,
        min(death_date) <> max(death_date) AS has_two_deaths,
        list_sort(list(DISTINCT organisation)) AS organisations,
        list_sort(list(DISTINCT submission_id)) AS submissions
    FROM stated
    WHERE person IN (SELECT person FROM asked_person)
    GROUP BY person
    HAVING has_two_sexes OR has_two_ages OR has_two_deaths
),

on_pathway AS (
    SELECT
        among,
        pathway,
        list_sort(list(DISTINCT person)) AS people,
        list_sort(list(DISTINCT organisation)) AS organisations,
        list_sort(list(DISTINCT submission_id)) AS submissions
    FROM stated
    WHERE pathway IN (SELECT pathway FROM asked_pathway)
    GROUP BY among, pathway
    HAVING min(person) <> max(person)
),

corrected AS (
    -- The file that was replaced named another person for the pathway.
    SELECT
        stated.pathway,
        list_sort(list_distinct(flatten(list([stated.person, replaced_pair.person])))) AS people,
        list_sort(list(DISTINCT stated.organisation)) AS organisations,
        list_sort(list_distinct(flatten(list([stated.submission_id, replaced_pair.submission_id])))) AS submissions
    FROM stated
    INNER JOIN replaced_pair ON replaced_pair.pathway = stated.pathway
    INNER JOIN sent ON sent.submission_id = replaced_pair.submission_id AND sent.organisation = stated.organisation
    WHERE replaced_pair.person IS NOT NULL
        AND replaced_pair.person <> stated.person
        AND stated.pathway IN (SELECT pathway FROM asked_pathway)
    GROUP BY stated.pathway
)

SELECT
    'two people, one number' AS kind,
    '' AS pathway,
    [person] AS people,
    concat_ws(
        ', ',
        CASE WHEN has_two_sexes THEN 'two sexes' END,
        CASE WHEN has_two_ages THEN 'ages that do not fit' END,
        CASE WHEN has_two_deaths THEN 'two days of death' END
    ) AS evidence,
    organisations,
    submissions
FROM doubtful
UNION ALL
SELECT 'one pathway, two numbers', pathway, people, 'both stand in files that count', organisations, submissions
FROM on_pathway
UNION ALL
SELECT 'number changed later', pathway, people, 'the file before it named another number', organisations, submissions
FROM corrected
ORDER BY kind, pathway, people;
