"""What was received: every file that the membership may see, and one of them with its findings and versions."""

from collections.abc import Mapping
from typing import Any

from clearway.records.findings import FindingKind
from clearway.site.api.described.endpoint import ROOT, Ask, Endpoint, NotHere, Parameter
from clearway.site.api.described.kinds import A_CODE, A_MONTH, A_NAME, OneOf
from clearway.site.api.described.shapes import Shape, a_page_of, listed, moment, month, text, thing, truth, whole
from clearway.site.api.paging import PAGES, page_of, paged
from clearway.site.api.provenance import SYNTHETIC, moment_of
from clearway.site.demo_store import is_demo
from clearway.site.standards import books
from clearway.site.submissions.models import DataSet, Release, Submission, SubmissionState
from clearway.site.submissions.viewing import NotShown, one_submission, versions_of

KINDS = tuple(one.value for one in FindingKind)
FIELDS: Mapping[str, Shape] = {
    "id": text("What the file is called here."),
    "href": text("Its address in this API."),
    "page": text("Its page."),
    "file_name": text("The name under which it was sent."),
    "source": text("What wrote it: a reader or a mapping profile's family."),
    "profile": text("The mapping profile it was read with; empty when none was needed."),
    "data_set": text("What it holds.", values=tuple(DataSet.values)),
    "organisation": text("The code of whose file it is; empty for files of several."),
    "organisation_name": text("Its name."),
    "first_month": month("The first month in it; null when it tells none.", or_null=True),
    "last_month": month("The last month in it.", or_null=True),
    "release": text("How settled it is.", values=tuple(Release.values)),
    "version": whole("Which version of the same place and months."),
    "state": text("Whether it counts.", values=tuple(SubmissionState.values)),
    "counts_now": truth("Whether it counts now."),
    "received_at": moment("When it came."),
    "purged_at": moment("When its content was removed for good.", or_null=True),
    "accepted": whole("Rows that were taken."),
    "rejected": whole("Rows that were not."),
    "findings_told": whole("How many findings there are in all."),
    "supersedes": text("The id of the file that it replaced.", or_null=True),
    "sha256": text("The checksum of its bytes as received."),
    "synthetic": SYNTHETIC,
}
FINDING = thing(
    {
        "id": text("What kind of finding."),
        "kind": text("Whether the shape, the content itself, or a comparison.", values=KINDS),
        "count": whole("How often."),
        "message": text("What is wrong."),
        "mend": text("How to mend it."),
        "first_row": whole("The first row it stands in; null when it is of no row.", or_null=True),
    }
)
VERSION = thing(
    {
        "id": text("The file."),
        "href": text("Its address."),
        "version": whole("Which version."),
        "release": text("How settled it is."),
        "state": text("Whether it counts."),
    }
)


def answer_list(ask: Ask) -> Mapping[str, Any]:
    """The files that a membership may see, the newest first, kept by what was asked."""
    kept = {name: ask.said(name) for name in ("data_set", "release", "state") if ask.said(name)}
    seen = Submission.objects.for_membership(ask.by).filter(**kept)
    if code := ask.said("organisation"):
        seen = seen.filter(organisation_code=code)
    if day := ask.said("month"):
        seen = seen.filter(first_month__lte=day, last_month__gte=day)
    found = list(seen.order_by("-received_at", "-pk"))
    rows = [_plain(one) for one in page_of(ask, found)]
    return {**paged(ask, rows, len(found)), "synthetic": any(row["synthetic"] for row in rows)}


def answer_one(ask: Ask) -> Mapping[str, Any]:
    """One file. Raises NotHere; that somebody asked for another organisation's is on the trail."""
    try:
        found = one_submission(by=ask.by, submission_id=ask.said("submission_id"), request_id=ask.request_id)
    except NotShown as missing:
        raise NotHere(ask.said("submission_id")) from missing
    names = ("id", "kind", "count", "message", "mend", "first_row")
    return {
        **_plain(found),
        "findings": [{name: finding[name] for name in names} for finding in found.findings],
        "versions": [
            {"id": one.pk, "href": _href(one), "version": one.version, "release": one.release, "state": one.state}
            for one in versions_of(found, ask.by)
        ],
    }


def _plain(one: Submission) -> dict[str, Any]:
    code = one.organisation_code
    return {
        "id": one.pk,
        "href": _href(one),
        "page": f"/data/submissions/{one.pk}",
        "file_name": one.file_name,
        "source": one.source,
        "profile": one.profile,
        "data_set": one.data_set,
        "organisation": code,
        "organisation_name": books.organisations().name(code) if code else "several organisations",
        "first_month": one.first_month or None,
        "last_month": one.last_month or None,
        "release": one.release,
        "version": one.version,
        "state": one.state,
        "counts_now": one.state == SubmissionState.LIVE,
        "received_at": moment_of(one),
        "purged_at": one.purged_at.isoformat(timespec="seconds") if one.purged_at else None,
        "accepted": one.accepted,
        "rejected": one.rejected,
        "findings_told": sum(finding["count"] for finding in one.findings),
        "supersedes": one.supersedes_id,
        "sha256": one.sha256,
        "synthetic": is_demo() and one.data_set == DataSet.WAITING_TIME_RECORDS,
    }


def _href(one: Submission) -> str:
    return f"{ROOT}/submissions/{one.pk}"


NEEDS = "Every role: one's own trust's files and those that are open to all; every file for roles of the alliance."

SUBMISSIONS = Endpoint(
    name="submissions",
    path="/submissions",
    title="Files received",
    words="Every file as it was received, the newest first: whose, which months, which version, whether it counts.",
    needs=NEEDS,
    shape=a_page_of(thing(FIELDS), {"synthetic": SYNTHETIC}),
    answer=answer_list,
    in_query=(
        Parameter("data_set", OneOf(tuple(DataSet.values)), "Only files that hold this.", "published_figures"),
        Parameter("organisation", A_CODE, "Only files of this organisation.", "RFF"),
        Parameter("month", A_MONTH, "Only files that reach over this month.", "2025-03"),
        Parameter("release", OneOf(tuple(Release.values)), "Only files settled so far.", "final"),
        Parameter("state", OneOf(tuple(SubmissionState.values)), "Only files of this state.", "live"),
        *PAGES,
    ),
    example={"state": "live", "data_set": "waiting_time_records"},
)
SUBMISSION = Endpoint(
    name="submission",
    path="/submissions/{submission_id}",
    title="One file",
    words="One file with what was found wrong with it, counted by kind, and all its versions.",
    needs=NEEDS,
    shape=thing(
        {
            **FIELDS,
            "findings": listed(FINDING, "What is wrong with it, counted."),
            "versions": listed(VERSION, "Every file of the same source, organisation and months, the newest first."),
        }
    ),
    answer=answer_one,
    in_path=(Parameter("submission_id", A_NAME, "The id of the file.", "", is_required=True),),
)
