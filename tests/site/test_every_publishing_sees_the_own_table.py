"""Whatever publishes a store's figures uses the alliance's own table of members, or figures would move to and fro."""

import ast
from pathlib import Path

import clearway

PUBLISHING = {"publish", "built_aside", "as_known_on", "known_on", "keep_known"}


def test_nothing_that_publishes_reads_the_shipped_organisations_alone() -> None:
    package = Path(clearway.__file__).parent
    read = 0
    for room in ("site", "cli"):
        for path in (package / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in PUBLISHING):
                    continue
                (given,) = [one.value for one in node.keywords if one.arg == "organisations"] or [None]
                if given is not None:
                    read += 1
                    assert "load_organisations" not in ast.unparse(given), path
    assert read >= 8
