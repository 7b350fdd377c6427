"""The address of an evaluation: under the measure that should have moved; all that is asked is in the query string."""

from django.urls import path, re_path

from clearway.site.evaluation import hope_views, views

app_name = "evaluation"
urlpatterns = [
    re_path(
        r"^measures/(?P<measure_id>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)/evaluation$", views.evaluation, name="evaluation"
    ),
    re_path(r"^measures/(?P<measure_id>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)/evaluation/plan$", hope_views.hope, name="hope"),
    path("plan/<int:number>/evaluation", hope_views.of_plan, name="of_plan"),
    path("plan/deliverables/<int:number>/hopes/<int:position>/back", hope_views.unhope, name="unhope"),
]
