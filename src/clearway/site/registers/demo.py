"""The entries of a demo store: made up, and called so in their own names."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from clearway.records.findings import Refused
from clearway.site.attachments.services import attach
from clearway.site.organisations.models import Membership
from clearway.site.registers.hosts import host_of_entry
from clearway.site.registers.models import Entry
from clearway.site.registers.schema.values import Raw
from clearway.site.registers.services.entries import Draft, add_entry
from clearway.standards.strict import read_yaml
from clearway.store.folder import StoreFolder, StoreKind

ENTRIES = Path(__file__).with_name("demo_entries.yaml")
DOCUMENT = ("leaflet.txt", b"Made up, for the demo: the leaflet of a group that does not exist.\n")
ALLIANCE, OVERDUE = "ALLIANCE", "overdue"
LONG_AGO, LATE = timedelta(days=200), timedelta(days=12)


@transaction.atomic
def create_demo_entries(store: StoreFolder, *, by: Membership, today: date) -> list[Entry]:
    """Put a few made-up entries into the registers of a demo that has none. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("Made-up entries are for a demo.", "Add real ones on the pages.", code="DEMO-IN-LIVE")
    if Entry.unscoped.exists():
        return []
    content = read_yaml(ENTRIES, ENTRIES.parent).content
    made = [_added(store, register, dict(one), by, today) for register, held in content.items() for one in held]
    name, document = DOCUMENT
    attach(by=by, host=host_of_entry(made[0], by), name=name, content=document, store=store)
    return made


def _added(store: StoreFolder, register: str, one: dict[str, Any], by: Membership, today: date) -> Entry:
    is_overdue = one.pop("review", "") == OVERDUE
    raw: dict[str, Raw] = {
        key: store.alliance if value == ALLIANCE else value if isinstance(value, date) else str(value)
        for key, value in one.items()
    }
    draft = Draft(raw=raw, organisation=by.organisation.code, review_by=today - LATE if is_overdue else None)
    return add_entry(by=by, register=register, draft=draft, today=today - LONG_AGO if is_overdue else today)
