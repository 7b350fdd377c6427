"""Items out of FHIR: their types, conditions, options, bounds, help and calculations."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from clearway.site.forms.questionnaire import fhir_words as words
from clearway.site.forms.questionnaire.calculation import from_fhirpath
from clearway.site.forms.questionnaire.fhir_values import SUFFIX, coding_in, typed, value_in
from clearway.site.forms.questionnaire.form_type import FormType, Section
from clearway.site.forms.questionnaire.item import Calculation, Condition, Item, ItemType, Operator, Option
from clearway.site.forms.questionnaire.json_text import written
from clearway.site.forms.questionnaire.problems import FormProblem

TYPES = {one.value: one for one in ItemType}
OWN = {words.PARTY_OF, words.LEAST, words.MOST, words.UNIT, words.CALCULATED}
CONDITION_SUFFIXES = ("Boolean", "Integer", "Decimal", "Date", "String", "Coding", "Quantity")


def item_in(raw: Any, *, is_section: bool = False) -> tuple[Item, str]:
    """An item out of FHIR, and the party that fills it when it is a section. Raises FormProblem."""
    where = str(raw.get("linkId", "an item"))[:80] if isinstance(raw, dict) else "an item"
    if not isinstance(raw, dict) or not isinstance(raw.get("linkId"), str):
        raise FormProblem(where, "is no item with a linkId", "Give every item a linkId.")
    kept = kept_elements(raw, words.ITEM_ELEMENTS, words.KEPT_OF_ITEM, where)
    own, others = extensions_of(raw, where, own=OWN if is_section else OWN - {words.PARTY_OF})
    if others:
        kept["extension"] = others
    kind = TYPES.get(raw.get("type", ""))
    if kind is None:
        raise FormProblem(where, f"the type {raw.get('type')!r} is not asked here", f"Use: {', '.join(TYPES)}.")
    help_words, inner = _inner(raw, where)
    blank = Item(raw["linkId"], kind, options=tuple(_option(one, where) for one in _list(raw, "answerOption", where)))
    told = dict(own)
    if len(told) != len(own):
        raise FormProblem(where, "carries the same extension twice", "Keep one.")
    item = replace(
        blank,
        text=_text(raw, "text", where),
        prefix=_text(raw, "prefix", where),
        help=help_words,
        is_required=_switch(raw, "required", where),
        repeats=_switch(raw, "repeats", where),
        is_read_only=_switch(raw, "readOnly", where),
        max_length=_whole(raw, "maxLength", where),
        least=_bound(told.get(words.LEAST), blank, where),
        most=_bound(told.get(words.MOST), blank, where),
        unit=coding_in(told[words.UNIT].get("valueCoding"), where) if words.UNIT in told else None,
        enable_when=tuple(_condition(one, where) for one in _list(raw, "enableWhen", where)),
        enable_behavior=_text(raw, "enableBehavior", where),
        calculation=_calculation(told.get(words.CALCULATED), where),
        items=tuple(item_in(one)[0] for one in inner),
        kept=written(kept) if kept else "",
    )
    initial = tuple(value_in(_mapping(one, where), item, where=where) for one in _list(raw, "initial", where))
    party = told.get(words.PARTY_OF, {}).get("valueCode", "")
    return replace(item, initial=initial), str(party)


def kept_elements(held: dict[str, Any], understood: set[str], kept: set[str], where: str) -> dict[str, Any]:
    """The elements that are carried along unread. Raises FormProblem for those that R4 does not know, or that change
    the meaning."""
    found: dict[str, Any] = {}
    for key, one in held.items():
        if why := words.REFUSED.get(key):
            raise FormProblem(where, f"has the element {key}: {why}", "Leave it out.")
        if key in understood:
            continue
        if key.removeprefix("_") not in understood | kept:
            raise FormProblem(where, f"has {key!r}, which is no element of FHIR R4 here", "Leave it out.")
        found[key] = one
    return found


def extensions_of(
    held: dict[str, Any], where: str, *, own: set[str]
) -> tuple[list[tuple[str, dict[str, Any]]], list[Any]]:
    """The extensions that are understood, by address, and the others, to be kept. Raises FormProblem for those that
    would make it another form."""
    understood, others = [], []
    for one in _list(held, "extension", where):
        url = one.get("url") if isinstance(one, dict) else None
        if not isinstance(url, str):
            raise FormProblem(where, "an extension has no url", "Give it one, or leave it out.")
        if url in words.CHANGES_THE_FORM or (url.startswith(words.OURS) and url not in own):
            raise FormProblem(
                where, f"the extension {url} would change the form and is not understood", "Leave it out."
            )
        if url in own:
            understood.append((url, one))
        else:
            others.append(one)
    return understood, others


def settle_conditions(form: FormType) -> FormType:
    """The form with the answers of its conditions as the questions they name have them: options with their words,
    whole numbers as decimals where the question is one."""
    known = {one.link_id: one for one in form.items()}

    def settled(item: Item) -> Item:
        conditions = tuple(_settled(one, known) for one in item.enable_when)
        return replace(item, enable_when=conditions, items=tuple(settled(one) for one in item.items))

    return replace(form, sections=tuple(Section(one.party, settled(one.group)) for one in form.sections))


def _settled(one: Condition, known: dict[str, Item]) -> Condition:
    asked = known.get(one.question)
    if asked is None or one.operator is Operator.EXISTS:
        return one
    for option in asked.options:
        if option.coding.is_same(one.answer):
            return replace(one, answer=option.coding)
    if asked.type is ItemType.DECIMAL and type(one.answer) is int:
        return replace(one, answer=Decimal(one.answer))
    if asked.type is ItemType.DATE and isinstance(one.answer, str):
        return replace(one, answer=typed(one.answer, "Date", asked, one.question))
    return one


def _inner(raw: dict[str, Any], where: str) -> tuple[str, list[Any]]:
    """The help of an item, when its first inner item is that; and the other inner items."""
    inner = _list(raw, "item", where)
    first = inner[0] if inner and isinstance(inner[0], dict) else {}
    control = {"coding": [{"system": words.CONTROL_CODES, "code": "help"}]}
    helps = {"linkId", "text", "type", "extension"} == set(first) and first["type"] == "display"
    if (
        helps
        and first["linkId"] == f"{raw['linkId']}.help"
        and first["extension"] == [{"url": words.ITEM_CONTROL, "valueCodeableConcept": control}]
        and isinstance(first["text"], str)
        and first["text"]
    ):
        return first["text"], inner[1:]
    return "", inner


def _condition(raw: Any, where: str) -> Condition:
    held = _mapping(raw, where)
    answers = [key for key in held if key.startswith("answer")]
    question, operator = held.get("question"), held.get("operator")
    if len(held) != 3 or len(answers) != 1 or not isinstance(question, str):
        raise FormProblem(where, "a condition is not question, operator and one answer", "Correct it.")
    if operator not in [one.value for one in Operator] or answers[0][6:] not in CONDITION_SUFFIXES:
        raise FormProblem(where, f"a condition compares by {operator!r} {answers[0]}", "That is not understood here.")
    blank = Item(question, ItemType.DISPLAY)
    return Condition(question, Operator(operator), typed(held[answers[0]], answers[0][6:], blank, where))


def _option(raw: Any, where: str) -> Option:
    held = _mapping(raw, where)
    if not set(held) <= {"valueCoding", "initialSelected"} or "valueCoding" not in held:
        raise FormProblem(where, "an option is not a coding", "Write options as valueCoding, each with a code.")
    return Option(coding_in(held["valueCoding"], where), _switch(held, "initialSelected", where))


def _bound(raw: dict[str, Any] | None, item: Item, where: str) -> Any:
    if raw is None:
        return None
    suffix = SUFFIX.get(item.type, "")
    key = f"value{suffix}"
    if set(raw) != {"url", key}:
        raise FormProblem(where, "a least or most value is not of the question's type", f"Write it as {key}.")
    return typed(raw[key], suffix, item, where)


def _calculation(raw: dict[str, Any] | None, where: str) -> Calculation | None:
    if raw is None:
        return None
    held = raw.get("valueExpression")
    if not isinstance(held, dict) or set(held) != {"language", "expression"} or held["language"] != "text/fhirpath":
        raise FormProblem(where, "a calculation is not a plain FHIRPath expression", "Write language and expression.")
    found = from_fhirpath(str(held["expression"]))
    if found is None:
        raise FormProblem(
            where, "its calculation is not a sum, a difference or a count", "Write it as the documentation shows."
        )
    return found


def _list(held: dict[str, Any], key: str, where: str) -> list[Any]:
    found = held.get(key, [])
    if not isinstance(found, list):
        raise FormProblem(where, f"{key} is not a list", "Correct it.")
    return found


def _mapping(raw: Any, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise FormProblem(where, "something is not a JSON object", "Correct it.")
    return raw


def _text(held: dict[str, Any], key: str, where: str) -> str:
    found = held.get(key, "")
    if not isinstance(found, str):
        raise FormProblem(where, f"{key} is not text", "Correct it.")
    return found


def _switch(held: dict[str, Any], key: str, where: str) -> bool:
    found = held.get(key, False)
    if not isinstance(found, bool):
        raise FormProblem(where, f"{key} is neither true nor false", "Correct it.")
    return found


def _whole(held: dict[str, Any], key: str, where: str) -> int | None:
    found = held.get(key)
    if found is not None and (not isinstance(found, int) or isinstance(found, bool)):
        raise FormProblem(where, f"{key} is not a whole number", "Correct it.")
    return found
