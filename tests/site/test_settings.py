"""The page of settings names every setting that there is, and none that there is not."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTING = re.compile(r"CLEARWAY_[A-Z_]+[A-Z]")


def test_every_setting_is_on_the_page_and_the_page_names_no_other():
    read = [*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py"), ROOT / "Makefile"]
    in_code = {name for path in read for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    on_page = set(SETTING.findall((ROOT / "docs/settings.md").read_text(encoding="utf-8")))
    assert on_page == in_code
