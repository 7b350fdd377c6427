"""Addresses of groups."""

from django.urls import path

from clearway.site.groups.views import groups, seats

app_name = "groups"
urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("groups/add", groups.add, name="add"),
    path("groups/structure", groups.structure, name="structure"),
    path("groups/<int:number>", groups.group, name="group"),
    path("groups/<int:number>/change", groups.change, name="change"),
    path("groups/<int:number>/end", groups.end, name="end"),
    path("groups/<int:number>/terms", groups.terms, name="terms"),
    path("groups/<int:number>/quorum", groups.quorum, name="quorum"),
    path("groups/<int:number>/delegation", groups.delegation, name="delegation"),
    path("groups/<int:number>/seats/add", seats.add, name="add_seat"),
    path("groups/seats/<int:number>", seats.seat, name="seat"),
    path("groups/seats/<int:number>/appoint", seats.appoint, name="appoint"),
    path("groups/seats/<int:number>/end", seats.end, name="end_seat"),
    path("groups/holders/<int:number>/end", seats.step_down, name="step_down"),
]
