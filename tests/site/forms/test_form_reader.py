"""Our YAML: what it says becomes a form, and a mistake is told by line, item, what, and how to mend it."""

from pathlib import Path

import pytest

import clearway.site.forms.types as types
from clearway.site.forms.questionnaire.fhir_in import form_of_text
from clearway.site.forms.questionnaire.fhir_out import questionnaire_text
from clearway.site.forms.questionnaire.item import ItemType
from clearway.site.forms.questionnaire.problems import FormProblem
from clearway.site.forms.questionnaire.reader import form_of_yaml

SHIPPED = sorted(Path(types.__path__[0]).glob("*.yaml"))

SMALL = """\
id: small
version: "1"
title: A small form
parties:
  - {id: trust, title: The trust}
lists:
  yes_no:
    - {code: "yes", text: "Yes"}
    - {code: "no", text: "No"}
sections:
  - id: one
    title: One
    party: trust
    items:
      - {id: A, text: Is it?, type: choice, options_from: yes_no}
      - {id: B, text: Why?, type: text, required: true, all_of: [{question: A, operator: "=", answer: "yes"}]}
"""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda one: one.stem)
def test_every_shipped_type_is_read_names_its_source_and_survives_fhir(path):
    form = form_of_yaml(path.read_text(encoding="utf-8"), name=path.name)
    assert form.id == path.stem
    assert form.source
    assert form_of_text(questionnaire_text(form)) == form


def test_a_condition_names_an_option_by_its_code():
    form = form_of_yaml(SMALL)
    assert form.item("B").enable_when[0].answer == form.item("A").options[0].coding
    assert form.item("A").type is ItemType.CHOICE


MISTAKES = {
    "an unknown key": ("type: text, required: true", "type: text, colour: red", 16, "item B, colour"),
    "a type that is none": ("type: text", "type: prose", 16, "item B"),
    "an id given twice": ("{id: B", "{id: A", 16, "A"),
    "a question that is not there": ("question: A", "question: Z", 16, "B"),
    "an answer that is no option": ('answer: "yes"', "answer: maybe", 16, "B"),
    "a party that is not there": ("party: trust", "party: gp", 11, "one"),
    "a list that is not there": ("options_from: yes_no", "options_from: maybe", 15, "item A"),
    "no title": ("title: A small form\n", "", None, "title"),
    "a broken line": ("    title: One", "   title: One", 12, "the file"),
    "a condition on itself": ("question: A", "question: B", 16, "B"),
    "a choice without options": (", options_from: yes_no", "", 15, "A"),
    "a length of a number": ("type: text, required: true", "type: integer, max_length: 3", 16, "B"),
    "an alias": ("title: A small form", "title: &t A small form\ndescription: *t", 4, "file"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line_its_item_and_how_to_mend_it(name):
    right, wrong, line, where = MISTAKES[name]
    assert right in SMALL
    with pytest.raises(FormProblem) as refusal:
        form_of_yaml(SMALL.replace(right, wrong, 1))
    assert refusal.value.line == line
    assert where in refusal.value.where
    assert refusal.value.mend.endswith(".")


def test_conditions_that_lead_to_each_other_in_a_circle_are_refused():
    text = SMALL.replace(
        "options_from: yes_no}", "options_from: yes_no, all_of: [{question: B, operator: exists, answer: true}]}"
    )
    with pytest.raises(FormProblem, match="round-about"):
        form_of_yaml(text)


def test_every_form_that_is_asked_for_is_shipped_with_words_and_roles_that_exist():
    from clearway.site.organisations.models import OrganisationKind
    from clearway.site.organisations.roles import ROLES

    assert {one.stem for one in SHIPPED} >= {
        "significant-event-analysis",
        "breach-root-cause",
        "harm-review-104",
        "equality-impact-assessment",
        "quality-impact-assessment",
        "data-protection-impact-assessment",
        "fragile-services-review",
        "pcn-early-diagnosis-plan",
        "safety-netting-self-assessment",
        "mdt-coordinator-audit",
        "prediction-tool-survey",
        "public-feedback",
    }
    for path in SHIPPED:
        form = form_of_yaml(path.read_text(encoding="utf-8"))
        for party in form.parties:
            assert set(party.kinds) <= set(OrganisationKind.values)
            assert set(party.signed_by) <= set(ROLES)
