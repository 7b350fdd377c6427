"""Addresses of groups."""

from django.urls import path

from clearway.site.groups.views import groups, items, meetings, seats

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
    path("groups/meetings", meetings.meetings, name="meetings"),
    path("groups/<int:number>/meetings/add", meetings.add, name="add_meeting"),
    path("groups/<int:number>/calendar.ics", meetings.calendar_of_group, name="group_calendar"),
    path("groups/meetings/<int:number>", meetings.meeting, name="meeting"),
    path("groups/meetings/<int:number>/calendar.ics", meetings.calendar_of_meeting, name="meeting_calendar"),
    path("groups/meetings/<int:number>/minutes", meetings.minutes, name="minutes"),
    path("groups/meetings/<int:number>/move", meetings.move, name="move"),
    path("groups/meetings/<int:number>/cancel", meetings.cancel, name="cancel"),
    path("groups/meetings/<int:number>/hold", meetings.hold, name="hold"),
    path("groups/meetings/<int:number>/agree", meetings.agree, name="agree"),
    path("groups/meetings/<int:number>/attendance", meetings.attendance, name="attendance"),
    path("groups/meetings/<int:number>/items/add", meetings.add_item, name="add_item"),
    path("groups/items/<int:number>", items.item, name="item"),
    path("groups/items/<int:number>/change", items.change, name="change_item"),
    path("groups/items/<int:number>/paper", items.paper, name="paper"),
    path("groups/items/<int:number>/interest", items.interest, name="interest"),
    path("groups/items/<int:number>/discussion", items.discussion, name="discussion"),
    path("groups/items/<int:number>/decide", items.decide, name="decide"),
    path("groups/items/<int:number>/action", items.action, name="item_action"),
    path("groups/<int:number>/actions/add", items.group_action, name="group_action"),
    path("groups/decisions", items.decisions, name="decisions"),
    path("groups/decisions/<int:number>/ratify", items.ratify, name="ratify"),
    path("groups/actions", items.actions, name="actions"),
    path("groups/actions/<int:number>", items.one_action, name="action"),
]
