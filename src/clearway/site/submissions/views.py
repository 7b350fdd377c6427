"""What was received, what is wrong with it, what of it is provisional, and where everything comes from."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clearway.pipeline.tombstones import read_tombstone
from clearway.site.downloads import Downloadable, wanted_file
from clearway.site.organisations.permission import Permission
from clearway.site.requests import SignedInRequest, request_id
from clearway.site.retention.presenters import last_published
from clearway.site.standards import books
from clearway.site.standards.presenters import trust_label
from clearway.site.submissions.models import PUBLISHED, DataSet, Release, Submission, SubmissionState
from clearway.site.submissions.presenters import SubmissionPresenter, findings_by_kind
from clearway.site.submissions.rejected import rejected_rows
from clearway.site.submissions.viewing import NotShown, one_submission, versions_of

NOTHING_LOADED = "nothing has been received that you may see. Load a file: clearway load FILE --store DIR"


def _presenter() -> SubmissionPresenter:
    return SubmissionPresenter(books.organisations(), settings.STORE)


def _can_send(request: SignedInRequest) -> bool:
    return settings.STORE is not None and request.membership.may(Permission.LOAD_SUBMISSIONS)


@require_safe
def data(request: SignedInRequest) -> HttpResponse:
    """The way in: how many files, the newest, and where to read on."""
    seen = Submission.objects.for_membership(request.membership).filter(state=SubmissionState.LIVE)
    newest = [seen.filter(data_set=kind).order_by("-received_at").first() for kind in DataSet]
    context = {
        "newest": [_presenter().shown(one) for one in newest if one],
        "live": seen.count(),
        "provisional": seen.filter(release=Release.PROVISIONAL).count(),
        "waiting": Submission.objects.for_membership(request.membership).filter(state=SubmissionState.HELD).count(),
        "can_send": _can_send(request),
    }
    return render(request, "submissions/data.jinja", context)


@require_safe
def submissions(request: SignedInRequest) -> HttpResponse:
    """Every file that this membership may see: those that count, then those that were replaced."""
    seen = list(Submission.objects.for_membership(request.membership))
    live = [one for one in seen if one.state == SubmissionState.LIVE]
    others = [one for one in seen if one.state != SubmissionState.LIVE]
    by_kind = {kind: [one for one in live if one.data_set == kind] for kind in DataSet}
    present = _presenter()
    tables = [
        present.listed(own, key=kind.value.replace("_", "-"), title=kind.label, empty=f"{kind.label}: {NOTHING_LOADED}")
        for kind, own in by_kind.items()
    ]
    if others:
        tables.append(present.listed(others, key="replaced", title="Files that do not count now", empty=""))
    file = wanted_file(request, *tables, name="clearway-submissions")
    return file or render(request, "submissions/submissions.jinja", {"tables": tables, "can_send": _can_send(request)})


@require_safe
def submission(request: SignedInRequest, submission_id: str) -> HttpResponse:
    """One file: what it is, what is wrong with it and how to mend it, which versions there are."""
    by = request.membership
    try:
        found = one_submission(by=by, submission_id=submission_id, request_id=request_id(request))
    except NotShown as missing:
        raise Http404 from missing
    present = _presenter()
    versions = present.listed(versions_of(found, by), key="versions", title="All versions of this file", empty="")
    tables: list[Downloadable] = [present.findings(found), versions]
    stone = read_tombstone(settings.STORE, found.pk) if settings.STORE and found.purged_at else None
    shown_stone = last_published(stone, found.file_name) if stone else None
    if shown_stone:
        tables.append(shown_stone)
    if request.GET.get("table") == "rejected":
        tables.append(present.rejected(found, rejected_rows(settings.STORE, found)))
    context = {
        "shown": present.shown(found),
        "kinds": findings_by_kind(found),
        "versions": versions,
        "supersedes": found.supersedes,
        "superseded_by": found.superseded_by.first(),
        "tombstone": stone,
        "last_published": shown_stone,
    }
    return wanted_file(request, *tables, name=found.pk) or render(request, "submissions/submission.jinja", context)


@require_safe
def provisional(request: SignedInRequest) -> HttpResponse:
    """Everything that is not settled: files, rules and values, and where organisations are placed."""
    seen = Submission.objects.for_membership(request.membership)
    unsettled = list(seen.filter(state=SubmissionState.LIVE, release=Release.PROVISIONAL))
    book = books.shown()
    listed = _presenter().listed(
        unsettled,
        key="provisional",
        title="Provisional files that count now",
        empty="Every file that counts now is a final release.",
    )
    context = {
        "listed": listed,
        "rules": [(rule, trust_label(rule.trust)) for rule in book.rules.values() if rule.trust.is_provisional],
        "rule_count": len(book.rules),
        "policies": book.overrides,
    }
    file = wanted_file(request, listed, name="clearway-provisional")
    return file or render(request, "submissions/provisional.jinja", context)


@require_safe
def sources(request: SignedInRequest) -> HttpResponse:
    """Where rules and figures come from, and under which licence."""
    seen = Submission.objects.for_membership(request.membership).filter(state=SubmissionState.LIVE)
    published = list(seen.filter(data_set__in=PUBLISHED).order_by("-last_month", "file_name"))
    listed = _presenter().listed(
        published, key="published", title="Published files held here", empty="No published file is held here."
    )
    context = {"listed": listed, "evidence": books.national().sources.values()}
    return wanted_file(request, listed, name="clearway-sources") or render(
        request, "submissions/sources.jinja", context
    )
