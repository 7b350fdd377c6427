"""Suggestions for a plan, worked out once for each state of it; answering one."""

from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from clearway.planning.crosswalk.answer import Answer
from clearway.planning.crosswalk.commitment import of_plan
from clearway.planning.crosswalk.strategies import strategies
from clearway.planning.crosswalk.suggestion import Suggestion, suggest
from clearway.planning.structure import Plan
from clearway.planning.writing import plan_hash
from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.crosswalk.models import LONGEST_REASON, Match
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Deliverable
from clearway.site.plan.permissions import check_may_edit
from clearway.site.plan.reading import check_in_force

MOST = 3
STATES_KEPT = 8


def suggested(plan: Plan, strategy: str) -> tuple[Suggestion, ...]:
    """The suggestions of a strategy for a plan, best first for each commitment."""
    return _suggested(_Once(plan), strategy)


class _Once:
    """A plan that is the same to the memory when it says the same."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.mark = plan, plan_hash(plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and other.mark == self.mark

    def __hash__(self) -> int:
        return hash(self.mark)


@lru_cache(maxsize=STATES_KEPT)
def _suggested(once: _Once, strategy: str) -> tuple[Suggestion, ...]:
    return suggest(strategies().get(strategy, ()), of_plan(once.plan), most=MOST)


def answer_match(
    *, by: Membership, deliverable: Deliverable, strategy: str, asked: str, answer: str, reason: str, score: float
) -> Match:
    """Accept or reject a suggested match with a reason; a later answer takes the place of an earlier one.

    Raises PermissionDenied, or Refused.
    """
    check_may_edit(by)
    check_in_force(deliverable.plan)
    if answer not in list(Answer):
        raise Refused("It is not said whether this is a match.", "Accept it, or reject it.", code="MATCH-ANSWER")
    words = checked_words(reason, what="The reason", longest=LONGEST_REASON)
    with transaction.atomic():
        known: dict[str, Any] = {"deliverable": deliverable, "strategy": strategy, "asked": asked}
        before = Match.objects.select_for_update().filter(**known).first()
        said: dict[str, Any] = {"answer": answer, "reason": words, "score": score, "at": timezone.now()}
        said |= {"by_name": by.person.name, "by_role": by.role_class.display_name}
        made, _ = Match.objects.update_or_create(**known, defaults=said)
        audit.record(
            event=f"match {answer}",
            by=by,
            subject=made,
            reason=words,
            before={"answer": before.answer} if before else None,
            after={"strategy": strategy, "asked": asked, "deliverable": deliverable.code, "answer": answer},
        )
    return made
