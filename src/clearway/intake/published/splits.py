"""Do the cuts of one total agree? By cancer type, by modality and by route or stage they must add up to the same."""

from collections.abc import Iterable
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.published.checks import LOOK
from clearway.intake.published.figures import KEY
from clearway.intake.published.wording import ALL_CANCERS, ALL_MODALITIES
from clearway.records.findings import Finding, FindingKind, Refused

PLACE = ("month", "standard", "org_code", "stage_route")
ALL_ROUTES = ("ALL ROUTES", "ALL STAGES", "ALL CARE", "ALL REFERRAL ROUTES")
Sums = dict[tuple[str, ...], tuple[Decimal, ...]]


def split_checks(figures: pa.Table) -> list[Finding]:
    """One finding for each standard and pair of cuts that disagree anywhere, with how often and the first place.

    Nothing is added across cuts: a table that holds both must be read through one of them.
    """
    is_all_cancers = pc.equal(figures["cancer_type"], ALL_CANCERS)
    is_all_modalities = pc.fill_null(pc.equal(figures["modality"], ALL_MODALITIES), fill_value=True)
    whole = sums(figures.filter(pc.and_(is_all_cancers, is_all_modalities)))
    by_cancer = sums(figures.filter(pc.and_(pc.invert(is_all_cancers), is_all_modalities)))
    by_modality = sums(figures.filter(pc.and_(is_all_cancers, pc.invert(is_all_modalities))))
    best = by_cancer | whole
    return [
        *disagreements(whole, by_cancer, "all cancers", "the sum by cancer type"),
        *disagreements(whole, by_modality, "all treatments", "the sum by treatment modality"),
        *disagreements(by_cancer, by_modality, "the sum by cancer type", "the sum by treatment modality"),
        *disagreements(*whole_and_routes(best), "all routes or stages", "the sum of its routes or stages"),
    ]


def sums(figures: pa.Table) -> Sums:
    """Total, within and breaches added up for each month, standard, organisation and route."""
    added = figures.group_by(list(PLACE)).aggregate([(name, "sum") for name in ("total", "within", "breaches")])
    keys = zip(*(added[name].to_pylist() for name in PLACE), strict=True)
    counts = zip(*(added[f"{name}_sum"].to_pylist() for name in ("total", "within", "breaches")), strict=True)
    return dict(zip(keys, counts, strict=True))


def whole_and_routes(best: Sums) -> tuple[Sums, Sums]:
    """The printed "all routes" or "all stages" sums, and what their routes or stages add up to, under the same keys."""
    whole = {key: counts for key, counts in best.items() if key[3] in ALL_ROUTES}
    routes: Sums = {}
    for month, standard, organisation, route in best:
        for name in ALL_ROUTES:
            key = (month, standard, organisation, name)
            if key in whole and route not in ALL_ROUTES:
                so_far = routes.get(key, (Decimal(0),) * 3)
                more = best[month, standard, organisation, route]
                routes[key] = tuple(one + other for one, other in zip(so_far, more, strict=True))
    return whole, routes


def disagreements(one: Sums, other: Sums, one_words: str, other_words: str) -> Iterable[Finding]:
    """A finding for each standard where the sums of one cut and of another differ, over the places that both print."""
    wrong: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted(one.keys() & other.keys()):
        if one[key] != other[key]:
            wrong.setdefault(key[1], []).append(key)
    for standard, keys in wrong.items():
        month, _, organisation, route = keys[0]
        yield Finding(
            id="SPLIT_NOT_WHOLE",
            kind=FindingKind.LOGICAL,
            message=(
                f"Standard {standard}: {one_words} and {other_words} differ in {len(keys):,} places; "
                f"first in {month} for {organisation}, {route}: {one[keys[0]][0]} against {other[keys[0]][0]}."
            ),
            mend=LOOK,
            count=len(keys),
        )


def refuse_doubles(figures: pa.Table) -> None:
    """`Refused` when one figure is printed twice: it would count twice, and two versions cannot both be right."""
    counted = figures.group_by(list(KEY)).aggregate([([], "count_all")])
    doubles = counted.filter(pc.greater(counted["count_all"], 1))
    if doubles.num_rows:
        first = doubles.slice(0, 1).to_pylist()[0]
        place = ", ".join(str(first[name]) for name in KEY if first[name])
        words = f"{doubles.num_rows:,} figures are printed more than once; the first is {place}."
        raise Refused(words, "Send the file as it was published, without added rows.", code="FIGURE_TWICE")
