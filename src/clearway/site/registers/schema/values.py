"""Values of fields: read from what was typed or sent, kept as plain JSON, and written out so that they read back.

A value that was accepted is in one form only, so that the same value typed, sent as CSV and sent as Excel is the same.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from clearway.publications.tables import Cell
from clearway.publications.tables.safe_text import FORMULA_STARTS
from clearway.site.registers.schema.errors import NotAValue
from clearway.site.registers.schema.field import NUMERIC, Field, FieldKind
from clearway.site.registers.schema.schema import Schema, Value, Values

Raw = str | float | bool | date | datetime | list[str] | None
"""What a box or a cell can give. An empty text, an empty list and None are no value."""

LONGEST = {FieldKind.TEXT: 200, FieldKind.LONG_TEXT: 5_000, FieldKind.ROLE: 120, FieldKind.EMAIL: 200,
           FieldKind.PHONE: 40, FieldKind.WEB: 500}  # fmt: skip
LONGEST_WORD = 200
"""Letters of a value that the index keeps."""

MANY_DIGITS = re.compile(r"[0-9](?:[ -]?[0-9]){8,}")
CODED_DAY = re.compile(r"\b(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\b")
NUMBER = re.compile(r"-?(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,6})?", re.ASCII)
MONEY = re.compile(r"£?(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,2})?", re.ASCII)
DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)
EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+'-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}", re.ASCII)
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,24}(?: ?(?:ext\.?|x) ?[0-9]{1,6})?", re.ASCII)
WEB = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]{1,5})?(?:[/?#][!-~]*)?", re.ASCII)
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}", re.ASCII)
MEASURE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+", re.ASCII)
LINK = re.compile(r"[0-9]{1,12}", re.ASCII)
YES, NO = frozenset({"yes", "y", "true"}), frozenset({"no", "n", "false"})
SEPARATOR = "; "
SHIFT = Decimal(10) ** 12
"""Added to numbers in the index, so that their text stands in the order of the numbers."""


def read_value(field: Field, raw: Raw) -> Value | None:
    """The value that was typed or sent, or None for no value. Raises NotAValue with words that say what can be."""
    if isinstance(raw, str):
        raw = raw.strip()
    if raw is None or raw == "" or raw == []:
        return None
    return READERS[field.kind](field, raw)


def read_values(schema: Schema, raw: Mapping[str, Raw]) -> tuple[Values, dict[str, str]]:
    """The values of a whole entry, and what is wrong by field. A field that is not asked for is not looked at."""
    values: Values = {}
    problems: dict[str, str] = {}
    for field in schema.asked:
        try:
            value = read_value(field, raw.get(field.id))
        except NotAValue as wrong:
            problems[field.id] = str(wrong)
            continue
        if value is not None:
            values[field.id] = value
        elif field.is_required:
            problems[field.id] = f"Enter {_lower(field.label)}" if field.kind not in CHOSEN_ONES else (
                f"Choose {_lower(field.label)}"
            )  # fmt: skip
    return values, problems


def cell_of(field: Field, value: Value | None) -> Cell:
    """A value as a cell of a table or file: labels for codes, exact numbers, real dates."""
    if value is None:
        return None
    if field.kind in NUMERIC:
        return Decimal(str(value))
    if field.kind is FieldKind.DATE:
        return date.fromisoformat(str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return SEPARATOR.join(field.label_of(code) for code in value)
    return field.label_of(value) if field.kind is FieldKind.CHOICE and isinstance(value, str) else str(value)


def index_words(field: Field, value: Value | None) -> list[str]:
    """The words under which a value is found and ordered in the index; one empty word for no value."""
    if value is None:
        return [""]
    if isinstance(value, list):
        return list(value)
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if field.kind in NUMERIC:
        return [f"{Decimal(str(value)) + SHIFT:020.6f}"]
    if field.kind in CODED:
        return [str(value)]
    return [str(value).casefold()[:LONGEST_WORD]]


def _text(field: Field, raw: Raw) -> str:
    if isinstance(raw, float) and raw.is_integer():
        raw = str(int(raw))
    if not isinstance(raw, str):
        raise NotAValue(f"{field.label} must be text")
    text = raw.replace("\r\n", "\n").replace("\r", "\n") if field.kind is FieldKind.LONG_TEXT else raw
    longest = LONGEST[field.kind]
    if len(text) > longest:
        raise NotAValue(f"{field.label} must have {longest:,} characters or fewer; it has {len(text):,}")
    if not all(_is_shown(sign) or (sign in "\n\t" and field.kind is FieldKind.LONG_TEXT) for sign in text):
        kept = "" if field.kind is FieldKind.LONG_TEXT else ", and be on one line"
        raise NotAValue(f"{field.label} must hold no signs that cannot be shown{kept}")
    if text[0] == "'" and text[1:].lstrip().startswith(FORMULA_STARTS):
        raise NotAValue(f"{field.label} must not begin with an apostrophe before = + - or @")
    if MANY_DIGITS.search(CODED_DAY.sub("day", unicodedata.normalize("NFKC", text))):
        raise NotAValue(f"{field.label} holds nine digits or more in a row, which could be an NHS number: leave it out")
    return text


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co")


def _pattern(pattern: re.Pattern[str], can_be: str) -> Callable[[Field, Raw], str]:
    def read(field: Field, raw: Raw) -> str:
        if isinstance(raw, float | bool):
            raise NotAValue(f"{field.label} is a number in the sheet and may have lost its zeros: format it as text")
        if not isinstance(raw, str) or not pattern.fullmatch(raw) or len(raw) > LONGEST.get(field.kind, LONGEST_WORD):
            raise NotAValue(f"{field.label} must be {can_be}")
        return raw

    return read


def _number(field: Field, raw: Raw) -> str:
    text = _digits(raw)
    if not NUMBER.fullmatch(text):
        raise NotAValue(f"{field.label} must be a number below a thousand million, such as 12 or 12.5")
    exact = Decimal(text.replace(",", "")).normalize()
    return f"{exact:f}" if exact else "0"


def _money(field: Field, raw: Raw) -> str:
    text = _digits(raw)
    if not MONEY.fullmatch(text):
        raise NotAValue(f"{field.label} must be an amount in pounds, such as 1200 or 1,200.50")
    return f"{Decimal(text.removeprefix('£').replace(',', '')):.2f}"


def _digits(raw: Raw) -> str:
    """A number cell as its shortest exact text; a text as it is."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return f"{Decimal(repr(float(raw))):f}".removesuffix(".0")
    return raw if isinstance(raw, str) else ""


