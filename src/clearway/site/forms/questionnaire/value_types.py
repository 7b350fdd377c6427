"""Which Python value answers which type of question."""

from datetime import date
from decimal import Decimal

from clearway.site.forms.questionnaire.item import Coding, Item, ItemType, Quantity

ORDERED = (ItemType.INTEGER, ItemType.DECIMAL, ItemType.DATE, ItemType.QUANTITY)
LARGEST = 2**31 - 1
"""The largest integer of FHIR."""


def can_order(kind: ItemType) -> bool:
    """Whether one answer of this type can be more than another."""
    return kind in ORDERED


def belongs(value: object, item: Item) -> bool:
    """Whether a value is one that this question can be answered with."""
    match item.type:
        case ItemType.BOOLEAN:
            return isinstance(value, bool)
        case ItemType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST
        case ItemType.DECIMAL:
            return isinstance(value, Decimal) and value.is_finite()
        case ItemType.DATE:
            return isinstance(value, date)
        case ItemType.STRING | ItemType.TEXT | ItemType.URL:
            return isinstance(value, str) and bool(value.strip())
        case ItemType.CHOICE:
            return isinstance(value, Coding) and any(value.is_same(one.coding) for one in item.options)
        case ItemType.OPEN_CHOICE:
            if isinstance(value, str):
                return bool(value.strip())
            return isinstance(value, Coding) and any(value.is_same(one.coding) for one in item.options)
        case ItemType.QUANTITY:
            if not isinstance(value, Quantity) or not value.value.is_finite():
                return False
            return value.unit == item.unit
        case _:
            return False
