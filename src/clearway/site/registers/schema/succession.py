"""From one version of a type to the next: what happens with each field, and with what entries hold.

A version that would lose a value without saying so is refused with words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clearway.site.registers.schema.errors import NotAValue, SchemaError
from clearway.site.registers.schema.field import Field, FieldKind
from clearway.site.registers.schema.schema import WIDTH, Schema, Value, Values
from clearway.site.registers.schema.values import read_value

WIDENS: Mapping[FieldKind, frozenset[FieldKind]] = {
    FieldKind.TEXT: frozenset({FieldKind.LONG_TEXT}),
    FieldKind.ROLE: frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT}),
    FieldKind.CHOICE: frozenset({FieldKind.CHOICES}),
}
"""Kinds that every value of another kind fits into."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a new version does, in a sentence for the person who decides."""

    words: str


def check_follows(old: Schema, new: Schema) -> None:
    """Refuse a version that does not follow on: another number, or values that would be lost. Raises SchemaError."""
    if new.version != old.version + 1:
        raise _wrong(
            f"this is version {new.version}, and {old.version} is in use", f"Make it version {old.version + 1}."
        )
    if WIDTH[new.seen_by] > WIDTH[old.seen_by] and not new.changes.opened:
        raise _wrong(
            f"entries written for {old.seen_by.words} would be shown to {new.seen_by.words}",
            "Say under changes, opened: why, after looking at what the entries hold.",
        )
    _check_changes(old, new)
    before = {one.id: one for one in old.fields}
    for key, held in before.items():
        _check_field(held, _after(key, new), new)
    came_from = set(new.changes.renamed.values())
    for one in new.fields:
        was = before.get(_former(one.id, new)) if one.id in came_from or one.id in before else None
        needs_value = one.is_required and not (was and was.is_required)
        if needs_value and one.id not in new.changes.filled and one.id not in new.changes.asked:
            raise _wrong(
                f"field {one.id} is required, and entries may have none",
                f"Say under changes, filled: {{{one.id}: …}} what they get, or asked: [{one.id}].",
            )


def steps(old: Schema, new: Schema) -> Iterator[Step]:
    """What the new version changes, one sentence each."""
    before, changes = {one.id: one for one in old.fields}, new.changes
    for key, other in changes.renamed.items():
        yield Step(f"“{before[key].label}” becomes “{new.field(other).label}”; its values are kept.")
    for one in new.fields:
        was = before.get(_former(one.id, new))
        if was is None:
            yield Step(f"“{one.label}” is new.")
        elif one.is_retired and not was.is_retired:
            yield Step(f"“{one.label}” is no longer asked; what entries hold of it stays and is shown.")
        elif one.kind is not was.kind:
            yield Step(f"“{one.label}” holds {one.kind} where it held {was.kind}; every value fits.")
    for key, codes in changes.recoded.items():
        field = new.field(key)
        said = ", ".join(f"“{old_code}” becomes “{field.label_of(code)}”" for old_code, code in codes.items())
        yield Step(f"In “{field.label}”, {said}.")
    for key in changes.filled:
        yield Step(f"Entries without “{new.field(key).label}” get the value that the schema gives.")
    for key in changes.asked:
        yield Step(f"Entries without “{new.field(key).label}” are marked for review.")
    if new.seen_by is not old.seen_by:
        why = f" Why: {changes.opened}" if changes.opened else ""
        yield Step(f"Entries are seen by {new.seen_by.words}.{why}")


def carried(values: Values, new: Schema) -> tuple[Values, bool]:
    """What an entry holds under the new version, and whether it must be looked at again. Loses nothing."""
    changes = new.changes
    made: Values = {}
    for key, value in values.items():
        name = changes.renamed.get(key, key)
        made[name] = _as_kind(new.field(name), _recoded(value, changes.recoded.get(name, {})))
    for key, raw in changes.filled.items():
        if key not in made:
            given = read_value(new.field(key), raw)
            if given is not None:
                made[key] = given
    return made, any(key not in made for key in changes.asked)


def changes_entries(old: Schema, new: Schema) -> bool:
    """Whether entries or their index must be written anew when the new version is taken up."""
    said = new.changes
    is_carried = bool(said.renamed or said.recoded or said.filled or said.asked)
    kinds = {one.id: one.kind for one in old.fields}
    is_kept_so = all(kinds.get(one.id, one.kind) is one.kind for one in new.fields)
    shown = [one.id for one in old.indexed], [one.id for one in new.indexed]
    return is_carried or not is_kept_so or shown[0] != shown[1] or old.title_field != new.title_field


def _check_changes(old: Schema, new: Schema) -> None:
    """Names under `changes` must be fields of the version they speak of."""
    before, after, said = {one.id for one in old.fields}, {one.id for one in new.fields}, new.changes
    for key, other in said.renamed.items():
        if key not in before or key in after or other not in after or other in before:
            raise _wrong(
                f"changes, renamed: {key} → {other} does not lead from a former field to a new one", "Correct it."
            )
    for key in (*said.recoded, *said.filled, *said.asked):
        if key not in after:
            raise _wrong(f"changes speak of {key}, which is no field", "Name a field of this version.")
    for key, raw in said.filled.items():
        try:
            given = read_value(new.field(key), raw)
        except NotAValue as wrong:
            raise _wrong(f"changes, filled: {wrong}", "Give a value that the field can hold.") from wrong
        if given is None or new.field(key).is_unique or new.field(key).kind is FieldKind.LINK:
            raise _wrong(f"changes, filled: {key} cannot be the same for all", "Say asked instead.")
    for key, codes in said.recoded.items():
        held = {one.code for one in new.field(key).choices}
        if missing := set(codes.values()) - held:
            raise _wrong(f"changes, recoded: {key} has no code {min(missing)}", "Name a code of the new list.")


def _check_field(held: Field, now: Field | None, new: Schema) -> None:
    if now is None:
        raise _wrong(
            f"field {held.id} is left out, and what entries hold of it would be lost",
            "Keep it with `retired: true`, or say under changes, renamed: which field it becomes.",
        )
    if now.kind is not held.kind and now.kind not in WIDENS.get(held.kind, frozenset()):
        raise _wrong(
            f"field {now.id} would hold {now.kind} where entries hold {held.kind}; values would be lost",
            "Keep the kind; retire the field and add another.",
        )
    if now.links_to != held.links_to:
        raise _wrong(f"field {now.id} would lead to another register", "Retire it and add another.")
    kept = {one.code for one in now.choices} | set(new.changes.recoded.get(now.id, {}))
    if lost := [one.code for one in held.choices if one.code not in kept]:
        raise _wrong(
            f"field {now.id} no longer has the code {lost[0]}, which entries may hold",
            f"Keep it, or say under changes, recoded: {{{now.id}: {{{lost[0]}: …}}}} what it becomes.",
        )


def _after(key: str, new: Schema) -> Field | None:
    name = new.changes.renamed.get(key, key)
    return next((one for one in new.fields if one.id == name), None)


def _former(key: str, new: Schema) -> str:
    return next((old for old, other in new.changes.renamed.items() if other == key), key)


def _recoded(value: Value, codes: Mapping[str, str]) -> Value:
    if isinstance(value, list):
        return list(dict.fromkeys(codes.get(one, one) for one in value))
    return codes.get(value, value) if isinstance(value, str) else value


def _as_kind(field: Field, value: Value) -> Value:
    return [value] if field.kind is FieldKind.CHOICES and isinstance(value, str) else value


def _wrong(wrong: str, mend: str, **more: Any) -> SchemaError:
    return SchemaError(wrong[:1].upper() + wrong[1:], mend, **more)
