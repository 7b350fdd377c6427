"""What has to be mended, counted: by finding, column and file. Counts alone; no row, no person."""

from collections.abc import Mapping
from typing import Any

from clearway.pipeline.quality.catalogue import Severity, catalogue
from clearway.records.findings import FindingKind
from clearway.site.api.described.endpoint import ROOT, Ask, Endpoint, Parameter
from clearway.site.api.described.kinds import A_CODE, A_NAME, OneOf
from clearway.site.api.described.shapes import a_page_of, day, text, thing, whole
from clearway.site.api.paging import PAGES, page_of, paged
from clearway.site.api.provenance import SYNTHETIC
from clearway.site.demo_store import is_demo
from clearway.site.quality.services import findings

KINDS = tuple(one.value for one in FindingKind)
ROW = thing(
    {
        "organisation": text("The code of the sender; empty for files of no single sender."),
        "submission": text("The id of the file."),
        "submission_href": text("Its address."),
        "finding": text("What kind of finding."),
        "kind": text("Whether the shape, the content itself, or a comparison.", values=KINDS),
        "severity": text("How much it matters.", values=tuple(one.value for one in Severity)),
        "column": text("The column it stands in; empty when it is of no single one."),
        "count": whole("How many are open."),
        "since": day("Since when the oldest of them was told."),
        "why": text("What is wrong."),
        "expected": text("What is expected."),
        "mend": text("How to mend it."),
        "rule": text("The address of the rule that explains it; null when there is none.", or_null=True),
    }
)


def answer(ask: Ask) -> Mapping[str, Any]:
    """Open findings of the senders that a membership sees, the most frequent first."""
    rows = []
    for one in findings(by=ask.by).counts:
        said = catalogue()[one.finding]
        row = {
            "organisation": one.organisation,
            "submission": one.submission_id,
            "submission_href": f"{ROOT}/submissions/{one.submission_id}",
            "finding": one.finding,
            "kind": said.kind.value,
            "severity": said.severity.value,
            "column": one.column,
            "count": one.count,
            "since": one.since.isoformat(),
            "why": said.why,
            "expected": said.expected,
            "mend": said.mend,
            "rule": f"{ROOT}/rules/{said.rule}" if said.rule else None,
        }
        if all(row[name] == ask.said(name) for name in KEPT_BY if ask.said(name)):
            rows.append(row)
    return {**paged(ask, page_of(ask, rows), len(rows)), "synthetic": is_demo()}


KEPT_BY = ("organisation", "kind", "finding", "column", "submission")

FINDINGS = Endpoint(
    name="findings",
    path="/findings",
    title="Findings, counted",
    words="What has to be mended in the records that count now: how often each finding is open, by file and column. "
    "The rows themselves are on the mend sheets, for the sender.",
    needs="Every role: findings of one's own trust; of every sender for roles of the alliance.",
    shape=a_page_of(ROW, {"synthetic": SYNTHETIC}),
    answer=answer,
    in_query=(
        Parameter("organisation", A_CODE, "Only this sender's.", "RFF"),
        Parameter("kind", OneOf(KINDS), "Only findings of this kind.", "logical"),
        Parameter("finding", A_NAME, "Only this finding.", "MISSING_DTT"),
        Parameter("column", A_NAME, "Only in this column.", "ctp_start_date"),
        Parameter("submission", A_NAME, "Only in this file.", ""),
        *PAGES,
    ),
    example={"kind": "logical"},
)
