"""The sheets of the workbook of a plan and their columns: which key of a plan each holds, in which kind of cell.

What a plan says and no column holds stands on the sheet `Further`, so that nothing is lost on the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clearway.planning.structure import CONCERNS, STATUSES, STREAMS

LOOK_UP, EXPLAINED, PLAN, FURTHER, NOTES = "Measures", "How to fill in", "Plan", "Further", "Notes"
OF, PATH, VALUE = "Of", "What", "Value"
LEVELS = ("1", "2", "3", "4", "5")


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "words"
    LINES = "words; several stand one a line (Alt+Enter)"
    CODES = "ids, with commas between them"
    NUMBERS = "whole numbers, with commas between them"
    WHOLE = "a whole number"
    DAY = "a day, such as 31/03/2026"
    MONEY = "pounds and pence, such as 120000.50"
    SWITCH = "yes or no"
    DUE = "when it is due: 2025/26 Q3, 2025/26 H1, 2025/26, 2025-06 or 2025"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key of a plan it holds (`owner.role` for a key within a key), its heading, and what it means.

    `refers` names the sheet whose ids may stand here.
    """

    key: str
    heading: str
    meaning: str
    kind: Kind = Kind.TEXT
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    refers: str = ""
    width: int = 20


@dataclass(frozen=True, slots=True)
class SheetShape:
    """One sheet of rows. `key` is where its rows stand in a plan; `within` what they belong to, by the column `parent`.

    Rows without an id get one made of that of their parent and `letter`; without a letter, an id is needed.
    """

    name: str
    key: str
    columns: tuple[Column, ...]
    within: str = ""
    parent: str = ""
    letter: str = ""


def _id(meaning: str) -> Column:
    return Column("id", "Id", meaning, is_needed=True, width=10)


OWN_ID = Column("id", "Id", "How the row is known again. Leave it empty in a new row: one is made.", width=12)
DELIVERABLE = Column(
    "deliverable", "Deliverable", "The id of the deliverable it belongs to.", is_needed=True, refers="Deliverables",
    width=12,
)  # fmt: skip
LINE = Column("line", "Line in the source", "Where it was read, if it was.", Kind.WHOLE, width=10)
NOTE = Column("note", "Note", "Anything else worth saying.", width=40)
PRINTED = Column("due.printed", "Due, as printed", "The words of the source, if they were others.", width=16)
DUE = Column("due", "Due", "When it is due.", Kind.DUE, width=14)
MEASURES = Column("measures", "Measures", "Ids of measures; the sheet Measures lists them.", Kind.CODES, width=16)
RECOMMENDATIONS = Column(
    "recommendations", "Recommendations", "Numbers of the recommendations it answers.", Kind.NUMBERS, width=14
)
PATHWAYS = Column("pathways", "Pathways", "Cancer pathways it is about.", Kind.LINES)
AMBITIONS = Column("ambitions", "Ambitions", "Ids of ambitions of the framework.", Kind.CODES, width=16)

