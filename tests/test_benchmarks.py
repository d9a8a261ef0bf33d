"""The benchmarks work, and the kernel of taking part chooses as plain Mesa agents do."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture
def docking(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("docking")


@pytest.mark.parametrize(
    ("scenario", "levers"),
    [("baseline-2013", {}), ("full-package", {}), ("baseline-2013", {"public_spirit": 0.9})],
)
def test_the_kernel_and_the_twin_make_the_same_choices(docking, scenario, levers):
    docked = docking.dock(600, 12, scenario=scenario, **levers)
    assert docked.came > 0
    assert docked.different == 0


def test_a_twin_that_takes_all_neighbours_for_active_is_found_out(docking, monkeypatch):
    monkeypatch.setattr(docking.TwinResident, "active_neighbours", lambda self: 1.0)
    assert docking.dock(600, 12).different > 0


@pytest.mark.slow
def test_the_kernel_and_the_twin_agree_for_two_thousand_residents_over_two_years(docking):
    docked = docking.dock()
    assert docked.came > 100
    assert docked.different == 0


@pytest.mark.slow
def test_the_benchmarks_run_and_write_their_page(tmp_path):
    out = tmp_path / "performance.md"
    command = [sys.executable, BENCHMARKS / "run.py", "--quick", "--out", out]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    text = out.read_text(encoding="utf-8")
    for title in (
        "Taking part",
        "The month",
        "A street decade",
        "Memory",
        "Sweeps",
        "What is not good",
    ):
        assert f"## {title}" in text
    assert "nan" not in text
