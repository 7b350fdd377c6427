"""Whatever is sent, held back, accepted, withdrawn, forced and purged, in whatever order: what counts stays right."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import ClassVar
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.site.conftest import member

from clearway.pipeline.manifest import AlreadyHeld, Arrival, Submission, live, live_on, place
from clearway.records.findings import Refused
from clearway.site.organisations.models import Organisation, OrganisationKind
from clearway.site.organisations.roles import Administrator, InformationGovernanceLead
from clearway.site.retention.services import purge_submission
from clearway.site.submissions import models, services
from clearway.store.folder import StoreKind, create_store

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
MONTHS = (("2025-03", "2025-03"), ("2025-04", "2025-04"), ("2025-03", "2025-04"))
REASON = "a person has looked at it"
NAMES = count()


class AnySequenceOfLoads(RuleBasedStateMachine):
    """One sender, months that overlap, by the services of the site. What counted is noted each evening."""

    came_to: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2025, 6, 1, 9, tzinfo=UTC)
        self.evenings: dict[date, frozenset[str]] = {}
        self.clock = patch("django.utils.timezone.now", lambda: self.now)
        self.clock.start()
        self.database = transaction.atomic()
        self.database.__enter__()

    def teardown(self) -> None:
        """Forget everything but what states files came to."""
        transaction.set_rollback(True)
        self.database.__exit__(None, None, None)
        self.clock.stop()

    @rule(
        months=st.sampled_from(MONTHS),
        content=st.sampled_from("abc"),
        release=st.sampled_from(("provisional", "final")),
        profile=st.sampled_from(("", "ours@1")),
        is_held_back=st.booleans(),
        is_forced=st.booleans(),
        rows=st.sampled_from((0, 10, 10, 10)),
    )
    def send(self, months, content, release, profile, is_held_back, is_forced, rows):
        """A file comes."""
        before = self.received()
        arrival = Arrival(
            id=f"sent-{next(NAMES)}",
            source="waiting_time_records",
            data_set="waiting_time_records",
            organisation_code="RFF",
            first_month=months[0],
            last_month=months[1],
            release=release,
            sha256=content * 64 if rows else content.upper() * 64,
            file_name=f"{content}.csv",
            accepted=rows,
            rejected=0,
            forced_reason=REASON if is_forced else "",
            profile=profile,
            is_held_back=is_held_back and not is_forced,
        )
        try:
            services.accept_submission(by=self.administrator, arrival=arrival, place=place)
        except AlreadyHeld as known:
            self.is_known_already(known.submission, arrival, before)
            return
        except Refused as refusal:
            self.is_refused_whole(refusal.code, arrival, before)
            return
        if not is_forced:
            gone = [one for one in before if one.id in self.of("live", before) - self.of("live")]
            assert all(one.release != "final" or release == "final" for one in gone), "final gives way only to final"
            assert all(one.accepted == 0 or rows for one in gone), (
                "what holds rows gives way to none only with a reason"
            )
            said = (arrival.sha256, release, profile, *months)
            assert not any(one.state == "withdrawn" and said == self.said(one) for one in before)
        self.tick()

    def is_known_already(self, known: Submission, arrival: Arrival, before: list[Submission]) -> None:
        """Nothing was done, because the very bytes are here."""
        assert known.sha256 == arrival.sha256
        assert known.state in ("live", "held")
        assert self.received() == before

    def is_refused_whole(self, code: str, arrival: Arrival, before: list[Submission]) -> None:
        """Nothing was done, and a reason would let most files in."""
        assert self.received() == before
        assert not arrival.forced_reason or code in ("HELD_BACK_ALREADY", "BYTES_COUNT_ELSEWHERE")

    def still_waits(self, chosen: str, code: str) -> None:
        """It cannot be accepted, for a reason that is told, and can still be withdrawn."""
        assert code in ("LATER_IS_LIVE", "BYTES_COUNT_ELSEWHERE")
        assert chosen in self.of("held")

    @precondition(lambda self: self.of("held"))
    @rule(which=st.integers(0, 9))
    def accept(self, which):
        """A person says that a file that waits is right."""
        waiting = sorted(self.of("held"))
        chosen = waiting[which % len(waiting)]
        try:
            services.accept_held(by=self.administrator, submission_id=chosen, reason=REASON)
        except Refused as refusal:
            self.still_waits(chosen, refusal.code)
        else:
            assert chosen in self.of("live")
        self.tick()

    @precondition(lambda self: self.of("held"))
    @rule(which=st.integers(0, 9))
    def withdraw(self, which):
        """A person says that a file that waits is wrong."""
        waiting = sorted(self.of("held"))
        counted = self.of("live")
        services.withdraw_held(by=self.administrator, submission_id=waiting[which % len(waiting)], reason=REASON)
        assert self.of("live") == counted
        self.tick()

    @precondition(lambda self: len(self.of("purged")) < len(self.received()))
    @rule(which=st.integers(0, 9))
    def purge(self, which):
        """The content of a file goes for good, whatever state it is in."""
        kept = sorted(one.id for one in self.received() if one.state != "purged")
        chosen = kept[which % len(kept)]
        counted = self.of("live")
        row = models.Submission.unscoped.get(pk=chosen)
        purge_submission(by=self.lead, submission=row, because=REASON, store=self.store)
        assert self.of("live") == counted - {chosen}
        self.tick()

    @rule(days=st.integers(1, 3))
    def sleep(self, days):
        """Evenings come, and what counts at each is noted."""
        for _ in range(days):
            self.evenings[self.now.date()] = self.of("live")
            self.now += timedelta(days=1)

    @invariant()
    def one_file_counts_for_a_place_and_no_bytes_count_twice(self):
        """Of what is live, no two stand in one place, and no two are the same bytes."""
        counted = live(self.received())
        for what in (
            Counter((one.first_month, one.last_month) for one in counted),
            Counter((one.sha256, one.release) for one in counted),
        ):
            assert not [key for key, times in what.items() if times > 1]

    @invariant()
    def versions_rise(self):
        """Of one place and release, each file that came later has the next number."""
        versions: dict[tuple[str, ...], list[int]] = {}
        for one in self.received():
            versions.setdefault((one.first_month, one.last_month, one.release), []).append(one.version)
        for found in versions.values():
            assert found == list(range(1, len(found) + 1))

    @invariant()
    def each_replaced_file_has_one_successor(self):
        """A file is superseded when, and only when, one other took its place; nothing comes back from the dead."""
        rows = self.received()
        successors = Counter(one.supersedes for one in rows if one.supersedes)
        assert all(times == 1 for times in successors.values())
        for one in rows:
            assert one.state not in ("live", "held", "withdrawn") or not successors[one.id]
            assert one.state != "superseded" or successors[one.id] == 1

    @invariant()
    def what_counted_on_a_day_is_what_was_noted_that_evening(self):
        """For ever, unless what counted has been purged since: then it is refused in words."""
        rows = self.received()
        purged = self.of("purged")
        for day, noted in self.evenings.items():
            if noted & purged:
                with pytest.raises(Refused, match="has been purged"):
                    live_on(rows, day)
            else:
                assert {one.id for one in live_on(rows, day)} == noted
        assert {one.id for one in live_on(rows, self.now.date())} == self.of("live")

    def said(self, one: Submission) -> tuple[str, ...]:
        """What a file is and what is said of it."""
        return (one.sha256, one.release, one.profile, one.first_month, one.last_month)

    def tick(self) -> None:
        """A minute goes by, and what states files are in is counted."""
        self.now += timedelta(minutes=1)
        self.came_to.update(one.state for one in self.received())

    def received(self) -> list[Submission]:
        """The manifest."""
        return services.all_submissions()

    def of(self, state: str, rows: list[Submission] | None = None) -> frozenset[str]:
        """Who is in a state."""
        return frozenset(one.id for one in (self.received() if rows is None else rows) if one.state == state)


def test_any_sequence_of_loads_leaves_one_file_counting_for_each_place_and_each_past_day_as_it_was(db, tmp_path):
    alliance = Organisation.objects.create(code="E56000025", name="South Yorkshire", kind=OrganisationKind.ALLIANCE)

    class OfThisStore(AnySequenceOfLoads):
        came_to: ClassVar[Counter[str]] = Counter()
        store = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
        administrator = member("admin@example.org", alliance, Administrator)
        lead = member("lead@example.org", alliance, InformationGovernanceLead)

    run_state_machine_as_test(
        OfThisStore,
        settings=settings(
            max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    assert {"live", "held", "superseded", "purged"} <= set(OfThisStore.came_to), "the sequences meant too little"
