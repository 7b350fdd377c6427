"""Where an answer comes from: which files, received when, under which rules, of real people or made-up ones."""

from collections.abc import Iterable, Mapping
from typing import Any

from clearway import __version__
from clearway.site.api.described.endpoint import ROOT
from clearway.site.api.described.shapes import Shape, by_name, listed, moment, text, thing, truth
from clearway.site.organisations.models import Membership
from clearway.site.standards import books
from clearway.site.submissions.models import DataSet, Release, Submission, SubmissionState

OGL = "Contains public sector information licensed under the Open Government Licence v3.0."
OWN = "Records that organisations of the alliance hand in. Share them only as your agreements allow."

SYNTHETIC: Shape = truth("Whether any of it is of made-up people: true in demo stores, for all that comes of records.")
SOURCE: Shape = thing(
    {
        "file_name": text("The file."),
        "submission": text("Its id here; null where it is not yours to see.", or_null=True),
        "href": text("Where to read on about it; null where it is not yours to see.", or_null=True),
        "data_set": text("What it holds.", values=tuple(DataSet.values), or_null=True),
        "release": text("How settled it is.", values=tuple(Release.values), or_null=True),
        "received_at": moment("When it came here.", or_null=True),
    }
)
PROVENANCE: Shape = thing(
    {
        "sources": listed(SOURCE, "The files behind these rows, those that count now."),
        "as_at": moment("When the newest of them came.", or_null=True),
        "rules": thing(
            {
                "label": text("`national`, or the name of a local set."),
                "href": text("Where the rules are."),
            },
            "The rule book that these figures were computed and judged by.",
        ),
        "definitions": by_name(
            text("Where the definition is."), "The definition of each standard in the rows, by key."
        ),
        "clearway": text("The version of the program."),
        "licence": text("Under which terms this may be used."),
    }
)


def provenance(
    by: Membership, *, files: Iterable[str], standard_keys: Iterable[str] = (), of_records: bool
) -> dict[str, Any]:
    """Where rows come from, as far as a membership may know. `of_records`: computed, not published."""
    named = sorted(set(files))
    seen = Submission.objects.for_membership(by).filter(state=SubmissionState.LIVE, file_name__in=named)
    rows: dict[str, list[Submission]] = {}
    for row in seen.order_by("received_at", "pk"):
        rows.setdefault(row.file_name, []).append(row)
    known = books.national().standards
    return {
        "sources": [source for name in named for source in _sources(name, rows)],
        "as_at": max((moment_of(row) for held in rows.values() for row in held), default=None),
        "rules": {"label": books.national().label, "href": f"{ROOT}/rules"},
        "definitions": {key: f"{ROOT}/standards/{key}" for key in sorted(set(standard_keys)) if key in known},
        "clearway": __version__,
        "licence": OWN if of_records else OGL,
    }


def moment_of(row: Submission) -> str:
    """When a file came, to the second."""
    return row.received_at.isoformat(timespec="seconds")


def _sources(name: str, rows: Mapping[str, list[Submission]]) -> Iterable[dict[str, Any]]:
    nothing = dict.fromkeys(("submission", "href", "data_set", "release", "received_at"))
    if name not in rows:
        yield {"file_name": name, **nothing}
    for row in rows.get(name, ()):
        yield {
            "file_name": name,
            "submission": row.pk,
            "href": f"{ROOT}/submissions/{row.pk}",
            "data_set": row.data_set,
            "release": row.release,
            "received_at": moment_of(row),
        }
