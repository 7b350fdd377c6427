"""Without signing in: asking for a new password, and choosing one by a link that was mailed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clearway.records.findings import Refused
from clearway.site.people.forms import ForgottenForm, PasswordForm
from clearway.site.people.services.links import open_link, use_link
from clearway.site.people.services.resetting import ask_for_reset

GONE = 410


@never_cache
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a new password; the answer is the same whether or not there is such a person."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_reset(
                email=form.cleaned_data["email"],
                address=request.META.get("REMOTE_ADDR"),
                site=request.build_absolute_uri("/"),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "people/asked.jinja")
    return render(request, "people/forgotten.jinja", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Choose one's own password by a link that works once. Looking at the page does not use the link up."""
    try:
        held = open_link(token)
    except Refused as refusal:
        return render(request, "people/link_over.jinja", {"why": str(refusal)}, status=GONE)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            use_link(token=token, password=form.cleaned_data["password"])
        except Refused as refusal:
            form.add_error("password", str(refusal))
        else:
            messages.success(request, "Your password is set. Sign in with it.")
            return HttpResponseRedirect(reverse("accounts:sign_in"))
    context = {"form": form, "person": held.person, "token": token}
    return render(request, "people/set_password.jinja", context, status=422 if form.is_bound else 200)
