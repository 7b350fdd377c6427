"""Addresses of the rules."""

from django.urls import path

from clearway.site.standards import views

app_name = "standards"
urlpatterns = [
    path("standards/", views.rules, name="rules"),
    path("standards/<str:rule_id>", views.rule, name="rule"),
]
