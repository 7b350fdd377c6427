"""Addresses of the shell."""

from django.urls import path

from clearway.site.pages import views

app_name = "pages"
urlpatterns = [
    path("help", views.help_page, name="help"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("search", views.search, name="search"),
    path("health", views.health, name="health"),
]
