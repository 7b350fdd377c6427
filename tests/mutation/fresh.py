"""A module imported with a fault in it, for faults in what runs when it is imported: in a process that has not yet."""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

BEFOREHAND = (
    *("pytest", "_pytest.assertion.rewrite", "pytest_django.plugin", "hypothesis", "hypothesis.strategies", "coverage"),
    *("numpy", "scipy.optimize", "scipy.stats", "duckdb", "pyarrow", "yaml", "python_calamine", "xlsxwriter"),
    *("django.db.models", "django.test", "django.contrib.auth", "jinja2", "cryptography.fernet", "requests"),
)
"""Packages of others, imported once in the process that the trials are forked from."""


class FaultyLoader(importlib.abc.Loader):
    """Runs the code it was given in place of what the file of the module holds."""

    def __init__(self, path: Path, code: CodeType) -> None:
        self._path, self._code = path, code

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """As usual."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run the faulty code."""
        exec(self._code, module.__dict__)


class FaultyFinder(importlib.abc.MetaPathFinder):
    """Finds one module in its faulty form, and leaves all others to the usual finders."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The specification of the faulty module; None for every other."""
        if fullname != self._name:
            return None
        package = [str(self._path.parent)] if self._path.name == "__init__.py" else None
        spec = importlib.machinery.ModuleSpec(
            fullname, FaultyLoader(self._path, self._code), origin=str(self._path), is_package=package is not None
        )
        spec.submodule_search_locations = package
        spec.has_location = True
        return spec


def module_name(path: Path) -> str:
    """The name under which a file below `src` is imported."""
    parts = path.with_suffix("").parts
    inside = parts[len(parts) - 1 - parts[::-1].index("src") + 1 :]
    return ".".join(inside[:-1] if inside[-1] == "__init__" else inside)


def put_in_place(path: Path, code: CodeType) -> None:
    """From here on this process imports the module of a file in its faulty form."""
    name = module_name(path)
    if name in sys.modules:
        raise RuntimeError(f"{name} is imported already: a fault in it would not be seen")
    sys.meta_path.insert(0, FaultyFinder(name, path, code))
