"""Addresses of mapping profiles."""

from django.urls import path

from clearway.site.mapping import guided, views

app_name = "mapping"
urlpatterns = [
    path("data/profiles", views.profiles, name="profiles"),
    path("data/profiles/new", guided.begin, name="new"),
    path("data/profiles/new/<str:token>", guided.guided, name="guided"),
    path("data/profiles/try/<str:file_name>", views.try_file, name="try_file"),
    path("data/profiles/<str:name>", views.profile, name="profile"),
    path("data/profiles/<str:name>/use", views.use, name="use"),
    path("data/profiles/<str:name>/share", views.share, name="share"),
]
