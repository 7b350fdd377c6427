"""The waiting-time position, as `clearway waits --json` answers it."""

from collections.abc import Mapping
from math import prod
from typing import Any, cast, get_args

from clearway.measures.question import (
    CUTS,
    DETAIL_CUTS,
    DETAILS_OF,
    PLACE_CUTS,
    STANDARDS,
    Basis,
    Grouping,
    Question,
    Side,
    months_of_year,
    where,
)
from clearway.publications.disclosure import Audience
from clearway.records.findings import Refused
from clearway.site.api.described.endpoint import Ask, Endpoint, Parameter
from clearway.site.api.described.kinds import A_CODE, A_LABEL, A_MONTH, YEAR, Day, ManyOf, OneOf, Shaped
from clearway.site.api.described.shapes import a_page_of, count, listed, month, number, rate, text, thing, truth, whole
from clearway.site.api.paging import PAGES, page_of, paged
from clearway.site.api.provenance import PROVENANCE, SYNTHETIC, provenance
from clearway.site.demo_store import is_demo
from clearway.site.performance import figures
from clearway.site.performance.audience import audience_of, showing_to
from clearway.site.performance.known import looking_at
from clearway.site.performance.permissions import (
    check_may_see_figures,
    check_may_see_provider,
    only_provider,
)
from clearway.site.performance.presenters.choices import newest_month

MOST_CUTS, MOST_MONTHS, MOST_POSSIBLE = 3, 120, 60_000
VALUES_OF = {
    "england": 1,
    "region": 8,
    "alliance": 22,
    "icb": 45,
    "commissioner": 160,
    "provider": 160,
    "cancer_type": 30,
    "route": 6,
    "stage": 3,
    "modality": 12,
    "care_setting": 3,
}
"""About how many values each cut has: by these the size of an answer is judged before it is worked out."""
MOST_PLACES = 4_000
"""About how many pairs of trust and commissioner, and the like, occur: most trusts serve few commissioners."""

CODES = ("provider", "commissioner", "icb", "alliance", "region")
LABELS = ("cancer_type", "route", "stage", "modality", "care_setting")

OTHER_RELEASE = thing(
    {
        "release": text("How settled it is."),
        "source_file": text("The file it stands in."),
        "total": count("People counted."),
        "within": count("People within the standard."),
    }
)
ROW = thing(
    {
        "standard": text("Which standard was asked for.", values=tuple(DETAILS_OF)),
        "standard_key": text("Its key among the standards; see `provenance.definitions`."),
        "month": month("The month, or the financial year where years were asked for."),
        "basis_of_place": text(
            "Whether the row sums trusts, or counts the residents of commissioners.", values=get_args(Side)
        ),
        "total": count("People counted: the denominator."),
        "within": count("People within the standard: the numerator."),
        "breaches": count("People counted who were not within it."),
        "rate": rate("`within` divided by `total`; null when nobody was counted."),
        "lower": rate("The lower end of its 95% interval (Wilson)."),
        "upper": rate("The upper end of its 95% interval (Wilson)."),
        "median_days": number("The median wait in days; null for published figures.", or_null=True),
        "p90_days": number("The 90th centile in days; null for published figures.", or_null=True),
        "pathways": whole("How many pathways are in it, each once; null for published figures.", or_null=True),
        "after_104": count("People treated after day 104; null but for the 62-day standard.", or_null=True),
        "threshold": rate("What share the standard asks for; null where it asks for none."),
        "is_met": truth("Whether it is met; null where there is no threshold or nobody was counted.", or_null=True),
        "short_of_target": count("How many more people would have had to be within it.", or_null=True),
        "release": text("`final`, or `provisional` when any part of it is.", values=("final", "provisional")),
        "source_files": listed(text("A file."), "The files it comes from; see `provenance.sources`."),
        "other_releases": listed(OTHER_RELEASE, "The same figure in earlier or later releases, never mixed with it."),
        "months_summed": whole("How many months are in it."),
        "formerly": listed(text("A code."), "Codes of merged organisations summed here beside its own."),
    },
    sometimes={
        **{cut: text(f"The {cut.replace('_', ' ')} of the row, where asked for.", or_null=True) for cut in CUTS},
        **{f"{cut}_name": text(f"The name of the {cut}.") for cut in CUTS},
    },
)
MOST_HIDDEN = 1000
HIDDEN = thing(
    {"standard": text("The standard."), "month": text("The month, or the financial year."), "note": text("Why.")},
    sometimes={cut: text(f"The {cut.replace('_', ' ')}, where asked for.", or_null=True) for cut in CUTS},
)
SHAPE = a_page_of(
    ROW,
    {
        "snapshot": text("The state of the figures. The same snapshot and question give the same rows."),
        "basis": text("Whether figures are as published or computed from records.", values=get_args(Basis)),
        "as_known_on": text("The day whose knowledge this is; null for now.", or_null=True),
        "organisations": text("Whose organisations the rows stand under.", values=get_args(Grouping)),
        "missing_months": listed(month("A month."), "Months within those asked for of which nothing is held."),
        "notes": listed(text("A note."), "What a reader must know."),
        "audience": text("For whom the answer is.", values=tuple(one.value for one in Audience)),
        "small_numbers": text("What is done with small numbers of people for that audience."),
        "hidden": listed(HIDDEN, f"What is left out for that: the first {MOST_HIDDEN}."),
        "synthetic": SYNTHETIC,
        "provenance": PROVENANCE,
    },
)


