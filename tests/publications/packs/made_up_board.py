"""What a board pack is written from, made up: two years of three standards, two trusts, a small plan, a meeting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from clearway.measures.catalogue import Measure
from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import Line, MeasureTold, glance_of, lines_of, peers_of
from clearway.measures.months import first_day, last_day, months_between
from clearway.measures.values import MeasureValue
from clearway.planning.structure import (
    Concern,
    Deliverable,
    Meta,
    Milestone,
    MoneyLine,
    Owner,
    Period,
    Plan,
    Workstream,
)
from clearway.publications.disclosure import Audience
from clearway.publications.packs.board import (
    AskedFigures,
    BoardContents,
    BoardFigures,
    DecisionAsked,
    MeetingAhead,
    Named,
    PlanAsked,
)
from clearway.publications.packs.board.figures import STANDARDS, AmbitionTold, ChangeTold, StandardTold
from clearway.stats import wilson

MONTH, DAY = "2025-03", date(2025, 11, 22)
ALLIANCE, BARNSLEY = Named("E56000025", "South Yorkshire"), Named("RFF", "Barnsley Hospital NHS Foundation Trust")
DONCASTER = Named("RP5", "Doncaster Hospitals NHS Foundation Trust")
Shares = Callable[[int], float]


def level(place: int) -> float:
    """A share that only sways."""
    return 0.7 + 0.01 * (place % 2)


def falling_at_last(place: int) -> float:
    """A share that sways, and at its last month lies far below."""
    return 0.4 if place == 23 else level(place)


def value(named: Named, month: str, within: float, **told: object) -> MeasureValue:
    """A share of a thousand people with its limits."""
    lower, upper = wilson(within, 1000)
    held: dict[str, object] = {
        "measure": "CWT-62D", "area_type": "provider", "area": named.code, "area_name": named.name,
        "period_start": first_day(month), "period_end": last_day(month), "numerator": within,
        "denominator": 1000.0, "value": within / 1000, "lower": float(lower), "upper": float(upper),
        "method": "Wilson score", "basis": "published", "release": "final", "publisher": "NHS England",
        "source_files": ("made.xlsx",), "as_at": date(2025, 5, 8),
    }  # fmt: skip
    return MeasureValue(**{**held, **told})  # type: ignore[arg-type]


def line(named: Named, measure: Measure, shares: Shares = level, **told: object) -> Line:
    """Two years of an area up to March 2025, held against 85%."""
    months = months_between("2023-04", MONTH)
    values = [value(named, month, round(1000 * shares(place)), **told) for place, month in enumerate(months)]
    return lines_of(values, measure, targets={named.code: 0.85}, target_marks={named.code: ""})[0]


def figures(trust: Named | None = None, shares: Shares = level, **told: object) -> BoardFigures:
    """Three standards with two trusts; of the ten ambitions one is held here, one for England, the others nowhere."""
    catalogue = load_catalogue()
    standards = []
    for name in STANDARDS:
        measure = catalogue[name]
        lines = tuple(line(one, measure, shares, **told) for one in (BARNSLEY, DONCASTER))
        england = value(Named("ENG", "England"), MONTH, 750)
        peers = peers_of([one.latest for one in lines], measure, benchmark=0.75, benchmark_name="England")
        trusts = MeasureTold(measure, "provider", None, "", lines, england, peers, ())
        own = next((one for one in lines if trust and one.area == trust.code), None)
        standards.append(StandardTold(measure, line(ALLIANCE, measure, shares, **told), trusts, own))
    rows = catalogue.front_page.rows
    held = {
        rows[0].measure: (standards[0].alliance, ALLIANCE.name),
        rows[1].measure: (standards[2].alliance, "England"),
    }
    ambitions = tuple(
        AmbitionTold(row, catalogue[row.measure], *held.get(row.measure, (None, "")))
        for row in catalogue.front_page.rows
    )
    changed = glance_of(standards[2].trusts.lines[0], standards[2].measure)
    return BoardFigures(
        asked=AskedFigures(month=MONTH, alliance=ALLIANCE, trusts=(BARNSLEY, DONCASTER), trust=trust),
        snapshot="0123456789ab",
        standards=tuple(standards),
        ambitions=ambitions,
        changes=(ChangeTold(standards[2].measure, changed),) if changed.turned else (),
        looked_at=9,
        moves={},
    )


def plan() -> Plan:
    """Two workstreams: one deliverable of Barnsley's that is late with money, and one nobody owns."""
    late = Deliverable(
        id="D1",
        title="Faster reports",
        owner=Owner(role="Imaging lead", organisation=BARNSLEY.name),
        status="late",
        milestones=(
            Milestone(id="M1", text="Business case", baseline=date(2025, 6, 30), actual=date(2025, 6, 30)),
            Milestone(id="M2", text="Posts filled", baseline=date(2025, 9, 30), forecast=date(2025, 10, 31)),
            Milestone(id="M3", text="Live", baseline=date(2026, 3, 31)),
        ),
        money=(
            MoneyLine(
                id="£1", stream="revenue", quarter="2025/26 Q1", planned=Decimal("1000.50"), actual=Decimal("900.25")
            ),
        ),
        concerns=(Concern(id="R1", kind="risk", text="Nobody applies", likelihood=4, impact=3, control="Advert"),),
    )
    meta = Meta(id="p", title="Made-up plan", period=Period(first="2025/26", last="2026/27"))
    workstreams = (
        Workstream(id="W1", title="Diagnostics", deliverables=(late,)),
        Workstream(id="W2", title="Living well", deliverables=(Deliverable(id="D2", title="Clinics"),)),
    )
    return Plan(meta=meta, workstreams=workstreams)


def contents(trust: Named | None = None, shares: Shares = level, **told: object) -> BoardContents:
    """Everything together, with a meeting that is asked for one decision."""
    papers = (("Options for reporting", "the shared folder"),)
    asked = DecisionAsked(
        "Reports of scans", "Agree how the money is used", "Clinical director", "Plain words.", papers
    )
    held = figures(trust, shares, **told)
    return BoardContents(
        figures=held,
        plan=PlanAsked(plan(), DAY, 3, trust),
        meeting=MeetingAhead("Alliance board", date(2025, 12, 6), date(2025, 10, 4), (asked,)),
        plan_state="p3",
        groups_state="g1",
        audience=Audience.OWN_TRUST if trust else Audience.ALLIANCE,
        whose="South Yorkshire Cancer Alliance",
        policies=("published figures of places are shown as they are",),
    )


def without_plan(held: BoardContents) -> BoardContents:
    """The same in a store that has no plan."""
    return replace(held, plan=None, plan_state="")
