"""The pages under docs/ that are made from the four files: text by the name of the page."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from clearway.standards.docs.markdown import table
from clearway.standards.governance.accessibility import load_accessibility
from clearway.standards.governance.flows import Flow, Flows, PrivacyRisk, load_flows
from clearway.standards.governance.hazards import SEVERITIES, Hazard, HazardLog, load_hazards
from clearway.standards.governance.measures import LEVELS, Measure
from clearway.standards.governance.security import load_security
from clearway.standards.retention import Retention, load_retention

WRITTEN = (
    "<!-- Written by `python -m clearway.standards.governance` from src/clearway/standards/governance/{}. "
    "Change that, not this page. -->"
)
AS_AT = date(2026, 1, 1)
"""Periods on these pages are those shipped, so of a fixed day: they change when the file does."""


def pages() -> dict[str, str]:
    """Every page by its path under docs/."""
    return {
        "governance/hazard-log.md": _page("hazards.yaml", "Hazard log", _hazard_blocks(load_hazards())),
        "governance/security-requirements.md": _page("security.yaml", "Security requirements", _security_blocks()),
        "governance/data-flows.md": _page("flows.yaml", "Data flows", _flow_blocks(load_flows())),
        "governance/dpia.md": _page("flows.yaml", "Data protection impact assessment: a draft", _dpia(load_flows())),
        "accessibility-statement.md": _page("accessibility.yaml", "Accessibility statement", _accessibility_blocks()),
    }


def write(folder: Path) -> list[str]:
    """Write every page under a folder; returns their names."""
    found = pages()
    for name, text in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return sorted(found)


def kept_words(flow: Flow, periods: Retention, on: date) -> str:
    """How long what flows is kept: by its dated period where it has one, else as the flow says."""
    period = periods.period(flow.data_set, on) if flow.data_set else None
    if period is None:
        return flow.kept
    whose = period.whose
    return f"{period.words} ({whose})"


def _kept(flow: Flow) -> str:
    """How long what flows is kept by the periods shipped."""
    return kept_words(flow, load_retention(), AS_AT)


def _page(file: str, title: str, blocks: Iterable[str]) -> str:
    return "\n\n".join([WRITTEN.format(file), f"# {title}", *(block for block in blocks if block)]) + "\n"


def _hazard_blocks(log: HazardLog) -> Iterable[str]:
    yield log.about
    yield f"**Not signed.** {log.to_sign}"
    yield (
        f"Every estimate of a risk is {log.estimates_trust.words}. Levels run from 1 to 5 by this matrix, which is "
        f"{log.matrix_trust.words}:"
    )
    yield table(
        ("likelihood", *SEVERITIES),
        ([likelihood, *(str(log.matrix[severity, likelihood]) for severity in SEVERITIES)] for likelihood in LEVELS),
    )
    yield table(
        ("hazard", "what may happen", "risk before", "risk after", "state"),
        ([one.id, one.title, one.initial.words, one.residual.words, one.state] for one in log.hazards),
    )
    for one in log.hazards:
        yield from _hazard(one)


def _hazard(one: Hazard) -> Iterable[str]:
    yield f"## {one.id}: {one.title}"
    yield f"**Cause**: {one.cause}\n\n**Effect**: {one.effect}"
    yield f"**Risk before**: {one.initial.words}. **Risk after**: {one.residual.words}. **Owner**: {one.owner}."
    yield _measures(one.measures)
    yield f"State: {one.state_words}."


def _measures(measures: Sequence[Measure]) -> str:
    """What is done, each with the tests that show it or who answers for it."""
    return table(
        ("what is done", "shown by"),
        ([one.words, "; ".join(f"`{test}`" for test in one.tests) or f"left to {one.left_to}"] for one in measures),
    )


def _security_blocks() -> Iterable[str]:
    held = load_security()
    yield held.about
    counts = ", ".join(f"{count} {standing}" for standing, count in held.counts.items())
    yield f"Of {len(held.requirements)} requirements of version {held.version}: {counts}."
    for chapter, group in groupby(held.requirements, key=lambda one: one.chapter):
        yield f"## {chapter}"
        yield table(
            ("number", "level", "what is asked, in our words", "standing", "shown by", "what is missing"),
            (
                [
                    one.id,
                    str(one.level),
                    one.words,
                    one.standing,
                    "; ".join(f"`{test}`" for test in one.tests),
                    one.note,
                ]
                for one in group
            ),
        )


def _flow_blocks(flows: Flows) -> Iterable[str]:
    yield flows.about
    yield table(
        ("flow", "what it is", "from", "to", "about", "opt-out", "to be confirmed"),
        (
            [
                one.id,
                one.title,
                one.sender,
                one.receiver,
                one.about_words,
                one.opt_out,
                "yes" if one.is_undecided else "no",
            ]
            for one in flows.flows
        ),
    )
    for one in flows.flows:
        yield f"## {one.id}: {one.title}"
        yield table(("", ""), ([label, words] for label, words in flow_lines(one, _kept(one))))
        yield _measures(one.measures)


def flow_lines(one: Flow, kept: str) -> list[tuple[str, str]]:
    """What is said of a flow, each with its label: for pages and screens alike."""
    return [
        ("From", one.sender),
        ("To", one.receiver),
        ("What", one.what),
        ("About", one.about_words),
        ("Purpose", one.purpose),
        ("Legal basis", f"{one.legal_basis.words} ({one.legal_basis.standing})"),
        ("National data opt-out", f"{one.opt_out}: {one.opt_out_because.words} ({one.opt_out_because.standing})"),
        ("Kept", kept),
    ]


def _dpia(flows: Flows) -> Iterable[str]:
    personal = [one for one in flows.flows if one.is_personal]
    yield (
        "**A draft that nobody has signed.** It is made from the data flows and the risks to people in them. The "
        "controller completes it, and the data protection officer advises."
    )
    yield "## What is used, and why"
    yield table(
        ("flow", "what", "about", "purpose", "legal basis", "opt-out", "kept"),
        (
            [
                f"{one.id}: {one.title}",
                one.what,
                one.about_words,
                one.purpose,
                f"{one.legal_basis.words} ({one.legal_basis.standing})",
                f"{one.opt_out} ({one.opt_out_because.standing})",
                _kept(one),
            ]
            for one in personal
        ),
    )
    yield "## Risks to people, and what is done against them"
    yield "Every estimate is our own; the controller sets theirs."
    for risk in flows.risks:
        yield f"### {risk.id}: {risk.title}"
        yield f"In {', '.join(risk.flows)}. {risk_words(risk)}. Owner: {risk.owner}."
        yield _measures(risk.measures)
    yield "## What has to be decided"
    yield "\n".join(f"- {flow}: {what}. {who} decides." for flow, what, who in undecided(flows))
    yield "## What the controller adds"
    yield "\n".join(f"- {one}" for one in flows.to_complete)


def risk_words(risk: PrivacyRisk) -> str:
    """How bad and how likely a risk is, before and after what is done against it."""
    return f"Harm: {risk.severity}; likelihood {risk.likelihood} before, {risk.likelihood_after} after"


def undecided(flows: Flows) -> list[tuple[str, str, str]]:
    """What somebody has to decide or confirm: the flow, what of it, and who."""
    return [
        (one.id, what, decision.decided_by)
        for one in flows.flows
        for what, decision in (("legal basis", one.legal_basis), ("national data opt-out", one.opt_out_because))
        if decision.decided_by
    ]


def _accessibility_blocks() -> Iterable[str]:
    held = load_accessibility()
    yield (
        "This page is a starting point for the statement of whoever runs Clearway: the law asks it of the public body "
        "that serves the site, not of the software. The site shows the same at `/accessibility`."
    )
    yield f"**Aim**: {held.aim}"
    yield f"**Status**: {held.status}"
    yield "## Checked"
    yield table(
        ("what is checked", "criteria", "shown by"),
        ([one.words, ", ".join(one.criteria), "; ".join(f"`{test}`" for test in one.tests)] for one in held.checked),
    )
    yield "## Not checked"
    yield "\n".join(f"- {one}" for one in held.not_checked)
    yield "## Known limits"
    yield "\n".join(f"- {one}" for one in held.limits)
    yield "## Telling us"
    yield held.telling
    yield f"Last reviewed on {held.reviewed.day} {held.reviewed:%B %Y}."
