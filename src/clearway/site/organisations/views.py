"""Choosing in which role to work, for people who hold more than one."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearway.site.accounts.renewal import renew_session
from clearway.site.organisations.middleware import SESSION_KEY
from clearway.site.organisations.models import Membership
from clearway.site.requests import SignedInRequest


@never_cache
@require_http_methods(["GET", "POST"])
def choose_role(request: SignedInRequest) -> HttpResponse:
    """List the roles the person holds today, or work in the one they picked."""
    held = Membership.objects.active().filter(person=request.user).select_related("organisation", "person")
    if request.method == "POST":
        picked = request.POST.get("membership", "")
        membership = get_object_or_404(held, pk=int(picked) if picked.isdecimal() else None)
        request.session[SESSION_KEY] = membership.pk
        renew_session(request)
        return HttpResponseRedirect("/")
    return render(request, "organisations/choose_role.jinja", {"held": held})
