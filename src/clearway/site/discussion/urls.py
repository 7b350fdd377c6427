"""Addresses of comments."""

from django.urls import path

from clearway.site.discussion import views

app_name = "discussion"
urlpatterns = [
    path("comments/<slug:kind>/<int:number>", views.remarks, name="remarks"),
    path("comments/<int:number>/withdraw", views.take_back, name="withdraw"),
]
