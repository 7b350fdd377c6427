"""The manifest: what was received, which of it counts now, and which of it counted on an earlier day.

The operational database holds it; this room asks for it through `Manifest`, which the site implements.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

from clearway.records.findings import Refused

DataSet = Literal["waiting_time_records", "published_figures", "published_indicators"]
State = Literal["live", "superseded", "refused", "purged", "held", "withdrawn"]

WAITING_TIME_RECORDS: DataSet = "waiting_time_records"
PUBLISHED_FIGURES: DataSet = "published_figures"
OBSERVATIONS: DataSet = "published_indicators"
LONDON = ZoneInfo("Europe/London")
RELEASE_ORDER = {"provisional": 0, "final": 1, "as published": 1}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A submission that has been read and staged, but is not yet visible.

    `id` names its folder. `organisation_code` is empty when the files hold many organisations; months are `YYYY-MM`,
    first and last inclusive, and empty when no month can be told. `findings` are the counted findings as plain objects.
    `profile` names the mapping profile that the files were read with; empty when they were in the record's own layout.
    `is_held_back`: it is unlike what its sender sent before, and waits for a person to say whether it counts.
    """

    id: str
    source: str
    data_set: DataSet
    organisation_code: str
    first_month: str
    last_month: str
    release: str
    sha256: str
    file_name: str
    accepted: int
    rejected: int
    findings: Sequence[Mapping[str, Any]] = ()
    forced_reason: str = ""
    profile: str = ""
    is_held_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Arrival):
    """A row of the manifest: an arrival with its version, its state, and when and by whom it was loaded.

    `supersedes` is the id of the submission that this one replaced, or empty; `received_at` carries its time zone.
    A held one waits for a person to say whether it counts; a withdrawn one never did. `live_from` is the moment from
    which one counts that was held back first; None: it counted when it was received. `decision_reason` is the person's.
    """

    version: int
    supersedes: str = ""
    state: State = "live"
    received_at: datetime
    loaded_by: str = ""
    purged_at: datetime | None = None
    live_from: datetime | None = None
    decision_reason: str = ""

    @property
    def received_on(self) -> date:
        """The calendar day in London on which it was received."""
        return self.received_at.astimezone(LONDON).date()

    @property
    def counted_on(self) -> date:
        """The calendar day in London from which it counted."""
        return (self.live_from or self.received_at).astimezone(LONDON).date()

    @property
    def purged_on(self) -> date | None:
        """The calendar day in London on which its content was removed; None while it is kept."""
        return self.purged_at.astimezone(LONDON).date() if self.purged_at else None

    @property
    def has_counted(self) -> bool:
        """Whether it ever counted. A purged one never did when a person decided on it and it did not become live."""
        never_did = self.state == "purged" and self.decision_reason and not self.live_from
        return self.state not in ("refused", "held", "withdrawn") and not never_did


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an arrival stands: its version, and the live submission that it replaces (empty: none)."""

    version: int
    supersedes: str = ""


class AlreadyHeld(Exception):
    """The same bytes are here already, live or held back: nothing is to be done. `submission` holds them."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(f"These bytes are submission {submission.id} already.")
        self.submission = submission


@dataclass(frozen=True, slots=True)
class Cover:
    """Whether an agreement covers one organisation's records today. `words` name the agreement, or what is missing."""

    is_covered: bool
    words: str


class Manifest(Protocol):
    """The table of submissions as the operational database holds it."""

    def submissions(self) -> Sequence[Submission]:
        """Every submission ever received, oldest first."""
        ...

    def admit(self, arrival: Arrival, place: Callable[[Arrival, Sequence[Submission]], Placement]) -> Submission:
        """Place an arrival and write its row, in one transaction that nobody else can come between, and audit it.

        One that is held back gets its version and replaces nothing.

        `place` gets every submission as it stands inside the transaction. The one it supersedes becomes superseded.
        What `place` raises (`AlreadyHeld`, `Refused`) is passed on, and nothing is written.
        """
        ...

    def agreement_for(self, organisation: str, data_set: DataSet) -> Cover:
        """Whether a sharing agreement that is live today lets an organisation (or site) send identifiable records."""
        ...


def place(arrival: Arrival, held: Sequence[Submission]) -> Placement:
    """The version of an arrival among what is held, and what it replaces (fault 14).

    Records: one submission counts for a source, organisation and months; a final release replaces a provisional one.
    Published figures and indicators: every release is kept, so only a file of the same release is replaced.

    Raises `AlreadyHeld` for bytes that count already in the same place, and `Refused` for an older release after a
    newer one, or bytes that a later version has replaced or a person withdrew, unless a reason is given for it. The
    same bytes read with another mapping profile are another version: a corrected profile replaces what the earlier one
    made of them, whichever months that was.
    """
    same_place = [one for one in held if _place_of(one) == _place_of(arrival) and one.state != "refused"]
    live = [one for one in same_place if one.state == "live"]
    for one in held:
        is_step_in_release = _place_of(one) == _place_of(arrival) and one.release != arrival.release
        is_here = one.state == "live" or (one.state == "held" and one.id != arrival.id)
        is_read_alike = one.profile == arrival.profile
        if is_here and one.sha256 == arrival.sha256 and is_read_alike and not is_step_in_release:
            _refuse_force_on_held(arrival, one)
            raise AlreadyHeld(one)
    replaced = [one for one in live if _replaces(arrival, one)] or _read_otherwise(arrival, held)
    if not arrival.forced_reason:
        _refuse_older(arrival, same_place, live)
        _refuse_empty(arrival, replaced)
    versions = [one.version for one in same_place if one.release == arrival.release]
    return Placement(max(versions, default=0) + 1, replaced[-1].id if replaced else "")


