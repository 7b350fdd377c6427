"""Which agreement covers a load, and which lets somebody see whose a record is, on a day.

Both ask the same things of an agreement: its parties, its data sets, what it lets be done, and its days.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from clearway.pipeline.manifest import Cover
from clearway.site.agreements.models import SharingAgreement, Use
from clearway.site.submissions.models import DataSet
from clearway.standards.organisations import load_organisations

SEEN = DataSet.WAITING_TIME_RECORDS
"""The data set in which people are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The agreement that would be needed and is not there. `nearest` says what comes closest; it may be empty."""

    parties: tuple[str, ...]
    use: Use
    data_set: DataSet
    on: date
    nearest: str

    @property
    def words(self) -> str:
        """What is missing, as one sentence."""
        between = " and ".join(self.parties)
        what = f"{self.data_set.label.lower()}, used so: “{self.use.label}”"
        return f"No sharing agreement between {between} holds on {self.on} for {what}{self.nearest}."


def cover_of(organisation: str, data_set: str, *, alliance: str, on: date) -> Cover:
    """Whether an agreement between an organisation (or the trust of a site) and an alliance covers a load on a day.

    When none does, the words say what comes closest: another data set or use, over, or not yet begun.
    """
    reference = load_organisations()
    between = _between(alliance, organisation, reference.parent_trust(organisation, on))
    covering = [one for one in between if one.covers(data_set)]
    for one in covering:
        if one.is_live(on):
            return Cover(True, f"{one}, until {one.last_day}")
    wanted = DataSet(data_set).label.lower()
    missing = f"{_named(organisation)} has no sharing agreement with {_named(alliance)} for {wanted} on {on}"
    return Cover(False, f"{missing}{_nearest(list(between), covering, on)}.")


def agreement_to_see(viewer: str, holder: str, *, use: Use, on: date) -> SharingAgreement | Wanted:
    """The agreement under which one organisation sees who the people in another's records are; else what is missing.

    Codes of organisations. Call it on behalf of the viewer, who is a party to what is looked for.
    """
    between = list(_between(viewer, holder))
    covering = [one for one in between if one.covers(SEEN, use)]
    for one in covering:
        if one.is_live(on):
            return one
    return Wanted((_named(holder), _named(viewer)), use, SEEN, on, _nearest(between, covering, on))


def _between(one: str, *other: str) -> "QuerySet[SharingAgreement]":
    """The agreements that have one organisation and any of the codes of another as parties."""
    held = SharingAgreement.unscoped.filter(parties__code=one)
    return held.filter(parties__code__in=set(other)).distinct()


def _named(code: str) -> str:
    return f"{load_organisations().name(code)} ({code})"


def _nearest(between: list[SharingAgreement], covering: list[SharingAgreement], on: date) -> str:
    if ahead := [one for one in covering if on < one.starts_on]:
        return f"; {ahead[-1]} begins on {ahead[-1].starts_on}"
    if covering:
        last = max(covering, key=lambda one: one.last_day)
        return f"; {last} held until {last.last_day}"
    if between:
        return f"; {between[0]} does not cover it"
    return ""
