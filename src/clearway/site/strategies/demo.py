"""A document of the demo: made-up minutes, read into proposals that wait for their answers."""

from pathlib import Path

from clearway.records.findings import Refused
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ProgrammeManager
from clearway.site.strategies.models import ReadDocument
from clearway.site.strategies.services import read_document
from clearway.standards.strict import read_yaml
from clearway.store.folder import StoreFolder, StoreKind

MINUTES = Path(__file__).with_name("demo_minutes.yaml")


def create_demo_strategies(store: StoreFolder) -> None:
    """Read the made-up minutes in the name of the demo's programme manager. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("Made-up minutes are for a demo.", "Read real ones on the page.", code="DEMO-IN-LIVE")
    by = Membership.objects.filter(role=ProgrammeManager.key).order_by("pk").first()
    if by is not None and not ReadDocument.objects.exists():
        minutes = read_yaml(MINUTES, MINUTES.parent).content
        read_document(by=by, name=minutes["name"], content=minutes["text"].encode(), store=store)
