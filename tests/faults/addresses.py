"""Every address of the site and what each reads from a request, found in the code, so that none is left out."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

import clearway.site

SITE = Path(clearway.site.__file__).parent
READ_BY = {"GET", "POST", "parameters"}


@dataclass(frozen=True)
class Address:
    """One address: `template` as `waits/%(standard)s`, the names in it, and the app that answers."""

    template: str
    names: tuple[str, ...]
    app: str

    def path(self, **values: str) -> str:
        """The address with its names filled in."""
        return "/" + self.template % {name: values[name] for name in self.names}


def addresses() -> list[Address]:
    """Every address of the site."""
    return list(_within(get_resolver(), ""))


def _within(resolver: URLResolver, before: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _within(one, before)
            continue
        yield _address(one)


def _address(one: URLPattern) -> Address:
    template, names = normalize(one.pattern.regex.pattern)[0]
    app = re.match(r"clearway\.site\.(\w+)", one.callback.__module__ or "")
    return Address(template, tuple(names), app[1] if app else "")


@cache
def names_read_by(app: str) -> tuple[str, ...]:
    """The names of query parameters and form fields that the code of an app reads, and those that every page may."""
    found = {"format", "table", "page", "q", "month", "as_known_on", "next"}
    for path in (SITE / app).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found.update(_read_in(tree))
        if path.stem in ("asked", "forms"):
            found.update(_fields_of(tree))
    return tuple(sorted(found))


def _read_in(tree: ast.Module) -> Iterator[str]:
    """Names in `request.GET.get("name")`, `parameters["name"]` and `_choice(parameters, "name", …)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            held = [node.func.value] if isinstance(node.func, ast.Attribute) else []
            if any(_is_request(one) for one in (*held, *node.args)):
                yield from (one.value for one in node.args if _is_text(one))
        elif isinstance(node, ast.Subscript) and _is_request(node.value) and _is_text(node.slice):
            yield node.slice.value


def _fields_of(tree: ast.Module) -> Iterator[str]:
    """The fields of the dataclasses and forms that hold what was asked."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                    yield line.target.id
                elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                    yield line.targets[0].id


def _is_request(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in READ_BY


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier()
