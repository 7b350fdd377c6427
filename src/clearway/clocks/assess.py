"""One record through all four clocks: the plain statement of the rules that every other engine must equal."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from clearway.clocks.faster_diagnosis import faster_diagnosis
from clearway.clocks.flags import breach_flags, record_flags
from clearway.clocks.named_codes import FIRST_DEFINITIVE
from clearway.clocks.outcome import Assessment, NotCounted, Wait
from clearway.clocks.rules import ClockRules
from clearway.clocks.scope import plain_icd10
from clearway.clocks.sixty_two_day import sixty_two_day
from clearway.clocks.thirty_one_day import thirty_one_day
from clearway.clocks.two_week_wait import two_week_wait
from clearway.records.waiting_times import COLUMN_NAMES, WaitingTimeRecord

ALL_CARRIED = frozenset(COLUMN_NAMES)


CLOCKS: Mapping[str, Callable[[WaitingTimeRecord, ClockRules], Wait | NotCounted]] = {
    "2ww": two_week_wait,
    "fds": faster_diagnosis,
    "31": thirty_one_day,
    "62": sixty_two_day,
}
"""Each clock by its name."""


def assess_record(
    record: WaitingTimeRecord,
    rules: ClockRules,
    *,
    carried: frozenset[str] = ALL_CARRIED,
    is_repeated: bool = False,
) -> Assessment:
    """All waits of one record and its flags.

    `carried` names the columns that the feed holds at all: an item that the feed cannot carry is not missed.
    `is_repeated` says that another record of the same pathway and primary is also a first treatment (ORG-2).
    """
    waits = {name: clock(record, rules) for name, clock in CLOCKS.items()}
    flags = record_flags(record, rules, carried) | breach_flags(record, waits, carried)
    flags = flags.union(*(wait.flags for wait in waits.values()))
    return Assessment(
        record_id=record.record_id,
        two_week=waits["2ww"],
        faster_diagnosis=waits["fds"],
        thirty_one_day=waits["31"],
        sixty_two_day=waits["62"],
        flags=flags | {"DUPLICATE_FIRST_TREATMENT"} if is_repeated else flags,
    )


def assess_records(
    records: Iterable[WaitingTimeRecord], rules: ClockRules, *, carried: frozenset[str] = ALL_CARRIED
) -> Iterator[Assessment]:
    """Assess a whole file in its order, so that two first treatments of one pathway and primary are both flagged."""
    held = list(records)
    seen = Counter(filter(None, map(primary_key, held)))
    for record in held:
        key = primary_key(record)
        yield assess_record(record, rules, carried=carried, is_repeated=key is not None and seen[key] > 1)


def primary_key(record: WaitingTimeRecord) -> tuple[str, str, str] | None:
    """What makes two first treatments the same one: issuer, pathway and three-character diagnosis."""
    if record.event_type != FIRST_DEFINITIVE or not record.pathway_id:
        return None
    return (record.pathway_issuer or "", record.pathway_id, plain_icd10(record.icd10)[:3])
