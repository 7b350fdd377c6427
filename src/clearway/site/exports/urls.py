"""Addresses of files that name people, and of daily use."""

from django.urls import path

from clearway.site.exports import views

app_name = "exports"
urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/breaches", views.breaches, name="breaches"),
    path("exports/use", views.use, name="use"),
    path("exports/use/<int:number>/allow", views.allow, name="allow"),
    path("exports/<int:number>", views.export, name="export"),
    path("exports/<int:number>/decide", views.decide, name="decide"),
    path("exports/<int:number>/take", views.take, name="take"),
]
