"""The board pack and the version for a trust's board as releases: made as drafts, written again once approved."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, Made, MadeFile, Report, Standing
from clearway.site.publishing.kinds.kind import ReleaseKind
from clearway.store.folder import StoreFolder

if TYPE_CHECKING:
    from clearway.publications.packs import Pack
    from clearway.publications.packs.board import BoardContents

FORMATS = ("pdf", "pptx", "xlsx")
TRUST_BOARD_KEY = "trust-board"


def make(store: StoreFolder, asked: Asked, report: Report) -> Made:
    """Gather everything from one version of the figures and write the files of the draft."""
    from clearway.publications.packs import pack_as_json
    from clearway.site.publishing.gathering import PackAsked, contents_now, pack_of

    del store
    report(0, len(FORMATS) + 1, "files")
    trust = asked.place if asked.kind == TRUST_BOARD_KEY else ""
    contents = contents_now(PackAsked(month=asked.month, today=asked.today, trust=trust))
    pack = pack_of(contents)
    return Made(files_of(pack, report), standing_of(pack, contents), kept=pack_as_json(pack))


def write(kept: str, approval: str) -> Sequence[MadeFile]:
    """The files once more, of the same pages, with who approved them."""
    from clearway.publications.packs import pack_from_json
    from clearway.publications.releases import silent

    return files_of(pack_from_json(kept).approved(approval), silent)


def files_of(pack: "Pack", report: Report) -> tuple[MadeFile, ...]:
    """The files of a pack, one for each format."""
    from clearway.publications.packs import pack_files
    from clearway.publications.tables import file_name
    from clearway.site.performance.figures import drawing_board

    made = pack_files(
        pack, FORMATS, board=drawing_board(), tell=lambda words, done, total: report(done + 1, total + 1, "files")
    )
    return tuple(MadeFile(file_name(pack.title, extension=kind), content) for kind, content in made.items())


def standing_of(pack: "Pack", contents: "BoardContents") -> Standing:
    """What a pack says of itself to the checks before a release."""
    from clearway.measures.comparison.groups import HIDDEN_NOTE
    from clearway.publications.charts.chart import Width
    from clearway.publications.packs.board import values_told
    from clearway.site.performance.figures import drawing_board

    told = [page.figures for page in pack.pages if page.figures and not page.figures.own_period]
    charts = [(page.heading, page.chart) for page in pack.pages if page.chart]
    values = list(values_told(contents.figures))
    return Standing(
        snapshots=frozenset({pack.snapshot.figures}),
        months=frozenset(one.month for one in told),
        releases=frozenset("provisional" if one.is_provisional else "final" for one in told),
        figures=sum(one.value is not None for one in values),
        policies=contents.policies,
        hidden=sum(one.note == HIDDEN_NOTE for one in values),
        is_synthetic=pack.is_synthetic,
        is_marked=pack.is_synthetic,
        without_source=tuple(page.heading for page in pack.pages if page.figures and not page.sources),
        charts=len(charts),
        charts_failed=tuple(
            heading for heading, chart in charts if drawing_board().picture_or_none(chart, Width.WIDE) is None
        ),
        plan_findings=tuple(_plan_findings(contents)),
    )


def _plan_findings(contents: "BoardContents") -> Iterator[str]:
    from clearway.planning.checks import check_plan
    from clearway.planning.shipped import framework_of
    from clearway.site.measures.figures import catalogue

    if contents.plan is None:
        return
    plan = contents.plan.plan
    for gap in check_plan(plan, framework_of(plan), set(catalogue().measures)):
        yield gap.message


def trusts() -> list[tuple[str, str]]:
    """The trusts of the alliance today, by name."""
    from django.utils import timezone

    from clearway.site.publishing.gathering import trusts_of_alliance

    return [(one.code, one.name) for one in trusts_of_alliance(timezone.localdate())]


BOARD_PACK = ReleaseKind(
    key="board-pack",
    title="Board pack",
    about="Ambitions, waiting times, what changed for real, the plan and the decisions asked for, one idea a page.",
    make=make,
    write=write,
    audiences=(Audience.ALLIANCE, Audience.PUBLIC),
    formats=FORMATS,
)
TRUST_BOARD = ReleaseKind(
    key=TRUST_BOARD_KEY,
    title="Trust board version",
    about="The same for the board of one trust: its own line and its own part of the plan first.",
    make=make,
    write=write,
    audiences=(Audience.OWN_TRUST,),
    formats=FORMATS,
    places=trusts,
    place_label="Trust",
)
