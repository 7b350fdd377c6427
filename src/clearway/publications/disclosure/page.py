"""The policies as a table for people, in Markdown: who is shown what, since when, by which source."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from clearway.publications.disclosure.policy import Audience, DataSet, Policies, Policy, ToldApart

DATA_SETS = {
    DataSet.PUBLISHED: "published figures",
    DataSet.RECORDS: "computed from records of people",
    DataSet.SYNTHETIC: "computed from made-up people",
}
HEADINGS = ("figures", "shown to", "told apart by", "what is done", "source", "how sure", "why")


def policy_table(policies: Policies, on: date) -> str:
    """The policies that apply on a day, a row for each; finenesses with the same policy stand in one row."""
    rows = [HEADINGS, ("---",) * len(HEADINGS), *_rows(policies, on)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _rows(policies: Policies, on: date) -> Iterator[tuple[str, ...]]:
    for data_set in DataSet:
        for audience in Audience:
            held = [(one, policies.policy(data_set, audience, one, on)) for one in ToldApart]
            for told, same in groupby(held, key=lambda pair: _told(pair[1])):
                finenesses = ", ".join(one.value for one, _ in same)
                yield DATA_SETS[data_set], audience.words, finenesses, *told


def _told(policy: Policy) -> tuple[str, ...]:
    sure = policy.whose
    return policy.words, policy.source.rstrip("."), sure, policy.reason
