"""The recorded transfers of a person between trusts, in the order in which they were received (rules ORG-1, IPT-5)."""

from datetime import date
from typing import NamedTuple

from clearway.clocks.rules import ClockRules
from clearway.records.waiting_times import WaitingTimeRecord


class Transfer(NamedTuple):
    """One transfer between two trusts. `on` is the day on which the receiving trust had it."""

    sent_by: str
    received_by: str
    on: date


def transfers_to_treatment(record: WaitingTimeRecord, treated: date, rules: ClockRules) -> tuple[Transfer, ...]:
    """The transfers that led to the treating trust.

    Both ends and the day must be recorded. Sites of one trust are no transfer; what was received after treatment, or
    after the treating trust had the person for the last time, did not lead there.
    """
    slots = (
        (record.ipt_1_referring, record.ipt_1_receiving, record.ipt_1_received),
        (record.ipt_2_referring, record.ipt_2_receiving, record.ipt_2_received),
        (record.ipt_3_referring, record.ipt_3_receiving, record.ipt_3_received),
    )
    found = [
        Transfer(rules.trust(sender, treated), rules.trust(receiver, treated), on)
        for sender, receiver, on in slots
        if sender and receiver and on and on <= treated
    ]
    between = sorted((one for one in found if one.sent_by != one.received_by), key=lambda one: one.on)
    treating = rules.trust(record.org_treatment, treated)
    last = max((place for place, one in enumerate(between) if one.received_by == treating), default=-1)
    return tuple(between[: last + 1])
