"""Compiling: a cached kernel is used again, and never after any rule of the package was edited."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gongzhi.agents
from gongzhi.agents import compiling

HOUSE = Path(gongzhi.agents.__file__).resolve().parents[1]

RULE = """
from gongzhi.agents.compiling import rule

@rule
def price(x):
    return x + {extra}
"""

KERNEL = """
from gongzhi.agents.compiling import kernel
from gongzhi.agents.rule_on_trial import price

@kernel
def add_prices(values, out):
    \"\"\"Fill out with prices.\"\"\"
    for i in range(values.shape[0]):
        out[i] = price(values[i])
"""

SCRIPT = """
import numpy as np
from gongzhi.agents import compiling
from gongzhi.agents.kernel_on_trial import add_prices

out = np.zeros(2)
add_prices(np.array([1.0, 2.0]), out)
hits = sum(add_prices.stats.cache_hits.values())
print(compiling.__file__, compiling.cache_folder(), hits, *out, sep="|")
"""


class Tree:
    """A copy of the package with a rule and a kernel on trial, and a cache of its own."""

    def __init__(self, where: Path) -> None:
        self.where, self.cache = where, where / "cache"
        for folder in compiling.FOLDERS:
            shutil.copytree(
                HOUSE / folder,
                where / "gongzhi" / folder,
                ignore=shutil.ignore_patterns("__pycache__", ".*"),
            )
        (self.agents / "kernel_on_trial.py").write_text(KERNEL, encoding="utf-8")
        self.edit_rule(10)

    @property
    def agents(self) -> Path:
        return self.where / "gongzhi" / "agents"

    def edit_rule(self, extra: int) -> None:
        (self.agents / "rule_on_trial.py").write_text(RULE.format(extra=extra), encoding="utf-8")

    def run(self, script: str = SCRIPT, **environment: str) -> tuple[str, int, list[float]]:
        """Run the kernel in a new process; return cache folder, cache hits and results."""
        finished = subprocess.run(
            [sys.executable, "-c", script],
            env={
                **os.environ,
                "PYTHONPATH": str(self.where),
                "PYTHONDONTWRITEBYTECODE": "1",  # a rule edited twice a second fools Python itself
                "GONGZHI_CACHE": str(self.cache),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stderr
        source, folder, hits, *out = finished.stdout.strip().split("|")
        assert Path(source).is_relative_to(self.where)
        return folder, int(hits), [float(number) for number in out]

    def cached(self) -> dict[str, int]:
        """Return the compiled files with the time of their last change."""
        files = (path for path in self.cache.rglob("*") if path.suffix in {".nbi", ".nbc"})
        return {str(path): path.stat().st_mtime_ns for path in files}


@pytest.fixture
def tree(tmp_path) -> Tree:
    return Tree(tmp_path / "a tree")


def test_a_cached_kernel_is_used_again_and_never_survives_an_edited_rule(tree):
    folder, hits, out = tree.run()
    assert (hits, out) == (0, [11.0, 12.0])
    before = tree.cached()
    assert len(before) >= 2
    assert all(path.startswith(folder) for path in before)

    assert tree.run() == (folder, 1, [11.0, 12.0])
    assert tree.cached() == before

    tree.edit_rule(20)  # the file of the kernel itself is left alone
    other, hits, out = tree.run()
    assert (hits, out) == (0, [21.0, 22.0])
    assert other != folder


def test_without_a_writable_cache_the_folder_for_temporary_files_serves(tree):
    tree.where.joinpath("a file").touch()
    spare = tree.where / "spare"
    spare.mkdir()
    folder, _, out = tree.run(GONGZHI_CACHE=str(tree.where / "a file"), TMPDIR=str(spare))
    assert out == [11.0, 12.0]
    assert Path(folder).is_relative_to(spare)
    assert list(Path(folder).rglob("*.nbc"))


def test_where_nothing_can_be_written_kernels_are_compiled_without_a_cache(tree):
    barred = tree.where / "a file"
    barred.touch()
    script = f"import tempfile\ntempfile.tempdir = {str(barred)!r}\n{SCRIPT}"
    folder, hits, out = tree.run(script, GONGZHI_CACHE=str(barred))
    assert (folder, hits, out) == ("None", 0, [11.0, 12.0])
    assert not list(tree.where.rglob("*.nbc"))


@pytest.fixture
def no_memory():
    """Let the hash and the folder be found anew, before and after."""
    found = (compiling.sources_hash, compiling.cache_folder)
    for function in found:
        function.cache_clear()
    yield
    for function in found:
        function.cache_clear()


@pytest.fixture
def house(tmp_path, monkeypatch, no_memory) -> Path:
    """Return a small house whose sources are hashed instead of ours."""
    for folder in compiling.FOLDERS:
        (tmp_path / folder / "inner").mkdir(parents=True)
        (tmp_path / folder / "inner" / "work.py").write_text("x = 1\n")
    monkeypatch.setattr(compiling, "__file__", str(tmp_path / "agents" / "compiling.py"))
    return tmp_path


@pytest.mark.parametrize("folder", compiling.FOLDERS)
def test_the_hash_changes_with_any_source_in_any_folder(house, folder):
    before = compiling.sources_hash()
    for change in (
        lambda file: file.write_text("x = 2\n"),
        lambda file: file.with_name("more.py").touch(),
        lambda file: file.rename(file.with_name("renamed.py")),
    ):
        change(house / folder / "inner" / "work.py")
        compiling.sources_hash.cache_clear()
        assert compiling.sources_hash() != before
        before = compiling.sources_hash()


def test_the_hash_is_that_of_sources_alone(house):
    before = compiling.sources_hash()
    (house / "agents" / "__pycache__").mkdir()
    (house / "agents" / "__pycache__" / "work.pyc").touch()
    (house / "agents" / "notes.txt").touch()
    compiling.sources_hash.cache_clear()
    assert compiling.sources_hash() == before
    assert re.fullmatch("[0-9a-f]{16}", before)


def test_caches_unused_for_a_month_are_removed_and_younger_ones_stay(
    tmp_path, monkeypatch, no_memory
):
    monkeypatch.setenv("GONGZHI_CACHE", str(tmp_path))
    old, young, strange = (tmp_path / "gongzhi" / n for n in ("kernels-1", "kernels-2", "mine"))
    for place, days in ((old, 31), (young, 29), (strange, 400)):
        place.mkdir(parents=True)
        (place / "kernel.nbc").touch()
        then = place.stat().st_mtime - days * 86_400
        os.utime(place, (then, then))
    folder = compiling.cache_folder()
    assert folder.parent == tmp_path / "gongzhi"
    assert not old.exists()
    assert young.exists()
    assert strange.exists()


def test_a_compiled_function_keeps_its_docstring_and_leaves_numba_as_it_was():
    from numba.core import config

    cache = config.CACHE_DIR
    made = compiling.rule(documented)
    assert made.__doc__ == "Say what it is."
    assert made(1) == 1
    assert cache == config.CACHE_DIR


def documented(x):
    """Say what it is."""
    return x


def test_every_kernel_stands_in_a_folder_whose_sources_are_hashed():
    for path in sorted(HOUSE.glob("*/**/*.py")):
        folder = path.relative_to(HOUSE).parts[0]
        if folder in {*compiling.FOLDERS, "tests"} or folder.startswith("."):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        names |= {n.name for n in ast.walk(tree) if isinstance(n, ast.alias)}
        assert not names & {"njit", "jit", "kernel", "rule"} or folder == "benchmarks", path