def answer(ask: Ask) -> Mapping[str, Any]:
    """The rows of the position that a question asks for."""
    check_may_see_figures(ask.by)
    basis = cast(Basis, ask.values["basis"])
    kept = {cut: ask.said(cut) for cut in (*CODES, *LABELS) if ask.said(cut)}
    if own := only_provider(ask.by, basis):
        check_may_see_provider(ask.by, basis, kept.get("provider", own))
        kept["provider"] = own
    with looking_at(ask.said("as_known_on")), showing_to(audience_of(ask.by)):
        question = _question(ask, basis, kept)
        seen = figures.ask_with_hidden(question, with_other_releases=True)
    found = seen.position
    rows = page_of(ask, found.rows)
    names = [name for row in rows for name in (*row.source_files, *(one.source_file for one in row.other_releases))]
    return {
        **paged(ask, [row.as_json() for row in rows], len(found.rows)),
        "snapshot": found.snapshot,
        "basis": found.basis,
        "as_known_on": ask.said("as_known_on") or None,
        "organisations": question.organisations,
        "missing_months": list(found.missing_months),
        "notes": list(found.notes),
        "audience": seen.policy.audience.value,
        "small_numbers": seen.policy.words,
        "hidden": [one.as_json() for one in seen.hidden[:MOST_HIDDEN]],
        "synthetic": is_demo() and basis == "computed",
        "provenance": provenance(
            ask.by,
            files=names,
            standard_keys=(row.standard_key for row in rows),
            of_records=basis == "computed",
        ),
    }


def _question(ask: Ask, basis: Basis, kept: Mapping[str, str]) -> Question:
    standards = ask.values["standard"]
    first, last = _months(ask, basis, standards)
    question = Question(
        basis=basis,
        standards=standards,
        first_month=first,
        last_month=last,
        by=ask.values["by"],
        where=where(**kept),
        by_year=bool(ask.said("year")),
        side=cast("Side | None", ask.said("side") or None),
        organisations=cast(Grouping, ask.values["organisations"]),
    )
    _refuse_too_large(question)
    return question


