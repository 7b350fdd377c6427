"""Broken glass for a demo store: made up like everybody in it, so that its pages show what they are for."""

from clearway.records.findings import Refused
from clearway.site.break_glass.models import Opening, RemarkKind
from clearway.site.break_glass.services import break_glass, can_be_broken, end_sight, review
from clearway.site.organisations.models import Membership
from clearway.site.tracking import holdings
from clearway.store.folder import StoreFolder, StoreKind

BROKEN = (
    ("safety", "A ward rang about a theatre date that may pass; the number was needed at once. (A made-up reason.)"),
    ("lost", "Handed over in March and seen by neither trust since; rang both sides. (A made-up reason.)"),
)


def create_demo_openings(store: StoreFolder) -> None:
    """Break the glass on two records of the manager's trust, once; one is looked over. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("Demo openings are made up; this store is live.", "Leave it as it is.", code="DEMO-GLASS-LIVE")
    if Opening.unscoped.exists():
        return
    held = {one.person.email: one for one in Membership.objects.active().select_related("person", "organisation")}
    analyst, manager = held.get("analyst@demo.example"), held.get("manager@demo.example")
    if analyst is None or manager is None:
        return
    made = [_broken(analyst, link, *said) for link, said in zip(_links(manager), BROKEN, strict=False)]
    if made:
        review(by=manager, opening=made[-1], kind=RemarkKind.IN_ORDER, words="")


def _broken(by: Membership, link: str, kind: str, reason: str) -> Opening:
    opened = can_be_broken(by, link, "demo")
    made = break_glass(by=by, opened=opened, kind=kind, reason=reason, request_id="demo")
    return end_sight(by=by, opening=made)


def _links(manager: Membership) -> list[str]:
    """Two records that the manager's trust sent and that count."""
    with holdings.figures() as figures:
        rows = figures.execute(
            """
            SELECT min(record.link) AS link
            FROM records AS record
            INNER JOIN submissions AS submission ON submission.id = record.submission_id
            WHERE submission.organisation_code = $trust AND record.superseded_by IS NULL
            GROUP BY record.submission_id
            ORDER BY link
            LIMIT 2
            """,
            {"trust": manager.organisation.code},
        ).fetchall()
    return [str(link) for (link,) in rows]
