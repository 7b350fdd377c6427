"""How long people waited, band by band: a chart and its table."""

from clearway.measures.answer import Position, PositionRow
from clearway.measures.wait_bands import BandCount
from clearway.publications.charts import Band, WaitBands
from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.presenters.figure import first_of
from clearway.site.performance.presenters.notes import notes
from clearway.site.performance.presenters.sections import Section
from clearway.site.performance.presenters.subject import Subject
from clearway.site.performance.presenters.tables import PageTable
from clearway.site.tables import ShownCell

COLUMNS = (
    Column("standard", "Standard"),
    Column("month", "Month", Kind.MONTH),
    Column("first_day", "From day", Kind.DAYS),
    Column("last_day", "To day", Kind.DAYS),
    Column("people", "People", Kind.COUNT),
)


def bands_section(subject: Subject, position: Position, now: PositionRow | None) -> Section | None:
    """The bands of a page; None for a narrowed page, for former standards, and where no bands are held."""
    asked, standard = subject.asked, subject.standard
    if asked.cancer_type or asked.route or asked.modality or now is None or now.standard_key != standard.keys[0]:
        return None
    side = asked.side if subject.place.is_alliance else "trusts"
    held = figures.bands(
        asked.basis, standard.key, subject.month, subject.place_cut, subject.place.code, side, asked.organisations
    )
    if not held:
        return None
    over = sum(band.people for band in held if band.first > standard.days)
    title = f"How long {standard.counted} waited, {subject.place.name}, {words.month(subject.month)}"
    sentence = (
        f"{words.count(over)} of {words.count(sum(band.people for band in held))} waited more than "
        f"{standard.days} days; {words.count(held[-1].people)} of them {band_words(held[-1])}."
    )
    marks = tuple(Band(band_words(band), band.people, band.first > standard.days) for band in held)
    rows = tuple((now.standard, first_of(now.period), band.first, band.last, band.people) for band in held)
    table = Table(title, COLUMNS, rows, notes(position, standard.card, [now]))
    headings = (ShownCell("Days waited", False), ShownCell("People", True))
    shown = tuple((ShownCell(band_words(band), False), ShownCell(words.count(band.people), True)) for band in held)
    drawing = figures.drawing_board().draw(WaitBands(title, sentence, marks))
    return Section("How long they waited", drawing, PageTable("bands", table, headings, shown, "Nobody was counted."))


def band_words(band: BandCount) -> str:
    """A band in words: `39 to 48 days`, `over 104 days`."""
    return f"over {band.first - 1} days" if band.last is None else f"{band.first} to {band.last} days"
