"""Addresses of returns."""

from django.urls import path

from clearway.site.returns.views import filling, lists, marks

app_name = "returns"
urlpatterns = [
    path("plan/returns/", lists.returns, name="returns"),
    path("plan/returns/add", lists.add, name="add"),
    path("plan/returns/begin", lists.begin_return, name="begin"),
    path("plan/returns/forms/<int:number>", marks.marks, name="marks"),
    path("plan/returns/forms/<int:number>/marks.yaml", marks.marking_file, name="marking_file"),
    path("plan/returns/forms/<int:number>/load", marks.load_file, name="load_file"),
    path("plan/returns/drafts/<int:number>", filling.draft, name="draft"),
    path("plan/returns/drafts/<int:number>/file", filling.draft_file, name="draft_file"),
    path("plan/returns/drafts/<int:number>/submit", filling.submit_return, name="submit"),
    path("plan/returns/submitted/<int:number>", filling.submitted, name="submitted"),
    path("plan/returns/submitted/<int:number>/file", filling.submitted_file, name="submitted_file"),
    path("plan/returns/submitted/<int:number>/correct", filling.correct, name="correct"),
]
