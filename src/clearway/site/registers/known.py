"""The types of register that this store has: those taken up here, and those shipped with Clearway."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from clearway.site.registers.models import TypeVersion, VersionState
from clearway.site.registers.schema import Schema, read_schema

SHIPPED = Path(__file__).parent / "types"


class NoSuchRegister(LookupError):
    """There is no register of that name."""


@dataclass(frozen=True, slots=True)
class KnownType:
    """A type in use: its schema, the text it was read from, and whether that text is the shipped one."""

    schema: Schema
    text: str
    is_shipped: bool


@cache
def shipped_types() -> dict[str, KnownType]:
    """The types that come with Clearway, by key, in order of title."""
    read = [(path.read_text(encoding="utf-8"), path) for path in sorted(SHIPPED.glob("*.yaml"))]
    found = [KnownType(read_schema(text), text, is_shipped=True) for text, _ in read]
    return {one.schema.key: one for one in sorted(found, key=lambda one: one.schema.title)}


@lru_cache(maxsize=256)
def schema_of(text: str) -> Schema:
    """The schema of a text that was accepted before. Read once: it is asked for with every page."""
    return read_schema(text)


def known_types() -> list[Schema]:
    """Every type in use, by title: what was taken up here goes before what is shipped under the same key."""
    own = {one.register: schema_of(one.text) for one in TypeVersion.objects.filter(state=VersionState.IN_USE)}
    shipped = {key: one.schema for key, one in shipped_types().items()}
    return sorted((shipped | own).values(), key=lambda one: one.title.casefold())


def known_type(key: str) -> KnownType:
    """The type in use under a key. Raises NoSuchRegister."""
    held = TypeVersion.objects.filter(register=key, state=VersionState.IN_USE).only("text").first()
    if held:
        return KnownType(schema_of(held.text), held.text, is_shipped=False)
    if key not in shipped_types():
        raise NoSuchRegister(key)
    return shipped_types()[key]


def schema_in_use(key: str) -> Schema:
    """The schema in use under a key. Raises NoSuchRegister."""
    return known_type(key).schema
