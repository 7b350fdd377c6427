"""The rule book and the organisation reference as the small tables that the SQL joins: no query holds a rule."""

from collections.abc import Iterable
from datetime import date, timedelta

import pyarrow as pa

from clearway.clocks.allocation import SCENARIOS
from clearway.clocks.rules import ClockRules
from clearway.clocks.sixty_two_day import FORMER_STANDARDS
from clearway.clocks.thirty_one_day import SUBSEQUENT_STANDARDS
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations

CARRIED_ITEMS = {
    "carries_first_seen_reason": "wta_first_seen_reason",
    "carries_fds_delay": "fds_delay_reason",
    "carries_dtt_delay": "delay_dtt_to_treat",
    "carries_referral_delay": "delay_ref_to_treat",
    "carries_upgrade_delay": "delay_upgrade_to_treat",
}
"""Items whose absence is odd only in a feed that carries them: the column of `run`, and the column of the record."""


def rule_tables(
    book: RuleBook, organisations: Organisations, *, carried: frozenset[str], organisation_codes: Iterable[str]
) -> dict[str, pa.Table]:
    """Every table beside `record` that the SQL reads, by name. `organisation_codes`: those that the records hold."""
    first, last = _span(book)
    return {
        "rule_day": book.unrolled(first, last),
        "code_list": _code_list(book),
        "parent_trust": _parent_trust(organisations, frozenset(organisation_codes)),
        "former_standard": _former_standard(),
        "sharing_scenario": _sharing_scenario(),
        "run": pa.table(
            {
                "first_day": pa.array([first], pa.date32()),
                "last_day": pa.array([last], pa.date32()),
                "has_local_policy": [ClockRules(book, organisations).has_local_policy],
                **{flag: [column in carried] for flag, column in CARRIED_ITEMS.items()},
            }
        ),
    }


def _span(book: RuleBook) -> tuple[date, date]:
    """The day before anything was known, and the day of the last change: outside them nothing changes."""
    changes = [dated.applies_from for parameter in book.parameters.values() for dated in parameter.values]
    return min(changes) - timedelta(days=1), max(changes)


def _code_list(book: RuleBook) -> pa.Table:
    codes = book.code_table().select(["list", "code", "label", "group", "applies_from", "applies_to"])
    return codes.rename_columns(["list_name", "code", "label", "code_group", "applies_from", "applies_to"])


def _parent_trust(organisations: Organisations, codes: frozenset[str]) -> pa.Table:
    """Which trust a code belongs to from one day to another (ORG-1)."""
    rows = organisations.parent_table(codes)
    first = min(row.applies_from for row in rows)
    return pa.table(
        {
            "code": [row.code for row in rows],
            "trust": [row.parent for row in rows],
            # The first row of each code stands for every earlier day too.
            "applies_from": pa.array(
                [date.min if row.applies_from == first else row.applies_from for row in rows], pa.date32()
            ),
            "applies_to": pa.array([row.applies_to for row in rows], pa.date32()),
        }
    )


def _former_standard() -> pa.Table:
    """Standards in force until September 2023: by group of later treatment, and by route (STD-1)."""
    rows = [("31", group, standard) for group, standard in SUBSEQUENT_STANDARDS.items()]
    rows += [("62", route.value, standard) for route, standard in FORMER_STANDARDS.items()]
    clocks, parts, standards = zip(*rows, strict=True)
    return pa.table({"clock": clocks, "part": parts, "standard": standards})


def _sharing_scenario() -> pa.Table:
    """The six scenarios of IPT-3, shares in half people so that they stay whole numbers."""
    rows = [
        {
            "is_met": is_met,
            "is_phase_1_in_time": phase_1,
            "is_phase_2_in_time": phase_2,
            "scenario": scenario,
            "investigating_halves": int(investigating * 2),
            "treating_halves": int(treating * 2),
        }
        for (is_met, phase_1, phase_2), (scenario, investigating, treating) in SCENARIOS.items()
    ]
    return pa.Table.from_pylist(rows)
