"""Every mutant of a module: the module with one small fault in it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType

from tests.mutation.operators import faults_of

MODULE = "<module>"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault. `where` is the function or class it is in; `lines` those of its statement, by which tests are found.

    `outermost` is the function, not in another one, whose body the fault is in; None when the fault is in what runs
    when the module is imported. `name` tells mutants of a module apart and does not change with the lines above it.
    """

    path: Path
    name: str
    line: int
    lines: range
    where: str
    outermost: tuple[str, int] | None
    before: str
    after: str
    tree: ast.Module = field(repr=False, compare=False)
    _parent: ast.AST = field(repr=False, compare=False)
    _field: str = field(repr=False, compare=False)
    _place: int | None = field(repr=False, compare=False)
    _fault: ast.AST = field(repr=False, compare=False)

    def compiled(self) -> CodeType:
        """The code of the module with the fault. It is put into the tree for good: ask in a process of its own."""
        if self._place is None:
            setattr(self._parent, self._field, self._fault)
        else:
            getattr(self._parent, self._field)[self._place] = self._fault
        return compile(ast.fix_missing_locations(self.tree), str(self.path), "exec")


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of the module in a file, in the order of its lines."""
    tree = ast.parse(path.read_text("utf-8"))
    return list(_Walk(path, tree).mutants())


@dataclass(slots=True)
class _Spot:
    """Where the walk is: names of the blocks around, the outermost function, the lines of the statement."""

    blocks: tuple[str, ...] = ()
    outermost: tuple[str, int] | None = None
    lines: range = range(0)


class _Walk:
    def __init__(self, path: Path, tree: ast.Module) -> None:
        self._path, self._tree = path, tree
        self._seen: dict[str, int] = {}

    def mutants(self) -> Iterator[Mutant]:
        yield from self._below(self._tree, _Spot())

    def _below(self, node: ast.AST, spot: _Spot) -> Iterator[Mutant]:
        for name, value in ast.iter_fields(node):
            if is_left_alone(node, name):
                continue
            for place, child in enumerate(value) if isinstance(value, list) else ((None, value),):
                if isinstance(child, ast.AST) and not _is_only_for_readers(child):
                    inside = _spot_of(child, name, spot, node)
                    yield from self._here(child, node, name, place, inside)
                    yield from self._below(child, inside)

    def _here(self, node: ast.AST, parent: ast.AST, name: str, place: int | None, spot: _Spot) -> Iterator[Mutant]:
        for fault in faults_of(node):
            where = ".".join(spot.blocks) or MODULE
            before, after = _told(node, fault)
            known = f"{where}: {before} -> {after}"
            self._seen[known] = self._seen.get(known, 0) + 1
            number = "" if self._seen[known] == 1 else f" ({self._seen[known]})"
            yield Mutant(
                *(self._path, known + number, getattr(node, "lineno", spot.lines.start), spot.lines, where),
                *(spot.outermost, before, after, self._tree, parent, name, place, fault),
            )


def is_left_alone(node: ast.AST, name: str) -> bool:
    """Whether a field of a node holds no fault that a test of values could notice: types, decorators, f-strings."""
    match node:
        case ast.JoinedStr():
            return True
        case ast.FunctionDef():
            return name in ("decorator_list", "returns")
        case ast.ClassDef():
            return name in ("decorator_list", "bases", "keywords")
        case ast.arg() | ast.AnnAssign():
            return name == "annotation"
        case _:
            return False


def _is_only_for_readers(node: ast.AST) -> bool:
    """Whether a statement is a docstring, an import for types, or a list of names that a package gives out."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case _:
            return False


def _spot_of(node: ast.AST, name: str, spot: _Spot, parent: ast.AST) -> _Spot:
    """Where the walk is at a child. Bodies of functions run later; their default values when they are made."""
    blocks, outermost, lines = spot.blocks, spot.outermost, spot.lines
    if isinstance(parent, ast.FunctionDef) and name == "body" and outermost is None:
        outermost = (".".join(blocks), min([parent.lineno, *(one.lineno for one in parent.decorator_list)]))
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        blocks = (*blocks, node.name)
    if isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
        lines = _own_lines(node)
    return _Spot(blocks, outermost, lines)


def _own_lines(node: ast.AST) -> range:
    """The lines of a statement; of one with a body, those above the body."""
    first = getattr(node, "lineno", None) or node.pattern.lineno  # type: ignore[attr-defined]
    body = getattr(node, "body", None)
    if isinstance(body, list) and body:
        return range(first, max(first + 1, body[0].lineno))
    return range(first, (node.end_lineno or first) + 1)  # type: ignore[attr-defined]


def _told(node: ast.AST, fault: ast.AST) -> tuple[str, str]:
    """A node and what stands in its place, in words; of a set only the element that is left out."""
    if isinstance(node, ast.Set) and isinstance(fault, ast.Set):
        (gone,) = (one for one in node.elts if one not in fault.elts)
        return ast.unparse(gone), "left out of a set"
    return ast.unparse(node).strip(), ast.unparse(fault).strip()
