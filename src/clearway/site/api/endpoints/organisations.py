"""Who is who: every organisation of the reference with its dates, parents and successors. Public facts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from clearway.site.api.described.endpoint import ROOT, Ask, Endpoint, NotHere, Parameter
from clearway.site.api.described.kinds import A_CODE, OneOf
from clearway.site.api.described.shapes import a_page_of, day, listed, number, or_null, text, thing, truth
from clearway.site.api.paging import PAGES, page_of, paged
from clearway.site.directory.kinds import KIND_WORDS, known_codes, shown_name
from clearway.site.performance.permissions import check_may_see_figures
from clearway.site.standards import books
from clearway.standards.organisations import Organisations, Placement, PlacementRole, Succession

UNKNOWN = "UNKNOWN"
LISTED = {
    "code": text("Its code."),
    "name": text("Its name."),
    "kind": text("What it is.", values=tuple(KIND_WORDS)),
    "href": text("Its address."),
    "page": text("Its page."),
}
MEMBERSHIP = thing(
    {
        "organisation": text("Which organisation."),
        "alliance": text("The alliance's code; `UNASSIGNED` for none."),
        "alliance_name": text("Its name."),
        "counts_in_its_sum": truth("Whether its figures are in the alliance's sum; else it also serves it."),
        "share": number("The fraction of its patients or residents who live there, where known.", or_null=True),
        "from": day("From when; null when always.", or_null=True),
        "to": day("Until when; null while it lasts.", or_null=True),
        "why": text("Why it belongs there."),
        "note": text("What else is to be said."),
        "trust": text("How sure that is."),
        "is_provisional": truth("Whether it must be shown as provisional."),
        "is_local": truth("Whether it is from the alliance's own table."),
    }
)
SUCCESSION = thing(
    {
        "old": text("Whose patients passed on."),
        "new": text("To whom."),
        "from": day("From when."),
        "trust": text("How sure that is."),
        "note": text("What else is to be said."),
    }
)


def answer_list(ask: Ask) -> Mapping[str, Any]:
    """The codes of the reference, by kind."""
    check_may_see_figures(ask.by)
    reference = books.organisations()
    kinds = known_codes(reference)
    codes = [code for code, kind in kinds.items() if ask.said("kind") in ("", kind)]
    rows = [_listed(reference, code, kinds[code]) for code in page_of(ask, codes)]
    return paged(ask, rows, len(codes))


def answer_one(ask: Ask) -> Mapping[str, Any]:
    """One organisation as the reference has it today."""
    check_may_see_figures(ask.by)
    reference, code, today = books.organisations(), ask.said("code"), timezone.localdate()
    kind = known_codes(reference).get(code)
    if kind is None:
        raise NotHere(code)
    is_provider = kind in ("provider", "site")
    alliance = next((one for one in reference.alliances(date.max) if one.code == code), None)
    provider = reference.provider(code)
    opened, closed = (alliance.applies_from, alliance.applies_to) if alliance else (provider.opened, provider.closed)
    places = reference.placements_of_provider(code) if is_provider else reference.placements_of_commissioner(code)
    icb = reference.icb_of_provider(code, today) if is_provider else reference.icb_of_commissioner(code, today)
    region = reference.region_of_provider(code, today) if is_provider else reference.region_of_commissioner(code)
    return {
        **_listed(reference, code, kind),
        "from": _day(opened),
        "to": _day(closed),
        "today": _named(reference, reference.today_code(code, today, today)),
        "parent": _named(reference, reference.parent_trust(code, today)) if kind == "site" else None,
        "icb": None if alliance else _named(reference, icb),
        "region": None if alliance else _named(reference, region),
        "alliances": [_membership(reference, one) for one in places],
        "members": [_membership(reference, one) for one in _members(reference, code, today)] if alliance else [],
        "became": [_succession(one) for one in reference.successors(code, today)],
        "came_of": [_succession(one) for one in reference.predecessors(code, today)],
        "split": [_succession(one) for one in reference.splits(code, today)],
        "sites": [_listed(reference, one.code, "site") for one in reference.sites(code)],
    }


def _members(reference: Organisations, alliance: str, today: date) -> Iterable[Placement]:
    for code in reference.providers_of_alliance(alliance, today):
        yield reference.alliance_of_provider(code, today)
    yield from reference.also_serving(alliance, today)
    for level in ("icb", "sub_icb"):
        for code in reference.commissioners_of_alliance(alliance, today, level):
            yield reference.alliance_of_commissioner(code, today)


def _listed(reference: Organisations, code: str, kind: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": shown_name(reference, code),
        "kind": kind,
        "href": f"{ROOT}/organisations/{code}",
        "page": f"/organisations/{code}",
    }


def _named(reference: Organisations, code: str) -> dict[str, str] | None:
    return None if code == UNKNOWN else {"code": code, "name": shown_name(reference, code)}


def _membership(reference: Organisations, one: Placement) -> dict[str, Any]:
    return {
        "organisation": one.organisation,
        "alliance": one.alliance,
        "alliance_name": reference.name(one.alliance),
        "counts_in_its_sum": one.is_assigned and one.role is PlacementRole.PRINCIPAL,
        "share": None if one.share is None else float(one.share),
        "from": _day(one.applies_from),
        "to": _day(one.applies_to),
        "why": one.basis.words,
        "note": one.note,
        "trust": one.trust.words,
        "is_provisional": one.trust.is_provisional,
        "is_local": one.is_local,
    }


def _succession(one: Succession) -> dict[str, Any]:
    return {
        "old": one.old,
        "new": one.new,
        "from": one.applies_from.isoformat(),
        "trust": one.trust.words,
        "note": one.note,
    }


def _day(held: date | None) -> str | None:
    return held.isoformat() if held else None


NAMED = thing({"code": text("Its code."), "name": text("Its name.")})
NEEDS = "Every role that sees waiting-time figures: these are public facts."

ORGANISATIONS = Endpoint(
    name="organisations",
    path="/organisations",
    title="Organisations",
    words="Every code of the reference: alliances, providers, sites, commissioners.",
    needs=NEEDS,
    shape=a_page_of(thing(LISTED), {}),
    answer=answer_list,
    in_query=(Parameter("kind", OneOf(tuple(KIND_WORDS)), "Only organisations of this kind.", "alliance"), *PAGES),
    example={"kind": "alliance"},
)
ORGANISATION = Endpoint(
    name="organisation",
    path="/organisations/{code}",
    title="One organisation",
    words="What an organisation is, where it belongs and why, what it was and what it became.",
    needs=NEEDS,
    shape=thing(
        {
            **LISTED,
            "from": day("Its first day, where known.", or_null=True),
            "to": day("Its last day; null while it lasts or where not known.", or_null=True),
            "today": or_null(NAMED),
            "parent": or_null(NAMED),
            "icb": or_null(NAMED),
            "region": or_null(NAMED),
            "alliances": listed(MEMBERSHIP, "The alliances it belongs to, of any date."),
            "members": listed(MEMBERSHIP, "Of an alliance: the organisations that belong to it today."),
            "became": listed(SUCCESSION, "The mergers that led from it to another."),
            "came_of": listed(SUCCESSION, "The mergers into it."),
            "split": listed(SUCCESSION, "Where it was split, or received a part of another."),
            "sites": listed(thing(LISTED), "Its hospitals with codes of their own."),
        }
    ),
    answer=answer_one,
    in_path=(Parameter("code", A_CODE, "Its code.", "RHQ", is_required=True),),
)
