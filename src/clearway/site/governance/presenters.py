"""Hazards, requirements, flows and risks as lists; each has the tidy table that is downloaded beside it."""

from collections.abc import Sequence

from django.urls import reverse

import clearway
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.standards.governance import Flow, Flows, HazardLog, Measure, PrivacyRisk, SecurityTable
from clearway.standards.governance.measures import short
from clearway.standards.governance.pages import risk_words, undecided

LICENCE = "As the software"
HELD = "src/clearway/standards/governance/"


def hazard_list(log: HazardLog) -> FoldingTable:
    """Every hazard with its risk before and after; downloaded with one row for each measure."""
    columns = _columns(
        "hazard", "title", "cause", "effect", "severity_before", "likelihood_before", "level_before", "measure",
        "tests", "left_to", "severity_after", "likelihood_after", "level_after", "owner", "state",
    )  # fmt: skip
    rows = tuple(
        (
            one.id, one.title, one.cause, one.effect, one.initial.severity, one.initial.likelihood,
            str(one.initial.level), measure.words, " ".join(measure.tests), measure.left_to, one.residual.severity,
            one.residual.likelihood, str(one.residual.level), one.owner, one.state_words,
        )
        for one in log.hazards
        for measure in one.measures
    )  # fmt: skip
    return FoldingTable(
        key="hazards",
        table=Table(
            "Hazards", columns, rows, _notes(log.about, "hazards.yaml", "Not signed by a Clinical Safety Officer")
        ),
        headings=("Hazard", "Risk before", "Risk after", "Done against it"),
        rows=tuple(
            (
                FoldingCell(one.title, (one.id,), reverse("governance:hazard", args=[one.id])),
                FoldingCell(f"Level {one.initial.level}", (f"{one.initial.severity}, {one.initial.likelihood}",)),
                FoldingCell(f"Level {one.residual.level}", (f"{one.residual.severity}, {one.residual.likelihood}",)),
                FoldingCell(_how_many(one.measures)),
            )
            for one in log.hazards
        ),
        empty="No hazard is recorded.",
    )


def measure_list(measures: Sequence[Measure], *, about: str, file: str) -> FoldingTable:
    """What is done against one hazard or risk, or within one flow, and what shows it."""
    rows = tuple((one.words, " ".join(one.tests), one.left_to) for one in measures)
    return FoldingTable(
        key="measures",
        table=Table("What is done", _columns("measure", "tests", "left_to"), rows, _notes(about, file)),
        headings=("What is done", "Shown by"),
        rows=tuple((FoldingCell(one.words), _shown_by(one)) for one in measures),
        empty="Nothing is done.",
    )


def requirement_list(held: SecurityTable) -> FoldingTable:
    """Every requirement with where we stand, what shows it and what is missing."""
    columns = _columns("number", "chapter", "level", "requirement", "standing", "tests", "missing")
    rows = tuple(
        (one.id, one.chapter, str(one.level), one.words, one.standing, " ".join(one.tests), one.note)
        for one in held.requirements
    )
    return FoldingTable(
        key="requirements",
        table=Table("Security requirements", columns, rows, _notes(held.about, "security.yaml")),
        headings=("Requirement", "Standing", "Shown by, and what is missing"),
        rows=tuple(
            (
                FoldingCell(one.words, (f"{one.id}, {one.chapter.lower()}, level {one.level}",)),
                FoldingCell(_sentence(one.standing)),
                FoldingCell(one.note or _proved(one.tests)[0], _proved(one.tests)[0 if one.note else 1 :]),
            )
            for one in held.requirements
        ),
        empty="No requirement is recorded.",
    )


def flow_list(flows: Flows, kept: dict[str, str]) -> FoldingTable:
    """Every flow; what is provisional is marked with who has to decide."""
    columns = _columns(
        "flow", "title", "from", "to", "what", "about", "purpose", "legal_basis", "legal_basis_standing",
        "opt_out", "opt_out_because", "opt_out_standing", "kept",
    )  # fmt: skip
    rows = tuple(
        (
            one.id, one.title, one.sender, one.receiver, one.what, one.about_words, one.purpose, one.legal_basis.words,
            one.legal_basis.standing, one.opt_out, one.opt_out_because.words, one.opt_out_because.standing,
            kept[one.id],
        )
        for one in flows.flows
    )  # fmt: skip
    return FoldingTable(
        key="flows",
        table=Table("Data flows", columns, rows, _notes(flows.about, "flows.yaml")),
        headings=("Flow", "From and to", "About", "National opt-out"),
        rows=tuple(_flow_row(one) for one in flows.flows),
        empty="No flow is recorded.",
    )


