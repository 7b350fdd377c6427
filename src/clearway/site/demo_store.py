"""Whether the people in this store are made up: then every page and file says so."""

from django.conf import settings

from clearway.store.folder import StoreKind


def is_demo() -> bool:
    """Whether this is a demo store; without any store it is not."""
    return settings.STORE is not None and settings.STORE.kind is StoreKind.DEMO
