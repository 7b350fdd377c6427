"""Faults 58 and 68 for sent files: an odd or hostile file name is a label and nothing else."""

import pytest
from tests.site.sending.conftest import a_file, barnsleys, the_sending, work_all

from clearway.site.sending.models import Upload
from clearway.site.sending.receiving import LABEL_LENGTH, label_of
from clearway.site.submissions.models import Submission

GOOD = barnsleys({}, {})
NAMES = (
    ("../../etc/passwd", "passwd"),
    ("..\\..\\evil.csv", "evil.csv"),
    ("C:\\Users\\me\\march.csv", "march.csv"),
    ("/etc/shadow", "shadow"),
    ("Môn – März 日本.csv", "Môn – März 日本.csv"),
    ('say "hi".csv', 'say "hi".csv'),
    ("a;rm -rf.csv", "a;rm -rf.csv"),
    ("march\u202efdp.csv", "marchfdp.csv"),
    ("<script>alert(1)</script>.csv", "script>.csv"),
    ("'; DROP TABLE x; --.csv", "'; DROP TABLE x; --.csv"),
    ("{{ 7*7 }}.csv", "{{ 7*7 }}.csv"),
)


@pytest.mark.parametrize(("name", "label"), NAMES)
def test_fault_68_an_odd_file_name_is_a_label_and_the_file_lies_under_ours(at_barnsley, name, label):
    at_barnsley.sends([a_file(GOOD, name)])
    (path,) = at_barnsley.left()
    assert path == at_barnsley.store.path / "uploads" / Upload.unscoped.get().pk / "1"
    assert Upload.unscoped.get().files[0]["name"] == label
    work_all()
    assert the_sending().ending == "loaded"
    assert Submission.unscoped.get().file_name == label
    assert {one.name for one in at_barnsley.store.path.rglob("*.csv")} == set()


@pytest.mark.parametrize("name", ["x\r\nSet-Cookie: a=b.csv", "tab\t.csv", "nul\x00.csv"])
def test_fault_68_signs_that_cannot_be_printed_become_underscores(name):
    assert label_of(name).isprintable()


def test_fault_68_a_name_beyond_measure_is_cut_and_keeps_its_ending():
    label = label_of("a" * 5_000 + ".csv")
    assert len(label) == LABEL_LENGTH
    assert label.endswith(".csv")
    assert label_of("") == label_of("/") == "file"


def test_fault_58_a_script_in_a_file_name_is_text_on_every_page_that_shows_it(at_barnsley):
    hostile = "<img src=x onerror=alert(1)>.csv"
    text = at_barnsley.loads([a_file(GOOD, hostile)])
    for shown in (text, at_barnsley.page("/data/send"), at_barnsley.page("/data/submissions")):
        assert "<img" not in shown
        assert "&lt;img src=x onerror=alert(1)&gt;.csv" in shown
