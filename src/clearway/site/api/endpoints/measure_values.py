"""The values of a measure with limits, source and age; what changed, how areas stand, and their targets."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from clearway.measures.comparison import Against, ChartKind
from clearway.measures.months import first_day, last_day
from clearway.measures.question import Basis
from clearway.measures.targets import AGREED, PROVISIONAL_TARGET
from clearway.measures.values import AREA_TYPES, GROUPS, PARTS, Asked
from clearway.publications.manner import Manner, check_groups_as_usual, compared_for
from clearway.publications.measure_answer import MeasureAnswer, of_groups, of_told
from clearway.records.findings import Refused
from clearway.site.api.described.endpoint import Ask, Endpoint, Parameter
from clearway.site.api.described.kinds import A_CODE, A_MONTH, OneOf
from clearway.site.api.described.shapes import (
    Shape,
    a_page_of,
    day,
    listed,
    month,
    number,
    or_null,
    rate,
    text,
    thing,
    truth,
    whole,
)
from clearway.site.api.endpoints.measures import WHICH, measure_here
from clearway.site.api.paging import PAGES, page_of, paged
from clearway.site.api.provenance import PROVENANCE, SYNTHETIC, provenance
from clearway.site.measures import figures
from clearway.site.measures.asked import AGAINST, CHARTS
from clearway.site.measures.noted import noted_of
from clearway.site.measures.permissions import sight_of
from clearway.site.performance.audience import audience_of, showing_to
from clearway.site.performance.figures import organisations, rules
from clearway.site.performance.permissions import check_may_see_figures
from clearway.stats.spc import Assurance, Variation

MOST_MONTHS = 240
"""Twenty years: published shares of stage and deaths go back that far."""

SHADOW = thing(
    {
        "of": text("What is counted as known: records, cancers, providers."),
        "known": number("How many are in the value; null where only the share is told, or nothing.", or_null=True),
        "expected": number("How many there should be; null likewise.", or_null=True),
        "completeness": rate("The known as a share of the expected; null where nobody tells."),
        "lowest": rate("The share if nothing that is lacking counted; null where it cannot be said."),
        "highest": rate("The share if all that is lacking counted; null likewise."),
        "lacking": listed(
            thing(
                {
                    "code": text("The reason, or the provider."),
                    "words": text("The same in words."),
                    "count": whole("How many."),
                }
            ),
            "Why something is lacking, or who.",
        ),
        "undated": whole("Further records without a day that would say which period they belong to."),
        "rows_read": whole("Rows of the files of records behind it; null for published values.", or_null=True),
        "rows_rejected": whole("How many of them were refused when read; of which period nobody knows.", or_null=True),
        "said": text("How much is known, in plain words; empty where nobody tells."),
        "untold": text("What nobody tells, and what would tell it."),
        "late": text("That the value may still change; empty for no such word."),
        "late_source": text("Where that is read."),
        "late_is_provisional": truth("Whether that is from memory alone."),
    },
    "How much of the value is known; null where it was not asked for, and for hidden values.",
)
VALUE_FIELDS: dict[str, Shape] = {
    "measure": text("The measure."),
    "area_type": text("What kind of area it is of.", values=AREA_TYPES),
    "area": text("The area's code."),
    "area_name": text("The area's name."),
    "period_start": day("The first day of the period."),
    "period_end": day("The last day of the period."),
    "numerator": number("Who or what is counted; null where nobody prints it, and where it is hidden.", or_null=True),
    "denominator": number("Out of whom; null likewise.", or_null=True),
    "value": number("The value as it is kept: a share is a fraction. Null with a `note` that says why.", or_null=True),
    "lower": number("The lower end of its interval.", or_null=True),
    "upper": number("The upper end of its interval.", or_null=True),
    "level": rate("The level of the interval.", or_null=False),
    "method": text("How the interval was had; empty when there is none."),
    "basis": text("Whether it was published or is computed from records.", values=get_args(Basis)),
    "is_synthetic": truth("Whether it is of made-up people."),
    "release": text("How settled it is."),
    "publisher": text("Whose figure it is."),
    "source_files": listed(text("A file."), "The files it comes from; see `provenance.sources`."),
    "as_at": day("When the newest of them came; null when that is not known.", or_null=True),
    "note": text("Why there is no value, or what a reader must know."),
    "shadow": or_null(SHADOW),
}
TOLD_APART: dict[str, Shape] = {
    one: text(f"The {one.replace('_', ' ')} of the row, where told apart.") for one in (*GROUPS, *PARTS)
}
VALUE = thing(VALUE_FIELDS, sometimes=TOLD_APART)
AREA: dict[str, Shape] = {"area": text("The area's code."), "area_name": text("The area's name.")}
LIMITS = thing(
    {
        "period_end": day("The last day of the period."),
        "lower": number("The lower limit of the line; null where there is none.", or_null=True),
        "mean": number("Its middle.", or_null=True),
        "upper": number("Its upper limit.", or_null=True),
    }
)
LINE = thing(
    {
        **AREA,
        "group": text("The group, where the publisher tells of groups alone; else empty."),
        "variation": text("What the newest point says.", values=tuple(one.value for one in Variation)),
        "assurance": text("What the limits say about the target.", values=tuple(one.value for one in Assurance)),
        "target": number("The target that it is judged by; null for none.", or_null=True),
        "target_mark": text("What must be said beside the target.", values=("", PROVISIONAL_TARGET, AGREED)),
        "is_trial": truth("Whether the limits rest on so few points that they are on trial."),
        "chart": text(
            "How its limits were made; single values (xmr) where it cannot have those asked for.", values=CHARTS
        ),
        "method": text("The same in words."),
        "limits": listed(LIMITS, "Its limits, for the periods of this page."),
        "said": text("The sentence that the line supports."),
    }
)
PEER = thing(
    {
        **AREA,
        "label": text("Better, worse, higher, lower, no different, too few to say, or not known."),
        "chance": rate("The chance of a value this far from the benchmark if there were no difference."),
        "more_periods": number("How many more periods it takes to tell; null for never or not reckoned.", or_null=True),
        "shrunken": or_null(
            thing(
                {
                    "value": number("The value drawn towards the common one."),
                    "lower": number("The lower end of its interval."),
                    "upper": number("The upper end of its interval."),
                },
                "Where most places are so small that their own values are mostly chance; null elsewhere.",
            )
        ),
        "note": text("What a reader must know."),
    }
)
NATIONAL_TARGET = thing(
    {
        "value": number("As values are kept; null where no figure was set.", or_null=True),
        "label": text("Which of several thresholds it is."),
        "by": day("The last day to reach it; null for a standard.", or_null=True),
        "by_words": text("The same in words."),
        "source": text("Where it was read."),
        "standing": text("How it is known."),
        "is_provisional": truth("Whether it must be shown as provisional."),
        "compares": truth("Whether values are held against it; not where it is of another definition."),
        "note": text("What a reader must know."),
    }
)
TARGETS = thing(
    {
        **AREA,
        "month": month("The month in which its newest value ends."),
        "standards": listed(NATIONAL_TARGET, "The standard of that month; several where there are more thresholds."),
        "milestones": listed(NATIONAL_TARGET, "The next milestone that was due and known then."),
        "trajectory": or_null(
            thing(
                {
                    "value": number("As values are kept."),
                    "version": whole("The how-manieth sheet that spoke of this month."),
                    "received_on": day("When it came."),
                    "source_file": text("The file it stands in."),
                    "place_in_file": text("Where in it."),
                },
                "What the organisation agreed for that month; null for nothing.",
            )
        ),
    }
)
AGAINST_SHAPE = thing(
    {
        "kind": text("What peers are held against.", values=AGAINST),
        "name": text("The same by name."),
        "value": number("Its value, on the scale of the others."),
    },
    "What peers are held against; null where nothing is compared.",
)
SHRINKAGE = thing(
    {
        "common": number("The value that all are drawn to; null where none could be worked out.", or_null=True),
        "people": number("How many people it counts for: a place with as many lies half way.", or_null=True),
        "level": rate("The level of the drawn intervals.", or_null=False),
        "method": text("How they were drawn."),
        "note": text("What a reader must know."),
    },
    "How `shrunken` values of peers were drawn towards a common one; null where places are not so small.",
)
SHAPE = a_page_of(
    VALUE,
    {
        "measure": text("The measure."),
        "unit": text("Its unit; `percent` is kept as a fraction between 0 and 1."),
        "level": text("The kind of area.", values=AREA_TYPES),
        "by": text("What values are told apart by; empty for everybody together."),
        "snapshot": text("The state of the figures. The same snapshot and question give the same rows."),
        "lines": listed(LINE, "What each area's line shows, for the areas of this page; none where told apart."),
        "benchmark": or_null({**VALUE, "description": "What areas are held against: England, or of computed values all "
                              "records; null where they are not."}),
        "against": or_null(AGAINST_SHAPE),
        "peers": listed(PEER, "How each area of this page stands against it in the newest period; all areas of a sum."),
        "shrinkage": or_null(SHRINKAGE),
        "said": text("How all areas stand, in a sentence."),
        "targets": listed(TARGETS, "The three kinds of target for each area of this page."),
        "needs": text("What is needed before there are values; empty when there are."),
        "synthetic": SYNTHETIC,
        "provenance": PROVENANCE,
    },
)  # fmt: skip


def answer(ask: Ask) -> Mapping[str, Any]:
    """The values of a measure that a question asks for, as far as who asks may see them."""
    check_may_see_figures(ask.by)
    with showing_to(audience_of(ask.by)):
        told = _told(ask)
    rows = page_of(ask, told.values)
    return {
        **told.as_json(rows),
        **paged(ask, [one.as_json() for one in rows], len(told.values)),
        "synthetic": any(one.is_synthetic for one in rows),
        "provenance": provenance(
            ask.by,
            files=(name for one in rows for name in one.source_files),
            standard_keys=filter(None, (told.measure.standard,)),
            of_records=any(one.basis == "computed" for one in rows),
        ),
    }


def _told(ask: Ask) -> MeasureAnswer:
    """The answer from this store's figures, with the new phases that people began."""
    measure, sight = measure_here(ask), sight_of(ask.by)
    manner = Manner(ChartKind(ask.said("chart")), Against(ask.said("against")))
    level, areas = ask.said("area_type"), (ask.said("area"),) if ask.said("area") else ()
    first, last = _period(ask)
    snapshot = figures.snapshot()
    if by := ask.said("by"):
        check_groups_as_usual(manner)
        asked = Asked(area_type=level, areas=areas, by=by, first=first, last=last)
        found = figures.values(measure.id, asked, sight=sight)
        return of_groups(measure, level, found, rules=rules(), agreed=figures.trajectories(), snapshot=snapshot)
    noted = noted_of(measure)
    told = figures.told(measure.id, level, areas, first=first, last=last, sight=sight, noted=noted)
    compared = None
    if manner.against is not Against.ENGLAND and told.lines:
        others = figures.values(measure.id, Asked(area_type=level, first=first, last=last), sight=sight).values
        compared = compared_for(told, areas, others, manner.against, organisations())
    return of_told(told, snapshot=snapshot, manner=manner, compared=compared, explained_at=noted.explained_at)


