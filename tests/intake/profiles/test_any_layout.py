"""Any order of columns, any headings and any map of codes there and back give the same records."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.builders import HEADINGS, csv_text, records

from clearway.intake.profiles import ColumnMap, Layout, Profile, profile_from, written
from clearway.intake.profiles.profile import ProfileTrust
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import parsed

CODED = ("priority_type", "source_of_referral", "event_type", "modality", "care_setting")
WORDS = st.text(
    st.characters(codec="cp1252", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=12
)
ROWS = records({}, {"priority_type": "2", "source_of_referral": "17", "modality": "05"}, {"crtp_start": ""})


@settings(max_examples=40, deadline=None)
@given(
    order=st.permutations(HEADINGS),
    names=st.lists(st.from_regex(r"[A-Za-z]{3,12}", fullmatch=True), min_size=28, max_size=28, unique_by=str.casefold),
    theirs=st.lists(WORDS, min_size=40, max_size=40, unique=True),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]),
)
def test_any_layout_and_any_map_of_codes_there_and_back_give_the_same_records(
    order, names, theirs, separator, encoding
):
    headings = dict(zip(HEADINGS, names, strict=True))
    words = iter(theirs)
    spoken = {name: {code: next(words) for code in sorted({row[name] for row in ROWS})} for name in CODED}
    sent = [{headings[name]: spoken.get(name, {}).get(value, value) for name, value in row.items()} for row in ROWS]
    columns = tuple(
        ColumnMap(name, headings=(headings[name],), codes={said: code for code, said in spoken.get(name, {}).items()})
        for name in HEADINGS
    )
    made = Profile(
        "ours", 1, "Ours", "Us", "Ours", ProfileTrust.LOCAL, Layout("csv", encoding, separator), "YYYY-MM-DD", columns
    )
    made = profile_from(written(made))
    with TemporaryDirectory() as folder:
        own, other = Path(folder) / "own.csv", Path(folder) / "other.csv"
        own.write_text(csv_text(ROWS), encoding="utf-8", newline="")
        text = csv_text(sent, [headings[name] for name in order], separator)
        if encoding == "cp1252" and not text.isascii() and is_utf8(text.encode("cp1252")):
            return
        other.write_bytes(text.encode(encoding))
        expected, found = parsed(read_here(own)), parsed(read_here(other, Declared(profile=made)))
    assert found.records.equals(expected.records)
    assert found.rejected.equals(expected.rejected)
    assert found.carried == expected.carried


def is_utf8(content: bytes) -> bool:
    """Whether bytes happen to be UTF-8 too: such a file is refused, since nobody can tell which was meant."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
