"""The parameter book: complete, read by the code to the last name, and hard to misuse."""

import ast
import importlib
import pickle
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

import gongzhi
from gongzhi.scenarios.levers import Levers
from gongzhi.scenarios.parameters import Book, Parameter, default_book

BOOK = default_book()
SECTIONS = sorted({p.section for p in BOOK.parameters.values()})
EVERY_SECTION = pytest.mark.parametrize("section", SECTIONS)


def modules() -> Iterator:
    """Import every module that may read the book."""
    for package in ("gongzhi.scenarios", "gongzhi.agents", "gongzhi.model"):
        where = importlib.import_module(package)
        yield where
        for found in pkgutil.walk_packages(where.__path__, f"{package}."):
            yield importlib.import_module(found.name)


def entries(section: str) -> list[Parameter]:
    return [p for p in BOOK.parameters.values() if p.section == section]


def snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def readers() -> dict[str, list[type]]:
    """Return the NamedTuple classes of the code by the section that their name asks for."""
    found: dict[str, list[type]] = {}
    for module in modules():
        for kind in vars(module).values():
            named_tuple = isinstance(kind, type) and issubclass(kind, tuple)
            if named_tuple and hasattr(kind, "_fields") and kind.__module__ == module.__name__:
                found.setdefault(snake(kind.__name__), []).append(kind)
    return found


READERS = readers()


def numbers(p: Parameter) -> list:
    return p.value if isinstance(p.value, list) else [p.value]


def chinese(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


@EVERY_SECTION
def test_every_value_is_a_number_within_its_range(section):
    for p in entries(section):
        assert numbers(p), p.path
        assert all(type(value) is float for value in numbers(p)), p.path
        bad = [value for value in numbers(p) if not p.low <= value <= p.high]
        assert not bad, f"{p.path} = {bad} is outside {p.low}…{p.high}"


@EVERY_SECTION
def test_every_entry_has_unit_confidence_source_and_labels(section):
    for p in entries(section):
        assert p.confidence in {"A", "B", "C", "D"}, p.path
        for text in (p.unit, p.source, p.en, p.zh):
            assert isinstance(text, str), p.path
            assert text.strip() == text != "", p.path
        assert chinese(p.zh), p.path
        assert not chinese(p.en), p.path


@EVERY_SECTION
def test_what_is_only_assumed_is_not_called_published_or_derived(section):
    for p in entries(section):
        assert not (p.confidence in "AB" and p.source.startswith("assumption")), p.path


@EVERY_SECTION
def test_every_section_is_read_by_exactly_one_class(section):
    assert len(READERS.get(section, [])) == 1
    (kind,) = READERS[section]
    read = BOOK.section(kind)
    assert isinstance(read, kind)
    for name in kind._fields:
        value = BOOK.parameters[f"{section}.{name}"].value
        assert getattr(read, name) == (tuple(value) if isinstance(value, list) else value)
    assert hash(read) is not None
    assert BOOK.section(kind) is read


RULES = get_args(Levers.model_fields["agenda_rule"].annotation)
AGENDA_RULES = {rule.replace("-", "_") for rule in RULES}


def section_asked_for(node: ast.AST) -> str:
    """Return the section that an expression such as ``month.weights(Work)`` stands for, or none."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"weights", "section"}:
        return snake(getattr(node.args[0], "id", ""))
    return ""


def bound(function: ast.FunctionDef, within: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the sections that each name of a function may stand for; "any" for a bare argument."""
    names = dict(within)
    for arg in (*function.args.args, *function.args.kwonlyargs):
        kind = getattr(arg.annotation, "id", getattr(arg.annotation, "value", ""))
        names[arg.arg] = {snake(str(kind))} if arg.annotation else {"any"}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=False))
                for to, value in pairs:
                    if isinstance(to, ast.Name) and (section := section_asked_for(value)):
                        names[to.id] = names.get(to.id, set()) | {section}
    return names


def reads(tree: ast.AST, here: set[str], names: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Go through the parameters that code reads, as section and name.

    A compiled function has no types: what it reads may be of any section that the file speaks of.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield from reads(node, here, bound(node, names))
            continue
        if isinstance(node, ast.Attribute):
            sections = {section_asked_for(node.value)}
            if isinstance(node.value, ast.Name):
                sections = names.get(node.value.id, set())
            for section in here if "any" in sections else sections - {""}:
                yield section, node.attr
        yield from reads(node, here, names)


def names_used() -> dict[str, set[str]]:
    """Return, for every section of the book, the names that code reads of it."""
    used: dict[str, set[str]] = {section: set() for section in SECTIONS}
    used["agenda_rules"] |= AGENDA_RULES  # asked for by the name of the rule
    for module in modules():
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        words = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        words |= {n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}
        for section, name in reads(tree, {snake(word) for word in words}, {}):
            used.setdefault(section, set()).add(name)
    return used


USED = names_used()


@EVERY_SECTION
def test_every_number_is_read_of_its_own_section_by_some_code(section):
    unused = {p.name for p in entries(section)} - USED[section]
    assert not unused, "declared and filled, but no code asks for it"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(month):\n    w = month.weights(Work)\n    return w.stall", {("work", "stall")}),
        ("def f(x: Work, y):\n    return x.pace", {("work", "pace")}),
        ("def f(book):\n    return book.section(Work).pace", {("work", "pace")}),
        ("def f(w):\n    return w.pace", {("tie", "pace"), ("work", "pace")}),
        ("def f(w: Tie):\n    def g():\n        return w.pace\n    return g", {("tie", "pace")}),
        ("def f(m: Month):\n    w = m.weights(Work)\n    return m.pace", {("month", "pace")}),
        ("def f(m: Month):\n    return m.pace()(1).stall", {("month", "pace")}),
    ],
)
def test_what_is_read_of_a_section_is_told_from_what_is_read_of_others(source, found):
    said = reads(ast.parse(source), {"tie", "work"}, {})
    assert {one for one in said if one[1] in {"pace", "stall"}} == found