def _months(ask: Ask, basis: Basis, standards: tuple[str, ...]) -> tuple[str, str]:
    """The first and last month asked for; the newest held when nothing is said of time."""
    said = [name for name in ("month", "from", "to", "year") if ask.said(name)]
    if len(said) > 1 and said != ["from", "to"]:
        raise Refused(
            f"{' and '.join(f'“{name}”' for name in said)} do not go together.",
            "Say a month, or from and to, or a year.",
            code="MONTHS-TWICE",
        )
    if ask.said("year"):
        return months_of_year(ask.said("year"))
    newest = newest_month(basis, standards[-1]) if not ask.said("month") else ""
    first = ask.said("month") or ask.said("from") or ask.said("to") or newest
    last = ask.said("month") or ask.said("to") or max(first, newest)
    if first > last:
        raise Refused(f"{first} comes after {last}.", "Give the earlier month first.", code="MONTHS-TURNED-ROUND")
    return first, last


def _refuse_too_large(question: Question) -> None:
    """Refuse a question whose answer could be larger than anybody would read."""
    first, last = question.first_month, question.last_month
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1
    if months > MOST_MONTHS:
        raise Refused(
            f"{first} to {last} is {months:,} months.", f"At most {MOST_MONTHS} are answered at once.", code="TOO-LARGE"
        )
    places, details = (
        prod(VALUES_OF[cut] for cut in question.by if cut in cuts and cut not in question.where)
        for cuts in (PLACE_CUTS, DETAIL_CUTS)
    )
    told_apart = min(places, MOST_PLACES) * details
    periods = 1 if question.by_year else months
    possible = periods * len(question.answerable()) * len(question.sides) * told_apart
    if possible > MOST_POSSIBLE:
        raise Refused(
            f"The answer could have {possible:,} rows; at most {MOST_POSSIBLE:,} are answered at once.",
            "Ask for fewer months, fewer standards, one place, or less told apart.",
            code="TOO-LARGE",
        )


WAITS = Endpoint(
    name="waits",
    path="/waits",
    title="The waiting-time position",
    words="How many people were within the standards, by month, place, cancer type and route: published, or computed "
    "from the records held here. The same question as `clearway waits --json`.",
    needs="Every role that sees waiting-time figures; of computed ones, those of its own trust or of all.",
    shape=SHAPE,
    answer=answer,
    in_query=(
        Parameter("basis", OneOf(get_args(Basis), "published"), "Published, or computed from records.", "published"),
        Parameter(
            "standard",
            ManyOf(tuple(DETAILS_OF), most=4, default=STANDARDS),
            "28, 31 or 62 days; or the standards until September 2023.",
            "62",
        ),
        Parameter("month", A_MONTH, "One month; the newest held when nothing is said of time.", "2025-03"),
        Parameter("from", A_MONTH, f"The first month; with `to` at most {MOST_MONTHS} months.", "2024-10"),
        Parameter("to", A_MONTH, "The last month; the newest held when only `from` is said.", "2025-03"),
        Parameter(
            "year", Shaped(YEAR, "a financial year written as 2024-25"), "A financial year as one sum.", "2024-25"
        ),
        Parameter("by", ManyOf(CUTS, most=MOST_CUTS, default=("england",)), "What rows are told apart by.", "provider"),
        *(Parameter(cut, A_CODE, f"Only the {cut} of this code.", "RHQ" if cut == "provider" else "") for cut in CODES),
        *(Parameter(cut, A_LABEL, f"Only this {cut.replace('_', ' ')}, as rows name it.", "") for cut in LABELS),
        Parameter(
            "side", OneOf(get_args(Side)), "How regions and alliances are counted; both when not said.", "trusts"
        ),
        Parameter(
            "organisations",
            OneOf(get_args(Grouping), "then"),
            "Organisations as they were in each month, or as they are today.",
            "then",
        ),
        Parameter("as_known_on", Day(), "As it was known here at the end of a day.", "2025-06-30"),
        *PAGES,
    ),
    example={"standard": "62", "month": "2025-03", "by": "provider"},
)
