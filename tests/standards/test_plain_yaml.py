"""YAML that somebody sent is looked at before it is read: at most so long, so deep, and nothing that refers."""

import pytest

from clearway.standards.errors import StandardsError
from clearway.standards.plain_yaml import DEEPEST, check_plain


def check(text: str, longest: int = 1_000) -> None:
    check_plain(text, "sent.yaml", longest=longest, one="register")


def refusal(text: str, longest: int = 1_000) -> StandardsError:
    with pytest.raises(StandardsError) as refused:
        check(text, longest)
    return refused.value


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


@pytest.mark.parametrize("text", ["", "a: 1", "a:\n  b: [1, {c: d}]\n  e: f\n", nested(DEEPEST)])
def test_a_plain_file_passes(text):
    check(text)


def test_a_file_passes_up_to_the_length_that_is_allowed():
    check("a: 12", longest=5)
    assert "6 characters are more than 5" in str(refusal("a: 123", longest=5))
    assert "Send one register." in str(refusal("a: 123", longest=5))


@pytest.mark.parametrize("text", ["a: 1\nb: !tag x", "a: 1\nb: &x y", "a: 1\nb: *x"])
def test_tags_and_references_are_refused_with_their_line(text):
    assert "line 2" in str(refusal(text))
    assert "holds a tag, or a reference" in str(refusal(text))


def test_a_file_that_is_too_deep_is_refused_with_its_line():
    assert f"more than {DEEPEST} levels deep" in str(refusal("a:\n  " + nested(DEEPEST)))
    assert "line 2" in str(refusal("a:\n  " + nested(DEEPEST)))


def test_what_is_closed_again_is_not_deep():
    check("\n".join(f"- {nested(3)}" for _ in range(20)))
    check("\n".join(f"k{number}:\n  - {{a: b}}" for number in range(20)))


def test_what_is_no_yaml_is_refused_with_its_line_and_why():
    told = str(refusal("a: 1\nb: @x\nc: 2"))
    assert "does not read as YAML" in told
    assert "line 2" in told
    assert "cannot start any token" in told
    assert "holds signs" not in told


def test_signs_that_no_text_has_are_refused():
    told = str(refusal("a: \x00"))
    assert "(whole file)" in told
    assert "holds signs that no text has" in told
