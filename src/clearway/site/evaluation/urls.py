"""The address of an evaluation: under the measure that should have moved; all that is asked is in the query string."""

from django.urls import re_path

from clearway.site.evaluation import views

app_name = "evaluation"
urlpatterns = [
    re_path(
        r"^measures/(?P<measure_id>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)/evaluation$", views.evaluation, name="evaluation"
    ),
]
