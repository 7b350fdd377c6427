"""Addresses of saved views."""

from django.urls import path

from clearway.site.saved import views

app_name = "saved"
urlpatterns = [
    path("saved", views.saved, name="saved"),
    path("saved/add", views.add, name="add"),
    path("saved/<int:number>/remove", views.remove, name="remove"),
]
