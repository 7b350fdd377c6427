"""Fault 18: a virus scanner flags a file. It is put aside, never read, audited; who sent it is told gently."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import environment
from tests.intake.builders import csv_file, records
from tests.site.sending.conftest import a_file, barnsleys, the_sending, work_all

from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.sending import jobs
from clearway.site.sending.models import Upload
from clearway.site.sending.uploads import NotShown, open_sample
from clearway.site.submissions.models import Submission

GOOD = barnsleys({}, {})
SCANNER = """
import sys, time, pathlib
content = pathlib.Path(sys.argv[-1]).read_bytes()
if b"SLOW" in content: time.sleep(60)
sys.exit(1 if b"EICAR" in content else 2 if b"BROKEN" in content else 0)
"""


@pytest.fixture
def scanned(settings, tmp_path: Path) -> Path:
    """A scanner that flags what holds EICAR, breaks on BROKEN and sleeps on SLOW."""
    script = tmp_path / "scanner.py"
    script.write_text(SCANNER)
    settings.ANTIVIRUS = (sys.executable, str(script), "--option")
    settings.ANTIVIRUS_SECONDS = 5
    return script


def test_fault_18_an_infected_file_is_put_aside_for_the_owner_alone_and_never_loaded(at_barnsley, scanned):
    text = at_barnsley.loads(GOOD + b"EICAR")
    assert "The virus scanner flagged march.csv. It was put aside and not read." in text
    assert "This is not your fault" in text
    assert "send it again" not in text
    assert at_barnsley.left() == []
    quarantine = at_barnsley.store.path / "quarantine"
    (aside,) = quarantine.iterdir()
    assert aside.read_bytes().endswith(b"EICAR")
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert stat.S_IMODE(quarantine.stat().st_mode) == 0o700
    assert Submission.unscoped.count() == 0
    event = Event.objects.get(event="infected file put aside")
    assert (event.actor, event.after["quarantine"]) == ("tracker@example.org", aside.name)
    assert verify_chain() == []


def test_fault_18_one_infected_file_among_several_stops_them_all(at_barnsley, scanned):
    at_barnsley.sends([a_file(GOOD, "a.csv"), a_file(GOOD + b"EICAR", "b.csv")])
    work_all()
    assert the_sending().refused_code == "VIRUS_FOUND"
    assert "b.csv" in the_sending().refused_reason
    assert at_barnsley.left() == []


@pytest.mark.parametrize("content", [b"BROKEN", b"SLOW"])
def test_fault_18_a_scanner_that_gives_no_verdict_lets_nothing_through(at_barnsley, scanned, settings, content):
    settings.ANTIVIRUS_SECONDS = 0.5
    text = at_barnsley.loads(GOOD + content)
    assert "could not be checked for viruses, so it was not read" in text
    assert Submission.unscoped.count() == 0
    assert len(at_barnsley.left()) == 1


def test_fault_18_a_scanner_that_is_not_there_lets_nothing_through(at_barnsley, settings):
    settings.ANTIVIRUS = ("/nowhere/scanner",)
    assert "could not be checked" in at_barnsley.loads(GOOD)


def test_fault_18_a_clean_file_is_scanned_once_and_loaded(at_barnsley, scanned):
    assert "Loaded as <strong>version 1</strong>" in at_barnsley.loads(GOOD)
    assert Upload.unscoped.get().scanned_at is not None


def test_fault_18_a_sample_of_an_infected_file_is_not_handed_out_either(at_barnsley, scanned, tracker):
    from clearway.records.findings import Refused

    at_barnsley.sends(GOOD + b"EICAR")
    with pytest.raises(Refused, match="flagged march"):
        open_sample(Upload.unscoped.get().pk, tracker)
    with pytest.raises(NotShown):
        open_sample(Upload.unscoped.get().pk, tracker)
    work_all()
    assert the_sending().refused_code == "UPLOAD_GONE"


def test_fault_18_the_path_is_an_argument_and_never_words_of_a_shell(settings, tmp_path):
    from clearway.site.sending.antivirus import Verdict, verdict

    seen = tmp_path / "seen"
    script = tmp_path / "scanner.py"
    script.write_text(f"import sys, json; open({str(seen)!r}, 'w').write(json.dumps(sys.argv[1:]))")
    settings.ANTIVIRUS = (sys.executable, str(script))
    odd = tmp_path / "a; touch hacked $(id) 'x'.csv"
    odd.touch()
    assert verdict(odd) is Verdict.CLEAN
    assert str(odd) in seen.read_text()
    assert not (tmp_path / "hacked").exists()


def test_fault_18_without_a_scanner_the_administrator_is_told_so_and_files_load(at_barnsley, desk_of, administrator):
    assert "No virus scanner is configured here" in desk_of(administrator).page("/data/send")
    assert "No virus scanner" not in at_barnsley.page("/data/send")
    assert at_barnsley.browser.get("/health").json()["antivirus"] == "not configured"
    assert jobs.tidy_uploads({}, None) == {"removed": 0}


@pytest.mark.slow
def test_fault_18_the_command_line_asks_the_same_scanner_and_leaves_the_file_where_it_is(store, tmp_path, scanned):
    path = csv_file(tmp_path, records({}, {}), "march.csv")
    path.write_bytes(path.read_bytes() + b"EICAR")
    told = subprocess.run(
        [sys.executable, "-c", "from clearway.cli import main; main()", "load", str(path), "--store", str(store)],
        env=environment(CLEARWAY_ANTIVIRUS=f"{sys.executable} {scanned}"),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 3
    assert "The virus scanner flagged march.csv. It was left where it is and not read." in told.stderr
    assert path.exists()
    assert not list((store / "submissions").iterdir())
