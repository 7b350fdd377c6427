"""Do the counts of a CancerData file agree with each other: both kinds of rate, age groups and total, sexes and all?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from clearway.intake.indicators.cells import differing
from clearway.intake.indicators.groups import first_age
from clearway.intake.indicators.observing import LOOK
from clearway.intake.indicators.rate_row import Counted, RateRow
from clearway.records.findings import Finding, FindingKind
from clearway.records.observations import ALL

Counts = Mapping[Counted, float]
Group = tuple[int, str, str, str]


def registration_checks(rows: Sequence[RateRow]) -> list[Finding]:
    """All findings on the counts of a file."""
    counts = {row.counted: row.people for row in reversed(rows)}
    return [*kinds_disagree(rows), *kinds_missing(rows), *ages_against_total(counts), *sexes_against_all(counts)]


def kinds_disagree(rows: Sequence[RateRow]) -> list[Finding]:
    """The finding that one count stands with two values beside two kinds of rate."""
    first: dict[Counted, RateRow] = {}
    wrong = [(first[row.counted], row) for row in rows if first.setdefault(row.counted, row).people != row.people]
    if not wrong:
        return []
    one, other = wrong[0]
    message = (
        f"{told(one.counted)}: row {one.number:,} counts {one.people:,.0f}, row {other.number:,} counts "
        f"{other.people:,.0f} of the same people; such a count was left out, the rates were kept."
    )
    return [differing("COUNT_DIFFERS_BY_RATE", message, row=one.number, count=len(wrong))]


def kinds_missing(rows: Sequence[RateRow]) -> list[Finding]:
    """The finding that a count of all ages stands beside one kind of rate only; the publisher prints both."""
    kinds: dict[Counted, list[RateRow]] = defaultdict(list)
    for row in rows:
        if row.age == ALL:
            kinds[row.counted].append(row)
    alone = [held[0] for held in kinds.values() if len(held) == 1]
    if not alone:
        return []
    message = (
        f"{told(alone[0].counted)}: only the {alone[0].kind} rate is in the file (row {alone[0].number:,}); the "
        f"publisher prints a crude and a standardised one."
    )
    mend = "Fetch the file again if the other rate is wanted: rows may have been lost."
    return [Finding("RATE_MISSING", FindingKind.STRUCTURAL, message, mend, row=alone[0].number, count=len(alone))]


def ages_against_total(counts: Counts) -> list[Finding]:
    """What the age groups of a file leave out: a missing group, youngest ages, and sums beyond their total."""
    bands: dict[Group, dict[str, float]] = defaultdict(dict)
    for (year, sex, age, area, site), count in counts.items():
        if age != ALL:
            bands[year, sex, area, site][age] = count
    if not bands:
        return []
    findings = []
    every = {age for held in bands.values() for age in held}
    gaps = [(group, every - set(held)) for group, held in bands.items() if len(held) < len(every)]
    if gaps:
        group, lacking = gaps[0]
        message = f"{told_group(group)}: the age group {', '.join(sorted(lacking, key=first_age))} is missing."
        findings.append(differing("AGE_GROUP_MISSING", message, count=len(gaps)))
    totals = {group: counts[at] for group in bands if (at := (*group[:2], ALL, *group[2:])) in counts}
    sums = {group: sum(held.values()) for group, held in bands.items()}
    above = [group for group, total in totals.items() if sums[group] > total]
    if above:
        group = above[0]
        message = against_total(group, sums, totals)
        findings.append(differing("AGES_ABOVE_TOTAL", message, count=len(above)))
    youngest = min(first_age(age) for age in every)
    if youngest:
        findings.append(youngest_missing(youngest, totals, sums))
    elif below := [group for group, total in totals.items() if sums[group] < total]:
        group = below[0]
        message = against_total(group, sums, totals)
        findings.append(differing("AGES_BELOW_TOTAL", message, count=len(below)))
    return findings


def against_total(group: Group, sums: Mapping[Group, float], totals: Mapping[Group, float]) -> str:
    """How far age groups are from their total, in words."""
    return f"{told_group(group)}: its age groups add up to {sums[group]:,.0f}, the total is {totals[group]:,.0f}."


def youngest_missing(youngest: int, totals: Mapping[Group, float], sums: Mapping[Group, float]) -> Finding:
    """The finding that the age groups start above age 0, and how many people that leaves out where the file says it."""
    message = f"The age groups begin at {youngest}: people under {youngest} are counted in no group of this file."
    everybody = sum(totals.values())
    if everybody:
        left_out = everybody - sum(sums[group] for group in totals)
        message += f" They are {left_out:,.0f} of {everybody:,.0f} ({left_out / everybody:.2%})."
    mend = "A rate standardised from these groups is one of people of these ages; say so beside it."
    return Finding("YOUNGEST_MISSING", FindingKind.STRUCTURAL, message, mend)


def sexes_against_all(counts: Counts) -> list[Finding]:
    """The finding that women and men do not add up to all people, where all three stand in the file."""
    wrong = []
    for (year, sex, age, area, site), both in counts.items():
        if sex != ALL:
            continue
        parts = [counts.get((year, one, age, area, site)) for one in ("Female", "Male")]
        if parts[0] is not None and parts[1] is not None and parts[0] + parts[1] != both:
            wrong.append(((year, sex, age, area, site), parts[0] + parts[1], both))
    if not wrong:
        return []
    at, added, both = wrong[0]
    message = f"{told(at)}: women and men add up to {added:,.0f}, all people are {both:,.0f}."
    return [Finding("SEXES_DIFFER_FROM_ALL", FindingKind.LOGICAL, message, LOOK, count=len(wrong))]


def told(counted: Counted) -> str:
    """Whose count it is, in words."""
    year, sex, age, area, site = counted
    return f"{site}, {year}, {'persons' if sex == ALL else sex}, {'all ages' if age == ALL else age}, {area}"


def told_group(group: Group) -> str:
    """Whose age groups these are, in words."""
    year, sex, area, site = group
    return f"{site}, {year}, {'persons' if sex == ALL else sex}, {area}"
