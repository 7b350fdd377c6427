"""Which policy holds for figures of a store, and the tables that it is kept by."""

from collections.abc import Iterable
from datetime import date

import duckdb

from clearway.measures.question import Question
from clearway.measures.values.files import held_files
from clearway.publications.disclosure.policy import Audience, DataSet, Policies, Policy, told_apart
from clearway.publications.disclosure.position import Kept, PositionTables, in_memory
from clearway.standards import RuleBook


def policy_for(
    figures: duckdb.DuckDBPyConnection,
    basis: str,
    details: Iterable[str],
    audience: Audience,
    *,
    policies: Policies,
    on: date,
) -> Policy:
    """The policy for figures of a store, told apart by `details`. Computed ones of a demo are synthetic."""
    data_set = DataSet.PUBLISHED
    if basis == "computed":
        data_set = DataSet.SYNTHETIC if held_files(figures).are_synthetic else DataSet.RECORDS
    return policies.policy(data_set, audience, told_apart(details), on)


def position_tables(
    figures: duckdb.DuckDBPyConnection, question: Question, rules: RuleBook, policy: Policy, kept: Kept | None = None
) -> PositionTables | None:
    """The tables that decide what of a position is hidden; None where the policy hides nothing."""
    if policy.rule is None or question.basis == "published":
        return None
    return PositionTables(figures, rules, policy.rule, kept or in_memory())
