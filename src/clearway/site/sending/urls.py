"""Addresses of sending files."""

from django.urls import path

from clearway.site.sending import views

app_name = "sending"
urlpatterns = [
    path("data/send", views.send, name="send"),
    path("data/send/<str:sending_id>", views.sending, name="sending"),
]
