"""What is asked before rows that identify people leave the store, and how much one person takes or looks at in a day.

Dated policies, ours until an alliance sets its own. None of them is a national rule.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clearway.standards.governance.flows import Flow, load_flows
from clearway.standards.own_policies import OwnOrOurs, PolicyFile, in_force
from clearway.standards.strict import Section

FILE = "exports.yaml"
KINDS = ("mend_sheet", "named_breaches", "person", "as_received")
LIMITS = ("files", "rows", "pathways", "lists")
SECOND_PERSON = ("never", "unless_own", "where_opt_out", "always")
UNDECIDED = ("applies", "does not apply")
MOST_A_DAY = 10_000_000
MOST_DAYS = 90


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of file that names people: the flows it may serve, and what is asked before it is made."""

    kind: str
    title: str
    purposes: tuple[str, ...]
    asks_reason: bool
    second_person: str
    because: str


@dataclass(frozen=True, slots=True)
class DailyLimit:
    """The most of one thing that one person takes away or looks at in one day."""

    what: str
    a_day: int
    because: str


@dataclass(frozen=True, slots=True)
class ExportPolicy(OwnOrOurs):
    """One dated policy. Our own choice is shown as provisional."""

    because: str
    approval_days: int
    opt_out_undecided: str
    kinds: dict[str, ExportKind]
    limits: dict[str, DailyLimit]

    def asks_opt_out(self, flow: Flow) -> bool:
        """Whether rows of people who opted out are to be left out. A flow nobody decided on counts as this says."""
        decision = self.opt_out_undecided if flow.opt_out == "to be decided" else flow.opt_out
        return decision == "applies"

    def asks_second_person(self, kind: str, flow: Flow, *, is_own: bool) -> bool:
        """Whether somebody else has to agree first. `is_own`: the person brought these very rows themselves."""
        asked = self.kinds[kind].second_person
        if asked == "unless_own":
            return not is_own
        return asked == "always" or (asked == "where_opt_out" and self.asks_opt_out(flow))


@dataclass(frozen=True, slots=True)
class ExportPolicies:
    """Every policy known: the shipped ones first, a store's own after them."""

    policies: tuple[ExportPolicy, ...]

    def policy(self, on: date) -> ExportPolicy:
        """The policy of a day; before the first one began, that one."""
        return in_force(self.policies, on) or self.policies[0]


def load_exports(own: Path | None = None) -> ExportPolicies:
    """The shipped policies, and a store's own file where there is one. Raises StandardsError naming file and key."""
    return ExportPolicies(POLICY_FILE.load(own))


def flow_of(purpose: str) -> Flow:
    """The data flow that a purpose names; policies name no other."""
    return _flows()[purpose]


@cache
def _flows() -> dict[str, Flow]:
    return {one.id: one for one in load_flows().flows}


def _policy(entry: Section, **said: Any) -> Iterator[ExportPolicy]:
    kinds = {one.kind: one for one in map(_kind, entry.sections("kinds"))}
    limits = {one.what: one for one in map(_limit, entry.sections("limits"))}
    _check_whole(entry, "kinds", kinds, KINDS)
    _check_whole(entry, "limits", limits, LIMITS)
    yield ExportPolicy(
        because=entry.text("because"),
        approval_days=entry.count("approval_days", 1, MOST_DAYS),
        opt_out_undecided=entry.one_of("opt_out_undecided", UNDECIDED),
        kinds=kinds,
        limits=limits,
        **said,
    )


POLICY_FILE = PolicyFile(
    "clearway.standards",
    FILE,
    "policies",
    ("because", "approval_days", "opt_out_undecided", "kinds", "limits"),
    _policy,
)


def _kind(entry: Section) -> ExportKind:
    entry.only(required=("kind", "title", "purposes", "asks_reason", "second_person", "because"))
    purposes = entry.texts("purposes")
    if not purposes:
        raise entry.wrong("purposes", "no purpose is named", "Name at least one data flow.")
    if unknown := [one for one in purposes if one not in _flows()]:
        raise entry.wrong("purposes", f"{unknown[0]} is no data flow", "Name flows of governance/flows.yaml.")
    return ExportKind(
        kind=entry.one_of("kind", KINDS),
        title=entry.text("title"),
        purposes=purposes,
        asks_reason=entry.switch("asks_reason", default=True),
        second_person=entry.one_of("second_person", SECOND_PERSON),
        because=entry.text("because"),
    )


def _limit(entry: Section) -> DailyLimit:
    entry.only(required=("what", "a_day", "because"))
    return DailyLimit(entry.one_of("what", LIMITS), entry.count("a_day", 1, MOST_A_DAY), entry.text("because"))


def _check_whole(entry: Section, key: str, found: Collection[str], wanted: Iterable[str]) -> None:
    """Refuse a policy that says nothing of something: what is not said would be without a limit."""
    if missing := [one for one in wanted if one not in found]:
        raise entry.wrong(key, f"nothing is said of {missing[0]}", "Add an entry for it.")
