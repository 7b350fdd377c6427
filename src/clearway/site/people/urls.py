"""Addresses of people, roles, one's own access, and passwords."""

from django.urls import path, re_path

from clearway.site.people.views import links, own, people, person, review

NUMBER = r"(?P<number>[0-9]{1,12})"
TOKEN = r"(?P<token>[A-Za-z0-9_-]{20,80})"  # noqa: S105 - the shape of a token

app_name = "people"
urlpatterns = [
    path("people", people.people, name="people"),
    path("people/add", people.add, name="add"),
    path("people/review", review.review, name="review"),
    re_path(rf"^people/{NUMBER}$", person.person, name="person"),
    re_path(rf"^people/{NUMBER}/give-role$", person.give, name="give"),
    re_path(rf"^people/{NUMBER}/invite$", person.invite_once_more, name="invite"),
    re_path(rf"^people/{NUMBER}/shut-out$", person.shut_out, name="shut_out"),
    re_path(rf"^people/{NUMBER}/end-sessions$", person.end_sessions, name="end_sessions_of"),
    re_path(rf"^people/{NUMBER}/let-in$", person.let_in_again, name="let_in"),
    re_path(rf"^people/roles/{NUMBER}/end$", person.end, name="end"),
    path("roles", people.roles, name="roles"),
    path("me", own.me, name="me"),
    path("me/sessions/end", own.end_others, name="end_sessions"),
    re_path(rf"^me/sessions/{NUMBER}/end$", own.end_one, name="end_session"),
    path("public/forgotten-password", links.forgotten, name="forgotten"),
    re_path(rf"^public/password/{TOKEN}$", links.set_password, name="set_password"),
]
