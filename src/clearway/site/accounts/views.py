"""The sign-in page, the page of the code that may follow, and the sign-out button."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from clearway.records.findings import Refused
from clearway.site.accounts import services
from clearway.site.accounts.demo_people import DEMO_PASSWORD, demo_people_here
from clearway.site.accounts.factor import waiting
from clearway.site.accounts.factor.policy import PROOF_KEY, Proof
from clearway.site.accounts.forms import CodeForm, SignInForm
from clearway.site.accounts.ways_on import destination
from clearway.site.demo_store import is_demo

SESSION_ENDED = {
    "idle": "You were signed out because nothing happened for 15 minutes.",
    "too long": "You were signed out because you had been signed in for 12 hours.",
    "unknown age": "You were signed out. Sign in again to go on.",
}


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or sign the person in and lead them where they were going."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "GET":
        return _form(request, SignInForm())
    form = SignInForm(request.POST)
    if form.is_valid():
        try:
            is_in = services.sign_in(request, email=form.cleaned_data["email"], password=form.cleaned_data["password"])
        except services.SignInRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(
                destination(request, request.POST.get("next", "")) if is_in else _code_page(request)
            )
    return _form(request, form, status=422)


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that follows the password, and lead the person where they were going."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    person = waiting.person_waiting(request)
    if person is None:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.enter_code(request, person=person, typed=form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error("code", f"{refusal.reason} {refusal.mend}")
        else:
            return HttpResponseRedirect(destination(request, request.POST.get("next", "")))
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return render(request, "accounts/code.jinja", {"form": form, "next": wanted}, status=422 if form.errors else 200)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and show the sign-in page."""
    came_by_service = request.session.get(PROOF_KEY) == Proof.PROVIDER
    services.sign_out(request)
    if came_by_service:
        request.session["came_by_service"] = True
    return HttpResponseRedirect("/sign-in")


def _form(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "ended": SESSION_ENDED.get(request.session.pop("ended", "")),
        "service": settings.OIDC,
        "has_local_accounts": settings.LOCAL_ACCOUNTS,
        "came_by_service": request.session.pop("came_by_service", False),
        "demo_people": demo_people_here() if is_demo() else (),
        "demo_password": DEMO_PASSWORD if is_demo() else "",
    }
    return render(request, "accounts/sign_in.jinja", context, status=status)


def _code_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    return reverse("accounts:code") + ("?" + urlencode({"next": wanted}) if wanted else "")