def decision_list(flows: Flows) -> FoldingTable:
    """What somebody has to decide or confirm before it may be relied on."""
    open_ones = undecided(flows)
    return FoldingTable(
        key="decisions",
        table=Table(
            "What has to be decided",
            _columns("flow", "what", "who"),
            tuple(open_ones),
            _notes(flows.about, "flows.yaml"),
        ),
        headings=("Flow", "What", "Who decides"),
        rows=tuple(
            (FoldingCell(flow, href=reverse("governance:flow", args=[flow])), FoldingCell(what), FoldingCell(who))
            for flow, what, who in open_ones
        ),
        empty="Nothing is left to decide.",
    )


def risk_list(risks: Sequence[PrivacyRisk], about: str) -> FoldingTable:
    """Risks to people in the flows, with what is done against each; downloaded with one row for each measure."""
    columns = _columns("risk", "title", "flows", "harm", "before", "after", "measure", "tests", "left_to", "owner")
    rows = tuple(
        (
            one.id, one.title, " ".join(one.flows), one.severity, one.likelihood, one.likelihood_after, measure.words,
            " ".join(measure.tests), measure.left_to, one.owner,
        )
        for one in risks
        for measure in one.measures
    )  # fmt: skip
    return FoldingTable(
        key="risks",
        table=Table(
            "Risks to people",
            columns,
            rows,
            _notes(about, "flows.yaml", "Our own estimates; the controller sets theirs"),
        ),
        headings=("Risk", "Harm and likelihood", "Done against it"),
        rows=tuple(
            (
                FoldingCell(one.title, (f"{one.id}, in {', '.join(one.flows)}", f"Owner: {one.owner}")),
                FoldingCell(risk_words(one)),
                FoldingCell(
                    one.measures[0].words,
                    (*(measure.words for measure in one.measures[1:]), _how_many(one.measures)),
                ),
            )
            for one in risks
        ),
        empty="No risk is recorded.",
    )


def _flow_row(one: Flow) -> tuple[FoldingCell, ...]:
    return (
        FoldingCell(one.title, (one.id,), reverse("governance:flow", args=[one.id])),
        FoldingCell(one.sender, (f"to {one.receiver}",)),
        FoldingCell(_sentence(one.about_words)),
        FoldingCell(_sentence(one.opt_out), tag="to be confirmed" if one.opt_out_because.decided_by else ""),
    )


def _shown_by(one: Measure) -> FoldingCell:
    """The tests as the sentences they prove, or who answers for it, marked."""
    if one.left_to:
        return FoldingCell(_sentence(one.left_to), tag="not by the software")
    return FoldingCell(_proved(one.tests)[0], _proved(one.tests)[1:])


def _proved(tests: tuple[str, ...]) -> tuple[str, ...]:
    """The names of tests as the sentences they prove."""
    return tuple(_sentence(short(one)) for one in tests)


def _sentence(words: str) -> str:
    """Words with a capital at their beginning; abbreviations within stay as they are."""
    return words[:1].upper() + words[1:]


def _how_many(measures: Sequence[Measure]) -> str:
    """How many measures there are, and how many of them tests show."""
    shown = sum(bool(one.tests) for one in measures)
    return f"{len(measures)} measure{'' if len(measures) == 1 else 's'}, {shown} shown by tests"


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, name.replace("_", " ").capitalize(), Kind.TEXT) for name in names)


def _notes(definition: str, file: str, mark: str = "") -> Notes:
    return Notes(
        definition=definition,
        source=HELD + file,
        as_at=f"As in Clearway {clearway.__version__}",
        snapshot=f"Clearway {clearway.__version__}",
        licence=LICENCE,
        mark=mark,
    )
