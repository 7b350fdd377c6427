"""The spreadsheet workbook as a release: tidy tables of figures and, for the alliance, of the plan."""

from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, Made, MadeFile, Report, Standing
from clearway.site.publishing.kinds.kind import ReleaseKind
from clearway.store.folder import StoreFolder


def make(store: StoreFolder, asked: Asked, report: Report) -> Made:
    """Gather the tables from one version of the figures and write the workbook."""
    from clearway.publications.tables import file_name
    from clearway.site.publishing.tidy_tables import tidy_tables

    del store
    report(0, 1, "files")
    made = tidy_tables(asked.month, asked.audience, asked.today)
    waits = made.waits
    standing = Standing(
        snapshots=frozenset({made.figures}),
        months=frozenset({asked.month}),
        releases=frozenset(str(row[-2]) for row in waits if row[0] == "published" and row[-2]),
        figures=sum(row[8] is not None for row in waits),
        policies=made.about.policies,
        hidden=sum(row[-1] is not None for row in waits),
        is_synthetic=bool(made.about.mark),
        is_marked=bool(made.about.mark),
    )
    return Made((MadeFile(file_name(made.about.title, extension="xlsx"), made.content),), standing)


WORKBOOK = ReleaseKind(
    key="workbook",
    title="Workbook",
    about="Tidy tables in Excel: waits and measures; for the alliance also plan, milestones, money, risks and actions.",
    make=make,
    audiences=(Audience.ALLIANCE, Audience.PUBLIC),
    formats=("xlsx",),
)
