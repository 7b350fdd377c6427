"""Names for what figures were made from: the same submissions, rules and organisations give the same snapshot."""

import hashlib
from collections.abc import Iterable, Sequence
from importlib.resources import files

from clearway.clocks.statement import clock_statement
from clearway.measures.months import months_between
from clearway.pipeline.manifest import OBSERVATIONS, Submission
from clearway.pipeline.places import place_table
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations

SNAPSHOT_DIGITS = 12


def rules_digest(rules: RuleBook, organisations: Organisations) -> str:
    """A name for everything that the clocks read beside the records: rules, code lists, parent trusts, our own SQL.

    When it changes, an analytical file cannot be refreshed and is built anew.
    """
    told = hashlib.sha256()
    for part in (rules.parameters, rules.code_lists, rules.standards, rules.as_at, organisations.parent_table()):
        told.update(repr(part).encode("utf-8"))
    told.update(clock_statement().encode("utf-8"))
    for path in sorted(files("clearway.pipeline").joinpath("sql").iterdir(), key=lambda path: path.name):
        told.update(path.read_bytes())
    return told.hexdigest()[:SNAPSHOT_DIGITS]


def places_digest(organisations: Organisations, span: Sequence[str]) -> str:
    """A name for where every provider stands in some months: alliance, ICB, region and name."""
    wanted = [("provider", code, month) for month in span for code in organisations.providers()]
    return hashlib.sha256(repr(place_table(organisations, wanted).to_pylist()).encode("utf-8")).hexdigest()


def span_of(submissions: Iterable[Submission]) -> tuple[str, ...]:
    """Every month from the first that some submissions speak of to the last.

    Indicators say themselves whose they are, and some go back for decades: they ask for no month of our own tables.
    """
    placed = [one for one in submissions if one.data_set != OBSERVATIONS]
    months = sorted({month for one in placed for month in (one.first_month, one.last_month) if month})
    return months_between(months[0], months[-1]) if months else ()


def submissions_name(submissions: Iterable[Submission]) -> str:
    """A name for some live submissions."""
    told = hashlib.sha256()
    for one in sorted(submissions, key=lambda one: one.id):
        told.update(f"{one.id} {one.sha256} {one.release} {one.version}\n".encode())
    return told.hexdigest()[:SNAPSHOT_DIGITS]


def snapshot_name(submissions: str, rules: str, places: str) -> str:
    """The snapshot that some live submissions give under some rules and places, each by its name."""
    return hashlib.sha256(f"{submissions} {rules} {places}".encode("ascii")).hexdigest()[:SNAPSHOT_DIGITS]
