"""A plan made from what an alliance published of its intentions and the national objectives they serve.

Its workstreams are the areas of the objectives; measures are those of the objectives served: both are our reading, and
the plan says so. What was not verified stays marked.
"""

from collections.abc import Sequence

from clearway.planning.objectives import Objective, ObjectivesFile, PublicDeliverable, PublicMilestone, PublicPlan
from clearway.planning.spans import FinancialYear, HalfYear
from clearway.planning.structure import Deliverable, Due, Meta, Milestone, Plan, Workstream

BESIDE = "other"
SEEDS = {"seed S4": "NCL-GUIDE p10-11"}
"""Sources by the name they were given first: the file says that this one is pages 10 and 11 of the guide."""
BASIS = (
    "Workstreams and measures are our reading: each deliverable stands in the area of the first objective it serves, "
    "with the measures of the objectives it serves. Milestones are the alliance's own, in our words."
)


def public_plan(file: ObjectivesFile, held: PublicPlan) -> Plan:
    """The plan of what was published, aligned with the objectives of the same file."""
    known = {one.id: one for one in file.objectives}
    areas = {one.id: _area(one, known) for one in held.deliverables}
    order = [area for area in (*file.meta.areas, BESIDE) if area in areas.values()]
    period = held.period
    return Plan(
        meta=Meta(
            id=held.id,
            title=f"{held.alliance}: public intentions for {period.first}",
            period=period,
            source="Commissioning guide and high-level intentions, as published; each deliverable names its place",
            alliance=held.alliance,
            verification="per deliverable",
            aligned_framework=file.meta.id,
            linkage_basis=BASIS,
        ),
        strategic_aims=held.strategic_aims,
        sequence_columns=tuple(str(half) for half in _halves(period.first, period.last)),
        workstreams=tuple(
            Workstream(
                id=f"WS-{area.upper().replace('_', '-')}",
                title=area.replace("_", " ").capitalize() if area != BESIDE else "Workforce and other intentions",
                deliverables=tuple(
                    _deliverable(one, known, file) for one in held.deliverables if areas[one.id] == area
                ),
            )
            for area in order
        ),
    )


def _area(one: PublicDeliverable, known: dict[str, Objective]) -> str:
    return next((known[served].area for served in one.serves if served in known), BESIDE)


def _deliverable(one: PublicDeliverable, known: dict[str, Objective], file: ObjectivesFile) -> Deliverable:
    measures = dict.fromkeys(measure for served in one.serves if served in known for measure in known[served].measures)
    return Deliverable(
        id=one.id,
        title=one.title,
        serves=one.serves,
        aims=one.aims,
        measures=tuple(measures),
        source=_read_in(one.source, file),
        verified=one.verified,
        basis=one.basis,
        milestones=tuple(_milestones(one.id, one.milestones)),
    )


def _read_in(source: str | None, file: ObjectivesFile) -> str | None:
    """Where a deliverable was read, by the title of the document: `NCL-GUIDE p18-19` says it to its writers only."""
    known, _, pages = SEEDS.get(source or "", source or "").partition(" p")
    titles = {one.id: one.title.partition(", pages")[0] for one in file.sources}
    return f"{titles[known]}, pages {pages}" if known in titles else source


def _milestones(of: str, held: Sequence[PublicMilestone]) -> list[Milestone]:
    return [
        Milestone(
            id=f"{of}-M{place}",
            text=one.text,
            due=_due(one),
            cadence=one.cadence,
            note=f"planned over {', '.join(one.quarters)} {one.year}" if len(one.quarters) > 1 else None,
        )
        for place, one in enumerate(held, start=1)
    ]


def _due(one: PublicMilestone) -> Due | None:
    """The end of what was planned: the last quarter named, or the month."""
    if one.month is not None:
        return Due(month=one.month)
    return Due(quarter=one.quarters[-1], year=one.year) if one.quarters and one.year else None


def _halves(first: str, last: str) -> list[HalfYear]:
    years = range(FinancialYear.read(first).begins, FinancialYear.read(last).begins + 1)
    return [HalfYear(FinancialYear(year), number) for year in years for number in (1, 2)]
