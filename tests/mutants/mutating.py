"""Mutants: one small mistake each, made in the syntax tree of a source file.

Operators, comparisons, numbers, conditions and min/max are swapped, and statements that act are dropped.
Annotations, decorators, docstrings and imports are left alone: to change them changes nothing that runs.
"""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Mutant", "mutants_of", "sample"]

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "any": "all", "all": "any",
         "floor": "ceil", "ceil": "floor"}  # fmt: skip
COMPILED = {"rule", "kernel"}
QUIET = {"annotation", "returns", "decorator_list", "type_params", "bases"}


class Mutant(NamedTuple):
    """A mistake: where it is, what stood there and what stands now, and the file's whole new text."""

    path: str
    line: int
    column: int
    kind: str
    inside: str  # function or class that holds it, "" at the top of the file
    before: str
    after: str
    compiled: bool  # numba has seen it, or may have
    source: str

    @property
    def name(self) -> str:
        """Name it in results: unique among the mutants of one state of the sources."""
        return f"{self.path}:{self.line}:{self.column}: {self.before} → {self.after}"


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield what a node could be by mistake, each with the kind of the mistake."""
    match node:
        case ast.Compare(ops=[op]):
            for other in COMPARISONS[type(op)]:
                yield "comparison", ast.Compare(node.left, [other()], node.comparators)
        case ast.BinOp() if type(node.op) in OPERATORS:
            yield "arithmetic", ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
        case ast.AugAssign() if type(node.op) in OPERATORS:
            yield "arithmetic", ast.AugAssign(node.target, OPERATORS[type(node.op)](), node.value)
            yield "dropped statement", ast.Pass()
        case ast.Constant(value=bool()):
            yield "yes or no", ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield "number", ast.Constant(node.value + 1)
            yield "number", ast.Constant(node.value - 1)
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "yes or no", ast.BoolOp(other, node.values)
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
            yield "yes or no" if isinstance(node.op, ast.Not | ast.Invert) else "sign", node.operand
        case ast.If() | ast.IfExp():
            other = copy.copy(node)
            other.test = ast.UnaryOp(ast.Not(), node.test)
            yield "yes or no", other
        case ast.Name(id=str(word)) if word in NAMES:
            yield "min or max", ast.Name(NAMES[word], node.ctx)
        case ast.Attribute(attr=str(word)) if word in NAMES:
            yield "min or max", ast.Attribute(node.value, NAMES[word], node.ctx)
        case ast.Expr(value=ast.Call()) | ast.Continue() | ast.Break():
            yield "dropped statement", ast.Pass()
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute(), *_]):
            yield "dropped statement", ast.Pass()


def places(
    node: ast.AST, inside: tuple[Any, ...] = ()
) -> Iterator[tuple[ast.AST, str, int | None, tuple[Any, ...]]]:
    """Yield every slot that holds a node: the parent, its field, the index in it, and what is around."""
    around = (*inside, node) if isinstance(node, ast.FunctionDef | ast.ClassDef) else inside
    for field, value in ast.iter_fields(node):
        if field in QUIET or isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                yield node, field, index, around
                yield from places(child, around)


def mutants_of(path: Path, root: Path, wanted: set[int]) -> Iterator[Mutant]:
    """Yield the wanted ones of all mutants of a source file, by number."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    number = 0
    for parent, field, index, around in list(places(tree)):
        held = getattr(parent, field)
        node = held if index is None else held[index]
        functions = [f for f in around if isinstance(f, ast.FunctionDef)]
        marks = {getattr(d, "id", "") for f in functions for d in f.decorator_list}
        for kind, other in changes(node):
            number += 1
            if number - 1 not in wanted:
                continue
            put(parent, field, index, ast.copy_location(other, node))
            source = ast.unparse(ast.fix_missing_locations(tree))
            put(parent, field, index, node)
            yield Mutant(
                path.relative_to(root).as_posix(), node.lineno, node.col_offset, kind,
                ".".join(f.name for f in around), shown(node), shown(other),
                not functions or bool(marks & COMPILED), source,
            )  # fmt: skip


def put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    """Put a node into a slot of its parent."""
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def shown(node: ast.AST) -> str:
    """Show a node as code: the first line, or the condition of an ``if``."""
    lines = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).splitlines()
    return lines[0] + (" …" if len(lines) > 1 else "")


def sample(root: Path, files: Iterable[Path], count: int, seed: int) -> tuple[list[Mutant], int]:
    """Draw mutants evenly from all of some files, in random order; return them, and how many there are."""
    sizes = {}
    for path in sorted(files):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        slots = (getattr(parent, field) if i is None else getattr(parent, field)[i]
                 for parent, field, i, _ in places(tree))  # fmt: skip
        sizes[path] = sum(len(list(changes(node))) for node in slots)
    total = sum(sizes.values())
    drawn = random.Random(seed).sample(range(total), min(count, total))
    found: dict[int, Mutant] = {}
    before = 0
    for path, size in sizes.items():
        wanted = sorted(n for n in drawn if before <= n < before + size)
        mutants = mutants_of(path, root, {n - before for n in wanted})
        found |= zip(wanted, mutants, strict=True)
        before += size
    return [found[n] for n in drawn], total
