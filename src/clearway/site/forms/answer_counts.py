"""How signed forms answered each question with answers to choose from, by practice, network, trust and alliance.

A form counts once for an answer, and for every organisation that is party to it. What may be shown is decided by
`answer_protection`. Answers are counted over all versions of a type, by the ids of questions and the codes of answers.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from clearway.site.forms.answer_protection import NOTHING, Node, Shown, protected
from clearway.site.forms.holding import signed_of
from clearway.site.forms.models import FormPart, PartState
from clearway.site.forms.questionnaire.answers import Answered
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.item import Coding, Item, ItemType, Value
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Organisation, OrganisationKind

NOT_ANSWERED, NOT_ASKED, OWN_WORDS, EARLIER = "-unanswered", "-unasked", "-own-words", "-earlier"
YES, NO = "true", "false"
WORDS = {
    NOT_ANSWERED: "No answer",
    NOT_ASKED: "Not asked, as other answers made it needless",
    OWN_WORDS: "Another answer, in own words",
    EARLIER: "An answer of an earlier version",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answers are counted: `is_several` where one form can give several; `asked_by` the counted
    questions whose answers decide whether it is asked."""

    item: Item
    party: str
    is_several: bool
    asked_by: tuple[str, ...]

    @property
    def answers(self) -> dict[str, str]:
        """What can be answered, by code, and what else becomes of the question."""
        if self.item.type is ItemType.BOOLEAN:
            return {YES: "Yes", NO: "No"} | WORDS
        return {one.coding.code: one.coding.display or one.coding.code for one in self.item.options} | WORDS


@dataclass(slots=True)
class Exact:
    """Counts before disclosure control: never shown. Forms by question, node and answer; and by question and node."""

    forms: dict[str, dict[Node, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    answers: dict[str, dict[Node, dict[str, int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    )


def counted_questions(form: FormType) -> list[Question]:
    """The questions of a form with answers to choose from, in its order."""
    answered = Answered(form, {})
    found: list[Question] = []
    for section in form.sections:
        for item, above in _walk(section.group, ()):
            if item.type.is_choice or item.type is ItemType.BOOLEAN:
                conditions = (one.question for around in (*above, item) for one in around.enable_when)
                is_several = item.repeats or answered.repeating(item.link_id) is not None
                found.append(Question(item, section.party, is_several, tuple(dict.fromkeys(conditions))))
    return found


def answer_counts(form: FormType) -> dict[str, Shown]:
    """What may be shown of each counted question, by its id."""
    questions = counted_questions(form)
    exact = exact_answers(form, questions)
    counted = {one.item.link_id for one in questions}
    shown: dict[str, Shown] = {}
    for one in questions:
        # a question that stands further down and decides whether this one is asked is taken to hide something
        parents = [shown.get(asked, NOTHING) for asked in one.asked_by if asked in counted]
        shown[one.item.link_id] = protected(
            exact.forms[one.item.link_id],
            exact.answers[one.item.link_id],
            is_several=one.is_several,
            parents=parents,
        )
    return shown


def exact_answers(form: FormType, questions: list[Question]) -> Exact:
    """Counts of every signed part of every version of a type."""
    exact = Exact()
    with every_row("answer counts"):
        parts = list(
            FormPart.unscoped.filter(case__type_version__key=form.id)
            .select_related("case__type_version")
            .order_by("pk")
        )
        by_case: dict[int, list[FormPart]] = defaultdict(list)
        for part in parts:
            by_case[part.case_id].append(part)
        nodes = _nodes(by_case)
        for part in parts:
            if part.state != PartState.SIGNED:
                continue
            answered = signed_of(part)
            for one in (one for one in questions if one.party == part.party):
                link_id, codes = one.item.link_id, _codes(one, answered)
                for node in nodes[part.case_id]:
                    exact.forms[link_id][node] += 1
                    for code in codes:
                        exact.answers[link_id][node][code] += 1
    return exact


def _nodes(by_case: dict[int, list[FormPart]]) -> dict[int, tuple[Node, ...]]:
    """For each form the nodes it counts for. A practice stands below the network that was named for it last; a form
    with two trusts, or two practices, counts for the alliance alone, so that no form is in two parts of a sum."""
    kinds = dict(Organisation.objects.values_list("code", "kind"))
    network = {part.organisation_code: part.network_code for parts in by_case.values() for part in parts
               if part.network_code and kinds.get(part.organisation_code) == OrganisationKind.PRACTICE}  # fmt: skip
    found: dict[int, tuple[Node, ...]] = {}
    for number, parts in by_case.items():
        codes = {part.organisation_code for part in parts}
        trusts = sorted(code for code in codes if kinds.get(code) == OrganisationKind.TRUST)
        practices = sorted(code for code in codes if kinds.get(code) == OrganisationKind.PRACTICE)
        nodes: list[Node] = [Node("alliance", "")]
        if len(trusts) == 1:
            nodes.append(Node("trust", trusts[0]))
        if len(practices) == 1:
            above = network.get(practices[0], "")
            nodes += [Node("network", above)] if above else []
            nodes.append(Node("practice", practices[0], above))
        found[number] = tuple(nodes)
    return found


def _codes(question: Question, answered: Answered) -> set[str]:
    """What became of a question in one signed part."""
    link_id = question.item.link_id
    item = next((one for one in answered.form.items() if one.link_id == link_id), None)
    if item is None:
        return {NOT_ASKED}
    around = answered.repeating(link_id)
    turns = range(answered.turns(around) if around else 1)
    if not any(answered.is_asked(item, turn) for turn in turns):
        return {NOT_ASKED}
    known = set(question.answers)
    found = {_code(one, known) for one in answered.everywhere(link_id)}
    return found or {NOT_ANSWERED}


def _code(value: Value, known: set[str]) -> str:
    if isinstance(value, Coding):
        return value.code if value.code in known else EARLIER
    if isinstance(value, bool):
        return YES if value else NO
    return OWN_WORDS


def _walk(item: Item, above: tuple[Item, ...]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    yield item, above
    for one in item.items:
        yield from _walk(one, (*above, item))
