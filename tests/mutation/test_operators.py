"""Which small faults are put into a program, and what is left as it is."""

import ast
from pathlib import Path

import pytest

from tests.mutation.mutants import MODULE, mutants_of


def faults(tmp_path: Path, source: str) -> list[str]:
    path = tmp_path / "some.py"
    path.write_text(source)
    return [f"{one.before} -> {one.after}" for one in mutants_of(path)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["a < b -> a <= b"]),
        ("a >= b", ["a >= b -> a > b"]),
        ("a in b", ["a in b -> a not in b"]),
        ("a is b", ["a is b -> a is not b"]),
        ("a <= b < c", ["a <= b < c -> a < b < c", "a <= b < c -> a <= b <= c"]),
        ("a and b", ["a and b -> a or b"]),
        ("not a", ["not a -> a"]),
        ("-a", ["-a -> a"]),
        ("a + b", ["a + b -> a - b"]),
        ("a // b", ["a // b -> a / b"]),
        ("a | b", ["a | b -> a & b"]),
        ("True", ["True -> False"]),
        ("7", ["7 -> 8"]),
        ("0.5", ["0.5 -> 1.5"]),
        ("'code'", ["'code' -> 'codex'"]),
        ("''", ["'' -> 'x'"]),
        ("{a, b}", ["a -> left out of a set", "b -> left out of a set"]),
        ("any(a)", ["any(a) -> all(a)"]),
        ("max(a)", ["max(a) -> min(a)"]),
        ("[a for a in b if c]", ["for a in b if c -> for a in b"]),
    ],
)
def test_an_expression_is_changed_in_one_place(tmp_path, source, expected):
    assert faults(tmp_path, f"x = {source}\n") == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("return a", "return a -> return None"),
        ("raise a", "raise a -> pass"),
        ("a.close()", "a.close() -> pass"),
        ("yield a", "yield a -> pass"),
        ("a += b", "a += b -> a -= b"),
    ],
)
def test_a_statement_is_left_out_or_changed(tmp_path, statement, expected):
    assert faults(tmp_path, f"def f(a, b):\n    {statement}\n") == [expected]


def test_a_loop_goes_on_where_it_should_end_and_ends_where_it_should_go_on(tmp_path):
    source = "for a in b:\n    if a:\n        break\n    continue\n"
    assert faults(tmp_path, source) == ["break -> continue", "continue -> break"]


@pytest.mark.parametrize(
    "source",
    [
        '"""What the module is for."""',
        "x = 'words for people'",
        "x = f'{a + 1} days'",
        "def f(a: 'int' = b) -> 'str | None': ...",
        "@cache(maxsize=1)\ndef f(): ...",
        "@dataclass(frozen=True)\nclass A(Enum): ...",
        "x: 'int'",
        "__all__ = ['a', 'b']",
        "if TYPE_CHECKING:\n    x = 1",
        "return_none = None",
    ],
)
def test_words_types_decorators_and_names_given_out_are_left_as_they_are(tmp_path, source):
    assert faults(tmp_path, source + "\n") == []


def test_a_mutant_knows_its_lines_and_the_function_whose_code_it_changes(tmp_path):
    path = tmp_path / "some.py"
    path.write_text(
        "A = 1\n\n\nclass B:\n    c = 2\n\n    @property\n    def d(self, e=3):\n"
        "        return call(\n            4\n        )\n"
    )
    found = {one.before: one for one in mutants_of(path)}
    assert [found[name].outermost for name in "123"] == [None, None, None]
    assert found["4"].outermost == ("B.d", 7)
    assert found["4"].where == "B.d"
    assert found["1"].where == MODULE
    assert found["4"].lines == range(9, 12)
    assert found["4"].line == 10


def test_mutants_of_a_module_have_names_of_their_own_that_keep_when_lines_move(tmp_path):
    path = tmp_path / "some.py"
    source = "def f(a):\n    return (a + 1) * (a + 1)\n"
    path.write_text(source)
    names = [one.name for one in mutants_of(path)]
    assert len(set(names)) == len(names) == 6
    assert "f: a + 1 -> a - 1 (2)" in names
    path.write_text("# a comment\n" + source)
    assert [one.name for one in mutants_of(path)] == names


def test_every_mutant_is_a_program_with_its_fault_and_nothing_else(tmp_path):
    path = tmp_path / "some.py"
    path.write_text("def f(a, b=2):\n    if a < 1 or not b:\n        raise ValueError\n    return [a, *{1, b}][0]\n")
    texts = set()
    for place in range(len(mutants_of(path))):
        mutant = mutants_of(path)[place]
        mutant.compiled()
        texts.add(ast.unparse(mutant.tree))
    assert len(texts) == len(mutants_of(path)) == 11
    assert ast.unparse(ast.parse(path.read_text())) not in texts
