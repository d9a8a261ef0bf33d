"""No number of the model's behaviour stands in code: each is in the book, or is listed here with why not.

The tests read the syntax of ``agents/`` and ``model/``. Plain algebra needs 0, 1 and 2; words are
numbered, columns declare their range, and positions in arrays and draws are counted. Whatever else
is written as a number is either a unit (``scenarios/units.py``) or one of the few below.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = [
    *(file for folder in ("agents", "model") for file in sorted((ROOT / folder).rglob("*.py"))),
    ROOT / "scenarios" / "units.py",
]
PLAIN = {0, 1, 2}

# What may stay, by file and by the function or the constant of the module that it stands in.
ALLOWED: dict[str, dict[str, tuple[set[float], str]]] = {
    "agents/compiling.py": {
        "KEEP_DAYS": ({30}, "housekeeping of the cache"),
        "_forget_old": ({86_400}, "seconds of a day"),
    },
    "agents/resident.py": {"ADULT_AGE": ({18}, "law: the age of majority and of voting")},
    "agents/resident_rules.py": {
        "gate_at_most": ({0.5, 0.306852}, "a bound of the logarithm: ln x < x/2 − 1 + ln 2"),
        "may_come": ({0.5, 6}, "the series of e^-u: halves and sixths"),
    },
    "model/activities.py": {
        "GOLDEN_RATIO": ({0.6180339887498949}, "mathematics: spreads points evenly"),
    },
    "model/books.py": {
        "CENT": ({0.01}, "rounding allowed in the books"),
        "SECONDS": ({1e-6}, "rounding allowed in the books"),
    },
    "model/chance.py": {
        "MONTHS_BEFORE": ({1_200}, "keeps a counter above zero"),
        "WORD": ({32}, "bits of a word"),
        "philox": (
            {0xFFFFFFFF, 32, 10, 0xD2511F53, 0xCD9E8D57, 0x9E3779B9, 0xBB67AE85},
            "Philox4x32-10",
        ),
        "unit": ({0.5, 2.3283064365386963e-10}, "half a step and 2^-32"),
        "luck": ({0xFFFFFFFF, 16, 32}, "bits of the counter"),
        "fill_fortunes": ({0xFFFFFFFF, 16, 32}, "bits of the counter"),
        "single": ({9, 0.5, 1.1920928955078125e-07}, "bits kept, half a step and 2^-23"),
        "Chance.__init__": ({64, 0xFFFFFFFF, 32}, "bits of a seed"),
        "Chance.draw": ({4}, "numbers that one call of the generator makes"),
    },
    "model/community.py": {
        "AN_ELECTION": ({2012}, "calendar"),
        "CommunityModel.__init__": ({63}, "bits of a seed"),
        "_checked": ({64}, "bits of a seed"),
    },
    "model/counting.py": {
        "count_residents": ({6, 63}, "definition of a measure: the last six months, as bits"),
        "count_issues": ({3}, "definition of a measure: waits of the last three years"),
    },
    "model/explanation.py": {"Explanation._repr_html_": ({10}, "code of a line's end")},
    "model/issues.py": {"NOT_YET": ({32_768}, "stands for no month")},
    "model/month.py": {"FIRST_YEAR": ({2013}, "calendar")},
    "model/observing.py": {
        "_count": ({3}, "definition of a measure: waits of the last three years"),
        "_issues": ({0.5, 0.1}, "definitions of measures: median, nine in ten"),
        "Series.frame": ({3}, "place of a column"),
    },
    "model/organisations.py": {"UNITS_A_STREET": ({100_000}, "names the luck of units")},
    "model/processes/arise.py": {
        "LARGEST_PER_NEIGHBOURHOOD": ({4_096}, "names the luck of issues"),
    },
    "model/side_by_side.py": {
        "WIDEST": ({25}, "how many share a month's steps: changes no result"),
        "MOST_RESIDENTS": ({100_000}, "how many share a month's steps: changes no result"),
    },
    "model/society.py": {
        "IDS_A_HOUSEHOLD": ({8}, "names people"),
        "HOUSEHOLDS_A_NEIGHBOURHOOD": ({100_000}, "names households"),
        "ROOM": ({1.1, 12}, "households made and not used; they change nobody"),
    },
    "model/statistics.py": {
        "gini": ({1e-12}, "against division by nothing"),
        "theil": ({1e-12, 1e-300}, "against division by nothing and the logarithm of nothing"),
        "quantile_time": ({1e-12}, "rounding"),
    },
    "model/stories.py": {"PAGE": ({16}, "layout of a text")},
    "model/voting.py": {"ROUNDING": ({1e-12}, "rounding")},
    "model/yearly/hold_elections.py": {
        "AGES": ({18, 30, 40, 50, 60, 70, 80, 121}, "age groups of the record, as in the survey"),
    },
    "model/yearly/renew_organisations.py": {"BIRTHS": ({100}, "names the luck of births")},
    "model/yearly/renew_population.py": {"NEWBORN_IDS": ({50}, "names newborns, by bits")},
    "scenarios/units.py": {
        "MONTHS": ({12}, "unit"),
        "MINUTES": ({60}, "unit"),
        "THOUSAND": ({1_000, 10_000, 100_000}, "units"),
        "RUNGS": ({8}, "unit: the rungs of the ladder of participation"),
        "MIDDLE": ({0.5}, "mathematics"),
        "BYTE": ({255}, "largest number of a byte"),
        "TINY": ({1e-9}, "rounding"),
    },
}


def declared(call: ast.Call) -> list[ast.expr]:
    """Return what numbers a draw or declares a column's range in a call: it is no behaviour."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    given = [*call.args, *(word.value for word in call.keywords)]
    if name == "column":
        return [part for part in given if isinstance(part, ast.Constant | ast.UnaryOp)]
    whole = [part for part in given if isinstance(part, ast.Constant) and type(part.value) is int]
    return whole if name == "draw" else []


