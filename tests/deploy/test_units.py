"""The files of `deploy/`: units that systemd understands, locked down; proxies that set what the site needs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clearway.intake.limits import DEFAULT

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
MOST_EXPOSED = 30
"""Of 100, by the reckoning of `systemd-analyze security`; a unit that says nothing has 96."""

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units with the programs of this machine in place of those that they will find."""
    for path in (*UNITS, *DEPLOY.glob("*.timer")):
        text = path.read_text(encoding="utf-8").replace("/opt/clearway/.venv/bin", str(Path(sys.executable).parent))
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return tmp_path


@needs_systemd
@pytest.mark.parametrize("name", [path.name for path in (*UNITS, *DEPLOY.glob("*.timer"))])
def test_systemd_understands_every_line(installed: Path, name: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(installed / name)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    told = [line for line in done.stderr.splitlines() if name in line]
    assert told == [], told


@needs_systemd
@pytest.mark.parametrize("name", [path.name for path in UNITS])
def test_every_service_is_locked_down(installed: Path, name: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", f"--threshold={MOST_EXPOSED}", str(installed / name)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout.splitlines()[-1:] or done.stderr


def test_the_container_runs_as_nobody_in_particular_and_fetches_nothing_while_it_runs() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    last = text.rsplit("FROM ", 1)[1]
    assert re.search(r"^USER clearway$", last, re.MULTILINE)
    assert not re.search(r"\b(apt-get|pip|npm|curl|wget)\b", last)


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_the_proxies_say_https_take_whole_uploads_and_keep_metrics_inside(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    assert re.search(r"X-Forwarded-Proto\s+https", text)
    assert "/metrics" in text
    (most,) = re.findall(r"(?:max_size|client_max_body_size)\s+(\d+)m", text, re.IGNORECASE)
    assert int(most) * 1_000_000 > DEFAULT.file_bytes


def test_the_example_of_settings_names_only_settings_that_are() -> None:
    page = (DEPLOY.parent / "docs/settings.md").read_text(encoding="utf-8")
    named = re.findall(r"^#? ?(CLEARWAY_[A-Z_]+)=", (DEPLOY / "clearway.env.example").read_text(), re.MULTILINE)
    assert named
    assert [one for one in named if f"`{one}`" not in page] == []
