"""Figures after a purge: built without what was purged, with no earlier version left that still holds it."""

from collections.abc import Callable

from clearway.pipeline.manifest import Manifest
from clearway.pipeline.publish import publish
from clearway.standards import load_rule_book
from clearway.standards.organisations import organisations_in
from clearway.store.analytical import drop_earlier
from clearway.store.folder import StoreFolder


def publish_without_purged(
    store: StoreFolder, manifest: Manifest, progress: Callable[[str, int, int], None] = lambda words, done, total: None
) -> str:
    """Publish what counts now, built from nothing, and drop the versions before it. Returns the snapshot.

    A version made from a copy of the one before would still hold what was purged in blocks of the file that are free.
    """
    published = publish(
        store=store,
        manifest=manifest,
        rules=load_rule_book(),
        organisations=organisations_in(store.policies),
        anew=True,
        progress=progress,
    )
    drop_earlier(store.analytical, published.version)
    return published.snapshot
