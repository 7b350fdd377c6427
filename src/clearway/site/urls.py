"""All addresses of the site: each of our apps that has a `urls` module is gathered here, in settings order."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.urls import URLResolver, include, path
from django.utils.module_loading import module_has_submodule


def _gathered() -> Iterator[URLResolver]:
    for config in apps.get_app_configs():
        if config.name in settings.LOCAL_APPS and config.module and module_has_submodule(config.module, "urls"):
            yield path("", include(f"{config.name}.urls"))


urlpatterns = list(_gathered())

handler400 = "clearway.site.pages.errors.bad_request"
handler403 = "clearway.site.pages.errors.forbidden"
handler404 = "clearway.site.pages.errors.not_found"
handler500 = "clearway.site.pages.errors.server_error"