def place_again(held_back: Submission, held: Sequence[Submission]) -> Placement:
    """Where a file that was held back stands when a person says that it counts. It keeps its version.

    Raises `Refused` when it is not held back, and when a later file has taken its place meanwhile.
    """
    if held_back.state != "held":
        raise Refused(
            f"{held_back.file_name} is not held back: it is {held_back.state}.",
            "Nothing was changed. Look at the files received.",
            code="NOT_HELD_BACK",
        )
    for one in held:
        is_same_place = _place_of(one) == _place_of(held_back) and _replaces(held_back, one)
        if one.state == "live" and is_same_place and one.received_at > held_back.received_at:
            raise Refused(
                f"Version {one.version} came on {one.received_on} and counts in its place.",
                "Withdraw this one; or, if it must replace the later one, withdraw it and send it again with a reason.",
                code="LATER_IS_LIVE",
            )
    others = [one for one in held if one.id != held_back.id]
    placement = place(replace(held_back, forced_reason=held_back.forced_reason or "looked at by a person"), others)
    return Placement(held_back.version, placement.supersedes)


def live(submissions: Iterable[Submission]) -> tuple[Submission, ...]:
    """The submissions that count now, oldest first."""
    return tuple(sorted((one for one in submissions if one.state == "live"), key=lambda one: one.received_at))


def live_on(submissions: Iterable[Submission], day: date) -> tuple[Submission, ...]:
    """The submissions that counted at the end of an earlier day: what one would have computed then.

    A submission that was purged since can no longer be read; it is refused rather than left out in silence. From the
    day of its purge on it counted no more, and neither did what it had replaced.
    """
    received = [one for one in submissions if one.has_counted and one.counted_on <= day]
    replaced = {one.supersedes for one in received if one.supersedes}
    still = [one for one in received if one.id not in replaced and not (one.purged_on and one.purged_on <= day)]
    counted = sorted(still, key=lambda one: one.received_at)
    if purged := [one.id for one in counted if one.state == "purged"]:
        raise Refused(
            f"What counted on {day} can no longer be read: {', '.join(purged)} has been purged.",
            "Ask for a later day, or for the position as it is known now.",
            code="PURGED",
        )
    return tuple(counted)


def _refuse_force_on_held(arrival: Arrival, one: Submission) -> None:
    """A reason given with bytes that wait already decides nothing: the decision belongs to what waits."""
    if one.state == "held" and arrival.forced_reason:
        raise Refused(
            f"These bytes are here already as {one.id}, held back since {one.received_on}.",
            f'Say it of that one: clearway submissions accept {one.id} --because "…".',
            code="HELD_BACK_ALREADY",
        )


def _read_otherwise(arrival: Arrival, held: Sequence[Submission]) -> list[Submission]:
    """The live submission of the same bytes and release that was read with another mapping profile."""
    return [
        one for one in held if one.state == "live" and (one.sha256, one.release) == (arrival.sha256, arrival.release)
    ]


def _place_of(one: Arrival) -> tuple[str, ...]:
    return (one.data_set, one.source, one.organisation_code, one.first_month, one.last_month)


def _replaces(arrival: Arrival, one: Submission) -> bool:
    return arrival.data_set == WAITING_TIME_RECORDS or one.release == arrival.release


def _refuse_older(arrival: Arrival, same_place: list[Submission], live: list[Submission]) -> None:
    for one in same_place:
        if one.state == "purged" and one.sha256 == arrival.sha256:
            raise Refused(
                f"{arrival.file_name} was purged here as {one.id}.",
                "Nothing was loaded. To bring it back all the same, send it again with a reason (--force REASON).",
                code="PURGED_BEFORE",
            )
        is_same = (one.sha256, one.release, one.profile) == (arrival.sha256, arrival.release, arrival.profile)
        if one.state == "withdrawn" and is_same:
            raise Refused(
                f"{arrival.file_name} was held back here as {one.id}, and a person withdrew it as wrong.",
                "Nothing was loaded. If it is right after all, send it again with a reason (--force REASON).",
                code="WITHDRAWN_BEFORE",
            )
        if one.state == "superseded" and is_same:
            raise Refused(
                f"{arrival.file_name} is version {one.version} of {_words(arrival)}; a later version has replaced it.",
                "Nothing was loaded. To bring the earlier version back, send it again with a reason (--force REASON).",
                code="OLDER_VERSION",
            )
    for one in live:
        if RELEASE_ORDER[arrival.release] < RELEASE_ORDER[one.release]:
            raise Refused(
                f"{arrival.file_name} is a {arrival.release} release of {_words(arrival)}, "
                f"and a {one.release} one is here since {one.received_on}.",
                "Nothing was loaded. If the older one must come after the newer, give a reason (--force REASON).",
                code="OLDER_RELEASE",
            )


def _refuse_empty(arrival: Arrival, replaced: list[Submission]) -> None:
    """A file without a single accepted row never takes the place of one that has some (fault 1)."""
    for one in replaced:
        if arrival.accepted == 0 and one.accepted > 0:
            raise Refused(
                f"{arrival.file_name} holds nothing that could be accepted; "
                f"the {one.accepted:,} rows of version {one.version} of {_words(arrival)} stay.",
                "If nothing is right, send it again with a reason (--force REASON).",
                code="EMPTY_AFTER_FULL",
            )


def _words(arrival: Arrival) -> str:
    months = (
        arrival.first_month
        if arrival.first_month == arrival.last_month
        else (f"{arrival.first_month} to {arrival.last_month}")
    )
    return " ".join(filter(None, (arrival.source, arrival.organisation_code, months or "undated")))
