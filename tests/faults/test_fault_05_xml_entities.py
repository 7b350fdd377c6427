"""Fault 5: entity bombs and external entities are refused, nothing is expanded and nothing is asked for."""

import re
import socket
import zipfile
from pathlib import Path

import pytest
from tests.intake.builders import MonthlyWorkbook

from clearway.intake.readers import read_here
from clearway.records.findings import Refused

BOMB = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
LOCAL_FILE = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
NETWORK = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def with_prolog(path: Path, part: str, prolog: str, encoding: str = "utf-8") -> Path:
    """A workbook of which one part starts with a prolog, in an encoding of its own."""
    whole = MonthlyWorkbook().save(path.with_name("sound.xlsx"))
    with zipfile.ZipFile(whole) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in sound.namelist():
            text = sound.read(name)
            if name == part:
                body = re.sub(r"^<\?xml[^>]*\?>", "", text.decode())
                text = f'<?xml version="1.0" encoding="{encoding}"?>{prolog}{body}'.encode(encoding)
            changed.writestr(name, text)
    return path


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a request left the reader"))


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/app.xml"]
)
@pytest.mark.parametrize("prolog", [BOMB, LOCAL_FILE, NETWORK], ids=["bomb", "local file", "network"])
def test_fault_05_a_workbook_that_declares_entities_is_refused(tmp_path: Path, part: str, prolog: str) -> None:
    with pytest.raises(Refused) as caught:
        read_here(with_prolog(tmp_path / "m.xlsx", part, prolog))
    assert caught.value.code == "XML_ENTITIES"
    assert "root:" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_fault_05_another_encoding_does_not_hide_it(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(Refused) as caught:
        read_here(with_prolog(tmp_path / "m.xlsx", "xl/worksheets/sheet2.xml", BOMB, encoding))
    assert caught.value.code == "XML_ENTITIES"


def test_fault_05_a_long_run_of_blanks_before_it_does_not_hide_it(tmp_path: Path) -> None:
    for blanks in (262_130, 262_144, 300_000):
        with pytest.raises(Refused) as caught:
            read_here(with_prolog(tmp_path / "m.xlsx", "xl/worksheets/sheet2.xml", "\n" * blanks + BOMB))
        assert caught.value.code == "XML_ENTITIES"


def test_fault_05_a_bare_xml_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "cosd.xml"
    path.write_text(f'<?xml version="1.0"?>{LOCAL_FILE}<x>&file;</x>')
    with pytest.raises(Refused, match="XML file") as caught:
        read_here(path)
    assert caught.value.code == "FILE_KIND"
