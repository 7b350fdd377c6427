"""A FHIR R4 Questionnaire as a form. What is not understood is kept with it, or refused with words; never dropped."""

from typing import Any

from clearway.site.forms.questionnaire import fhir_words as words
from clearway.site.forms.questionnaire.fhir_items import extensions_of, item_in, kept_elements, settle_conditions
from clearway.site.forms.questionnaire.fhir_values import coding_in
from clearway.site.forms.questionnaire.form_type import AllianceSees, FormType, PartiesSee, Party, Section, Theme
from clearway.site.forms.questionnaire.json_text import read, written
from clearway.site.forms.questionnaire.problems import FormProblem
from clearway.site.forms.questionnaire.structure import check

ONE_PARTY = Party("organisation", "The organisation that starts the form")
"""Who fills a form that says nothing of parties."""


def form_of_text(text: str) -> FormType:
    """The form of a FHIR JSON text. Raises FormProblem."""
    return form_of(read(text))


def form_of(resource: Any) -> FormType:
    """The form of a FHIR R4 Questionnaire resource. Raises FormProblem, naming the item and how to mend it."""
    if not isinstance(resource, dict) or resource.get("resourceType") != "Questionnaire":
        raise FormProblem("the file", "is no FHIR Questionnaire", "Send JSON with resourceType Questionnaire.")
    kept = kept_elements(resource, words.FORM_ELEMENTS, words.KEPT_OF_FORM, "the form")
    own, others = extensions_of(resource, "the form", own={words.PARTY, words.POLICY, words.THEME, words.SOURCE})
    if others:
        kept["extension"] = others
    parties = tuple(_party(one) for url, one in own if url == words.PARTY) or (ONE_PARTY,)
    status = _words(resource, "status")
    if status not in ("draft", "active"):
        raise FormProblem("status", f"{status!r} is not in use", "Send a form whose status is draft or active.")
    form = FormType(
        id=_words(resource, "id"),
        version=_words(resource, "version"),
        title=_words(resource, "title"),
        parties=parties,
        sections=tuple(_section(one, parties) for one in _items(resource)),
        description=_words(resource, "description", ""),
        source="".join(str(one.get("valueString", "")) for url, one in own if url == words.SOURCE),
        url=_words(resource, "url", ""),
        status=status,
        themes=tuple(_theme(one) for url, one in own if url == words.THEME),
        kept=written(kept) if kept else "",
        **_policy([one for url, one in own if url == words.POLICY]),
    )
    return check(settle_conditions(form))


def _words(resource: dict[str, Any], key: str, default: str | None = None) -> str:
    held = resource.get(key, default)
    if not isinstance(held, str):
        raise FormProblem(key, "is missing or not text", f"Give the form {key} as text.")
    return held


def _items(resource: dict[str, Any]) -> list[Any]:
    held = resource.get("item", [])
    if not isinstance(held, list) or not held:
        raise FormProblem("item", "the form has no items", "Give it groups with questions.")
    return held


def _section(raw: Any, parties: tuple[Party, ...]) -> Section:
    group, party = item_in(raw, is_section=True)
    if group.type.value != "group":
        raise FormProblem(group.link_id, "a question stands at the top of the form", "Put it into a group.")
    return Section(party or parties[0].id, group)


def _inner(raw: dict[str, Any], allowed: dict[str, type], where: str) -> list[tuple[str, Any]]:
    """The parts of an extension made of extensions, each by its short name, with its value of the kind allowed."""
    parts = raw.get("extension")
    if not isinstance(parts, list) or set(raw) != {"url", "extension"}:
        raise FormProblem(where, "the extension is not made of parts", "Write it as the documentation shows.")
    found = []
    for part in parts:
        url = part.get("url") if isinstance(part, dict) else None
        values = [one for key, one in part.items() if key != "url"] if isinstance(part, dict) else []
        if url not in allowed or len(values) != 1 or type(values[0]) is not allowed[url]:
            raise FormProblem(where, f"the part {url!r} of the extension is not understood", "Correct it.")
        found.append((url, values[0]))
    return found


def _party(raw: dict[str, Any]) -> Party:
    parts = _inner(raw, {"id": str, "title": str, "kind": str, "signed-by": str}, "a party")
    told = {url: one for url, one in parts if url in ("id", "title")}
    if set(told) != {"id", "title"}:
        raise FormProblem("a party", "has no id or no title", "Give it both.")
    of = {kind: tuple(one for url, one in parts if url == kind) for kind in ("kind", "signed-by")}
    return Party(told["id"], told["title"], of["kind"], of["signed-by"])


def _policy(raw: list[dict[str, Any]]) -> dict[str, Any]:
    if len(raw) > 1:
        raise FormProblem("the form", "has two policies", "Keep one.")
    allowed = {"alliance-sees": str, "parties-see": str, "public": bool, "due-days": int}
    told = dict(_inner(raw[0], allowed, "the policy")) if raw else {}
    try:
        return {
            "alliance_sees": AllianceSees(told.get("alliance-sees", "signed")),
            "parties_see": PartiesSee(told.get("parties-see", "signed")),
            "is_public": told.get("public", False),
            "due_days": told.get("due-days"),
        }
    except ValueError as error:
        raise FormProblem("the policy", f"{error}", "Use a word of the documentation.") from error


def _theme(raw: dict[str, Any]) -> Theme:
    coding = coding_in(raw.get("valueCoding"), "a theme")
    return Theme(coding.code, coding.display)
