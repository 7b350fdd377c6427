"""The small faults: for one node of a syntax tree, the nodes that could stand in its place.

Words for people are left as they are: a text with a space in it, and what stands in an f-string.
"""

import ast
import copy
from collections.abc import Iterator

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Div,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitAnd,
}
CALLED_INSTEAD = {"any": "all", "all": "any", "min": "max", "max": "min"}
NOTHING = ast.Constant(None)


def faults_of(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that could wrongly stand where this one does."""
    match node:
        case ast.Compare():
            yield from _compared_otherwise(node)
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() | ast.AugAssign() if type(node.op) in ARITHMETIC:
            yield _with(node, op=ARITHMETIC[type(node.op)]())
        case ast.Constant():
            yield from _another_constant(node)
        case ast.Call(func=ast.Name(id=name)) if name in CALLED_INSTEAD:
            yield _with(node, func=_with(node.func, id=CALLED_INSTEAD[name]))
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield _with(node, value=NOTHING)
        case ast.Raise() | ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.copy_location(ast.Pass(), node)
        case ast.Continue():
            yield ast.copy_location(ast.Break(), node)
        case ast.Break():
            yield ast.copy_location(ast.Continue(), node)
        case ast.Set():
            yield from _one_left_out(node)
        case ast.comprehension():
            yield from (_with(node, ifs=_without(node.ifs, place)) for place in range(len(node.ifs)))
        case _:
            return


def _compared_otherwise(node: ast.Compare) -> Iterator[ast.AST]:
    for place, op in enumerate(node.ops):
        yield _with(node, ops=[*node.ops[:place], COMPARISONS[type(op)](), *node.ops[place + 1 :]])


def _another_constant(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool():
            yield _with(node, value=not node.value)
        case int() | float():
            yield _with(node, value=node.value + 1)
        case str() if not any(letter.isspace() for letter in node.value):
            yield _with(node, value=f"{node.value}x")
        case bytes():
            yield _with(node, value=node.value + b"x")
        case _:
            return


def _one_left_out(node: ast.Set) -> Iterator[ast.AST]:
    if len(node.elts) > 1:
        yield from (_with(node, elts=_without(node.elts, place)) for place in range(len(node.elts)))


def _without(elements: list[ast.expr], place: int) -> list[ast.expr]:
    return [*elements[:place], *elements[place + 1 :]]


def _with(node: ast.AST, **changed: object) -> ast.AST:
    """The same node, in the same place of the file, with some of its fields changed."""
    other = copy.copy(node)
    for field, value in changed.items():
        setattr(other, field, value)
    return other


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
