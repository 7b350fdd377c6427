"""What the search finds here: registers by their title, and entries by the words of their texts."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from clearway.site.organisations.models import Membership
from clearway.site.pages.search import Hit
from clearway.site.registers.known import known_types
from clearway.site.registers.listing import MOST_SEARCH_WORDS, Question, page_of

MOST_OF_A_TYPE = 10


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """Registers in whose title every word stands, in any order; of each the first entries that have them all."""
    on, asked = timezone.localdate(), words.casefold().split()[:MOST_SEARCH_WORDS]
    for schema in known_types():
        if asked and all(word in schema.title.casefold() for word in asked):
            yield Hit(schema.title, reverse("registers:register", args=[schema.key]), "Register")
        question = Question(schema=schema, on=on, words=words)
        if not question.conditions():
            continue
        for entry in page_of(question, membership, rows=MOST_OF_A_TYPE).entries:
            yield Hit(entry.title, reverse("registers:entry", args=[schema.key, entry.pk]), schema.title)
