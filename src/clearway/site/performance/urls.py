"""Addresses of the position. One address a view; all state is in the query string."""

from django.urls import path, re_path

from clearway.site.performance.standards_shown import ALL_STANDARDS
from clearway.site.performance.views import alliances, known, overview, running_week, waits

STANDARD = "|".join(ALL_STANDARDS)

app_name = "performance"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("waits", waits.waits, name="waits"),
    re_path(rf"^waits/(?P<standard>{STANDARD})$", waits.standard, name="standard"),
    re_path(rf"^waits/(?P<standard>{STANDARD})/(?P<code>[A-Z0-9]{{3,9}})$", waits.place, name="place"),
    path("as-known-on", known.as_known_on, name="as_known_on"),
    path("alliances", alliances.alliances, name="alliances"),
    path("running-week", running_week.running_week, name="running_week"),
]
