"""Who has been asked, and who has not."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clearway.planning.engagement.reference import reference
from clearway.site.downloads import wanted_file
from clearway.site.engagement.presenters import reached as shown
from clearway.site.engagement.views.framing import for_readers, way_to
from clearway.site.requests import SignedInRequest


@require_safe
@for_readers
def reach_page(request: SignedInRequest) -> HttpResponse:
    """Reach by protected characteristic, by group of people and by place, with the gaps first."""
    today, held = timezone.localdate(), shown.reach_now()
    none = "No group of people is in the list of audiences yet."
    tables = [
        shown.reach_table(
            held.characteristics, key="characteristics", heading="Characteristic",
            title="By protected characteristic", empty="", today=today,
        ),
        shown.reach_table(
            held.audiences, key="people", heading="Group", title="By group of people", empty=none, today=today
        ),
        shown.reach_table(held.places, key="places", heading="Place", title="By place", empty="", today=today),
    ]  # fmt: skip
    act = shown.act_table(today)
    context = {
        "tables": tables,
        "act": act,
        "gaps": held.gaps,
        "unasked": [one.title for one in held.characteristics if one.is_gap],
        "source": reference().source,
        "way": way_to(),
    }
    return wanted_file(request, *tables, act, name="clearway-reach") or render(
        request, "engagement/reach.jinja", context
    )
