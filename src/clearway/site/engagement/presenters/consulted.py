"""Consultations as a list, and one with its four principles: what is shown, what is missing, what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.planning.engagement.gates import Missing, Step, missing, time_words
from clearway.planning.engagement.reference import TRUST_WORDS, Principle, reference
from clearway.publications.reading_age import ReadingAge, reading_age
from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.engagement.choices import place_name
from clearway.site.engagement.models import Consultation, ConsultationState, GateEvidence
from clearway.site.engagement.presenters.notes import notes
from clearway.site.engagement.survey import Survey, survey_of
from clearway.site.folding import FoldingCell, FoldingTable


@dataclass(frozen=True, slots=True)
class ShownGate:
    """One principle with what shows that it is met. `needed_to` is open or close."""

    principle: Principle
    evidence: tuple[GateEvidence, ...]

    @property
    def needed_to(self) -> str:
        """Which step waits for it, in words."""
        return "Needed before it opens" if self.principle.before == Step.OPEN else "Needed before it closes"

    @property
    def trust(self) -> str:
        """How sure the principle is."""
        return TRUST_WORDS[self.principle.trust]


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """One consultation as its page shows it."""

    consultation: Consultation
    gates: tuple[ShownGate, ...]
    next_step: str
    missing: tuple[Missing, ...]
    time: tuple[str, ...]
    age: ReadingAge
    survey: Survey | None
    place: str


def consultation_page(held: Consultation, today: date) -> ConsultationPage:
    """One consultation on a day."""
    evidence = list(held.evidence.all())
    step = {ConsultationState.DRAFT: Step.OPEN, ConsultationState.OPEN: Step.CLOSE}.get(ConsultationState(held.state))
    return ConsultationPage(
        consultation=held,
        gates=tuple(
            ShownGate(one, tuple(each for each in evidence if each.principle == one.code))
            for one in reference().principles
        ),
        next_step=step.value if step else "",
        missing=missing(held.facts, step, today=today) if step else (),
        time=time_words(held.opens_on, held.closes_on),
        age=reading_age(held.easy_read or held.proposal),
        survey=survey_of(held.form) if held.form else None,
        place=place_name(held.place),
    )


def consultations_list(rows: Sequence[Consultation], *, title: str, empty: str, today: date) -> FoldingTable:
    """Consultations with how far each is and what it waits for."""
    columns = (
        Column("title", "Consultation"),
        Column("state", "State"),
        Column("place", "Place"),
        Column("opens_on", "First day", Kind.DATE),
        Column("closes_on", "Last day", Kind.DATE),
        Column("decided_by", "Who decides"),
        Column("shown", "Principles shown", Kind.COUNT),
        Column("responses", "Responses", Kind.COUNT),
        Column("report", "Report"),
    )
    told = tuple(
        (
            one.title, one.get_state_display(), place_name(one.place), one.opens_on, one.closes_on, one.decided_by,
            len(one.facts.evidence), one.responses, one.report,
        )
        for one in rows
    )  # fmt: skip
    shown = tuple(
        (
            FoldingCell(one.title, (place_name(one.place),), reverse("engagement:consultation", args=[one.pk])),
            FoldingCell(one.get_state_display(), (_waits(one, today),)),
            FoldingCell(_days(one)),
            FoldingCell(f"{len(one.facts.evidence)} of {len(reference().principles)}", is_short=True),
        )
        for one in rows
    )
    definition = "What people were asked about a proposal, with the four Gunning principles and what shows each."
    table = Table(title, columns, told, notes(definition, today, rows=len(rows)))
    return FoldingTable("consultations", table, ("Consultation", "State", "Days", "Principles shown"), shown, empty)


def _waits(one: Consultation, today: date) -> str:
    if one.state == ConsultationState.OPEN and one.closes_on and one.closes_on < today:
        return "its last day is over: it waits for its report"
    if one.state == ConsultationState.CLOSED:
        return f"{one.responses} responses"
    return one.state_because


def _days(one: Consultation) -> str:
    if not one.opens_on or not one.closes_on:
        return "no days yet"
    return f"{words.day(one.opens_on)} to {words.day(one.closes_on)}"
