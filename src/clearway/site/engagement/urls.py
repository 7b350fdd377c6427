"""Addresses of engagement."""

from django.urls import path

from clearway.site.engagement.views import audiences, consultations, heard, overview, planner, reach, together

app_name = "engagement"
urlpatterns = [
    path("engagement/", overview.overview, name="engagement"),
    path("engagement/planner", planner.planner, name="planner"),
    path("engagement/planner/calendar.ics", planner.calendar, name="calendar"),
    path("engagement/planner/add", planner.add, name="add_activity"),
    path("engagement/planner/file", planner.take_in, name="take_in"),
    path("engagement/activities/<int:number>", planner.activity, name="activity"),
    path("engagement/activities/<int:number>/change", planner.change, name="change_activity"),
    path("engagement/activities/<int:number>/held", planner.finish, name="finish_activity"),
    path("engagement/activities/<int:number>/cancel", planner.cancel, name="cancel_activity"),
    path("engagement/reach", reach.reach_page, name="reach"),
    path("engagement/audiences", audiences.audiences, name="audiences"),
    path("engagement/audiences/add", audiences.add, name="add_audience"),
    path("engagement/audiences/usual", audiences.usual, name="usual_audiences"),
    path("engagement/audiences/<int:number>", audiences.change, name="audience"),
    path("engagement/audiences/<int:number>/end", audiences.end, name="end_audience"),
    path("engagement/consultations", consultations.consultations, name="consultations"),
    path("engagement/consultations/add", consultations.add, name="add_consultation"),
    path("engagement/consultations/<int:number>", consultations.consultation, name="consultation"),
    path("engagement/consultations/<int:number>/change", consultations.change, name="change_consultation"),
    path("engagement/consultations/<int:number>/evidence/<slug:principle>", consultations.evidence, name="evidence"),
    path("engagement/consultations/<int:number>/open", consultations.open_it, name="open_consultation"),
    path("engagement/consultations/<int:number>/considered", consultations.considered, name="considered"),
    path("engagement/consultations/<int:number>/close", consultations.close, name="close_consultation"),
    path("engagement/consultations/<int:number>/withdraw", consultations.withdraw, name="withdraw_consultation"),
    path("engagement/said", heard.said, name="said"),
    path("engagement/said/add", heard.add, name="add_heard"),
    path("engagement/said/<int:number>", heard.one, name="heard"),
    path("engagement/said/<int:number>/answer", heard.answer, name="answer_heard"),
    path("engagement/together", together.together, name="together"),
    path("engagement/together/add", together.add, name="add_together"),
    path("engagement/together/<int:number>", together.change, name="one_together"),
    path("engagement/words", overview.words, name="words"),
]
