"""A definition of one's own as a text: refused as strictly as a file, and the same after it was written anew."""

from decimal import Decimal
from pathlib import Path

import pytest

from clearway.measures.catalogue import load_catalogue
from clearway.measures.catalogue.load import SHIPPED
from clearway.measures.catalogue.own import LONGEST, definition_text, own_measure, own_section, with_keys
from clearway.standards import StandardsError

DEFINITIONS = sorted((SHIPPED / "definitions").rglob("*.yaml"))
TEXT = (SHIPPED / "definitions/waiting_times/CWT-62D.yaml").read_text(encoding="utf-8")
OWN = TEXT.replace("id: CWT-62D", "id: SY-62D")


def refused(text: str) -> StandardsError:
    with pytest.raises(StandardsError) as refusal:
        own_measure(text, load_catalogue())
    return refusal.value


def test_a_text_is_the_measure_that_its_file_would_be():
    measure = own_measure(OWN, load_catalogue())
    assert (measure.id, measure.is_local, measure.targets) == ("SY-62D", True, load_catalogue()["CWT-62D"].targets)


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda one: one.stem)
def test_every_shipped_definition_says_the_same_after_it_was_written_anew(path: Path):
    content = own_section(path.read_text(encoding="utf-8")).content
    assert own_section(definition_text(content)).content == content


def test_numbers_dates_and_codes_keep_their_kind():
    content = {"share": Decimal("0.5"), "whole": Decimal(85), "code": "03", "year": "2028", "words": "yes: no"}
    read = own_section(definition_text(content)).content
    assert read == content
    assert "share: 0.5" in definition_text(content)


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("unit: percent", "unit: percents", "unit"),
        ("polarity: higher\n", "", "polarity"),
        ("kind: rarely", "kind: rarely\nsecret: 1", "secret"),
        ("value: 85, by", "value: 850, by", "targets[0].value"),
        ("serves: [A-EDX-9, CWT-2029]", "serves: [NO-SUCH]", "serves"),
        ("id: SY-62D", "id: CWT-31D", "id"),
        ("id: SY-62D", "id: ../../etc/passwd", "id"),
        ("id: SY-62D", "id: [a]", "id"),
        ("next_review: 2027-03-31", "next_review: soon", "next_review"),
    ],
)
def test_what_is_wrong_is_refused_with_its_key(before: str, after: str, key: str):
    assert before in OWN
    assert refused(OWN.replace(before, after)).key == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "- a\n- b",
        "id: [",
        "id: a\nid: b",
        "a: &x 1\nb: *x",
        "a: !!python/object:os.system x",
        "\x00",
        "é: \ud800",
    ],
)
def test_what_is_no_definition_is_refused_in_words(text: str):
    assert str(refused(text))


def test_a_text_that_would_grow_or_dig_without_end_is_refused_before_it_is_read():
    assert "reference" in refused("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]").wrong
    assert "levels deep" in refused("a: " + "[" * 5_000).wrong
    assert "levels deep" in refused("".join(" " * depth + "a:\n" for depth in range(50))).wrong
    assert refused("a" * (LONGEST + 1)).key == "(whole file)"


def test_keys_are_set_and_taken_out_and_the_rest_stays():
    changed = own_section(with_keys(OWN, status="reviewed", notes=None, needs=None)).content
    assert changed == {**own_section(OWN).content, "status": "reviewed"}
