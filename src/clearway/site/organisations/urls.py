"""Addresses of choosing a role."""

from django.urls import path

from clearway.site.organisations import views

app_name = "organisations"
urlpatterns = [path("choose-role", views.choose_role, name="choose_role")]
