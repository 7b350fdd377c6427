"""Hypothesis draws forms: every type of item, conditions, repeats, sums, parties and themes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from clearway.site.forms.questionnaire.form_type import (
    AllianceSees,
    FormType,
    PartiesSee,
    Party,
    Section,
    Theme,
)
from clearway.site.forms.questionnaire.item import (
    Calculation,
    Coding,
    Condition,
    Item,
    ItemType,
    Operator,
    Option,
    Quantity,
    Sum,
)

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    str.strip
)
decimals = st.decimals(-10_000, 10_000, places=2, allow_nan=False, allow_infinity=False).map(
    lambda one: one if one else Decimal("0.00")
)
days = st.dates(date(1990, 1, 1), date(2060, 1, 1))
whole = st.integers(-1_000, 1_000)
UNIT = Coding("d", "days", "http://unitsofmeasure.org")


def value_for(item: Item) -> st.SearchStrategy:
    """Answers to one question."""
    plain = {
        ItemType.BOOLEAN: st.booleans(),
        ItemType.INTEGER: whole,
        ItemType.DECIMAL: decimals,
        ItemType.DATE: days,
        ItemType.STRING: words,
        ItemType.TEXT: words,
        ItemType.URL: words,
        ItemType.QUANTITY: decimals.map(lambda one: Quantity(one, item.unit)),
    }
    if not item.type.is_choice:
        return plain[item.type]
    chosen = st.sampled_from([one.coding for one in item.options])
    return chosen if item.type is ItemType.CHOICE else chosen | words


@st.composite
def questions(draw: st.DrawFn, link_id: str) -> Item:
    kind = draw(st.sampled_from([one for one in ItemType if one is not ItemType.GROUP]))
    item = Item(link_id, kind, draw(words), prefix=draw(st.just("") | words))
    if not kind.is_question:
        return item
    item = replace(item, help=draw(st.just("") | words), is_required=draw(st.booleans()), repeats=draw(st.booleans()))
    if kind.is_choice:
        system = draw(st.sampled_from(["", "urn:codes"]))
        options = [Option(Coding(f"c{one}", draw(words), system)) for one in range(draw(st.integers(1, 4)))]
        if draw(st.booleans()):
            options[0] = replace(options[0], is_initial=True)
        return replace(item, options=tuple(options))
    if kind is ItemType.QUANTITY:
        item = replace(item, unit=draw(st.none() | st.just(UNIT)))
    if kind in (ItemType.STRING, ItemType.TEXT):
        item = replace(item, max_length=draw(st.none() | st.integers(1, 500)))
    if kind in (ItemType.INTEGER, ItemType.DECIMAL, ItemType.DATE):
        bounds = sorted(draw(st.lists(value_for(item), min_size=2, max_size=2)))
        item = replace(item, least=draw(st.sampled_from([None, bounds[0]])), most=draw(st.just(bounds[1]) | st.none()))
    if draw(st.booleans()):
        item = replace(item, initial=(draw(value_for(item)),))
    return item


@st.composite
def conditions(draw: st.DrawFn, asked: Item) -> Condition:
    operators = [Operator.EXISTS]
    if asked.type is not ItemType.URL:
        operators += [Operator.EQUAL, Operator.NOT_EQUAL]
    if asked.type in (ItemType.INTEGER, ItemType.DECIMAL, ItemType.DATE, ItemType.QUANTITY):
        operators += [Operator.ABOVE, Operator.BELOW, Operator.AT_LEAST, Operator.AT_MOST]
    operator = draw(st.sampled_from(operators))
    return Condition(asked.link_id, operator, draw(st.booleans() if operator is Operator.EXISTS else value_for(asked)))


@st.composite
def with_conditions(draw: st.DrawFn, item: Item, before: list[Item]) -> Item:
    if not before or not draw(st.booleans()):
        return item
    named = draw(st.lists(st.sampled_from(before), min_size=1, max_size=2))
    found = tuple(draw(conditions(one)) for one in named)
    return replace(item, enable_when=found, enable_behavior=draw(st.sampled_from(["any", "all"])))


@st.composite
def forms(draw: st.DrawFn) -> FormType:
    """Any form that can be written."""
    parties = [Party("hospital", draw(words), ("trust",), ("tracker",)), Party("practice", draw(words))]
    before: list[Item] = []
    sections = []
    for number, party in enumerate(parties[: draw(st.integers(1, 2))]):
        inner: list[Item] = []
        for place in range(draw(st.integers(1, 4))):
            item = draw(with_conditions(draw(questions(f"q{number}.{place}")), before))
            inner.append(item)
            before += [item] if item.type.is_question else []
        if draw(st.booleans()):
            below = tuple(draw(questions(f"g{number}-{one}")) for one in range(draw(st.integers(1, 3))))
            group = Item(f"g{number}", ItemType.GROUP, draw(words), repeats=draw(st.booleans()), items=below)
            inner.append(draw(with_conditions(group, before)))
            before += [one for one in below if one.type.is_question]
        numbers = tuple(one.link_id for one in before if one.type is ItemType.INTEGER)
        if numbers:
            calculation = Calculation(Sum.SUM, numbers)
            inner.append(Item(f"s{number}", ItemType.DECIMAL, "Sum", is_read_only=True, calculation=calculation))
        sections.append(Section(party.id, Item(f"section{number}", ItemType.GROUP, draw(words), items=tuple(inner))))
    return FormType(
        id="drawn-form",
        version=draw(st.sampled_from(["1", "2.0-b"])),
        title=draw(words),
        parties=tuple(parties[: len(sections)]),
        sections=tuple(sections),
        description=draw(st.just("") | words),
        source=draw(st.just("") | words),
        due_days=draw(st.none() | st.integers(0, 99)),
        alliance_sees=draw(st.sampled_from(AllianceSees)),
        parties_see=draw(st.sampled_from(PartiesSee)),
        is_public=len(sections) == 1 and draw(st.booleans()),
        themes=tuple(Theme(f"t{one}", draw(words)) for one in range(draw(st.integers(0, 2)))),
    )