def _date(field: Field, raw: Raw) -> str:
    if isinstance(raw, datetime):
        raw = raw.date() if raw.time() == datetime.min.time() else None
    if isinstance(raw, date) and 1900 <= raw.year < 2100:
        return raw.isoformat()
    try:
        if isinstance(raw, str) and DAY.fullmatch(raw):
            return date.fromisoformat(raw).isoformat()
    except ValueError:
        pass
    raise NotAValue(f"{field.label} must be a real date; in a file, a date cell or 2026-03-31")


def _yes_no(field: Field, raw: Raw) -> bool:
    word = raw.casefold() if isinstance(raw, str) else raw
    if word is True or word in YES:
        return True
    if word is False or word in NO:
        return False
    raise NotAValue(f"{field.label} must be yes or no")


def _choice(field: Field, raw: Raw) -> str:
    return _code_of(field, raw if isinstance(raw, str) else "")


def _choices(field: Field, raw: Raw) -> list[str]:
    words = raw if isinstance(raw, list) else str(raw).split(SEPARATOR.strip())
    chosen = {_code_of(field, word.strip()) for word in words if word.strip()}
    return [one.code for one in field.choices if one.code in chosen]


def _code_of(field: Field, word: str) -> str:
    wanted = word.casefold()
    for one in field.choices:
        if wanted in (one.code, one.label.casefold()):
            return one.code
    shown = ", ".join(one.label for one in field.choices[:12])
    raise NotAValue(f"{field.label} must be one of: {shown}{' …' if len(field.choices) > 12 else ''}")


def _link(field: Field, raw: Raw) -> int:
    text = _digits(raw)
    if not LINK.fullmatch(text) or not int(text):
        raise NotAValue(f"{field.label} must be the number of an entry")
    return int(text)


def _upper(read: Callable[[Field, Raw], str]) -> Callable[[Field, Raw], str]:
    return lambda field, raw: read(field, raw.upper() if isinstance(raw, str) else raw)


def _lower(label: str) -> str:
    """A label within a sentence: its first letter small, unless the word is an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


CODED = frozenset({FieldKind.CHOICE, FieldKind.ORGANISATION, FieldKind.PLACE, FieldKind.MEASURE})
"""Kinds whose values are codes, and stand in the index as they are."""

CHOSEN_ONES = frozenset({FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO, FieldKind.PLACE})
READERS: Mapping[FieldKind, Callable[[Field, Raw], Value]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.ROLE: _text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.ORGANISATION: _upper(_pattern(CODE, "the code of an organisation, such as RFF")),
    FieldKind.PLACE: _upper(_pattern(CODE, "the code of a place, such as E08000016")),
    FieldKind.MEASURE: _upper(_pattern(MEASURE, "the id of a measure, such as CWT-62D")),
    FieldKind.EMAIL: _pattern(EMAIL, "an e-mail address, such as name@example.nhs.uk"),
    FieldKind.PHONE: _pattern(PHONE, "a telephone number, such as 01226 730000"),
    FieldKind.WEB: _pattern(WEB, "a web address that begins with https://"),
    FieldKind.LINK: _link,
}
