"""Addresses of publications, and of the pages that everybody may read."""

from django.urls import path, re_path

from clearway.site.publishing.views import highlight, public, releases

app_name = "publishing"
urlpatterns = [
    path("public/", public.public, name="public"),
    re_path(r"^public/(?P<code>[A-Z0-9]{3,9})$", public.area, name="public_area"),
    path("plan/highlight", highlight.highlight, name="highlight"),
    path("publications/", releases.releases, name="releases"),
    path("publications/make/<slug:kind>", releases.make, name="make"),
    path("publications/<int:number>", releases.release, name="release"),
    path("publications/<int:number>/files/<int:position>", releases.file, name="file"),
    path("publications/<int:number>/preview", releases.preview, name="preview"),
    path("publications/<int:number>/again", releases.again, name="again"),
    path("publications/<int:number>/words", releases.text, name="text"),
    path("publications/<int:number>/ask", releases.ask, name="ask"),
    path("publications/<int:number>/approve", releases.approve, name="approve"),
    path("publications/<int:number>/send-back", releases.send_back, name="send_back"),
    path("publications/<int:number>/publish", releases.publish, name="publish"),
    path("publications/<int:number>/withdraw", releases.withdraw, name="withdraw"),
]
