"""Answers as a FHIR R4 QuestionnaireResponse, and back."""

from collections.abc import Collection
from typing import Any

from clearway.site.forms.questionnaire.answers import MOST_TURNS, Answered, Answers, Place
from clearway.site.forms.questionnaire.fhir_values import value_in, value_out
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.item import Item, ItemType, Value
from clearway.site.forms.questionnaire.problems import FormProblem

KEPT_APART = {"resourceType", "status", "questionnaire", "item", "id", "authored", "meta", "language", "text"}


def response(
    answered: Answered, *, status: str, parties: Collection[str], all_given: bool = False, **more: str
) -> dict[str, Any]:
    """The answers of some parties as a QuestionnaireResponse.

    Only what counts is told. A draft is kept with `all_given`: answers to questions that are not asked just now stay,
    in case the condition comes true again. `more` are further elements of the resource, such as `authored`.
    """
    values = dict(answered.given) if all_given else answered.counted()
    items = [_item(one.group, answered, values, 0) for one in answered.form.sections if one.party in parties]
    told: dict[str, Any] = {"resourceType": "QuestionnaireResponse", **more}
    canonical = answered.form.url or f"urn:clearway:form:{answered.form.id}"
    told |= {"questionnaire": f"{canonical}|{answered.form.version}", "status": status}
    kept = [one for one in items if one is not None]
    return told | ({"item": kept} if kept else {})


def answers_of(resource: Any, form: FormType) -> Answers:
    """The answers of a QuestionnaireResponse to a form. Raises FormProblem for whatever does not belong to the form."""
    if not isinstance(resource, dict) or resource.get("resourceType") != "QuestionnaireResponse":
        raise FormProblem("the answers", "are no QuestionnaireResponse", "Send FHIR JSON.")
    if unknown := set(resource) - KEPT_APART:
        raise FormProblem("the answers", f"hold {min(unknown)}, which is not read here", "Leave it out.")
    found: dict[Place, tuple[Value, ...]] = {}
    groups = {section.group.link_id: section.group for section in form.sections}
    _gather(resource.get("item", []), groups, 0, found)
    return found


def _item(item: Item, answered: Answered, values: Answers, turn: int) -> dict[str, Any] | None:
    told: dict[str, Any] = {"linkId": item.link_id}
    if item.type.is_question:
        held = values.get(Place(item.link_id, turn), ())
        return told | {"answer": [value_out(one, item) for one in held]} if held else None
    inner: list[dict[str, Any]] = []
    for one in item.items:
        for number in range(answered.turns(one)) if one.repeats and one.type is ItemType.GROUP else (turn,):
            answer = _item(one, answered, values, number)
            if answer is not None:
                inner.append(answer)
    return told | {"item": inner} if inner else None


def _gather(raw: Any, known: dict[str, Item], turn: int, found: dict[Place, tuple[Value, ...]]) -> None:
    if not isinstance(raw, list):
        raise FormProblem("the answers", "an item is not a list", "Correct it.")
    seen: dict[str, int] = {}
    for one in raw:
        link_id = one.get("linkId") if isinstance(one, dict) else None
        item = known.get(link_id) if isinstance(link_id, str) else None
        if item is None or not set(one) <= {"linkId", "text", "answer", "item", "id"}:
            raise FormProblem(
                "the answers", f"hold {str(link_id)[:80]!r} where the form has no such item", "Correct it."
            )
        number = seen.get(item.link_id, 0)
        seen[item.link_id] = number + 1
        repeats = item.type is ItemType.GROUP and item.repeats
        if (number and not repeats) or number >= MOST_TURNS:
            raise FormProblem(
                item.link_id, "is answered more often than the form allows", "Leave out what is too much."
            )
        if item.type.is_question:
            if "item" in one or not isinstance(one.get("answer"), list):
                raise FormProblem(item.link_id, "has no list of answers", "Correct it.")
            values = [value_in(_mapping(each, item), item, where=item.link_id) for each in one["answer"]]
            found[Place(item.link_id, turn)] = tuple(values)
        elif "answer" in one:
            raise FormProblem(item.link_id, "is no question and has an answer", "Leave it out.")
        else:
            inner = {below.link_id: below for below in item.items}
            _gather(one.get("item", []), inner, number if repeats else turn, found)


def _mapping(raw: Any, item: Item) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise FormProblem(item.link_id, "an answer is no JSON object", "Correct it.")
    return raw
