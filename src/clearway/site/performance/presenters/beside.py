"""Other figures to hold a figure against, each in one line that says where it comes from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from clearway.measures.answer import PositionRow
from clearway.measures.question import Question, where
from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.presenters.figure import interval, origin
from clearway.site.performance.presenters.subject import Subject
from clearway.site.performance.standards_shown import StandardShown


def main_row(standard: StandardShown, rows: Sequence[PositionRow]) -> PositionRow | None:
    """The row of the standard to show first among those of one month; None when there is none."""
    by_key = {row.standard_key: row for row in rows}
    return next((by_key[key] for key in standard.keys if key in by_key), None)


def former(rows: Sequence[PositionRow], now: PositionRow | None, month: str) -> Iterator[str]:
    """The other standards that held in a month before they became one, each a figure of its own."""
    for row in rows:
        if now and row.period == month and row.standard_key != now.standard_key:
            title = figures.rules().standards[row.standard_key].title
            yield f"{title}: {words.percent(row.rate)} ({interval(row)}), {words.count(row.total)} people"


def published_here(subject: Subject) -> str:
    """For a computed page: what is published of the same place, so that the two are seen apart."""
    if subject.asked.basis == "published":
        return ""
    published = replace(subject, asked=subject.asked.but(basis="published"))
    return _beside(
        "Published for the same place", subject, lambda: published.question((subject.place_cut,), subject.month)
    )


def england(subject: Subject) -> str:
    """The same figure for England, published, to hold the place against."""
    asked = subject.asked
    details = {"cancer_type": asked.cancer_type, subject.standard.routes: asked.route, "modality": asked.modality}
    return _beside(
        "England",
        subject,
        lambda: Question(
            basis="published",
            standards=(subject.standard.key,),
            by=("england",),
            where=where(**{name: value or None for name, value in details.items()}),
            first_month=subject.month,
            last_month=subject.month,
            side=asked.side if subject.standard.is_former and subject.place.is_alliance else None,
        ),
    )


def _beside(label: str, subject: Subject, question: Callable[[], Question]) -> str:
    """A published figure in one line; empty when no publication has it."""
    try:
        row = next(iter(figures.ask(question()).rows), None)
    except Refused:
        return ""
    if row is None or row.rate is None:
        return ""
    said = f"{label}: {words.percent(row.rate)} ({interval(row)}), {words.count(row.total)} {subject.standard.counted}"
    return f"{said}, {origin('published', row.release).lower()}"


def other_releases(row: PositionRow | None) -> tuple[str, ...]:
    """What other releases of the same figure say, each with its file."""
    others = row.other_releases if row else ()
    return tuple(
        f"{one.release.capitalize()} release: {words.percent(float(one.within / one.total) if one.total else None)}, "
        f"{words.count(one.within)} of {words.count(one.total)} ({one.source_file})"
        for one in others
    )
