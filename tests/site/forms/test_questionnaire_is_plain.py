"""The part that says what a form is knows no Django."""

import ast
from pathlib import Path

import clearway.site.forms.questionnaire as plain


def test_the_questionnaire_imports_nothing_of_the_site_but_itself():
    for path in Path(plain.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert not name.startswith("django"), path
                assert not name.startswith("clearway.site") or name.startswith(plain.__name__), path
