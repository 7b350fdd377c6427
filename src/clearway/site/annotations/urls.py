"""Addresses of notes, own measures and reviews."""

from django.urls import path, re_path

from clearway.site.annotations.views import notes, own, reviews

MEASURE = r"measures/(?P<measure>[A-Z][A-Z0-9-]{1,39})"
NUMBER = r"(?P<number>[0-9]{1,12})"

app_name = "annotations"
urlpatterns = [
    path("measures/own", own.own_list, name="own"),
    path("measures/own/add", own.add_by_form, name="own_form"),
    path("measures/own/file", own.add_by_file, name="own_file"),
    re_path(rf"^measures/own/{NUMBER}$", own.version, name="own_version"),
    re_path(rf"^measures/own/{NUMBER}/change$", own.change, name="own_change"),
    re_path(rf"^measures/own/{NUMBER}/text$", own.text, name="own_text"),
    path("measures/reviews", reviews.reviews, name="reviews"),
    re_path(rf"^{MEASURE}/review$", reviews.review, name="review"),
    re_path(rf"^{MEASURE}/notes$", notes.notes, name="notes"),
    re_path(rf"^{MEASURE}/notes/annotation$", notes.add_annotation, name="annotation"),
    re_path(rf"^{MEASURE}/notes/comment$", notes.add_comment, name="comment"),
    re_path(rf"^{MEASURE}/notes/phase$", notes.add_phase, name="phase"),
    re_path(
        rf"^{MEASURE}/notes/(?P<kind>annotation|comment|phase)/{NUMBER}/withdraw$",
        notes.withdraw,
        name="withdraw",
    ),
]
