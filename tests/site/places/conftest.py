"""The store of the position's pages, looked at by place."""

from tests.site.performance.conftest import _site_of_the_store, figures_store, page

__all__ = ["_site_of_the_store", "figures_store", "page"]
