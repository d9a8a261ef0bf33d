"""The mistakes that are made on purpose: each changes one thing that runs, and nothing else."""

import ast
import json
import runpy
from pathlib import Path

import pytest
from mutants.mutating import Mutant, sample

ROOT = Path(__file__).resolve().parents[1]
FILES = [ROOT / "model" / "processes" / "carry_out.py", ROOT / "agents" / "resident_rules.py"]
SOURCE = '''"""A page."""
from __future__ import annotations

@rule
def choose(x: int | None = 3, w=None):
    """Choose 2 or 3."""
    if x < 2 and not w:
        w.seen[0] = min(x, 1)
    return -x
'''


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.py"
    path.write_text(SOURCE, encoding="utf-8")
    return sample(tmp_path, [path], 100, 1)


def test_each_mutant_differs_from_its_source_in_one_place_and_can_be_parsed(small):
    found, total = small
    whole = ast.unparse(ast.parse(SOURCE)).splitlines()
    assert len(found) == total
    assert len({mutant.source for mutant in found}) == total
    for mutant in found:
        lines = ast.unparse(ast.parse(mutant.source)).splitlines()
        assert sum(a != b for a, b in zip(whole, lines, strict=True)) == 1


def test_what_does_not_run_is_left_alone_and_every_kind_of_mistake_is_made(small):
    found, _ = small
    told = {(mutant.before, mutant.after) for mutant in found}
    assert ("min", "max") in told
    assert ("x < 2", "x <= 2") in told
    assert ("-x", "x") in told
    assert ("w.seen[0] = min(x, 1)", "pass") in told
    assert ("not w", "w") in told
    assert ("x < 2 and (not w)", "x < 2 or not w") in told
    assert not any("int" in before or "Choose" in before for before, _ in told)
    assert all(mutant.compiled for mutant in found)


def test_a_seed_draws_the_same_mutants_and_another_seed_others():
    ten, total = sample(ROOT, FILES, 10, 1)
    again, _ = sample(ROOT, FILES, 10, 1)
    other, _ = sample(ROOT, FILES, 10, 2)
    assert ten == again
    assert {m.name for m in ten} != {m.name for m in other}
    assert total > 100
    assert all(isinstance(m, Mutant) and m.before != m.after for m in ten)


def test_every_survivor_is_explained():
    maker = runpy.run_path(str(ROOT / "docs" / "make_mutants.py"))
    kept = json.loads(maker["KEPT"].read_text(encoding="utf-8"))
    assert len(kept["mutants"]) == kept["sample"]
    for mutant in kept["mutants"]:
        if not mutant["by"]:
            assert mutant.get("why"), mutant["name"]
