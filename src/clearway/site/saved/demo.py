"""Views that people of a demo store have saved."""

from clearway.records.findings import Refused
from clearway.site.organisations.models import Membership
from clearway.site.saved.models import SavedView
from clearway.site.saved.services import save_view
from clearway.store.folder import StoreFolder, StoreKind

VIEWS = (
    ("tracker", "Breaches of this trust", "/waits/breaches"),
    ("tracker", "Support groups", "/registers/services?kind=support_group"),
    ("analyst", "All trusts, 62 days", "/waits"),
    ("programme", "Registers: what is due", "/registers/due"),
)


def create_demo_views(store: StoreFolder) -> list[SavedView]:
    """Save a few views for the people of a demo, once. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("Views of a demo are for a demo.", "Save real ones on the pages.", code="DEMO-IN-LIVE")
    if SavedView.unscoped.exists():
        return []
    held = {one.person.email: one for one in Membership.objects.active().select_related("person", "organisation")}
    return [
        save_view(by=held[f"{who}@demo.example"], name=name, address=address)
        for who, name, address in VIEWS
        if f"{who}@demo.example" in held
    ]
