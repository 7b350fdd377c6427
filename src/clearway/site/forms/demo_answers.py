"""Made-up answers to every question of a form, for a demo store: plausible in kind, and said to be made up in words."""

from datetime import date
from decimal import Decimal
from itertools import count

from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.item import Item, ItemType, Quantity, Value

WORDS = "Made-up words, for the demo."
DAY = date(2026, 2, 9)
DIFFERENT = 3
"""The answers to choose from are taken in turn, so that no form chooses the first everywhere."""


def made_up_answers(form: FormType, party: str) -> dict[Place, tuple[Value, ...]]:
    """An answer to each question that a party is asked; those that other answers open are asked and answered too."""
    found: dict[Place, tuple[Value, ...]] = {}
    number = count()
    for section in form.sections_of(party):
        for item in section.group.every():
            if not item.type.is_question or item.is_read_only or item.calculation is not None:
                continue
            if Answered(form, found).is_asked(item):
                found[Place(item.link_id)] = (_answer(item, next(number)),)
    return found


def _answer(item: Item, number: int) -> Value:
    match item.type:
        case ItemType.CHOICE | ItemType.OPEN_CHOICE:
            return item.options[number % min(DIFFERENT, len(item.options))].coding
        case ItemType.BOOLEAN:
            return number % DIFFERENT > 0
        case ItemType.INTEGER:
            return int(str(_within(item, number)))
        case ItemType.DECIMAL:
            return Decimal(str(_within(item, number)))
        case ItemType.DATE:
            return item.least if isinstance(item.least, date) else DAY
        case ItemType.QUANTITY:
            return Quantity(Decimal(number), item.unit)
        case ItemType.URL:
            return "https://example.org/made-up"
        case _:
            return WORDS[: item.max_length]


def _within(item: Item, number: int) -> int:
    least = int(str(item.least)) if item.least is not None else 0
    most = int(str(item.most)) if item.most is not None else least + 10
    return least + number % (most - least + 1)
