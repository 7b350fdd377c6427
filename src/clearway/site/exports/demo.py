"""Files that name people, as somebody of a demo store asked for them: one waits to be agreed to, one was declined."""

from clearway.records.findings import Refused
from clearway.site.exports.models import Export
from clearway.site.exports.services import Wish, ask, decide
from clearway.site.organisations.models import Membership
from clearway.store.folder import StoreFolder, StoreKind

TRACKER, LEAD = "tracker@demo.example", "governance@demo.example"
ABOUT = "Breaches of the 62-day standard, newest month"
WAITS = "Audit of hand-overs after day 38, with the notes of each patient"
DECLINED = "Planning of clinics for next year"
WHY_NOT = "For planning, the list without names says the same: take that one."


def create_demo_exports(store: StoreFolder) -> list[Export]:
    """Ask for two files, once, and decline the first of them. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("Exports of a demo are for a demo.", "Ask for real ones on the pages.", code="DEMO-IN-LIVE")
    held = {one.person.email: one for one in Membership.objects.active().select_related("person", "organisation")}
    if Export.unscoped.exists() or TRACKER not in held or LEAD not in held:
        return []
    declined, waiting = (ask(by=held[TRACKER], wish=_wish(held[TRACKER], reason)) for reason in (DECLINED, WAITS))
    return [decide(by=held[LEAD], export=declined, agrees=False, reason=WHY_NOT), waiting]


def _wish(by: Membership, reason: str) -> Wish:
    code = by.organisation.code
    return Wish(kind="named_breaches", owner_code=code, about=ABOUT, purpose="FLOW-14", reason=reason)
