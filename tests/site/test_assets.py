"""What a browser is given: nothing in it asks another site, and no NHS logo is among it."""

import importlib.util
import re
from pathlib import Path

import pytest

import clearway.site

SITE = Path(clearway.site.__file__).parent
ASSETS = SITE / "assets"
ROOT = SITE.parents[2]


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("build_assets", ROOT / "scripts/build_assets.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_built_files_are_of_the_present_sources(build):
    assert ASSETS.exists(), "run `make assets`"
    assert (ASSETS / "built-from.txt").read_text().strip() == build.fingerprint(), "run `make assets`"


@pytest.mark.parametrize("kind", ["css", "js"])
def test_no_style_sheet_or_script_names_another_site_to_load_from(kind):
    files = list(ASSETS.rglob(f"*.{kind}"))
    assert files
    for file in files:
        words = file.read_text(encoding="utf-8")
        assert not re.search(r"""url\(\s*["']?(?:https?:)?//""", words), file
        assert not re.search(r"""(?:import|from)\s*\(?["']https?:""", words), file
        assert "@font-face" not in words
        assert "sourceMappingURL" not in words


def test_no_template_loads_from_another_site():
    for template in SITE.rglob("*.jinja"):
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", template.read_text(encoding="utf-8")), (
            template
        )


def test_there_is_no_nhs_logo_among_the_files(build):
    names = {file.name for file in ASSETS.rglob("*")}
    assert not any(re.search(r"favicon|nhsuk-icon-\d|opengraph|mask|manifest\.json$", name) for name in names)


def test_a_rule_that_would_load_a_font_is_taken_out_and_any_other_such_address_stops_the_build(build):
    font = "@font-face{font-family:X;src:url(https://assets.example/x.woff2)}"
    assert build.without_outside_addresses(f"a{{}}{font}b{{}}", "x.css") == "a{}b{}"
    for address in ("https://a.example/x.png", "//a.example/x.png", "'http://a.example/x.png'"):
        with pytest.raises(SystemExit, match="points to another site"):
            build.without_outside_addresses(f"a{{background:url({address})}}", "x.css")


def test_the_lock_of_the_front_end_pins_by_content_and_names_no_address():
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "http" not in lock
    assert lock.count('"integrity": "sha512-') == 3


def test_the_python_locks_pin_every_package_by_hash_and_name_no_address():
    for lock in (ROOT / "requirements").glob("*.txt"):
        words = lock.read_text(encoding="utf-8")
        assert "://" not in words, lock
        assert not re.search(r"^-", words, re.MULTILINE), lock  # no option either: an index, a place to find links
        pinned = re.findall(r"^[A-Za-z0-9_.\-]+(?:\[[^\]]*\])?==", words, re.MULTILINE)
        hashed = re.findall(r"^[A-Za-z0-9_.\-]+(?:\[[^\]]*\])?==[^\n]+\\\n\s+--hash=sha256:", words, re.MULTILINE)
        assert pinned
        assert len(pinned) == len(hashed), lock
