"""One definition file into one measure: every key named, every word out of its list, every refusal with its place."""

import calendar
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from clearway.measures.catalogue.measure import Kind, Measure, Polarity, Status, Target, TargetKind, Verification
from clearway.measures.catalogue.places import Place, read_place
from clearway.measures.catalogue.vocabulary import Unit, Vocabulary, number, vocabulary
from clearway.standards.strict import Section, read_yaml

ID = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+\Z")
BY = re.compile(r"((?:19|20)[0-9]{2})(?:-(0[1-9]|1[0-2]))?\Z")

REQUIRED = (
    *("id", "name", "domain", "kind", "numerator", "denominator", "exclusions", "unit", "polarity", "source", "levels"),
    *("periodicity", "method", "serves", "in_dashboard", "targets", "why_it_matters", "cannot_tell"),
    *("definition_basis", "found_in", "status", "reviewed_by_role", "next_review"),
)
OPTIONAL = ("standard", "display", "notes", "nearest", "needs", "reviewed_by", "reviewed_on")


def read_definition(path: Path, root: Path, *, is_local: bool = False) -> Measure:
    """The measure in a file. Raises StandardsError naming the file and the key, what is wrong and how to mend it."""
    entry = read_yaml(path, root)
    return measure_of(entry, vocabulary(), is_local=is_local)


def measure_of(entry: Section, words: Vocabulary, *, is_local: bool = False) -> Measure:
    """The measure that a mapping gives: from a file, or put together by a form."""
    entry.only(REQUIRED, OPTIONAL)
    unit = words.units[entry.one_of("unit", tuple(words.units))]
    measure = Measure(
        id=_id(entry),
        name=entry.text("name"),
        domain=entry.one_of("domain", tuple(words.domains)),
        kind=Kind(entry.one_of("kind", tuple(words.kinds))),
        numerator=entry.text("numerator"),
        denominator=entry.text("denominator"),
        exclusions=entry.texts("exclusions"),
        unit=unit,
        polarity=Polarity(entry.one_of("polarity", tuple(words.polarities))),
        source=entry.text("source"),
        levels=_words(entry, "levels", tuple(words.levels)),
        periodicity=entry.one_of("periodicity", words.periodicities),
        method=entry.one_of("method", tuple(words.methods)),
        serves=entry.texts("serves"),
        in_dashboard=entry.switch("in_dashboard", default=False),
        standard=entry.text("standard", " ").strip(),
        targets=tuple(_target(one, unit, words) for one in entry.sections("targets")),
        why_it_matters=entry.text("why_it_matters"),
        cannot_tell=entry.text("cannot_tell"),
        definition_basis=entry.one_of("definition_basis", tuple(words.definition_bases)),
        display=_words(entry, "display", tuple(words.displays)),
        notes=entry.texts("notes"),
        found_in=_places(entry, "found_in", words),
        nearest=_places(entry, "nearest", words, is_nearest=True),
        needs=entry.text("needs", " ").strip(),
        status=Status(entry.one_of("status", words.statuses)),
        reviewed_by_role=entry.text("reviewed_by_role"),
        next_review=entry.day("next_review"),
        reviewed_by=entry.text("reviewed_by", " ").strip(),
        reviewed_on=entry.optional_day("reviewed_on"),
        is_local=is_local,
    )
    _refuse_contradictions(entry, measure)
    return measure


def _id(entry: Section) -> str:
    held = entry.text("id")
    if not ID.match(held):
        raise entry.wrong("id", f"{held!r} is not an id", "Use capitals and hyphens: CWT-62D.")
    if held != Path(entry.file).stem:
        raise entry.wrong("id", f"{held!r} does not stand in a file of its name", f"Name the file {held}.yaml.")
    return held


def _words(entry: Section, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    held = entry.texts(key)
    for word in held:
        if word not in allowed:
            raise entry.wrong(key, f"{word!r} is not known", f"Use one of: {', '.join(allowed)}.")
    return held


def _places(entry: Section, key: str, words: Vocabulary, *, is_nearest: bool = False) -> tuple[Place, ...]:
    if not entry.has(key):
        return ()
    return tuple(read_place(one, words, is_nearest=is_nearest) for one in entry.sections(key))


def _refuse_contradictions(entry: Section, measure: Measure) -> None:
    """`StandardsError` for keys that are right one by one and wrong together."""
    if measure.polarity is Polarity.CONTEXT and measure.kind is not Kind.INFORMATIVE:
        raise entry.wrong("kind", "a measure without a good direction can only inform", "Write informative.")
    if not measure.is_measurable and not measure.needs:
        raise entry.wrong("needs", "missing, though no values are at hand", "Say which file, whose, which level.")
    if not measure.levels:
        raise entry.wrong("levels", "empty", "Name at least one level.")
    if (measure.status is Status.REVIEWED) != bool(measure.reviewed_by and measure.reviewed_on):
        wrong = "a reviewed measure names who reviewed it and when, another one does not"
        raise entry.wrong("status", wrong, "Give reviewed_by and reviewed_on with `reviewed`, and only then.")
    if measure.reviewed_on and measure.reviewed_on >= measure.next_review:
        raise entry.wrong("next_review", "is not after the last review", "Correct one of the two dates.")


def _target(entry: Section, unit: Unit, words: Vocabulary) -> Target:
    entry.only(("kind", "source", "verification"), ("value", "by", "from", "label", "note", "compares"))
    by, by_words = _by(entry)
    target = Target(
        kind=TargetKind(entry.one_of("kind", tuple(TargetKind))),
        value=_value(entry, unit),
        source=entry.text("source"),
        verification=Verification(entry.one_of("verification", tuple(words.verifications))),
        by=by,
        by_words=by_words,
        applies_from=entry.optional_day("from"),
        label=entry.text("label", " ").strip(),
        note=entry.text("note", " ").strip(),
        compares=entry.switch("compares", default=True),
    )
    if target.kind is TargetKind.STANDARD and by:
        raise entry.wrong("by", "a standard has no day to be reached by", "Write from:, or make it a milestone.")
    if target.by and target.applies_from and target.by < target.applies_from:
        raise entry.wrong("by", "lies before from", "Correct one of the two dates.")
    if target.value is None and not target.note:
        raise entry.wrong("note", "missing, though the target has no value", "Say why there is no figure.")
    return target


def _value(entry: Section, unit: Unit) -> Decimal | None:
    if not entry.has("value"):
        return None
    held = number(entry, "value")
    if unit.most is not None and held > unit.most:
        raise entry.wrong("value", f"{held} is more than {unit.most} {unit.title}", "Write 85 for 85 per cent.")
    return held


def _by(entry: Section) -> tuple[date | None, str]:
    """The last day of the year or month to be reached by, and its words."""
    if not entry.has("by"):
        return None, ""
    held = entry.text("by")
    found = BY.match(held)
    if not found:
        raise entry.wrong("by", f"{held!r} is neither a year nor a month", 'Write "2028" or "2029-03", in quotes.')
    year, month = int(found[1]), int(found[2] or 12)
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last, f"{last:%B %Y}" if found[2] else found[1]
