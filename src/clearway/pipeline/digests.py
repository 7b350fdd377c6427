"""Names for what figures were made from: the same submissions, rules and organisations give the same snapshot."""

import hashlib
from collections.abc import Iterable
from importlib.resources import files

from clearway.clocks.statement import clock_statement
from clearway.pipeline.manifest import Submission
from clearway.pipeline.places import place_table
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations

SNAPSHOT_DIGITS = 12


def rules_digest(rules: RuleBook, organisations: Organisations, months: Iterable[str]) -> str:
    """A name for everything but the submissions: rules, code lists, where organisations stand in `months`, our own SQL.

    When it changes, an analytical file cannot be refreshed and is built anew.
    """
    told = hashlib.sha256()
    for part in (rules.parameters, rules.code_lists, rules.standards, rules.as_at, organisations.parent_table()):
        told.update(repr(part).encode("utf-8"))
    wanted = [("provider", code, month) for month in sorted(set(months)) for code in organisations.providers()]
    told.update(repr(place_table(organisations, wanted).to_pylist()).encode("utf-8"))
    told.update(clock_statement().encode("utf-8"))
    for path in sorted(files("clearway.pipeline").joinpath("sql").iterdir(), key=lambda path: path.name):
        told.update(path.read_bytes())
    return told.hexdigest()[:SNAPSHOT_DIGITS]


def submissions_name(submissions: Iterable[Submission]) -> str:
    """A name for some live submissions."""
    told = hashlib.sha256()
    for one in sorted(submissions, key=lambda one: one.id):
        told.update(f"{one.id} {one.sha256} {one.release} {one.version}\n".encode())
    return told.hexdigest()[:SNAPSHOT_DIGITS]


def snapshot_name(submissions: str, rules: str) -> str:
    """The snapshot that some live submissions (by their name) give under some rules (by their digest)."""
    return hashlib.sha256(f"{submissions} {rules}".encode("ascii")).hexdigest()[:SNAPSHOT_DIGITS]
