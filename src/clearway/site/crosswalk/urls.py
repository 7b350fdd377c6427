"""Addresses of the crosswalk."""

from django.urls import path

from clearway.site.crosswalk import views

app_name = "crosswalk"
urlpatterns = [
    path("plan/<int:number>/crosswalk", views.crosswalk, name="crosswalk"),
    path("plan/<int:number>/crosswalk/answer", views.answer, name="answer"),
]