class Digging(NamedTuple):
    depth: float
    tools: tuple[float, ...]


class DeepDigging(NamedTuple):
    depth: float


def book(**values) -> Book:
    """Return a book with a section or two; ``digging__depth=3.0`` names an entry."""
    entries = {}
    for name, value in values.items():
        section, _, entry = name.rpartition("__")
        made = Parameter(section, entry, value, "metre", 0.0, 5.0, "D", "assumption", "x", "深")
        entries[made.path] = made
    return Book(entries)


def test_a_section_is_read_by_the_name_of_its_class_and_lists_become_tuples():
    made = book(digging__depth=3.0, digging__tools=[1.0, 2.0], deep_digging__depth=4.0)
    assert made.section(Digging) == Digging(3.0, (1.0, 2.0))
    assert made.section(DeepDigging) == DeepDigging(4.0)


def test_a_name_that_is_missing_or_that_nothing_reads_fails_by_name():
    with pytest.raises(KeyError, match=r"\[digging\]: missing \['tools'\], read by nothing \[\]"):
        book(digging__depth=3.0).section(Digging)
    with pytest.raises(KeyError, match=r"missing \[\], read by nothing \['colour'\]"):
        book(digging__depth=3.0, digging__tools=[1.0], digging__colour=1.0).section(Digging)


def test_a_changed_book_is_another_one_and_the_first_stays():
    first = book(digging__depth=3.0, digging__tools=[1.0])
    first.section(Digging)
    other = first.changed(**{"digging.depth": 4})
    assert other.section(Digging).depth == 4.0
    assert type(other.parameters["digging.depth"].value) is float
    assert first.section(Digging).depth == 3.0
    kept = other.parameters["digging.depth"]
    assert (kept.unit, kept.low, kept.source) == ("metre", 0.0, "assumption")


def test_an_unknown_parameter_cannot_be_changed():
    with pytest.raises(KeyError, match=r"digging\.dept"):
        book(digging__depth=3.0).changed(**{"digging.dept": 4.0})


@pytest.mark.parametrize("value", [-0.001, 5.001, float("nan"), float("inf")])
def test_a_value_out_of_range_is_refused_with_range_and_unit(value):
    with pytest.raises(ValueError, match=r"digging\.depth = .* is outside 0\.0…5\.0 metre"):
        book(digging__depth=3.0).changed(**{"digging.depth": value})


@pytest.mark.parametrize("value", [0.0, 5.0])
def test_the_ends_of_a_range_are_allowed(value):
    made = book(digging__depth=3.0).changed(**{"digging.depth": value})
    assert made.parameters["digging.depth"].value == value


def test_a_list_of_numbers_is_not_turned_into_one_number():
    made = book(digging__depth=3.0, digging__tools=[1.0, 2.0])
    with pytest.raises(ValueError, match=r"digging\.tools"):
        made.changed(**{"digging.tools": 1.0})


def test_a_book_cannot_be_written():
    with pytest.raises(TypeError):
        BOOK.parameters["voting.own"] = None
    with pytest.raises(AttributeError):
        BOOK.parameters["voting.own"].value = 3.0


def test_a_book_survives_pickling_with_its_changes():
    (kind,) = READERS["voting"]
    changed = BOOK.changed(**{"voting.own": -4.0})
    changed.section(kind)
    twin = pickle.loads(pickle.dumps(changed))
    assert dict(twin.parameters) == dict(changed.parameters)
    assert twin.section(kind).own == -4.0


def test_gongzhi_is_walked_from_where_it_is_installed():
    assert len(READERS) > 20
    assert all(kind.__module__.startswith(gongzhi.__name__) for kind in READERS["voting"])


def test_the_ranges_that_signs_rest_on_leave_no_sign_open():
    """A parameter that may be negative could turn an effect round; these may not."""
    for section in ("pledging", "convening", "cooperation", "work", "street_time", "platforms"):
        for path, parameter in default_book().parameters.items():
            if parameter.section == section and path not in ("pledging.intercept", "platforms.ces"):
                assert parameter.low >= 0, path
