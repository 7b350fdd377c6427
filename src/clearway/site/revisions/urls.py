"""Addresses of revisions."""

from django.urls import path, re_path

from clearway.site.revisions import views

app_name = "revisions"
urlpatterns = [
    path("data/revisions", views.revisions, name="revisions"),
    re_path(r"^data/revisions/(?P<month>(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2]))$", views.month, name="month"),
    path("data/revisions/files/<str:submission_id>", views.versions, name="versions"),
]
