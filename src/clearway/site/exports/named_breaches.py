"""A list of breaches with each pathway named as in the trust's register: what staff need who act on one.

No NHS number is in it: the trust finds its patients by its own identifiers. Rows that another trust sent stay under
their pseudonym: their names are in that trust's register.
"""

from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.http import QueryDict
from django.utils import timezone

from clearway.pipeline.staging import identifiers_of
from clearway.publications.tables import Column, Table
from clearway.site import words
from clearway.site.exports.models import Export
from clearway.site.exports.opt_out import people_on
from clearway.site.exports.services import Wish, check_can_be_taken, take
from clearway.site.exports.watermark import watermarked
from clearway.site.organisations.models import Membership
from clearway.site.submissions.models import Submission
from clearway.site.tracking import holdings
from clearway.site.tracking.asked import Asked, read
from clearway.site.tracking.permissions import check_may_reveal_identifiers
from clearway.site.tracking.presenters.breaches import BreachesPresenter
from clearway.site.tracking.services import BreachesFound
from clearway.site.tracking.services import breaches as breaches_of

KIND = "named_breaches"
NAMES = (
    Column("pathway_id", "Pathway identifier"),
    Column("pathway_issuer", "Given by"),
    Column("record_id", "Record"),
)
OTHERS, NOT_KEPT = ("sent by another trust", "", ""), ("not kept any more", "", "")


@dataclass(frozen=True, slots=True)
class NamedFile:
    """The table to be written, marked, and its export."""

    table: Table
    export: Export


def found_for(*, by: Membership, asked: Asked, request_id: str) -> BreachesFound:
    """What a list would hold now, without names. Raises PermissionDenied for roles that name nobody."""
    check_may_reveal_identifiers(by)
    return breaches_of(by=by, asked=asked, request_id=request_id)


def wish_for(by: Membership, found: BreachesFound, *, purpose: str, reason: str) -> Wish:
    """What is asked for, so that it can be made again when it is taken."""
    asked = found.asked.but(page=1)
    kept = ", ".join(filter(None, (asked.trust, asked.cancer_type, asked.route)))
    about = f"Breaches of the {asked.standard}-day standard, {words.month(asked.month)}{f' ({kept})' if kept else ''}"
    return Wish(
        kind=KIND, owner_code=by.organisation.code, about=about, asked=asked.query(), purpose=purpose, reason=reason
    )


def named_file(*, by: Membership, export: Export, listed: bytes | None, request_id: str) -> NamedFile:
    """The list with names as it is now, without those who opted out where that is asked; taken with this.

    `listed` is what the national service gave back. Raises PermissionDenied, and Refused as `take` and `people_on` do.
    """
    check_may_reveal_identifiers(by)
    check_can_be_taken(by, export)
    cleared = people_on(listed or b"", holdings.store().key()) if export.asks_opt_out else None
    asked = read(QueryDict(export.asked.removeprefix("?")))
    found = breaches_of(by=by, asked=asked, request_id=request_id, is_download=True, is_counted=False)
    every = found.found.breaches
    kept = [place for place, one in enumerate(every) if cleared is None or one.held.person in cleared]
    taken = take(by=by, export=export, rows=len(kept), left_out=None if cleared is None else len(every) - len(kept))
    table = BreachesPresenter(found, by, timezone.now()).table().table
    names = _names(by, [(every[place].held.submission_id, every[place].held.ordinal) for place in kept])
    rows = tuple((*name, *table.rows[place]) for name, place in zip(names, kept, strict=True))
    remarks = tuple(one for one in table.notes.remarks if one[0] != "Pseudonyms")
    named = replace(table, columns=(*NAMES, *table.columns), rows=rows, notes=replace(table.notes, remarks=remarks))
    return NamedFile(watermarked(named, taken, by), taken)


def _names(by: Membership, places: list[tuple[str, int]]) -> list[tuple[str, str, str]]:
    """Pathway identifier, who gave it, and record, as one's own trust sent them, of each submission and ordinal."""
    files = {submission for submission, _ in places}
    own = set(Submission.objects.for_membership(by).filter(pk__in=files).values_list("pk", flat=True))
    found: dict[tuple[str, int], tuple[str, str, str]] = {}
    for submission in own:
        path = identifiers_of(holdings.store(), submission)
        if not path.exists():
            continue
        ordinals = pa.array([ordinal for one, ordinal in places if one == submission])
        held = pq.read_table(path, columns=["ordinal", "pathway_id", "pathway_issuer", "record_id"])
        for row in held.filter(pc.is_in(held["ordinal"], value_set=ordinals)).to_pylist():
            said = (row["pathway_id"] or "", row["pathway_issuer"] or "", row["record_id"] or "")
            found[submission, row["ordinal"]] = said
    return [found.get(place, NOT_KEPT if place[0] in own else OTHERS) for place in places]
