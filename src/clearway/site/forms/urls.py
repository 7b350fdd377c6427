"""Addresses of forms."""

from django.urls import path, re_path

from clearway.site.forms.views import cases, lists, parts, public, types

NUMBER = r"(?P<number>[0-9]{1,12})"
PARTY = r"(?P<party>[A-Za-z0-9._-]{1,64})"
SECTION = r"(?P<section>[A-Za-z0-9._-]{1,64})"
KEY = r"(?P<key>[a-z0-9-]{1,60})"
TOKEN = r"(?P<token>[A-Za-z0-9_-]{20,80})"  # noqa: S105 - the shape of a token

app_name = "forms"
urlpatterns = [
    path("forms", lists.forms, name="forms"),
    path("forms/start", lists.choose, name="choose"),
    re_path(rf"^forms/start/{KEY}$", lists.begin, name="begin"),
    path("forms/types", types.types, name="types"),
    path("forms/types/add", types.add, name="type_add"),
    re_path(rf"^forms/types/{KEY}$", types.form_type, name="type"),
    re_path(rf"^forms/types/{KEY}/questionnaire\.json$", types.definition, name="definition"),
    re_path(rf"^forms/themes/{KEY}$", types.counts, name="counts"),
    re_path(rf"^forms/answers/{KEY}$", types.answered, name="answered"),
    re_path(rf"^forms/{NUMBER}$", cases.case, name="case"),
    re_path(rf"^forms/{NUMBER}/history$", cases.history, name="history"),
    re_path(rf"^forms/{NUMBER}/answers\.json$", cases.answers, name="answers"),
    re_path(rf"^forms/{NUMBER}/close$", cases.shut, name="close"),
    re_path(rf"^forms/{NUMBER}/{PARTY}/sign$", parts.sign_off, name="sign"),
    re_path(rf"^forms/{NUMBER}/{PARTY}/send-back$", parts.back, name="send_back"),
    re_path(rf"^forms/{NUMBER}/{PARTY}/invitation$", parts.invitation, name="invitation"),
    re_path(rf"^forms/{NUMBER}/{PARTY}/themes$", parts.themes, name="themes"),
    re_path(rf"^forms/{NUMBER}/{PARTY}/fill/{SECTION}$", parts.fill, name="fill"),
    path("public/feedback", public.open_forms, name="open_forms"),
    path("public/feedback/thank-you", public.thanks, name="thanks"),
    re_path(rf"^public/feedback/about/{KEY}$", public.feedback, name="feedback"),
    re_path(rf"^public/invitation/{TOKEN}$", public.invited, name="invited"),
    re_path(rf"^public/invitation/{TOKEN}/{SECTION}$", public.invited_section, name="invited_section"),
]
