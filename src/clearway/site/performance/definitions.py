"""Where the definition of a figure stands: on the page of its measure, or on a page of its own."""

from django.urls import reverse

MEASURE_OF = {
    "28-day": "CWT-FDS",
    "31-day": "CWT-31D",
    "62-day": "CWT-62D",
    "after-day-104": "CWT-62D",
    "referrals-seen": "CWT-2WW",
}
"""The measure on whose page a card stands. Cards that are no measure keep a page of their own."""


def definition_href(slug: str) -> str:
    """The address of a card by its slug."""
    if slug in MEASURE_OF:
        return f"{reverse('measures:measure', args=[MEASURE_OF[slug]])}#rules"
    return reverse("measures:card", args=[slug])
