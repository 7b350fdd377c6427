"""A form as a FHIR R4 Questionnaire."""

from datetime import date
from decimal import Decimal
from typing import Any

from clearway.site.forms.questionnaire import fhir_words as words
from clearway.site.forms.questionnaire.calculation import fhirpath
from clearway.site.forms.questionnaire.fhir_values import SUFFIX, coding_out, plain, value_out
from clearway.site.forms.questionnaire.form_type import FormType, Party, Theme
from clearway.site.forms.questionnaire.item import Coding, Condition, Item, Option, Quantity
from clearway.site.forms.questionnaire.json_text import read, written

ANSWER_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "Boolean"),
    (int, "Integer"),
    (Decimal, "Decimal"),
    (date, "Date"),
    (Coding, "Coding"),
    (Quantity, "Quantity"),
)
"""A bool is an int in Python, so it is asked for first."""


def questionnaire(form: FormType) -> dict[str, Any]:
    """The form as a FHIR R4 Questionnaire: JSON values with exact decimals (`json_text.written` writes them)."""
    kept = read(form.kept) if form.kept else {}
    extensions = [
        *(_party(one) for one in form.parties),
        _policy(form),
        *(_theme(one) for one in form.themes),
        *([{"url": words.SOURCE, "valueString": form.source}] if form.source else []),
    ]
    told = {
        "resourceType": "Questionnaire",
        "id": form.id,
        "url": form.url,
        "version": form.version,
        "title": form.title,
        "status": form.status,
        "description": form.description,
    }
    return {
        **{key: one for key, one in told.items() if one},
        **{key: one for key, one in kept.items() if key != "extension"},
        "extension": [*extensions, *kept.get("extension", [])],
        "item": [_item(one.group, party=one.party) for one in form.sections],
    }


def questionnaire_text(form: FormType) -> str:
    """The form as the text of a FHIR R4 Questionnaire."""
    return written(questionnaire(form))


def _party(party: Party) -> dict[str, Any]:
    return {
        "url": words.PARTY,
        "extension": [
            {"url": "id", "valueCode": party.id},
            {"url": "title", "valueString": party.title},
            *({"url": "kind", "valueCode": one} for one in party.kinds),
            *({"url": "signed-by", "valueCode": one} for one in party.signed_by),
        ],
    }


def _policy(form: FormType) -> dict[str, Any]:
    due = [{"url": "due-days", "valueInteger": form.due_days}] if form.due_days is not None else []
    return {
        "url": words.POLICY,
        "extension": [
            {"url": "alliance-sees", "valueCode": form.alliance_sees.value},
            {"url": "parties-see", "valueCode": form.parties_see.value},
            {"url": "public", "valueBoolean": form.is_public},
            *due,
        ],
    }


def _theme(theme: Theme) -> dict[str, Any]:
    return {"url": words.THEME, "valueCoding": {"code": theme.code, "display": theme.text}}


def _item(item: Item, *, party: str = "") -> dict[str, Any]:
    kept = read(item.kept) if item.kept else {}
    extensions = [*_extensions(item, party), *kept.get("extension", [])]
    inner = [*([_help(item)] if item.help else []), *(_item(one) for one in item.items)]
    told: dict[str, Any] = {
        "linkId": item.link_id,
        "prefix": item.prefix,
        "text": item.text,
        "type": item.type.value,
        "enableWhen": [_condition(one) for one in item.enable_when],
        "enableBehavior": item.enable_behavior,
        "required": item.is_required,
        "repeats": item.repeats,
        "readOnly": item.is_read_only,
        "maxLength": item.max_length,
        "answerOption": [_option(one) for one in item.options],
        "initial": [value_out(one, item) for one in item.initial],
        "extension": extensions,
        "item": inner,
    }
    return {
        **{key: one for key, one in told.items() if one not in ("", None, False, [])},
        **{key: one for key, one in kept.items() if key != "extension"},
    }


def _help(item: Item) -> dict[str, Any]:
    control = {"coding": [{"system": words.CONTROL_CODES, "code": "help"}]}
    return {
        "linkId": f"{item.link_id}.help",
        "text": item.help,
        "type": "display",
        "extension": [{"url": words.ITEM_CONTROL, "valueCodeableConcept": control}],
    }


def _extensions(item: Item, party: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if party:
        found.append({"url": words.PARTY_OF, "valueCode": party})
    for url, bound in ((words.LEAST, item.least), (words.MOST, item.most)):
        if bound is not None:
            found.append({"url": url, f"value{SUFFIX[item.type]}": plain(bound)})
    if item.unit is not None:
        found.append({"url": words.UNIT, "valueCoding": coding_out(item.unit)})
    if item.calculation is not None:
        expression = {"language": "text/fhirpath", "expression": fhirpath(item.calculation)}
        found.append({"url": words.CALCULATED, "valueExpression": expression})
    return found


def _condition(one: Condition) -> dict[str, Any]:
    return {"question": one.question, "operator": one.operator.value, **_answer(one)}


def _answer(one: Condition) -> dict[str, Any]:
    """The answer of a condition; its key follows from the value, as the question may stand further below."""
    for kind, suffix in ANSWER_KINDS:
        if isinstance(one.answer, kind):
            return {f"answer{suffix}": plain(one.answer)}
    return {"answerString": one.answer}


def _option(one: Option) -> dict[str, Any]:
    return {"valueCoding": coding_out(one.coding)} | ({"initialSelected": True} if one.is_initial else {})
