"""Addresses of notices."""

from django.urls import path

from clearway.site.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications", views.notices, name="notices"),
    path("notifications/read", views.read_all, name="read_all"),
    path("notifications/<int:number>/read", views.read_one, name="read_one"),
    path("notifications/settings", views.how_told, name="settings"),
]
