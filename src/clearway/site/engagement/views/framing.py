"""What the views of engagement share: who may look at all, the way back, and the page of a form."""

from functools import partial

from django.urls import reverse

from clearway.site.engagement.permissions import check_may_keep, check_may_read
from clearway.site.groups.views import framing

Done = tuple[str, str]
FORM = ["GET", "HEAD", "POST"]

for_readers = framing.guarded(check_may_read)
"""Makes a view one for those who may read engagement."""

for_keepers = framing.guarded(check_may_read, check_may_keep)
"""Makes a view one for those who keep engagement."""

form_page = partial(framing.form_page, template="engagement/form.jinja")
"""Shows a form of engagement, or does what it asks for and goes on."""


def way_to(*names: tuple[str, str]) -> list[framing.Crumb]:
    """The way back: engagement, and what lies between; pairs of the name of an address and words."""
    return [(reverse(f"engagement:{name}"), words) for name, words in (("engagement", "Engagement"), *names)]
