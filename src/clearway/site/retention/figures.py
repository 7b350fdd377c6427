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
    """Publish what counts now and drop the versions before it. Returns the snapshot."""
    published = publish(
        store=store,
        manifest=manifest,
        rules=load_rule_book(),
        organisations=organisations_in(store.policies),
        progress=progress,
    )
    drop_earlier(store.analytical, published.version)
    return published.snapshot
