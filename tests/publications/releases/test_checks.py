"""The checks before a release: each passes, is noted or fails, and says why in words."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, Made, MadeFile, Outcome, Standing, checked
from clearway.publications.releases.opening import CONTENT_TYPES, why_not_open

ASKED = Asked(kind="note", month="2025-03", audience=Audience.ALLIANCE, today=date(2026, 11, 22))
GOOD = Standing(
    snapshots=frozenset({"abc"}),
    months=frozenset({"2025-03"}),
    releases=frozenset({"final"}),
    figures=3,
    policies=("shown as they are",),
    charts=2,
)
FILE = MadeFile("note.txt", b"words")


def outcome(key: str, standing: Standing, *files: MadeFile) -> tuple[Outcome, str]:
    found = {one.key: one for one in checked(ASKED, Made(files or (FILE,), standing))}
    return found[key].outcome, found[key].said


def test_a_publication_in_order_passes_every_check():
    assert {one.outcome for one in checked(ASKED, Made((FILE,), GOOD))} == {Outcome.PASSED}


@pytest.mark.parametrize(
    ("key", "change", "comes_out", "words"),
    [
        ("snapshot", {"snapshots": frozenset({"abc", "def"})}, "failed", "abc and def"),
        ("snapshot", {"snapshots": frozenset()}, "failed", "does not name them"),
        ("month", {"months": frozenset({"2025-02", "2025-03"})}, "failed", "February 2025 and March 2025"),
        ("month", {"months": frozenset({"2025-02"})}, "failed", "March 2025 was asked for"),
        ("final", {"releases": frozenset({"final", "provisional"})}, "failed", "mixes"),
        ("final", {"releases": frozenset({"provisional"})}, "noted", "may still change"),
        ("final", {"releases": frozenset({"draft"})}, "failed", "does not say"),
        ("disclosure", {"policies": ()}, "failed", "the alliance"),
        ("small", {"small_shown": ("Lung, Barnsley: 3",)}, "failed", "Lung, Barnsley: 3"),
        ("small", {"hidden": 4}, "passed", "4 small numbers are hidden"),
        ("synthetic", {"is_synthetic": True}, "failed", "does not say so"),
        ("synthetic", {"is_synthetic": True, "is_marked": True}, "noted", "every page says so"),
        ("sources", {"without_source": ("a", "b", "c", "d", "e")}, "failed", "a; b; c; and 2 more"),
        ("charts", {"charts_failed": ("Waits by trust",)}, "noted", "Waits by trust"),
        ("plan", {"plan_findings": ("D1 has no owner.",)}, "noted", "1 open finding: D1 has no owner."),
    ],
)
def test_what_is_not_in_order_is_said(key, change, comes_out, words):
    found, said = outcome(key, replace(GOOD, **change))
    assert found == comes_out
    assert words in said


def test_a_publication_of_nothing_fails():
    assert next(one for one in checked(ASKED, Made((), Standing())) if one.key == "files").outcome is Outcome.FAILED


def slides(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 cut short"),
        ("a.pptx", slides("ppt/presentation.xml")),
        ("a.pptx", b"no archive"),
        ("a.xlsx", b"no workbook"),
        ("a.html", b"<!doctype html><p>cut"),
        ("a.txt", b"\xff\xfe"),
        ("a.csv", b" "),
        ("a.exe", b"MZ"),
    ],
)
def test_a_file_that_does_not_open_again_fails_by_name(name, content):
    found, said = outcome("files", GOOD, MadeFile(name, content))
    assert found is Outcome.FAILED
    assert name in said


def test_whole_files_open_again():
    assert why_not_open(MadeFile("a.pptx", slides("ppt/slides/slide1.xml"))) == ""
    assert why_not_open(MadeFile("a.html", b"<!DOCTYPE html><html></html>")) == ""
    assert {"pdf", "pptx", "xlsx", "html", "txt", "csv"} == set(CONTENT_TYPES)
