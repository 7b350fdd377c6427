"""The story of one record under the national rules, with an alliance's own policies beside them where it has any."""

from collections.abc import Iterable
from dataclasses import dataclass

from clearway.clocks.assess import ALL_CARRIED, primary_key
from clearway.clocks.explanation import ClockStory, Explanation, explain_clock, explain_record
from clearway.clocks.outcome import Wait
from clearway.clocks.rules import TRANSFER_PARAMETERS, ClockRules
from clearway.clocks.sixty_two_day import sixty_two_day
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations
from clearway.standards.overrides import Override


@dataclass(frozen=True, slots=True)
class ToldPathway:
    """The explanation, and the local policies on transfers that were in force when the person was treated."""

    record: WaitingTimeRecord
    explanation: Explanation
    policies: tuple[Override, ...] = ()


class Storyteller:
    """Tells records under one rule book. The book may hold local policies; what is national is told without them."""

    def __init__(self, national: RuleBook, organisations: Organisations, local: RuleBook | None = None) -> None:
        self._national = ClockRules(national, organisations)
        self._organisations = organisations
        self._local = local
        self._by_site: dict[str, ClockRules] = {}

    def tell(
        self,
        record: WaitingTimeRecord,
        *,
        carried: frozenset[str] = ALL_CARRIED,
        others: Iterable[WaitingTimeRecord] = (),
    ) -> ToldPathway:
        """The story of one record.

        `carried` names the columns that its feed holds at all. `others` are further records of the same pathway: a
        second first treatment among them is flagged (ORG-2).
        """
        local = self._local_rules(record)
        explanation = explain_record(
            record, self._national, local=local, carried=carried, is_repeated=is_repeated(record, others)
        )
        shared = explanation.clock("62")
        policies = _in_force(local, record) if local and shared.local_working else ()
        return ToldPathway(record, explanation, policies)

    def tell_clock(self, record: WaitingTimeRecord, clock: str) -> ClockStory:
        """The national story of one clock (`2ww`, `fds`, `31` or `62`), for a row of a list."""
        return explain_clock(record, self._national, clock)

    def _local_rules(self, record: WaitingTimeRecord) -> ClockRules | None:
        wait = sixty_two_day(record, self._national)
        if self._local is None or not isinstance(wait, Wait):
            return None
        if wait.cancer_type not in self._by_site:
            book = self._local.for_tumour_site(wait.cancer_type)
            self._by_site[wait.cancer_type] = ClockRules(book, self._organisations)
        return self._by_site[wait.cancer_type]


def is_repeated(record: WaitingTimeRecord, others: Iterable[WaitingTimeRecord]) -> bool:
    """Whether another record of the same pathway and primary is a first treatment too (ORG-2)."""
    key = primary_key(record)
    return key is not None and any(primary_key(other) == key for other in others if other.record_id != record.record_id)


def _in_force(rules: ClockRules, record: WaitingTimeRecord) -> tuple[Override, ...]:
    on = record.treatment_start_date
    if on is None:
        return ()
    found = (rules.book.dated(name, on).overridden_by for name in TRANSFER_PARAMETERS)
    return tuple(dict.fromkeys(policy for policy in found if policy))