def position(node: ast.AST) -> bool:
    """Tell whether an index is only a place or a slice of places; a comparison in it is not."""
    if isinstance(node, ast.Tuple):
        return all(position(part) for part in node.elts)
    if isinstance(node, ast.Slice):
        return all(p is None or position(p) for p in (node.lower, node.upper, node.step))
    return not any(
        isinstance(inner, ast.Compare | ast.Call | ast.BinOp) for inner in ast.walk(node)
    )


def numbered(node: ast.AST) -> bool:
    """Tell whether a class gives words their numbers."""
    return isinstance(node, ast.ClassDef) and any(
        getattr(base, "id", "") == "Code" for base in node.bases
    )


def numbers(tree: ast.AST, name: str = "") -> Iterator[tuple[str, float, int]]:
    """Go through the numbers written in code: where it stands, its value, its line."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Constant):
            if type(node.value) in (int, float, complex) and node.value not in PLAIN:
                yield name, node.value, node.lineno
            continue
        inside = name
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            inside = f"{name}.{node.name}" if name else node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not name:
            first = node.targets[0] if isinstance(node, ast.Assign) else node.target
            while isinstance(first, ast.Tuple):
                first = first.elts[0]
            inside = ast.unparse(first)
        if numbered(node):
            continue
        if isinstance(node, ast.Subscript) and position(node.slice):
            yield from numbers(ast.Module([ast.Expr(node.value)], []), inside)
        elif isinstance(node, ast.Call) and (left_out := declared(node)):
            given = [node.func, *node.args, *(word.value for word in node.keywords)]
            rest: list[ast.stmt] = [ast.Expr(part) for part in given if part not in left_out]
            yield from numbers(ast.Module(rest, []), inside)
        else:
            yield from numbers(node, inside)


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def strangers(source: str, allowed: dict[str, tuple[set[float], str]]) -> list[str]:
    """Name the numbers of a source that are not allowed there."""
    return [
        f"line {line}, {name or 'module'}: {value}"
        for name, value, line in numbers(ast.parse(source))
        if value not in allowed.get(name, (set(), ""))[0]
    ]


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_number_in_code_is_plain_algebra_a_unit_or_listed_with_a_reason(file):
    found = strangers(file.read_text(encoding="utf-8"), ALLOWED.get(name_of(file), {}))
    assert not found, (
        "belongs into scenarios/parameters.toml, or is listed in ALLOWED with a reason"
    )


def test_the_list_of_what_may_stay_holds_nothing_that_has_gone():
    written: set[tuple[str, str, float]] = set()
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        written |= {(name_of(file), name, value) for name, value, _ in numbers(tree)}
    listed = {
        (file, name, value)
        for file, names in ALLOWED.items()
        for name, (values, reason) in names.items()
        for value in values
        if reason
    }
    assert listed == written & listed
    assert all(reason for names in ALLOWED.values() for _, reason in names.values())


@pytest.mark.parametrize(
    "source",
    [
        "PACE = 0.3",
        "def f(x): return 0.5 + x",
        "def f(x, share=0.7): return x * share",
        "def f(x): return x[x > 0.3]",
        "def f(x): return x[int(3 * x)]",
        "def f(m): return m.draw(1, 0.7 * m)",
        "class A:\n    rate: float = 0.4",
        "class A:\n    def f(self): return {'none': 0.3}",
        "PACES: dict[str, float] = {'slow': -0.3}",
        "def f(x): return min(x, 1e3)",
    ],
)
def test_a_constant_of_behaviour_is_seen_wherever_it_hides(source):
    assert len(strangers(source, {})) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def f(x): return 1.0 - x**2 / 2",
        "def f(x): return x[:, 3] + x[5:7, -4]",
        "def f(m): return m.draw(1, m, 6)",
        "class Colour(Code):\n    RED = 7",
        "class A(Table):\n    age = column('Logit.', 'logit', -5, high=120)",
    ],
)
def test_algebra_and_counting_are_left_alone(source):
    assert not strangers(source, {})
