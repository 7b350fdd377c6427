"""From the YAML of a profile to a `Profile`, strictly: what it cannot mean is refused with file, line and key."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from clearway.intake.profiles.profile import (
    EXCEL_DATES,
    Case,
    ColumnMap,
    Encoding,
    Kind,
    Layout,
    Organisations,
    Profile,
    ProfileTrust,
    Unmapped,
)
from clearway.intake.profiles.yaml_entries import LONGEST_FILE, Entry, read_entries
from clearway.intake.waiting_times.dates import PROFILE_FORMATS
from clearway.intake.waiting_times.headings import REQUIRED, plain
from clearway.records.findings import Refused
from clearway.records.waiting_times import COLUMNS

SEPARATOR_WORDS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?")
TARGETS = {column.name: column for column in COLUMNS}
ORDER = {column.name: place for place, column in enumerate(COLUMNS)}
HEAD = ("profile", "version", "title", "made_by", "made_for", "trust", "layout", "columns")
MORE = ("dates", "notes", "empty", "organisations", "absent", "ignored")
FROM = ("from", "join", "constant")
LONGEST_PATTERN, LONGEST_WORDS = 200, 2_000


def load_profile(path: Path) -> Profile:
    """The profile in a file. `Refused` names file, line and key of what is wrong."""
    if path.stat().st_size > 4 * LONGEST_FILE:
        raise Refused(f"{path.name} is too large for a profile.", "Give the profile's YAML file.", code="PROFILE_WRONG")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.", code="PROFILE_WRONG") from None
    return profile_from(text, path.name)


def profile_from(text: str, file: str = "profile.yaml") -> Profile:
    """The profile that a YAML text says. `file` is named in refusals."""
    whole = read_entries(text, file)
    held = whole.section(HEAD, MORE)
    layout = read_layout(held["layout"])
    absent = read_targets(held["absent"]) if "absent" in held else ()
    columns = tuple(read_column(name, one, layout) for name, one in held["columns"].pairs().items())
    refuse_gaps(held["columns"], columns, absent)
    refuse_shared_headings(held["columns"], columns)
    return Profile(
        id=read_id(held["profile"]),
        version=held["version"].whole(),
        title=words(held["title"]),
        made_by=words(held["made_by"]),
        made_for=words(held["made_for"]),
        trust=ProfileTrust(held["trust"].one_of([one.value for one in ProfileTrust])),
        layout=layout,
        dates=read_dates(held["dates"], layout) if "dates" in held else default_dates(layout),
        columns=tuple(sorted(columns, key=lambda column: ORDER[column.target])),
        notes=words(held["notes"]) if "notes" in held else "",
        empty=frozenset(held["empty"].texts()) if "empty" in held else frozenset(),
        organisations=read_organisations(held["organisations"]) if "organisations" in held else Organisations(),
        absent=tuple(sorted(absent, key=lambda name: ORDER[name])),
        ignored=tuple(sorted(held["ignored"].texts())) if "ignored" in held else (),
    )


def default_dates(layout: Layout) -> str:
    """The date format of a file that declares none: date cells in a workbook, else YYYY-MM-DD."""
    return EXCEL_DATES if layout.kind == "xlsx" else "YYYY-MM-DD"


def words(entry: Entry) -> str:
    """Words of a bearable length."""
    text = entry.text()
    if len(text) > LONGEST_WORDS:
        entry.refuse(f"{len(text):,} characters are more than {LONGEST_WORDS:,}")
    return text


def read_id(entry: Entry) -> str:
    """The stable name of a profile: small letters, digits and hyphens."""
    text = entry.text()
    if not ID.fullmatch(text):
        entry.refuse(f"{text!r} is not a name for a profile", "Use up to 50 small letters, digits and hyphens.")
    return text


def read_layout(entry: Entry) -> Layout:
    """Kind of file, encoding, separator, sheet."""
    kind = cast("Kind", entry.section(("kind",), entry.pairs().keys())["kind"].one_of(("csv", "xlsx")))
    own = ("encoding", "separator") if kind == "csv" else ("sheet",)
    held = entry.section(("kind",), (*own, "heading_within"))
    within = held["heading_within"].whole() if "heading_within" in held else Layout().heading_within
    encoding = held["encoding"].one_of(("utf-8", "utf-16", "cp1252")) if "encoding" in held else "utf-8"
    separator = held["separator"].one_of(SEPARATOR_WORDS) if "separator" in held else "comma"
    sheet = held["sheet"].text() if "sheet" in held else ""
    return Layout(kind, cast("Encoding", encoding), SEPARATOR_WORDS[separator], sheet, within)


def read_dates(entry: Entry, layout: Layout) -> str:
    """A date format by its name. `Excel` means date cells, which only a workbook has."""
    name = entry.one_of([*PROFILE_FORMATS])
    if name == EXCEL_DATES and layout.kind != "xlsx":
        entry.refuse("a text file has no date cells", "Name the format in which its dates are written.")
    return name


def read_targets(entry: Entry) -> tuple[str, ...]:
    """Names of columns of the record."""
    names = entry.texts()
    for name in names:
        if name not in TARGETS:
            entry.refuse(f"{name!r} is no column of the record", "docs/records.md lists them.")
    return names


def read_column(name: str, entry: Entry, layout: Layout) -> ColumnMap:
    """Where one column of the record comes from."""
    if name not in TARGETS:
        entry.refuse("this is no column of the record", "docs/records.md lists them.")
    optional = (*FROM, "with", "dates", "codes", "unmapped", "case", "pattern", "optional")
    held = entry.section((), optional)
    if sum(key in held for key in FROM) != 1:
        entry.refuse("one of from, join and constant belongs here", "Name the heading: from: Date of referral.")
    kind = TARGETS[name].kind
    for key, allowed in (("dates", ("date",)), ("codes", ("code", "organisation", "days", "number"))):
        if key in held and kind not in allowed:
            held[key].refuse(f"{name} is a column of kind {kind}, for which {key} mean nothing")
    if "with" in held and "join" not in held:
        held["with"].refuse("this belongs beside join")
    if "unmapped" in held and "codes" not in held:
        held["unmapped"].refuse("this belongs beside codes")
    return ColumnMap(
        target=name,
        headings=held["from"].texts() if "from" in held else (),
        joined=held["join"].texts() if "join" in held else (),
        joined_with=held["with"].any_text() if "with" in held else "-",
        constant=held["constant"].text() if "constant" in held else "",
        dates=read_dates(held["dates"], layout) if "dates" in held else "",
        codes=read_codes(held["codes"]) if "codes" in held else {},
        unmapped=read_unmapped(held),
        case=cast("Case", held["case"].one_of(("as_sent", "upper", "ignore")) if "case" in held else "as_sent"),
        pattern=read_pattern(held["pattern"]) if "pattern" in held else "",
        optional=held["optional"].switch() if "optional" in held else False,
    )


def read_unmapped(held: Mapping[str, Entry]) -> Unmapped:
    """What becomes of a value that is not on the map."""
    return cast("Unmapped", held["unmapped"].one_of(("reject", "as_sent")) if "unmapped" in held else "reject")


def read_codes(entry: Entry) -> dict[str, str]:
    """Their values → ours. Our empty text means "not recorded"."""
    return {theirs: ours.any_text() for theirs, ours in entry.pairs().items()}


def read_pattern(entry: Entry) -> str:
    """A regular expression with one group. Repeats inside repeats are refused: they can take for ever."""
    text = entry.text()
    try:
        compiled = re.compile(text)
    except re.error as error:
        entry.refuse(f"this is no regular expression ({error.msg})")
    if compiled.groups != 1:
        entry.refuse("a pattern has one group in parentheses: the part of the cell that is the value")
    if len(text) > LONGEST_PATTERN or re.search(r"[)\]][*+{].*[)][*+{]|[*+}]\??[)][*+{]|\\[1-9]", text):
        entry.refuse("this pattern is too long or repeats a repeat", "Write a plain pattern, such as ([A-Z0-9]+)/.*")
    return text


def read_organisations(entry: Entry) -> Organisations:
    """Local codes of sites and trusts → ODS codes."""
    held = entry.section(("codes",), ("unmapped",))
    return Organisations(read_codes(held["codes"]), read_unmapped(held))


def refuse_gaps(entry: Entry, columns: tuple[ColumnMap, ...], absent: tuple[str, ...]) -> None:
    """Refuse a profile that forgets a column which a clock needs, or has one that it calls absent."""
    mapped = {column.target for column in columns}
    missing = [name for name in REQUIRED if name not in mapped and name not in absent]
    if missing:
        mend = "Say where each comes from; list under `absent` what the export does not have."
        entry.refuse(f"nothing is said of {', '.join(missing)}, which clocks need", mend)
    if "record_id" in absent:
        entry.refuse("every record needs a record_id", "Name a heading for it, or join two that together are unique.")
    if both := [name for name in absent if name in mapped]:
        entry.refuse(f"{', '.join(both)} is both mapped and absent", "Keep one of the two.")


def refuse_shared_headings(entry: Entry, columns: tuple[ColumnMap, ...]) -> None:
    """Refuse one heading twice within one column's list in another spelling: a file could never satisfy it."""
    for column in columns:
        names = [plain(one) or one for one in column.accepted]
        if len(set(names)) != len(names):
            entry.pairs()[column.target].refuse("a heading stands twice, in different spellings")
