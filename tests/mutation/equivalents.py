"""Mutants that do the same as the program without a fault: kept with their reasons in `equivalent.yaml`."""

from pathlib import Path

import yaml

from tests.mutation.mutants import Mutant
from tests.mutation.sets import HERE, ROOT

LIST = HERE / "equivalent.yaml"


class Stale(Exception):
    """An entry of the list fits no mutant: the code has changed."""


def load_equivalents(path: Path = LIST) -> dict[tuple[str, str], str]:
    """The reason why a mutant does the same, by its file and name. A mutant without a reason is an error."""
    told = yaml.safe_load(path.read_text("utf-8")) or {}
    found: dict[tuple[str, str], str] = {}
    for module, mutants in told.items():
        for name, reason in mutants.items():
            if not str(reason or "").strip():
                raise ValueError(f"{path.name}: {module}: {name}: say why it does the same")
            found[module, name] = reason
    return found


def without_equivalents(mutants: list[Mutant], known: dict[tuple[str, str], str], root: Path = ROOT) -> list[Mutant]:
    """The mutants that a test can notice. Raises Stale where a known one of the same modules is none any longer."""
    names = {(str(one.path.relative_to(root)), one.name): one for one in mutants}
    modules = {module for module, _ in names}
    gone = [f"{module}: {name}" for module, name in known if module in modules and (module, name) not in names]
    if gone:
        raise Stale("No mutant is called so any longer:\n" + "\n".join(gone))
    return [one for name, one in names.items() if name not in known]
