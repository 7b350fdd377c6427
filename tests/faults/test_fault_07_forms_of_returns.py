"""Faults 3, 5 and 7, for forms of returns: macros, locked files, bombs and entities are refused in words."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.publications.returns.forms import form_bytes, form_file

from clearway.publications.returns.opening import FORM, look_at_form
from clearway.records.findings import Refused


def with_part(name: str, content: bytes) -> bytes:
    """The form with one more part in its zip."""
    out = io.BytesIO(form_bytes())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        look_at_form(path, limits=replace(FORM, seconds=20))
    return refused.value


def test_a_form_with_macros_is_refused_whatever_it_is_called(tmp_path):
    content = with_part("xl/vbaProject.bin", b"\0")
    for name in ("form.xlsm", "form.xlsx"):
        held = refusal(form_file(tmp_path, content, name))
        assert held.code == "MACROS"
        assert "without macros" in held.mend


def test_a_form_locked_with_a_password_is_refused(tmp_path):
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "locked with a password" in refusal(form_file(tmp_path, locked)).reason


def test_a_form_that_declares_entities_or_would_explode_is_refused(tmp_path):
    entity = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
    assert refusal(form_file(tmp_path, with_part("xl/more.xml", entity))).code == "XML_ENTITIES"
    assert refusal(form_file(tmp_path, with_part("xl/more.xml", b" " * 20_000_000))).code == "ZIP_SIZE"


def test_a_text_or_a_damaged_form_is_refused(tmp_path):
    assert refusal(form_file(tmp_path, b"a,b\n1,2\n")).code == "FILE_KIND"
    assert refusal(form_file(tmp_path, form_bytes()[:-40])).code == "DAMAGED"


def test_a_form_whose_one_cell_is_the_farthest_of_a_sheet_is_looked_at(tmp_path):
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "far"
    out = io.BytesIO()
    book.save(out)
    (sheet,) = look_at_form(form_file(tmp_path, out.getvalue())).sheets
    assert list(sheet.cells) == ["XFD1048576"]
