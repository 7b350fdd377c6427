"""Addresses of notes, own measures and reviews."""

from django.urls import re_path

from clearway.site.annotations.views import notes

MEASURE = r"measures/(?P<measure>[A-Z][A-Z0-9-]{1,39})"

app_name = "annotations"
urlpatterns = [
    re_path(rf"^{MEASURE}/notes$", notes.notes, name="notes"),
    re_path(rf"^{MEASURE}/notes/annotation$", notes.add_annotation, name="annotation"),
    re_path(rf"^{MEASURE}/notes/comment$", notes.add_comment, name="comment"),
    re_path(rf"^{MEASURE}/notes/phase$", notes.add_phase, name="phase"),
    re_path(
        rf"^{MEASURE}/notes/(?P<kind>annotation|comment|phase)/(?P<number>[0-9]{{1,12}})/withdraw$",
        notes.withdraw,
        name="withdraw",
    ),
]
