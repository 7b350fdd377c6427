"""The demo store: made whole when it is not there, finished when its making was broken off."""

from datetime import date
from importlib import import_module
from pathlib import Path

from clearway.cli.answers import say
from clearway.cli.stores import DEFAULT_ALLIANCE, acting_person, open_as_is, use_or_make_store
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder, StoreKind, store_exists

TRACKERS_TRUST = frozenset({"RFF", "RKE"})
"""A general hospital for the demo's tracker to work at, in each of the two alliances that are ready: Barnsley in South
Yorkshire, Whittington in North Central London. Elsewhere it is the first trust of the alliance."""


def open_or_build(path: Path, *, today: date) -> StoreFolder:
    """The store of a folder, ready to be served.

    Where there is none, the demo is built. A demo of an older format is brought up to date by itself; a live store
    never is: that is for its keeper to decide.
    """
    if store_exists(path):
        store = open_as_is(path)
        if store.kind is StoreKind.LIVE or store.snapshot():
            return store
    return make_demo(path, today=today)


def make_demo(path: Path, *, today: date, alliance: str = DEFAULT_ALLIANCE) -> StoreFolder:
    """Make a demo store with its three people and its figures, or finish one that has no figures yet."""
    store = use_or_make_store(path, kind=StoreKind.DEMO, alliance=alliance)
    if store.kind is not StoreKind.DEMO:
        raise Refused(f"{path} is a live store.", "A demo needs a folder of its own.", code="DEMO-IN-LIVE")
    from clearway.site.accounts.demo_people import create_demo_people
    from clearway.site.organisations.founding import organisations_of_alliance
    from clearway.site.submissions.manifest import OperationalManifest

    founder = acting_person(None)
    alliance_row, trusts = organisations_of_alliance(by=founder, alliance=store.alliance, today=today)
    trust = next((one for one in trusts if one.code in TRACKERS_TRUST), trusts[0])
    create_demo_people(store, alliance=alliance_row, trust=trust, by=founder, today=today)
    try:
        build = import_module("clearway.demo.build")
    except ModuleNotFoundError as error:
        if error.name != "clearway.demo.build":
            raise
        say("The demo's figures are not part of this program yet; the store has people and no figures.")
    else:
        build.build_demo(store, manifest=OperationalManifest(founder), today=today, say=say)
    return store
