"""Is a load covered? The agreement that lets an organisation send records to the alliance of a store on a day."""

from datetime import date

from clearway.pipeline.manifest import Cover
from clearway.site.agreements.models import SharingAgreement
from clearway.site.submissions.models import DataSet
from clearway.standards.organisations import load_organisations


def cover_of(organisation: str, data_set: str, *, alliance: str, on: date) -> Cover:
    """Whether an agreement between an organisation (or the trust of a site) and an alliance holds on a day.

    When none does, the words say what comes closest: another data set, over, or not yet begun.
    """
    reference = load_organisations()
    codes = {organisation, reference.parent_trust(organisation, on)}
    name = f"{reference.name(organisation)} ({organisation})"
    between = SharingAgreement.unscoped.filter(parties__code=alliance).filter(parties__code__in=codes).distinct()
    covering = [one for one in between if one.covers(data_set)]
    for one in covering:
        if one.is_live(on):
            return Cover(True, f"{one}, until {one.last_day}")
    wanted = DataSet(data_set).label.lower()
    missing = f"{name} has no sharing agreement with {reference.name(alliance)} ({alliance}) for {wanted} on {on}"
    return Cover(False, f"{missing}{_nearest(list(between), covering, on)}.")


def _nearest(between: list[SharingAgreement], covering: list[SharingAgreement], on: date) -> str:
    if ahead := [one for one in covering if on < one.starts_on]:
        return f"; {ahead[-1]} begins on {ahead[-1].starts_on}"
    if covering:
        last = max(covering, key=lambda one: one.last_day)
        return f"; {last} held until {last.last_day}"
    if between:
        return f"; {between[0]} does not cover it"
    return ""
