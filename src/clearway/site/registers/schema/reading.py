"""Reading a schema from YAML: every key is known, every kind checked, and a refusal says line, field, what and how."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from clearway.site.registers.schema.errors import SchemaError
from clearway.site.registers.schema.field import CHOSEN, FILTERING, UNIQUE, Choice, Field, FieldKind
from clearway.site.registers.schema.schema import RESERVED, Changes, Schema, SeenBy
from clearway.standards.errors import StandardsError
from clearway.standards.plain_yaml import check_plain
from clearway.standards.strict import Section, read_yaml_text

LONGEST_SCHEMA = 32_000
MOST_FIELDS, MOST_CODES = 40, 200
LONGEST_LABEL, LONGEST_ABOUT = 100, 2_000
MOST_MONTHS = 120
MOST_VERSIONS = 999
TYPE_KEY = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")
FIELD_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
TAKEN_KEYS = frozenset({"add", "due", "types"})
"""Words that stand in addresses beside the types."""

REQUIRED = ("type", "title", "version", "about", "owner_role", "review_months", "seen_by", "title_field", "fields")
OPTIONAL = ("singular", "geography", "source", "empty", "code_lists", "changes")
FIELD_KEYS = ("id", "label", "kind")
FIELD_OPTIONS = (
    *("help", "example", "required", "unique", "column", "filter", "public", "retired"),
    *("codes", "links_to"),
)
CHANGE_KEYS = ("renamed", "recoded", "filled", "asked", "opened")
NAME = "schema"


def read_schema(text: str) -> Schema:
    """The type that a text defines. Raises SchemaError saying the line, the field, what is wrong and how to mend it."""
    try:
        check_plain(text, NAME, longest=LONGEST_SCHEMA, one="schema")
        section = read_yaml_text(text, NAME)
        return _schema(section)
    except StandardsError as wrong:
        raise _told(wrong, text) from wrong


def _schema(top: Section) -> Schema:
    top.only(REQUIRED, OPTIONAL)
    key = top.text("type")
    if not TYPE_KEY.fullmatch(key) or key in TAKEN_KEYS:
        raise top.wrong("type", "is not a name for a type", "Use 3 to 40 small letters, digits and hyphens.")
    fields = _fields(top, _code_lists(top))
    made = Schema(
        key=key,
        title=_short(top, "title"),
        singular=_short(top, "singular") if top.has("singular") else "entry",
        version=top.count("version", 1, MOST_VERSIONS),
        about=_short(top, "about", LONGEST_ABOUT),
        owner_role=_short(top, "owner_role"),
        review_months=top.count("review_months", 1, MOST_MONTHS),
        seen_by=SeenBy(top.one_of("seen_by", tuple(SeenBy))),
        title_field=top.text("title_field"),
        geography=top.text("geography", ""),
        source=_short(top, "source", LONGEST_ABOUT) if top.has("source") else "",
        empty=_short(top, "empty", LONGEST_ABOUT) if top.has("empty") else "",
        fields=fields,
        changes=_changes(top.section("changes")) if top.has("changes") else Changes(),
    )
    _check_whole(top, made)
    return made


def _code_lists(top: Section) -> Mapping[str, tuple[Choice, ...]]:
    lists = {}
    for name, codes in top.named_sections("code_lists").items():
        if not 1 <= len(codes.content) <= MOST_CODES:
            raise top.wrong(f"code_lists.{name}", "has no code, or too many", f"Give 1 to {MOST_CODES} codes.")
        seen: dict[str, str] = {}
        for code in codes.content:
            label = _short(codes, code)
            if not CODE.fullmatch(code):
                raise codes.wrong(code, "is not a code", "Use at most 40 small letters, digits, hyphens, underlines.")
            if ";" in label or label[0] in "=+-@'":
                raise codes.wrong(code, "has a label that a list of labels cannot hold", "Begin with a letter, no “;”.")
            for word in {label.casefold(), code}:
                if seen.setdefault(word, code) != code:
                    raise codes.wrong(code, f"reads like {seen[word]!r}", "Give every code its own label.")
        lists[name] = tuple(Choice(code, codes.text(code)) for code in codes.content)
    return lists


def _fields(top: Section, lists: Mapping[str, tuple[Choice, ...]]) -> tuple[Field, ...]:
    sections = top.sections("fields")
    if not 1 <= len(sections) <= MOST_FIELDS:
        raise top.wrong("fields", f"has {len(sections)} fields", f"Give 1 to {MOST_FIELDS}.")
    found = tuple(_field(one, lists) for one in sections)
    for what, own in (("id", [one.id for one in found]), ("label", [one.label.casefold() for one in found])):
        for place, word in enumerate(own):
            if word in own[:place]:
                raise sections[place].wrong(what, f"{word!r} stands twice", f"Give each field its own {what}.")
    if used := set(lists) - {one.text("codes", "-") for one in sections}:
        raise top.wrong(f"code_lists.{min(used)}", "is used by no field", "Take it out, or name it in a field.")
    return found


def _field(one: Section, lists: Mapping[str, tuple[Choice, ...]]) -> Field:
    one.only(FIELD_KEYS, FIELD_OPTIONS)
    key = one.text("id")
    if not FIELD_ID.fullmatch(key):
        raise one.wrong("id", "is not an id", "Use at most 40 small letters, digits and underlines.")
    if key in RESERVED:
        raise one.wrong("id", f"{key!r} is a name that every entry has already", "Choose another id.")
    kind = FieldKind(one.one_of("kind", tuple(FieldKind)))
    if (kind in CHOSEN) != one.has("codes"):
        mend = "Name one of the code_lists." if kind in CHOSEN else "Take it out: only a choice has codes."
        raise one.wrong("codes", f"does not fit a field of kind {kind}", mend)
    if one.has("codes"):
        one.one_of("codes", tuple(lists))
    if (kind is FieldKind.LINK) != one.has("links_to"):
        raise one.wrong("links_to", f"does not fit a field of kind {kind}", "A link, and only a link, names a type.")
    for key_of, kinds in (("filter", FILTERING), ("unique", UNIQUE)):
        if one.switch(key_of, False) and kind not in kinds:
            raise one.wrong(key_of, f"cannot be said of {kind}", f"It can of: {', '.join(sorted(kinds))}.")
    made = Field(
        id=key,
        label=_short(one, "label"),
        kind=kind,
        help=_short(one, "help", 500) if one.has("help") else "",
        example=_short(one, "example", 200) if one.has("example") else "",
        is_required=one.switch("required", False),
        is_unique=one.switch("unique", False),
        is_column=one.switch("column", False),
        is_filter=one.switch("filter", False),
        is_public=one.switch("public", False),
        is_retired=one.switch("retired", False),
        choices=lists[one.text("codes")] if one.has("codes") else (),
        links_to=one.text("links_to", ""),
    )
    if made.is_retired and (made.is_required or made.is_public):
        raise one.wrong("retired", "does not go with required or public", "Leave one of the two out.")
    return made


def _changes(one: Section) -> Changes:
    one.only((), CHANGE_KEYS)
    renamed = {key: one.section("renamed").text(key) for key in one.section("renamed").content} if one.has(
        "renamed"
    ) else {}  # fmt: skip
    recoded = {
        name: {code: codes.text(code) for code in codes.content}
        for name, codes in one.named_sections("recoded").items()
    }
    filled = dict(one.section("filled").content) if one.has("filled") else {}
    for key, value in filled.items():
        if not isinstance(value, str | bool | list):
            raise one.wrong(
                f"filled.{key}", "is not a value", 'Write it as in a file: a number or date in quotes, "3".'
            )
    return Changes(renamed, recoded, filled, one.texts("asked"), one.text("opened", ""))


def _check_whole(top: Section, made: Schema) -> None:
    """What concerns several keys: the title, the map, and what is public."""
    own = {one.id: one for one in made.fields}
    title = own.get(made.title_field)
    if title is None or title.kind is not FieldKind.TEXT or not title.is_required or title.is_retired:
        raise top.wrong("title_field", "is not a required field of kind text", "Name one that every entry has.")
    place = own.get(made.geography)
    if made.geography and (place is None or place.kind is not FieldKind.PLACE or place.is_retired):
        raise top.wrong("geography", "is not a field of kind place", "Name one, or leave the map out.")
    is_told = [number for number, one in enumerate(made.fields) if one.is_public]
    if made.is_public and not (title.is_public and made.source):
        mend = "Say `public: true` at the title field, and write `source:` for people who read it."
        raise top.wrong("seen_by", "is public, but the title field or the source is not given to the public", mend)
    if made.seen_by is not SeenBy.PUBLIC and is_told:
        raise top.wrong(f"fields[{is_told[0]}].public", "says public in a type that is not", "Say `seen_by: public`.")
    if made.version == 1 and made.changes != Changes():
        raise top.wrong("changes", "is said in the first version", "Take it out: there are no entries yet.")


def _short(one: Section, key: str, longest: int = LONGEST_LABEL) -> str:
    words = one.text(key)
    if len(words) > longest or not all(sign.isprintable() or sign == "\n" for sign in words):
        raise one.wrong(key, "is too long, or holds signs that cannot be shown", f"Use at most {longest:,} letters.")
    return words


def _told(wrong: StandardsError, text: str) -> SchemaError:
    """The refusal with the line of the key it names, or of the nearest mapping around it."""
    if wrong.key.startswith("line "):
        return SchemaError(wrong.wrong, wrong.mend, line=int(wrong.key.removeprefix("line ")))
    if wrong.key.startswith("("):
        return SchemaError(wrong.wrong, wrong.mend)
    lines, ids = _lines(text)
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", wrong.key)
    paths = [
        "".join(f".{one}" if not one.startswith("[") else one for one in parts[: n + 1]) for n in range(len(parts))
    ]
    line = next((lines[path] for path in reversed(paths) if path in lines), 0)
    named = re.match(r"\.fields\[\d+\]", paths[-1])
    field_words = f"field {ids[named[0]]}" if named and named[0] in ids else ""
    last = parts[-1] if not parts[-1].startswith("[") else ""
    return SchemaError(wrong.wrong, wrong.mend, line=line, place=", ".join(filter(None, (field_words, last))))


def _lines(text: str) -> tuple[dict[str, int], dict[str, str]]:
    """The line of every key by its path (`.fields[2].kind`), and the id of every field by the path of its mapping."""
    lines: dict[str, int] = {}
    ids: dict[str, str] = {}
    for path, mark, key, value in _walked(yaml.compose(text, Loader=yaml.SafeLoader), ""):
        lines[path] = mark
        if key == "id":
            ids[path.removesuffix(".id")] = value
    return lines, ids


def _walked(node: Any, path: str) -> Iterator[tuple[str, int, str, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = f"{path}.{key.value}"
            yield below, key.start_mark.line + 1, str(key.value), str(value.value)
            yield from _walked(value, below)
    elif isinstance(node, yaml.SequenceNode):
        for number, one in enumerate(node.value):
            yield f"{path}[{number}]", one.start_mark.line + 1, "", ""
            yield from _walked(one, f"{path}[{number}]")
