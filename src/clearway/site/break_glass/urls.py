"""Addresses of breaking the glass."""

from django.urls import path, re_path

from clearway.site.break_glass import views
from clearway.site.tracking.urls import LINK

app_name = "break_glass"
urlpatterns = [
    re_path(rf"^pathways/{LINK}/break-glass$", views.break_it, name="break"),
    path("broken-glass", views.openings, name="openings"),
    path("broken-glass/<int:number>", views.opening, name="opening"),
    path("broken-glass/<int:number>/end", views.end, name="end"),
]
