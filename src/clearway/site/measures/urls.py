"""Addresses of measures. Ids are in capitals; cards of what is no measure, and old addresses, in small letters."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from clearway.site.measures import views
from clearway.site.performance.cards import cards
from clearway.site.performance.definitions import MEASURE_OF

CARDS = "|".join(one for one in cards() if one not in MEASURE_OF)
MOVED = "|".join(MEASURE_OF)

app_name = "measures"
urlpatterns = [
    path("measures", views.catalogue, name="catalogue"),
    path("measures/", RedirectView.as_view(pattern_name="measures:catalogue", permanent=True, query_string=True)),
    path("measures/not-measured", views.not_measured, name="not_measured"),
    re_path(rf"^measures/(?P<slug>{MOVED})$", views.moved, name="moved"),
    re_path(rf"^measures/(?P<slug>{CARDS})$", views.card, name="card"),
    re_path(r"^measures/(?P<measure_id>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)$", views.measure, name="measure"),
]
