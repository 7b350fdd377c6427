"""Addresses of the API: one for each endpoint, made from its description."""

from django.urls import path

from clearway.site.api import views
from clearway.site.api.answering import view_of
from clearway.site.api.endpoints import ENDPOINTS

app_name = "api"
urlpatterns = [
    path("api/v1/", views.page, name="page"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    *(path(one.route, view_of(one), name=one.name) for one in ENDPOINTS),
    path("api/v1/<path:rest>", views.nothing_there, name="nothing_there"),
    path("account/tokens", views.tokens, name="tokens"),
    path("account/tokens/<int:number>/revoke", views.revoke, name="revoke_token"),
]