WORKSTREAMS = SheetShape(
    "Workstreams",
    "workstreams",
    (
        _id("A short id, such as W1. Every id of the workbook stands once."),
        Column("title", "Title", "What the workstream is called.", is_needed=True, width=40),
        AMBITIONS,
        Column("ambitions_as_printed", "Ambitions, as printed", "The words of the source.", Kind.LINES, width=40),
        Column("ambitions_basis", "How the ambitions are known", "Printed, or our reading.", width=30),
        Column(
            "recommendations_printed",
            "Recommendations printed",
            "Numbers that the source prints beside the workstream.",
            Kind.NUMBERS,
        ),
        Column("local_achievements", "To be achieved locally", "Ids of achievements.", Kind.CODES),
        Column(
            "missing_from_plan_vs_guidance", "Missing against the guidance", "What the plan leaves out.", Kind.LINES
        ),
    ),
)
PRIORITIES = SheetShape(
    "Priorities",
    "priorities",
    (
        _id("A short id, such as P1."),
        Column("workstream", "Workstream", "The id of its workstream.", is_needed=True, refers="Workstreams", width=12),
        Column("title", "Title", "The row of the grid.", is_needed=True, width=50),
        Column("deliverables", "Deliverables", "Ids of the deliverables it names.", Kind.CODES, width=16),
        LINE,
        NOTE,
    ),
)
DELIVERABLES = SheetShape(
    "Deliverables",
    "deliverables",
    (
        _id("A short id, such as D1.1."),
        Column("workstream", "Workstream", "The id of its workstream.", is_needed=True, refers="Workstreams", width=12),
        Column("title", "Title", "What is promised.", is_needed=True, width=50),
        Column("owner.role", "Owner: role", "Who answers for it: a role, never a person's name.", width=24),
        Column("owner.organisation", "Owner: organisation", "The organisation, by its code if it has one.", width=18),
        Column("contributors", "Contributors", "Who else takes part.", Kind.LINES, width=24),
        Column("status", "Status", "How it stands.", choices=STATUSES, width=12),
        Column("half_years", "Half-years", "When, if the priorities do not say: 2025/26 Q1-2.", Kind.CODES, width=16),
        Column("review_by", "Look again by", "When to look at it again.", Kind.DAY, width=14),
        RECOMMENDATIONS,
        Column("recommendations_basis", "How the recommendations are known", "Printed, or our reading.", width=24),
        AMBITIONS,
        Column("achievements", "Achievements", "Ids of local achievements of the framework.", Kind.CODES),
        Column("serves", "Objectives served", "Ids of objectives of the framework.", Kind.CODES),
        MEASURES,
        Column("mechanism", "How it should work", "The steps from what is done to the number that moves.", width=40),
        Column("depends_on", "Depends on", "Ids of deliverables or national work, one a line.", Kind.LINES),
        Column("aims", "Aims", "What it is for.", Kind.LINES),
        PATHWAYS,
        Column("principles", "Principles", "Ids of principles of the plan.", Kind.LINES),
        Column("partners", "Partners", "Who works with it from outside.", Kind.LINES),
        Column("parent", "Part of", "The id of a deliverable it is part of.", width=12),
        Column("delivered_in", "Delivered in", "The id of a deliverable that brings it about.", width=12),
        Column("shared_with", "Shared with", "Another workstream.", width=14),
        Column("source", "Read in", "The document it was read in.", width=24),
        Column(
            "verified", "Verified", "Whether it was read in its source.", Kind.SWITCH, choices=("yes", "no"), width=10
        ),
        Column("basis", "How it is known", "What the reading rests on.", width=24),
        LINE,
        NOTE,
    ),
    within="workstreams",
    parent="workstream",
)
ACTIVITIES = SheetShape(
    "Activities",
    "activities",
    (
        OWN_ID,
        DELIVERABLE,
        Column("text", "What is done", "One thing to do.", is_needed=True, width=60),
        DUE,
        PRINTED,
        RECOMMENDATIONS,
        MEASURES,
        PATHWAYS,
        Column("with", "Together with", "A workstream it is shared with.", width=14),
        Column("same_as", "The same as", "The id of an activity printed twice.", width=12),
        Column("see", "See also", "Another row worth reading.", width=12),
        Column("reference", "Reference", "Where its words come from.", width=24),
        LINE,
        NOTE,
    ),
    within="deliverables",
    parent="deliverable",
    letter="A",
)
MILESTONES = SheetShape(
    "Milestones",
    "milestones",
    (
        OWN_ID,
        DELIVERABLE,
        Column("text", "What is reached", "A point to pass.", is_needed=True, width=60),
        Column("baseline", "Promised for", "The day promised first; it never moves.", Kind.DAY, width=14),
        Column("forecast", "Expected on", "The day expected now.", Kind.DAY, width=14),
        Column("actual", "Passed on", "The day it was passed.", Kind.DAY, width=14),
        DUE,
        PRINTED,
        Column("cadence", "How often", "For what comes again and again.", width=14),
        NOTE,
    ),
    within="deliverables",
    parent="deliverable",
    letter="M",
)
MONEY = SheetShape(
    "Money",
    "money",
    (
        OWN_ID,
        DELIVERABLE,
        Column("stream", "Stream", "Revenue or capital.", is_needed=True, choices=STREAMS, width=12),
        Column("quarter", "Quarter", "Such as 2025/26 Q3.", is_needed=True, width=14),
        Column("planned", "Planned", "What was planned.", Kind.MONEY, is_needed=True, width=14),
        Column("forecast", "Expected now", "What is expected now.", Kind.MONEY, width=14),
        Column("actual", "Spent", "What was spent.", Kind.MONEY, width=14),
        Column("organisation", "Organisation", "Whose money it is.", width=18),
        Column("funder", "Funder", "Who pays.", width=18),
        NOTE,
    ),
    within="deliverables",
    parent="deliverable",
    letter="£",
)
RISKS = SheetShape(
    "Risks",
    "concerns",
    (
        OWN_ID,
        DELIVERABLE,
        Column("kind", "Kind", "A risk, an issue or an assumption.", is_needed=True, choices=CONCERNS, width=12),
        Column("text", "What could happen, or has", "In a sentence.", is_needed=True, width=60),
        Column("likelihood", "Likelihood", "From 1, very low, to 5, very high.", Kind.WHOLE, choices=LEVELS, width=10),
        Column("impact", "Impact", "From 1, very low, to 5, very high.", Kind.WHOLE, choices=LEVELS, width=10),
        Column("control", "What is done about it", "The control.", width=40),
        Column("owner", "Who looks after it", "A role, never a person's name.", width=20),
        Column("review_by", "Look again by", "When to look at it again.", Kind.DAY, width=14),
        Column("closed_on", "Closed on", "When it was over.", Kind.DAY, width=14),
        Column("closed_because", "Why it was closed", "Needed when it is closed.", width=30),
    ),
    within="deliverables",
    parent="deliverable",
    letter="R",
)
SHEETS = (WORKSTREAMS, PRIORITIES, DELIVERABLES, ACTIVITIES, MILESTONES, MONEY, RISKS)
BY_KEY: Mapping[str, SheetShape] = {one.key: one for one in SHEETS}
HEAD = (
    Column("id", "Id of the plan", "Letters, figures and hyphens, such as our-plan-2026.", is_needed=True),
    Column("title", "Title", "What the plan is called.", is_needed=True),
    Column("period.from", "First financial year", "Such as 2025/26.", is_needed=True),
    Column("period.to", "Last financial year", "Such as 2027/28.", is_needed=True),
    Column("aligned_framework", "Framework it answers", "The id of a framework that Clearway knows, or nothing."),
    Column("alliance", "Alliance", "Whose plan it is."),
    Column("source", "Source", "The document it was read in."),
    Column("source_seed", "Number of the source", "If sources are numbered."),
    Column("drafted", "Drafted", "When it was written, such as 2025-03."),
    Column("verification", "How far it was verified", "In words."),
    Column("linkage_basis", "How links are known", "Which links are printed, and which are a reading."),
    Column("licence", "Licence", "How its words may be used."),
    Column("note", "Note", "Anything else worth saying, such as that it is made up."),
)
"""What stands on the sheet `Plan`, one thing a row."""
MARK = "Mark of the plan as it was taken out"
"""A row of the sheet `Plan` that people leave alone: by it Clearway knows whether the plan changed meanwhile."""
