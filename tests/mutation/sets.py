"""The sets of modules that are tried: read from `modules.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TABLE = HERE / "modules.toml"


@dataclass(frozen=True, slots=True)
class ModuleSet:
    """Modules that are tried together: their files, the tests that have to notice, the share that they must notice.

    `needs_site` says that the tests need Django.
    """

    name: str
    bar: float
    sources: tuple[Path, ...]
    tests: tuple[str, ...]
    needs_site: bool = False

    def mutants(self) -> list[Mutant]:
        """Every mutant of every module of the set."""
        return [mutant for path in self.sources for mutant in mutants_of(path)]


def load_sets(table: Path = TABLE, root: Path = ROOT) -> dict[str, ModuleSet]:
    """The sets by name, in the order of the table. A path that leads nowhere is an error."""
    told = tomllib.loads(table.read_text("utf-8"))
    return {name: _read(name, one, root) for name, one in told.items()}


def _read(name: str, told: dict, root: Path) -> ModuleSet:
    left_out = {path for pattern in told.get("left_out", {}) for path in _found(pattern, root)}
    sources = sorted({path for pattern in told["sources"] for path in _found(pattern, root)} - left_out)
    for test in told["tests"]:
        _found(test, root)
    return ModuleSet(name, float(told["bar"]), tuple(sources), tuple(told["tests"]), told.get("needs_site", False))


def _found(pattern: str, root: Path) -> list[Path]:
    found = sorted(root.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{TABLE.name}: {pattern} leads to no file")
    return found
