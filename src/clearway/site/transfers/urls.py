"""Addresses of transfers."""

from django.urls import path, re_path

from clearway.site.transfers import views

app_name = "transfers"
urlpatterns = [
    path("transfers", views.transfers, name="transfers"),
    re_path(r"^transfers/(?P<referring>[A-Z0-9]{3,9})/(?P<receiving>[A-Z0-9]{3,9})$", views.pair, name="pair"),
]
