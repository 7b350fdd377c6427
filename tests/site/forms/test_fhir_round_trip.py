"""Forms and answers leave as FHIR R4 and come back as they were; independent judges agree with both."""

from decimal import Decimal

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from fhirpathpy import evaluate
from fhirpathpy.models import models
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.site.forms.drawn_forms import forms, value_for

from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.calculation import fhirpath, from_fhirpath
from clearway.site.forms.questionnaire.fhir_in import form_of, form_of_text
from clearway.site.forms.questionnaire.fhir_out import questionnaire, questionnaire_text
from clearway.site.forms.questionnaire.item import Calculation, Coding, Sum
from clearway.site.forms.questionnaire.json_text import read, written
from clearway.site.forms.questionnaire.problems import FormProblem
from clearway.site.forms.questionnaire.response import answers_of, response
from clearway.site.forms.questionnaire.structure import check

FEW = settings(max_examples=60)


@FEW
@given(forms())
def test_any_form_leaves_as_fhir_and_comes_back_equal(form):
    check(form)
    assert form_of_text(questionnaire_text(form)) == form


@FEW
@given(forms())
def test_what_leaves_is_a_questionnaire_by_an_independent_reading(form):
    read = Questionnaire.model_validate_json(questionnaire_text(form))
    assert read.title == form.title
    assert read.item, "nothing is asked in it"


@FEW
@given(st.data())
def test_answers_leave_as_a_response_and_come_back_and_what_is_not_asked_is_not_told(data):
    form = data.draw(forms())
    given_answers = {}
    probe = Answered(form, {})
    for item in form.items():
        if item.type.is_question and item.calculation is None and data.draw(st.booleans()):
            turns = 2 if probe.repeating(item.link_id) else 1
            for turn in range(turns):
                given_answers[Place(item.link_id, turn)] = (data.draw(value_for(item)),)
    answered = Answered(form, given_answers)
    parties = [one.id for one in form.parties]
    kept = response(answered, status="in-progress", parties=parties, all_given=True)
    back = answers_of(read(written(kept)), form)
    assert response(Answered(form, back), status="in-progress", parties=parties, all_given=True) == kept
    if not any(one.repeats for one in form.items() if one.type.value == "group"):
        assert back == given_answers
    told = response(answered, status="completed", parties=parties)
    QuestionnaireResponse.model_validate_json(written(told))
    asked = {place.question for place in answered.counted()}
    assert all(
        not answered.values(one.link_id) for one in form.items() if one.type.is_question and one.link_id not in asked
    )


def numbers(**answers) -> dict:
    return {
        "resourceType": "QuestionnaireResponse",
        "item": [{"linkId": key, "answer": [one]} for key, one in answers.items()],
    }


@pytest.mark.parametrize(
    ("calculation", "answers", "worked_out"),
    [
        (Calculation(Sum.SUM, ("a", "b")), {"a": {"valueInteger": 3}, "b": {"valueDecimal": 4.5}}, Decimal("7.5")),
        (Calculation(Sum.DIFFERENCE, ("a", "b")), {"a": {"valueInteger": 3}, "b": {"valueInteger": 5}}, -2),
        (
            Calculation(Sum.COUNT, ("a", "b"), "yes"),
            {"a": {"valueCoding": {"code": "yes"}}, "b": {"valueCoding": {"code": "no"}}},
            1,
        ),
    ],
)
def test_a_calculation_means_in_fhirpath_what_it_means_here(calculation, answers, worked_out):
    resource = numbers(**answers)
    found = evaluate(resource, fhirpath(calculation), {"resource": resource}, model=models["r4"])
    assert [Decimal(str(one)) for one in found] == [Decimal(worked_out)]
    assert from_fhirpath(fhirpath(calculation)) == calculation


def plain() -> dict:
    return {
        "resourceType": "Questionnaire",
        "id": "from-elsewhere",
        "version": "3",
        "title": "Theirs",
        "status": "active",
        "publisher": "Another hospital",
        "item": [
            {
                "linkId": "1",
                "type": "group",
                "text": "Part",
                "item": [{"linkId": "1.1", "type": "string", "text": "Why", "definition": "http://x/y#z"}],
            }
        ],
    }


def test_what_another_system_said_besides_is_kept_and_leaves_again():
    held = plain()
    held["extension"] = [{"url": "http://elsewhere.example/colour", "valueString": "green"}]
    held["item"][0]["item"][0]["extension"] = [{"url": "http://elsewhere.example/x", "valueDecimal": Decimal("1.50")}]
    out = read(questionnaire_text(form_of(held)))
    assert out["publisher"] == "Another hospital"
    assert held["extension"][0] in out["extension"]
    inner = out["item"][0]["item"][0]
    assert inner["definition"] == "http://x/y#z"
    assert str(inner["extension"][0]["valueDecimal"]) == "1.50"


def test_a_form_of_another_system_is_filled_by_one_party():
    form = form_of(plain())
    assert [one.id for one in form.parties] == ["organisation"]
    assert form_of(questionnaire(form)) == form


REFUSED = {
    "an unknown element": ({"colour": "green"}, "no element"),
    "an unknown type": ({"type": "attachment"}, "is not asked here"),
    "a list elsewhere": ({"type": "choice", "answerValueSet": "http://x"}, "looked up"),
    "a modifier": ({"modifierExtension": []}, "meaning"),
    "a hidden question": (
        {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": True}]},
        "would change the form",
    ),
    "a question in a question": ({"item": [{"linkId": "x", "type": "string", "text": "x"}]}, "further items"),
    "an option without a code": ({"type": "choice", "answerOption": [{"valueString": "x"}]}, "not a coding"),
    "a program": (
        {
            "extension": [
                {
                    "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
                    "valueExpression": {"language": "text/fhirpath", "expression": "today()"},
                }
            ]
        },
        "not a sum",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_make_it_another_form_is_refused_with_words_and_never_dropped(name):
    more, words = REFUSED[name]
    held = plain()
    held["item"][0]["item"][0].update(more)
    with pytest.raises(FormProblem, match=words) as refusal:
        form_of(held)
    assert refusal.value.mend


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 5000, "9" * 9000, "null"])
def test_a_text_that_is_no_questionnaire_is_refused_in_words(text):
    with pytest.raises(FormProblem):
        form_of_text(text)


@FEW
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda one: (
            st.lists(one)
            | st.dictionaries(
                st.sampled_from(["linkId", "type", "item", "extension", "url", "text", "enableWhen", "answerOption"]),
                one,
            )
        ),
    )
)
def test_whatever_stands_in_an_item_is_read_or_refused_and_never_a_crash(raw):
    held = plain()
    held["item"][0]["item"] = [raw]
    try:
        form_of(held)
    except FormProblem:
        return


def test_codes_are_told_apart_by_code_and_system_not_by_words():
    assert Coding("a", "One").is_same(Coding("a", "Another"))
    assert not Coding("a", "", "urn:x").is_same(Coding("a"))
