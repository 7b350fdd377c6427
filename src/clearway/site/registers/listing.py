"""One page of a register: filtered by the index, in order, from a place on, without counting what lies beyond.

However many entries there are, a page reads the rows that it shows and a few more. A condition that few entries meet is
answered from those few. Otherwise every order has an index that holds the condition's word before it, and a page begins
at the entry where the last one ended.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from clearway.site.operational.scope import rows_of
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.registers.indexing import WORDS_FIELD, words_of_text
from clearway.site.registers.models import Entry, EntryState, IndexWord
from clearway.site.registers.schema import Schema

PAGE = 50
MOST_COUNTED = 1_000
MOST_SEARCH_WORDS = 6
FEW = 300
"""Entries that are looked at one by one when a condition leaves no more."""
PART = 1_000
"""Entries read with one question to the database."""

LAST_LETTER = "\U0010ffff"
BY_TITLE, BY_REVIEW = "", "review_by"
HELD, DUE, WITHDRAWN = "", "due", "withdrawn"

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a list is asked for. `filters`: field → code. `sort` is empty (title), `review_by`, or a column's id.

    `state` is empty (all that hold), `due` or `withdrawn`; `after` and `before` are numbers of entries.
    """

    schema: Schema
    on: date
    words: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    organisation: str = ""
    state: str = HELD
    sort: str = BY_TITLE
    after: int = 0
    before: int = 0

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.filters or self.organisation or self.state)

    @property
    def order(self) -> str:
        """What the list is ordered by: what is due stands by its day unless something else is said."""
        return BY_REVIEW if self.state == DUE and not self.sort else self.sort

    def conditions(self) -> list[tuple[str, str]]:
        """What an entry must be found under: a field of the index and a word each."""
        return [
            *self.filters.items(),
            *((WORDS_FIELD, word) for word in words_of_text(self.words)[:MOST_SEARCH_WORDS]),
        ]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of entries, and whether there is more on either side."""

    entries: tuple[Entry, ...]
    has_before: bool
    has_after: bool


class Sight:
    """The entries that one question reaches, for a membership or for everybody; the same rows by way of the index."""

    def __init__(self, question: Question, by: Membership | None) -> None:
        self.question = question
        self._by = by
        self._columns: dict[str, Any] = {}
        if by is None:
            self._columns |= {"is_shared": True}
            self._own = {"state": EntryState.CURRENT, "review_by__gt": question.on}
        else:
            self._own = {"review_by__lte": question.on} if question.state == DUE else {}
            if not question.schema.is_shared and not by.may(Permission.SEE_WHOLE_ALLIANCE):
                self._columns["organisation_code"] = by.organisation.code
        if question.organisation:
            self._columns.setdefault("organisation_code", question.organisation)
            self._own |= {"organisation_code": question.organisation}

    @property
    def is_narrow(self) -> bool:
        """Whether columns of the entries themselves may leave few of them: an owner, or a day of review."""
        return "organisation_code" in self._columns or self.question.state == DUE

    def entries(self) -> QuerySet[Entry]:
        """The entries, without the conditions that only the index knows."""
        kept = self._held(Entry).filter(register=self.question.schema.key, **self._columns)
        return kept.filter(**self._own)

    def words(self, key: str) -> QuerySet[IndexWord]:
        """The rows of the index for one field, of these entries."""
        rows = self._held(IndexWord).filter(register=self.question.schema.key, field=key, **self._columns)
        return rows.filter(**{f"entry__{name}": value for name, value in self._own.items()})

    def these(self, ids: Iterable[int]) -> QuerySet[Entry]:
        """Entries that were found by one of the ways above. Nothing but their numbers is asked, so that the database
        looks at them alone."""
        held = Entry.objects.for_membership(self._by) if self._by else Entry.unscoped.filter(is_shared=True)
        return held.filter(pk__in=ids)

    def _held(self, model: type[models.Model]) -> QuerySet[Any]:
        """The rows in the state that is asked for. Written as a list of one: a bare truth would not be looked up in an
        index by every database."""
        rows = model.objects.for_membership(self._by) if self._by else model.unscoped.all()  # type: ignore[attr-defined]
        return rows.filter(is_withdrawn__in=[self.question.state == WITHDRAWN])


def words_of(ids: Iterable[int], key: str) -> QuerySet[IndexWord]:
    """The rows of the index for one field of some entries, looked up by the entries alone."""
    return IndexWord.unscoped.filter(entry__in=ids, field=key)


def page_of(question: Question, by: Membership | None, *, rows: int = PAGE) -> Page:
    """A page of a list, for a membership; for None the page that everybody may see of a public type."""
    sight = Sight(question, by)
    is_back = bool(question.before) and not question.after
    number = question.before if is_back else question.after
    start = sight.entries().filter(pk=number).first() if number else None
    ids = _ids(sight, start, rows + 1, is_back=is_back)
    has_more, shown = len(ids) > rows, ids[:rows]
    held = {one.pk: one for one in sight.these(shown)}
    found = tuple(held[one] for one in shown if one in held)
    if is_back:
        return Page(tuple(reversed(found)), has_more, has_after=start is not None)
    return Page(found, start is not None, has_more)


def counted(question: Question, by: Membership | None) -> int:
    """How many entries the whole list has, counted no further than one more than `MOST_COUNTED`."""
    sight = Sight(question, by)
    conditions = question.conditions()
    few = _few(sight, conditions)
    if few is not None:
        return min(len(few), MOST_COUNTED + 1)
    if not conditions:
        return sight.entries().order_by()[: MOST_COUNTED + 1].count()
    (key, word), *others = conditions
    return _meeting(sight, sight.words(key).filter(word=word), others).order_by()[: MOST_COUNTED + 1].count()


class Whole:
    """A whole list in its order: the numbers of its entries, eight bytes each, and the entries a part at a time.

    Each entry that was on the list when it was asked for comes once, as it stands when its part is read.
    """

    def __init__(self, sight: Sight, ids: "array[int]", by: Membership | None) -> None:
        self._sight, self._ids, self._by = sight, ids, by

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Entry]:
        for first in range(0, len(self._ids), PART):
            part = self._ids[first : first + PART]
            with rows_of(self._by):  # a file goes out after its view has answered
                held = {one.pk: one for one in self._sight.these(part)}
            yield from (held[one] for one in part if one in held)


def all_of(question: Question, by: Membership | None) -> Whole:
    """The whole list, for a download."""
    sight = Sight(question, by)
    few = _few(sight, question.conditions())
    if few is not None:
        return Whole(sight, array("q", _of_few(sight, few, None, len(few), is_back=False)), by)
    rows, columns = _in_order(sight)
    numbers = rows.order_by(*columns).values_list(columns[-1], flat=True).iterator(chunk_size=10 * PART)
    return Whole(sight, array("q", numbers), by)


def counts_by_word(question: Question, by: Membership, key: str) -> dict[str, int]:
    """How many entries stand under each word of a field of the index, empty ones left out."""
    rows = Sight(question, by).words(key).exclude(word="").order_by()
    return dict(rows.values_list("word").annotate(entries=Count("pk")))


def due_for_review(on: date) -> QuerySet[Entry]:
    """Entries of every register that should be looked at on a day, the longest due first; for services, not pages."""
    return Entry.unscoped.filter(is_withdrawn=False, review_by__lte=on).order_by("review_by", "pk")


def due_seen_by(by: Membership, on: date, *, most: int = MOST_COUNTED) -> list[Entry]:
    """The entries due on a day that a membership answers for: its organisation's; the alliance's for its roles."""
    rows = Entry.objects.for_membership(by).filter(is_withdrawn=False, review_by__lte=on)
    if not by.may(Permission.SEE_WHOLE_ALLIANCE):
        rows = rows.filter(organisation_code=by.organisation.code)
    return list(rows.order_by("review_by", "pk")[:most])


def _ids(sight: Sight, start: Entry | None, most: int, *, is_back: bool) -> list[int]:
    """The numbers of the entries of a page, from beyond `start` on; towards the beginning when `is_back`."""
    conditions = sight.question.conditions()
    few = _few(sight, conditions)
    if few is not None:
        return _of_few(sight, few, start, most, is_back=is_back)
    rows, columns = _in_order(sight)
    if len(columns) > 2:
        return _by_column(sight, rows, columns, start, most, is_back=is_back)
    begun = (getattr(start, columns[0]), start.pk) if start else None
    return [row[-1] for row in _beyond(rows, columns, begun, most, is_back=is_back)]


def _in_order(sight: Sight) -> tuple[QuerySet[Any], tuple[str, ...]]:
    """The rows of a list that meet every condition, and the columns that order them; the last is the entry's number."""
    question, conditions = sight.question, sight.question.conditions()
    if question.order == BY_REVIEW or not (question.order or conditions):
        rows: QuerySet[Any] = sight.entries()
        for key, word in conditions:
            rows = rows.filter(Exists(IndexWord.unscoped.filter(entry=OuterRef("pk"), field=key, word=word)))
        return rows, ("review_by" if question.order == BY_REVIEW else "title_key", "pk")
    if question.order:
        return _meeting(sight, sight.words(question.order), conditions), ("word", "title_key", "entry_id")
    (key, word), *others = conditions
    return _meeting(sight, sight.words(key).filter(word=word), others), ("title_key", "entry_id")