def _period(ask: Ask) -> tuple[date | None, date | None]:
    """The first and the last day asked for. Refused when turned round, or longer than anybody would read."""
    first, last = ask.said("from"), ask.said("to")
    if first and last:
        if first > last:
            raise Refused(f"{first} comes after {last}.", "Give the earlier month first.", code="MONTHS-TURNED-ROUND")
        months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1
        if months > MOST_MONTHS:
            mend = f"At most {MOST_MONTHS} are answered at once."
            raise Refused(f"{first} to {last} is {months:,} months.", mend, code="TOO-LARGE")
    return first_day(first) if first else None, last_day(last) if last else None


MEASURE_VALUES = Endpoint(
    name="measure_values",
    path="/measures/{measure}/values",
    title="The values of a measure",
    words="Values with numerator, denominator, limits, source and age; what the line of each area shows; how areas "
    "stand against England; the standard, the milestone and the agreed trajectory. As `clearway measure --json`. "
    "Small groups of computed values are hidden, with a note.",
    needs="Every role that sees waiting-time figures; of computed values, those of its own trust or of all.",
    shape=SHAPE,
    answer=answer,
    in_path=(WHICH,),
    in_query=(
        Parameter("area_type", OneOf(AREA_TYPES, "england"), "The kind of area.", "provider"),
        Parameter("area", A_CODE, "Only the area of this code.", "RHQ"),
        Parameter("by", OneOf((*GROUPS, *PARTS)), "What values are told apart by; no lines and peers then.", "sex"),
        Parameter("chart", OneOf(CHARTS, "xmr"), "How limits of lines are made, where counts are held.", "p"),
        Parameter(
            "against",
            OneOf(AGAINST, "england"),
            "What places are held against; the others than England need `area`.",
            "alliance",
        ),
        Parameter("from", A_MONTH, f"The first month; with `to` at most {MOST_MONTHS} months.", "2024-04"),
        Parameter("to", A_MONTH, "The last month; lines are judged by the months asked for.", "2025-03"),
        *PAGES,
    ),
    example={"area_type": "provider", "area": "RHQ"},
)
