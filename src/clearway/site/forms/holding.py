"""What the parts of a form hold: the newest draft, or what was signed."""

from clearway.site.forms.models import FormDraft, FormPart, FormSignature
from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.item import Item, Value
from clearway.site.forms.questionnaire.json_text import read
from clearway.site.forms.questionnaire.response import answers_of
from clearway.site.forms.types_held import form_of_case


def first_answers(form: FormType, party: str) -> dict[Place, tuple[Value, ...]]:
    """What a part holds before anybody has saved it: the initial values of its questions."""
    found = {}
    for section in form.sections_of(party):
        for item in section.group.every():
            if values := _initial(item):
                found[Place(item.link_id)] = values
    return found


def draft_of(part: FormPart) -> Answered:
    """The newest draft of a part."""
    form = form_of_case(part.case)
    newest = FormDraft.unscoped.filter(part=part).order_by("-number").first()
    given = answers_of(read(newest.answers), form) if newest else first_answers(form, part.party)
    return Answered(form, given)


def signed_of(part: FormPart) -> Answered:
    """A part as it was signed last; without a signature it holds nothing."""
    form = form_of_case(part.case)
    newest = FormSignature.unscoped.filter(part=part).order_by("-pk").first()
    return Answered(form, answers_of(read(newest.answers), form) if newest else {})


def _initial(item: Item) -> tuple[Value, ...]:
    return item.initial or tuple(one.coding for one in item.options if one.is_initial)
