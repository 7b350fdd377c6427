"""How long people of an area wait, from the published national figures of the newest month, or of a month asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clearway.measures.answer import PositionRow
from clearway.measures.question import STANDARDS, Question
from clearway.publications.disclosure import Audience
from clearway.publications.public_page import Share, WaitSaid, wait_said
from clearway.records.findings import Refused
from clearway.site.performance import figures
from clearway.site.performance.audience import policy_now, showing_to
from clearway.site.performance.presenters.notes import source
from clearway.site.publishing.public.areas import ALLIANCE, PublicArea

BAND_PLACES = {"provider": "provider", "alliance": "alliance", "icb": "commissioner"}
"""By which kind of place the bands of an area are published: a board's are printed among the commissioners'."""


@dataclass(frozen=True, slots=True)
class AreaWaits:
    """The waits of one area in one month, and whose they are. Without figures `said` is empty."""

    whose: str
    month: str
    said: tuple[WaitSaid, ...]
    releases: frozenset[str]
    source: str
    policy: str
    snapshot: str
    figures: int


NOTHING = AreaWaits("", "", (), frozenset(), "", "", "", 0)


def waits_of(area: PublicArea, month: str = "") -> AreaWaits:
    """The waits of an area as everybody may know them; of an alliance's trusts where none of its people are held."""
    found = _waits_of(area, month)
    if not found.said and area.kind == ALLIANCE:
        whose = f"These are the waits of people whom the hospitals of {area.name} told, or treated."
        return _waits_of(replace(area, side="trusts", whose=whose), month)
    return found


def _waits_of(area: PublicArea, month: str) -> AreaWaits:
    try:
        months = figures.months_held("published", "62", area.side)
    except Refused:
        return NOTHING
    wanted = month or (months[-1] if months else "")
    if wanted not in months:
        return NOTHING
    with showing_to(Audience.PUBLIC):
        here = _rows(area.cut, area.figures_code, area, wanted)
        england = _rows("england", "", None, wanted)
        found = [key for key in STANDARDS if key in here]
        said = tuple(
            wait_said(
                key,
                _share(here[key]),
                _share(england[key]) if key in england else None,
                figures.bands("published", key, wanted, BAND_PLACES[area.cut], area.figures_code, area.side),
            )
            for key in found
        )
        rows = [one for key in found for one in (here[key], england.get(key)) if one is not None]
        policy = policy_now("published", ()).words
    releases = frozenset(one.release for one in rows)
    return AreaWaits(area.whose, wanted, said, releases, source("published", rows), policy, _snapshot(), len(rows))


def _rows(cut: str, code: str, area: PublicArea | None, month: str) -> dict[str, PositionRow]:
    """The newest standards' rows of a place by their key; England's without a code."""
    question = Question(
        basis="published",
        first_month=month,
        last_month=month,
        by=(cut,),
        where={cut: (code,)} if code else {},
        side=area.side if area else "trusts",
    )
    try:
        return _by_standard(figures.ask(question).rows)
    except Refused:
        return {}


def _by_standard(rows: Iterable[PositionRow]) -> dict[str, PositionRow]:
    """A row for each standard; where a former standard stood under the same key, none, as the two are not one."""
    found: dict[str, list[PositionRow]] = {}
    for row in rows:
        found.setdefault(row.standard, []).append(row)
    return {key: held[0] for key, held in found.items() if len(held) == 1}


def _share(row: PositionRow) -> Share:
    return Share(
        within=row.within,
        total=row.total,
        rate=row.rate,
        lower=row.lower,
        upper=row.upper,
        threshold=row.threshold,
        is_met=row.is_met,
    )


def _snapshot() -> str:
    from clearway.site.measures.figures import snapshot

    return snapshot()
