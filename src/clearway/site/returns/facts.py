"""What a return of this store is filled from: its plan in force, its figures as the public may see them, its name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.conf import settings

from clearway.measures.position import snapshot_of
from clearway.planning.spans import Quarter
from clearway.publications.disclosure import Audience
from clearway.publications.returns.filling import Answer, Facts, Found
from clearway.publications.returns.marking import Marking
from clearway.publications.returns.measured import measured
from clearway.records.findings import Refused
from clearway.site.measures import figures
from clearway.site.organisations.models import Organisation
from clearway.site.performance.audience import showing_to
from clearway.site.plan.reading import newest_first
from clearway.site.plan.rows import plan_in_rows


def last_month(quarter: Quarter) -> date:
    """The first day of the last month of a quarter."""
    return quarter.last_day.replace(day=1)


def facts_for(marking: Marking, month: date, answers: Mapping[str, Answer]) -> Facts:
    """All that a return is filled from, as it stands now. Figures are those that the public may see."""
    plans = newest_first()
    code = settings.STORE.alliance if settings.STORE else ""
    organisation = Organisation.objects.filter(code=code).first()
    facts = Facts(
        organisation=organisation.name if organisation else code,
        organisation_code=code,
        month=month,
        plan=plan_in_rows(plans[0]) if plans else None,
        plan_version=plans[0].version if plans else 0,
        answers=answers,
    )
    snapshot, values = _values(marking, facts)
    return replace(facts, snapshot=snapshot, measure=lambda cell, _until: values[cell.at])


def _values(marking: Marking, facts: Facts) -> tuple[str, dict[str, Found]]:
    """The snapshot of the figures, and the value of each cell that asks for a measure."""
    catalogue = figures.catalogue().measures
    try:
        with showing_to(Audience.PUBLIC), figures.ground() as ground:
            found = {
                one.at: measured(ground, catalogue, one, facts.until, facts.organisation_code)
                for one in marking.measures
            }
            return snapshot_of(ground.figures), found
    except Refused as refusal:
        return "", {one.at: Found(None, missing=refusal.reason) for one in marking.measures}
