"""The demo store: made whole when it is not there, finished when its making was broken off."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clearway.cli.demo_figures import fill_demo
from clearway.cli.stores import DEFAULT_ALLIANCE, acting_person, open_as_is, use_or_make_store
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder, StoreKind, read_store, store_exists

if TYPE_CHECKING:
    from clearway.demo.build import Filled
    from clearway.pipeline.manifest import Manifest

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
    store, manifest, trust = _with_people(path, today=today, alliance=DEFAULT_ALLIANCE)
    fill_demo(store, manifest, late_from=trust)
    _with_openings(store, today)
    return store


def new_demo(path: Path, *, today: date, alliance: str, years: int, seed: int | None, of_england: bool) -> "Filled":
    """Make a demo store, or finish one that has no figures yet. Refused where figures are already."""
    check_alliance(alliance, today)
    if store_exists(path) and read_store(path).snapshot():
        raise Refused(
            f"{path} holds a store with figures already.",
            f"Choose another folder, or look at it: clearway run --store {path}",
            code="DEMO-THERE",
        )
    store, manifest, trust = _with_people(path, today=today, alliance=alliance)
    if store.alliance != alliance:
        raise Refused(
            f"{path} is a store of alliance {store.alliance}.", "Choose another folder.", code="DEMO-OTHER-ALLIANCE"
        )
    filled = fill_demo(store, manifest, late_from=trust, years=years, seed=seed, of_england=of_england)
    _with_openings(store, today)
    return filled


def check_alliance(code: str, today: date) -> None:
    """Refuse an alliance that the reference does not know, naming those that it does."""
    from clearway.standards.organisations import load_organisations

    known = load_organisations().alliances(today)
    if code not in {one.code for one in known}:
        listed = "; ".join(f"{one.code} {one.name}" for one in known)
        raise Refused(f"No alliance has the code {code}.", f"Choose one of: {listed}.", code="ALLIANCE-UNKNOWN")


def _with_openings(store: StoreFolder, today: date) -> None:
    """What takes figures to show: broken glass, a return that was submitted, publications."""
    from clearway.site.break_glass.demo import create_demo_openings
    from clearway.site.publishing.demo import create_demo_releases
    from clearway.site.returns.demo import create_demo_returns

    create_demo_openings(store)
    create_demo_returns(store, today=today)
    create_demo_releases(store)


def _with_people(path: Path, *, today: date, alliance: str) -> "tuple[StoreFolder, Manifest, str]":
    """A demo store with its people, its manifest on behalf of who made it, and the tracker's trust."""
    store = use_or_make_store(path, kind=StoreKind.DEMO, alliance=alliance)
    if store.kind is not StoreKind.DEMO:
        raise Refused(f"{path} is a live store.", "A demo needs a folder of its own.", code="DEMO-IN-LIVE")
    from clearway.site.accounts.demo_people import create_demo_people
    from clearway.site.engagement.demo import create_demo_engagement
    from clearway.site.exports.demo import create_demo_exports
    from clearway.site.forms.demo import create_demo_forms
    from clearway.site.groups.demo import create_demo_groups
    from clearway.site.organisations.founding import organisations_of_alliance
    from clearway.site.plan.demo import create_demo_plans
    from clearway.site.registers.demo import create_demo_entries
    from clearway.site.saved.demo import create_demo_views
    from clearway.site.strategies.demo import create_demo_strategies
    from clearway.site.submissions.manifest import OperationalManifest

    founder = acting_person(None)
    alliance_row, trusts = organisations_of_alliance(by=founder, alliance=store.alliance, today=today)
    trust = next((one for one in trusts if one.code in TRACKERS_TRUST), trusts[0])
    create_demo_people(store, alliance=alliance_row, trust=trust, by=founder, today=today)
    create_demo_entries(store, by=founder, today=today)
    create_demo_groups(store, by=founder, today=today)
    create_demo_plans(store, by=founder)
    create_demo_engagement(store, today=today)
    create_demo_strategies(store)
    create_demo_forms(store)
    create_demo_views(store)
    create_demo_exports(store)
    return store, OperationalManifest(founder), trust.code
