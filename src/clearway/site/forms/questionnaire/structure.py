"""What every form must keep to, wherever its definition came from: the rules of FHIR R4, and a few of our own."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.item import Item, ItemType, Operator, Sum
from clearway.site.forms.questionnaire.problems import FormProblem
from clearway.site.forms.questionnaire.value_types import belongs, can_order

FORM_ID = re.compile(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")
LINK_ID = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
RESERVED = re.compile(r"__|\.help$")
MOST_ITEMS = 400
MOST_DEPTH = 5
NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)
BOUNDED = (*NUMBERS, ItemType.DATE)
WORDY = (ItemType.STRING, ItemType.TEXT, ItemType.URL, ItemType.OPEN_CHOICE)


def check(form: FormType) -> FormType:
    """The form, when it keeps to every rule. Raises FormProblem with the first that it breaks."""
    for problem in _problems(form):
        raise problem
    return form


def _problems(form: FormType) -> Iterator[FormProblem]:
    if not FORM_ID.fullmatch(form.id):
        yield FormProblem("id", f"{form.id!r} is not an id", "Use up to 60 small letters, digits and hyphens.")
    if not form.version.strip() or len(form.version) > 40:
        yield FormProblem("version", "is empty or too long", "Give each version a short label such as 1.0.")
    if not form.title.strip() or len(form.title) > 200:
        yield FormProblem("title", "is empty or longer than 200 characters", "Say what the form is, briefly.")
    if form.due_days is not None and not 0 <= form.due_days <= 3_660:
        yield FormProblem("due_days", "is not between 0 and 3,660 days", "Correct the number.")
    yield from _party_problems(form)
    items = list(form.items())
    if len(items) > MOST_ITEMS:
        yield FormProblem("sections", f"{len(items)} items; a form has at most {MOST_ITEMS}", "Split the form.")
    seen: dict[str, Item] = {}
    for one in items:
        if one.link_id in seen:
            yield FormProblem(one.link_id, "stands twice as an id", "Give every item an id of its own.")
        seen[one.link_id] = one
    for section in form.sections:
        if section.group.type is not ItemType.GROUP:
            yield FormProblem(section.group.link_id, "a section is not a group", "Put its questions into a group.")
        if section.group.repeats:
            yield FormProblem(section.group.link_id, "a section repeats", "Put a repeating group inside it.")
        if section.group.enable_when:
            yield FormProblem(section.group.link_id, "a section has conditions", "Put them on the groups inside it.")
        yield from _depth_problems(section.group, 1, False)
    for one in items:
        yield from _item_problems(one)
        yield from _condition_problems(one, seen)
        yield from _calculation_problems(one, seen)
    yield from _loops(form)


def _party_problems(form: FormType) -> Iterator[FormProblem]:
    ids = [one.id for one in form.parties]
    for section in form.sections:
        if section.party not in ids:
            yield FormProblem(section.group.link_id, f"no party is called {section.party!r}", f"Use: {', '.join(ids)}.")
    for one in form.parties:
        if not LINK_ID.fullmatch(one.id) or ids.count(one.id) > 1:
            yield FormProblem(f"party {one.id}", "is no id, or stands twice", "Use letters, digits and hyphens, once.")
        if not form.sections_of(one.id):
            yield FormProblem(f"party {one.id}", "fills no section", "Give it a section, or leave it out.")
    if form.is_public and len(ids) != 1:
        yield FormProblem("parties", "a public form has one party", "Leave the others out.")
    codes = [one.code for one in form.themes]
    for theme in form.themes:
        if not LINK_ID.fullmatch(theme.code) or codes.count(theme.code) > 1 or not theme.text.strip():
            yield FormProblem(f"theme {theme.code}", "has no words, no id, or stands twice", "Mend it.")


def _depth_problems(item: Item, depth: int, in_repeats: bool) -> Iterator[FormProblem]:
    if depth > MOST_DEPTH:
        yield FormProblem(item.link_id, f"lies deeper than {MOST_DEPTH} groups", "Take groups out.")
        return
    if item.type is not ItemType.GROUP and item.items:
        yield FormProblem(item.link_id, "a question holds further items", "Put them beside it, with a condition.")
    if item.type is ItemType.GROUP and item.repeats and in_repeats:
        yield FormProblem(item.link_id, "a repeating group lies in another", "Let only one of them repeat.")
    inside = in_repeats or (item.type is ItemType.GROUP and item.repeats)
    for one in item.items:
        yield from _depth_problems(one, depth + 1, inside)


def _item_problems(item: Item) -> Iterator[FormProblem]:
    def wrong(words: str, mend: str) -> FormProblem:
        return FormProblem(item.link_id, words, mend)

    if not LINK_ID.fullmatch(item.link_id) or RESERVED.search(item.link_id):
        yield wrong("is not an id", "Use up to 64 letters, digits, hyphens and full stops; no two underscores.")
    if not item.text.strip():
        yield wrong("has no words", "Say what it asks, or what the group holds.")
    if item.type.is_choice != bool(item.options):
        yield wrong("options and type do not agree", "A choice has options, and nothing else has.")
    codes = [(one.coding.system, one.coding.code) for one in item.options]
    if len({code for _, code in codes}) != len(codes) or not all(code.strip() for _, code in codes):
        yield wrong("an option has no code, or a code stands twice", "Give each option a code of its own.")
    if item.type is ItemType.DISPLAY and (item.is_required or item.repeats or item.is_read_only or item.help):
        yield wrong("words to read cannot be required, repeat or have help", "Leave those out.")
    if item.type is ItemType.GROUP and (item.initial or item.is_read_only or item.is_required):
        yield wrong("a group has no answer", "Put initial, read_only and required on its questions.")
    if item.type is ItemType.DISPLAY and item.initial:
        yield wrong("words to read have no answer", "Leave out initial.")
    if item.max_length is not None and (item.type not in WORDY or item.max_length < 1):
        yield wrong("a longest length does not fit the type", "It belongs to strings, texts and addresses, from 1.")
    if item.unit is not None and item.type is not ItemType.QUANTITY:
        yield wrong("a unit belongs to a quantity", "Make it a quantity, or leave the unit out.")
    yield from _value_problems(item)


def _value_problems(item: Item) -> Iterator[FormProblem]:
    def wrong(words: str, mend: str) -> FormProblem:
        return FormProblem(item.link_id, words, mend)

    for bound in (item.least, item.most):
        if bound is not None and (item.type not in BOUNDED or not belongs(bound, item)):
            yield wrong("a least or most value does not fit the type", "Write a number or a date, as the type is.")
    if isinstance(item.least, int | Decimal | date) and item.most is not None and item.least > item.most:  # type: ignore[operator]
        yield wrong("the least value is above the most", "Swap them.")
    if not all(belongs(one, item) for one in item.initial):
        yield wrong("an initial value does not fit the type", "Write it as the question would be answered.")
    if len(item.initial) > 1 and not item.repeats:
        yield wrong("several initial values for one answer", "Keep one, or let the question repeat.")
    if item.initial and item.options:
        yield wrong("initial values beside options", "Mark the option itself as initial.")
    if sum(one.is_initial for one in item.options) > 1 and not item.repeats:
        yield wrong("several options are chosen from the start", "Keep one, or let the question repeat.")


def _condition_problems(item: Item, known: dict[str, Item]) -> Iterator[FormProblem]:
    for one in item.enable_when:
        asked = known.get(one.question)
        where = item.link_id
        if asked is None or not asked.type.is_question:
            yield FormProblem(where, f"its condition names {one.question!r}, no question", "Name a question's id.")
            continue
        if asked is item or any(asked is below for below in item.every()):
            yield FormProblem(where, "its condition depends on itself", "Name an earlier question.")
        if one.operator is Operator.EXISTS:
            fits = isinstance(one.answer, bool)
        elif one.operator in (Operator.EQUAL, Operator.NOT_EQUAL):
            fits = asked.type is not ItemType.URL and belongs(one.answer, asked)
        else:
            fits = can_order(asked.type) and belongs(one.answer, asked)
        if not fits:
            yield FormProblem(
                where,
                f"its condition compares {one.question} in a way that its type does not allow",
                "exists takes true or false; = and != an answer; > and < a number, a date or a quantity.",
            )
    if item.enable_behavior not in ("", "any", "all") or (len(item.enable_when) > 1 and not item.enable_behavior):
        yield FormProblem(item.link_id, "several conditions without any or all", "Say any, or all.")
    if item.enable_behavior and not item.enable_when:
        yield FormProblem(item.link_id, "any or all without a condition", "Leave it out.")


def _calculation_problems(item: Item, known: dict[str, Item]) -> Iterator[FormProblem]:
    sums = item.calculation
    if sums is None:
        return
    of = [known.get(one) for one in sums.of]
    if item.type not in NUMBERS or item.repeats or not item.is_read_only or item.is_required:
        yield FormProblem(
            item.link_id,
            "what is calculated must be one number that is read only and not required",
            "Set type integer or decimal, read_only true, and leave out repeats and required.",
        )
    if not of or (sums.kind is Sum.DIFFERENCE and len(of) != 2) or len(set(sums.of)) != len(sums.of):
        yield FormProblem(item.link_id, "too few, too many or repeated questions to calculate with", "Name each once.")
    for one in of:
        if one is None or one is item:
            yield FormProblem(item.link_id, "calculates with an id that is no other question", "Correct the id.")
        elif sums.kind is Sum.COUNT:
            if one.coding(sums.chosen) is None or {"'", "\\"} & set(sums.chosen):
                yield FormProblem(item.link_id, f"{one.link_id} has no option {sums.chosen!r}", "Correct the code.")
        elif one.type not in NUMBERS:
            yield FormProblem(item.link_id, f"{one.link_id} is not a number", "Calculate with numbers only.")
        elif one.type is ItemType.DECIMAL and item.type is ItemType.INTEGER:
            yield FormProblem(item.link_id, f"{one.link_id} may have decimals", "Make the calculated item a decimal.")


def _loops(form: FormType) -> Iterator[FormProblem]:
    """Items whose being asked, or whose value, depends on themselves by a round-about way."""
    needs: dict[str, set[str]] = {}

    def gather(item: Item, above: frozenset[str]) -> None:
        own = above | {one.question for one in item.enable_when}
        needs[item.link_id] = set(own) | set(item.calculation.of if item.calculation else ())
        for one in item.items:
            gather(one, own)

    for section in form.sections:
        gather(section.group, frozenset())
    for start in needs:
        reached, ahead = set[str](), set(needs[start])
        while ahead:
            reached |= ahead
            ahead = {further for one in ahead for further in needs.get(one, ())} - reached
        if start in reached:
            yield FormProblem(start, "depends on itself by a round-about way", "Break the circle of conditions.")
            return
