"""Addresses of measures by place. One address a view; all state is in the query string."""

from django.urls import path, re_path

from clearway.site.places import views

app_name = "places"
urlpatterns = [
    path("measures/summary", views.summary, name="summary"),
    path("measures/changes", views.changes, name="changes"),
    path("places/", views.places, name="places"),
    re_path(r"^places/(?P<code>[A-Z0-9]{3,9})$", views.place, name="place"),
    path("compare", views.compare, name="compare"),
]
