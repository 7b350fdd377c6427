"""Addresses of documents."""

from django.urls import path

from clearway.site.attachments import views

app_name = "attachments"
urlpatterns = [
    path("documents/<slug:kind>/<int:number>", views.documents, name="documents"),
    path("documents/<int:number>/file", views.file, name="file"),
    path("documents/<int:number>/remove", views.take_away, name="remove"),
]
