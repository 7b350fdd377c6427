"""What a board pack is written from, gathered from this store once: figures, the plan in force, the board's meeting.

Whoever calls keeps to one version of the figures (`one_version`) and says for whom they are (`showing_to`).
"""

from dataclasses import dataclass
from datetime import date

from clearway.measures.months import last_day
from clearway.measures.question import Basis
from clearway.planning.groups.kinds import GroupKind
from clearway.publications.packs import Pack, state_named
from clearway.publications.packs.board import (
    AskedFigures,
    BoardContents,
    DecisionAsked,
    MeetingAhead,
    Named,
    PlanAsked,
    board_figures,
    board_pack,
    trust_board_pack,
)
from clearway.records.findings import Refused
from clearway.site.demo_store import is_demo
from clearway.site.groups.models import Group, ItemPurpose, Meeting, MeetingState
from clearway.site.groups.presenters.before import last_meeting
from clearway.site.measures import figures as measured
from clearway.site.measures.noted import noted_of_each
from clearway.site.performance import figures
from clearway.site.performance.audience import policy_now, shown_to
from clearway.site.performance.places import alliance
from clearway.site.plan.reading import newest_first
from clearway.site.plan.rows import plan_in_rows

WORKED_OUT = ("published", "computed")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAsked:
    """Which pack: of a month, for the whole board or for one trust, on which basis its standards are."""

    month: str
    today: date
    trust: str = ""
    basis: Basis = "published"


def pack_now(asked: PackAsked) -> Pack:
    """The pack as the store stands now. Refused for a trust that is not of the alliance, or a month without figures."""
    return pack_of(contents_now(asked))


def pack_of(contents: BoardContents) -> Pack:
    """The pack of what was gathered: for the board, or for the one trust that it was gathered for."""
    return trust_board_pack(contents) if contents.figures.asked.trust else board_pack(contents)


def trusts_of_alliance(day: date) -> tuple[Named, ...]:
    """The trusts of this store's alliance on a day, by name."""
    known, home = figures.organisations(), alliance("", f"{day:%Y-%m}")
    codes = known.providers_of_alliance(home.code, max(day, known.alliances_from))
    return tuple(sorted((Named(code, known.name(code)) for code in codes), key=lambda one: one.name))


def plan_asked(day: date, trust: Named | None = None) -> PlanAsked | None:
    """The plan in force as it stands; None where there is none."""
    rows = newest_first()
    return PlanAsked(plan_in_rows(rows[0]), day, rows[0].version, trust) if rows else None


def trust_named(code: str, day: date) -> Named:
    """A trust of the alliance by its code. Refused, naming those there are, for any other."""
    held = trusts_of_alliance(day)
    found = next((one for one in held if one.code == code.upper()), None)
    if found is None:
        known = ", ".join(f"{one.code} ({one.name})" for one in held)
        raise Refused(f"{code} is no trust of this alliance.", f"Choose among {known}.", code="PACK-TRUST")
    return found


def contents_now(asked: PackAsked) -> BoardContents:
    """Everything that a pack is written from, from one version of the figures."""
    day = last_day(asked.month)
    place = alliance("", asked.month)
    trust = trust_named(asked.trust, day) if asked.trust else None
    plan, meeting, catalogue = plan_asked(asked.today, trust), meeting_ahead(asked.today), measured.catalogue()
    begun = {name: noted.rebased_at for name, noted in noted_of_each(catalogue).items()}
    wanted = AskedFigures(
        month=asked.month,
        alliance=Named(place.code, place.name),
        trusts=trusts_of_alliance(day),
        trust=trust,
        basis=asked.basis,
    )
    policies = policies_applied()
    with measured.ground() as ground:
        held = board_figures(
            ground,
            catalogue,
            wanted,
            moves={one.id: one.moves for one in plan.plan.deliverables} if plan else {},
            since=meeting.last_day,
            begun=begun,
        )
    return BoardContents(
        figures=held,
        plan=plan,
        meeting=meeting,
        plan_state=state_named(plan) if plan else "",
        groups_state=state_named(meeting),
        audience=shown_to(),
        whose=place.title,
        policies=policies,
        manner=state_named(asked.basis, sorted((name, sorted(days.items())) for name, days in begun.items()), policies),
        is_demo=is_demo(),
    )


def policies_applied() -> tuple[str, ...]:
    """What is done with small numbers for those to whom figures are being shown, in words."""
    return tuple(f"{basis} figures of places are {policy_now(basis, ()).words}" for basis in WORKED_OUT)


def meeting_ahead(today: date) -> MeetingAhead:
    """The next meeting that is planned of the alliance's board, and what is to be decided there."""
    boards = Group.objects.filter(kind=GroupKind.BOARD.value, history="", ended_on=None)
    board = boards.order_by("parent_id", "pk").first()
    if board is None:
        return MeetingAhead("the Board", None, None, ())
    planned = Meeting.objects.filter(group=board, state=MeetingState.PLANNED, starts_at__date__gte=today)
    meeting = planned.order_by("starts_at").first()
    if meeting is None:
        held = Meeting.objects.filter(group=board, state__in=(MeetingState.HELD, MeetingState.AGREED)).first()
        return MeetingAhead(board.name, None, held.day if held else None, ())
    before = last_meeting(meeting)
    items = meeting.items.filter(purpose=ItemPurpose.DECIDE).prefetch_related("papers")
    decisions = tuple(
        DecisionAsked(
            one.title,
            one.decision_asked,
            one.presenter,
            one.plain_summary,
            tuple((paper.title, paper.kept_at) for paper in one.papers.all()),
        )
        for one in items
    )
    return MeetingAhead(board.name, meeting.day, before.day if before else None, decisions)