def _few(sight: Sight, conditions: list[tuple[str, str]]) -> set[int] | None:
    """The entries that meet every condition, when one condition alone leaves few; None when each leaves many.

    A word of the search that no entry has is taken for the beginning of one.
    """
    if sight.is_narrow:
        own = set(sight.entries().order_by().values_list("pk", flat=True)[: FEW + 1])
        if len(own) <= FEW:
            return _meeting_all(sight, own, conditions)
    found = {one: _found(sight, *one) for one in conditions}
    small = [ids for ids in found.values() if len(ids) <= FEW]
    if not small:
        return None
    few = set.intersection(*small)
    for (key, word), ids in found.items():
        if len(ids) > FEW:
            few &= set(words_of(few, key).filter(word=word).values_list("entry_id", flat=True))
    return few


def _meeting_all(sight: Sight, few: set[int], conditions: list[tuple[str, str]]) -> set[int]:
    """Those of a few entries that meet every condition; a word of the search may be the beginning of one of theirs."""
    for key, word in conditions:
        rows = words_of(few, key)
        met = set(rows.filter(word=word).values_list("entry_id", flat=True))
        if not met and key == WORDS_FIELD:
            met = set(rows.filter(word__gte=word, word__lt=word + LAST_LETTER).values_list("entry_id", flat=True))
        few = few & met
    return few


