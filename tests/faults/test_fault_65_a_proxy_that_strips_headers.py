"""Fault 65: https ends at a proxy that strips headers, or settings are unsafe. It is found before anybody is served."""

import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.cli.conftest import environment

from clearway.cli import deployment
from clearway.cli.deployment import unsafe_proxy, unsafe_settings
from clearway.store.folder import StoreKind, create_store

SAFE = {"CLEARWAY_HTTPS": "1", "CLEARWAY_HOSTS": "waits.example.nhs.uk", "CLEARWAY_ANTIVIRUS": "clamdscan"}
HEADERS = {
    "strict-transport-security": "max-age=31536000",
    "content-security-policy": "default-src 'none'",
    "x-frame-options": "DENY",
}


@pytest.fixture
def live(tmp_path: Path, monkeypatch):
    """A live store with every setting as it should be; what is wrong is changed by the test."""
    store = create_store(tmp_path / "store", kind=StoreKind.LIVE, alliance="E56000025")
    store.operational.touch(mode=0o600)
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("os.geteuid", lambda: 1_000)
    return store


def told(store) -> str:
    return " ".join(one.what for one in unsafe_settings(store))


def test_fault_65_nothing_is_said_of_safe_settings(live):
    assert list(unsafe_settings(live)) == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("CLEARWAY_HTTPS", "0", "cookies would travel in clear"),
        ("CLEARWAY_HOSTS", "", "names no host"),
        ("CLEARWAY_HOSTS", "*", "lets any name through"),
        ("CLEARWAY_HOSTS", ".nhs.uk", "lets any name through"),
        ("CLEARWAY_METRICS_TOKEN", "short", "short enough to be guessed"),
        ("CLEARWAY_ANTIVIRUS", "", "not scanned"),
    ],
)
def test_fault_65_an_unsafe_setting_is_named(live, monkeypatch, name: str, value: str, words: str):
    monkeypatch.setenv(name, value)
    assert words in told(live)


def test_fault_65_a_key_in_the_store_and_a_store_open_to_all_are_named(live, monkeypatch):
    live.identifiers.chmod(0o755)
    assert str(live.identifiers) in told(live)
    inside = live.path / "inside.key"
    shutil.copy(live.key_file, inside)
    monkeypatch.setenv("CLEARWAY_KEY_FILE", str(inside))
    assert "whoever copies the folder has both" in told(live)
    assert stat.S_IMODE(live.path.stat().st_mode) & 0o007 == 0


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (200, HEADERS, ""),
        (301, {"location": "https://waits.example.nhs.uk/sign-in"}, "leads to itself for ever"),
        (400, {}, "answers with 400"),
        (200, {**HEADERS, "strict-transport-security": None}, "lacks Strict-Transport-Security"),
        (200, {**HEADERS, "content-security-policy": None}, "strips content-security-policy"),
    ],
)
def test_fault_65_what_the_proxy_does_wrong_is_told(status: int, headers: dict[str, str], words: str):
    kept = {name: value for name, value in headers.items() if value}
    with patch.object(deployment, "_answer", return_value=(status, kept)):
        found = " ".join(one.what for one in unsafe_proxy("https://waits.example.nhs.uk"))
    assert words in found
    assert bool(words) == bool(found)


def test_fault_65_an_address_that_is_not_https_or_does_not_answer_is_told():
    assert "not an https address" in next(unsafe_proxy("http://waits.example.nhs.uk")).what
    with patch.object(deployment, "_answer", side_effect=OSError("refused")):
        assert "does not answer" in next(unsafe_proxy("https://waits.example.nhs.uk")).what


@pytest.mark.slow
def test_fault_65_the_check_ends_with_1_so_that_the_service_does_not_start(store: Path):
    command = [sys.executable, "-c", "from clearway.cli import main; main()", "check", "--store", str(store), "--json"]
    alone = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60)
    assert alone.returncode == 0, alone.stderr
    deployed = subprocess.run([*command, "--deploy"], capture_output=True, text=True, env=environment(), timeout=60)
    assert deployed.returncode == 1, deployed.stderr
    assert any("CLEARWAY_HTTPS" in one["what"] for one in json.loads(deployed.stdout)["unsafe"])


def test_fault_65_a_page_behind_a_proxy_that_says_nothing_is_never_served_in_clear(browser, settings, demo_store):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert browser.get("/sign-in").status_code == 301
    assert browser.get("/sign-in", HTTP_X_FORWARDED_PROTO="https").status_code == 200
