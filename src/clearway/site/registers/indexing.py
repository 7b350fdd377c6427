"""The index that lists read: which words an entry is found under, written anew whenever an entry changes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from clearway.site.registers.models import Entry, IndexWord
from clearway.site.registers.schema import FieldKind, Schema
from clearway.site.registers.schema.field import SEARCHED
from clearway.site.registers.schema.schema import Values
from clearway.site.registers.schema.values import LONGEST_WORD, index_words

WORDS_FIELD = "-word"
WORD = re.compile(r"\w+")
MOST_WORDS = 40


def words_of_text(text: str) -> list[str]:
    """The words of a text as the search knows them: small letters, none twice."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in WORD.findall(plain)))


def index_rows(schema: Schema, entry: Entry) -> list[IndexWord]:
    """The rows that stand for an entry."""

    def row(field: str, word: str) -> IndexWord:
        return IndexWord(
            entry=entry,
            register=entry.register,
            field=field,
            word=word,
            title_key=entry.title_key,
            is_withdrawn=entry.is_withdrawn,
            organisation_code=entry.organisation_code,
            is_shared=entry.is_shared,
        )

    return [row(field, word) for field, word in _pairs(schema, entry.values)]


def write_index(schema: Schema, entries: Iterable[Entry]) -> None:
    """Put the index of some entries as they stand now in place of what it was."""
    held = list(entries)
    IndexWord.unscoped.filter(entry__in=[one.pk for one in held]).delete()
    IndexWord.unscoped.bulk_create([row for one in held for row in index_rows(schema, one)], batch_size=500)


def _pairs(schema: Schema, values: Values) -> Iterator[tuple[str, str]]:
    for field in schema.indexed:
        if field.id != schema.title_field or field.is_unique:
            for word in index_words(field, values.get(field.id)):
                yield field.id, word
    searched = [str(values[one.id]) for one in schema.fields if one.kind in SEARCHED and one.id in values]
    searched += [
        str(values[one.id]) for one in schema.fields if one.kind is FieldKind.ORGANISATION and one.id in values
    ]
    for word in words_of_text(" ".join(searched))[:MOST_WORDS]:
        yield WORDS_FIELD, word