def _found(sight: Sight, key: str, word: str) -> set[int]:
    rows = sight.words(key)
    found = set(rows.filter(word=word).values_list("entry_id", flat=True)[: FEW + 1])
    if found or key != WORDS_FIELD:
        return found
    begun = rows.filter(word__gte=word, word__lt=word + LAST_LETTER).order_by("word")
    return set(begun.values_list("entry_id", flat=True)[:FEW])


def _of_few(sight: Sight, few: set[int], start: Entry | None, most: int, *, is_back: bool) -> list[int]:
    """A page out of few entries, put in order here."""
    sort, keys = sight.question.order, set[Key]()
    if sort in (BY_TITLE, BY_REVIEW):
        name = "review_by" if sort == BY_REVIEW else "title_key"
        keys = set(sight.these(few).values_list(name, "pk"))
    else:
        keys = set(words_of(few, sort).values_list("word", "title_key", "entry_id"))
    ordered = sorted(keys)
    begun = next((key for key in ordered if start and key[-1] == start.pk), None)
    if is_back:
        stop = bisect_left(ordered, begun) if begun else len(ordered)
        return [key[-1] for key in reversed(ordered[max(0, stop - most) : stop])]
    first = bisect_right(ordered, begun) if begun else 0
    return [key[-1] for key in ordered[first : first + most]]


def _by_column(
    sight: Sight, rows: QuerySet[Any], columns: tuple[str, ...], start: Entry | None, most: int, *, is_back: bool
) -> list[int]:
    """A page in the order of a column: first the rest of the entries with the same word, then those beyond it."""
    word = words_of([start.pk], sight.question.order).values_list("word", flat=True).first() if start else None
    if start is None or word is None:
        return [row[-1] for row in _beyond(rows, columns, None, most, is_back=is_back)]
    same = _beyond(rows.filter(word=word), columns[1:], (start.title_key, start.pk), most, is_back=is_back)
    found = [row[-1] for row in same]
    if len(found) < most:
        further = rows.filter(word__lt=word) if is_back else rows.filter(word__gt=word)
        found += [row[-1] for row in _beyond(further, columns, None, most - len(found), is_back=is_back)]
    return found


def _beyond(rows: QuerySet[Any], columns: tuple[str, ...], begun: Key | None, most: int, *, is_back: bool) -> list[Key]:
    """Rows beyond a place in an order of two columns, the second of which tells all rows apart."""
    if begun is not None:
        (first, second), (value, number) = columns, begun
        way = "lt" if is_back else "gt"
        rows = rows.filter(Q(**{f"{first}__{way}": value}) | Q(**{first: value, f"{second}__{way}": number}))
        rows = rows.filter(**{f"{first}__{way}e": value})
    order = [f"-{one}" for one in columns] if is_back else list(columns)
    return list(rows.order_by(*order).values_list(*columns)[:most])


def _meeting(sight: Sight, rows: QuerySet[IndexWord], conditions: list[tuple[str, str]]) -> QuerySet[IndexWord]:
    for key, word in conditions:
        rows = rows.filter(Exists(IndexWord.unscoped.filter(entry=OuterRef("entry_id"), field=key, word=word)))
    return rows
