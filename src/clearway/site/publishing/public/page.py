"""One public page, put together: waits from national figures, the rest from what a second person approved."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from clearway.publications.public_page import Done, Planned, PublicPage
from clearway.publications.releases.made import PROVISIONAL
from clearway.records.findings import Refused
from clearway.site.demo_store import is_demo
from clearway.site.operational.scope import every_row
from clearway.site.performance import figures
from clearway.site.publishing.models import Release, ReleaseState
from clearway.site.publishing.public.areas import PublicArea
from clearway.site.publishing.public.waits import NOTHING, AreaWaits, waits_of
from clearway.site.words import day, month

PUBLIC_KIND = "public"
MARK = "This is a demonstration. The waiting times are real and published; the plan beside them is made up."


def page_of(area: PublicArea) -> PublicPage:
    """The page of an area as everybody sees it now: worked out once for each version of figures and each release."""
    release = approved()
    return put_together(area, waits_once(area), release.shown if release else {}, source_of(release))


def source_of(release: Release | None) -> str:
    """Where what a release holds comes from, and since when it is out; empty without one."""
    if release is None or not release.shown:
        return ""
    return f"{release.shown.get('source', '')}; published on {day(release.published_at)}"


def put_together(area: PublicArea, waits: AreaWaits, held: Mapping[str, Any], source: str) -> PublicPage:
    """A page out of its waits and of what a release holds; `source` says where the latter comes from."""
    planned = tuple(Planned(**one) for one in held.get("planned", ()))
    done = tuple(Done(**one) for one in held.get("done", ()))
    return PublicPage(
        code=area.code,
        name=area.name,
        whose=waits.whose,
        month=month(waits.month),
        is_provisional=PROVISIONAL in waits.releases,
        waits=waits.said,
        waits_source=f"{waits.source}, {month(waits.month)}" if waits.said else "",
        opening=str(held.get("opening", "")),
        planned=planned,
        done=done,
        approved_source=source if planned or done else "",
        mark=MARK if is_demo() and (planned or done) else "",
    )


def waits_once(area: PublicArea) -> AreaWaits:
    """The waits of an area in the newest month, remembered for each version of the figures."""
    try:
        found: AreaWaits = figures.once_for_version(
            ("public waits", area, timezone.localdate()), lambda: waits_of(area)
        )
    except Refused:
        return NOTHING
    return found


@every_row("public page")
def approved() -> Release | None:
    """The release that is out for everybody, if there is one."""
    rows = Release.unscoped.filter(kind=PUBLIC_KIND, state=ReleaseState.PUBLISHED)
    return rows.only("shown", "published_at").order_by("-published_at").first()
