"""What is asked of the model: one run, and the comparison of scenarios under the same luck.

    from gongzhi.experiments import compare, run

    run("classroom", seed=1).series
    compare("baseline-2013", "burden-relief", seeds=8).table

The same two questions, with files as answers, are the commands ``gongzhi run`` and ``gongzhi
compare``. Names are imported when they are first used, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .calibration.calibrating import Calibration, calibrate
    from .comparing import Comparison, compare
    from .errors import InputError, InterruptedWork, OutputError, WorkerError
    from .inside.explaining import explain
    from .inside.tracing import Story, trace
    from .robustness.knocking_out import knock_out
    from .running import Result, run
    from .sweeps.reading import Sweep, load
    from .sweeps.sweeping import sweep
    from .validation.validating import validate

__all__ = [
    "Calibration",
    "Comparison",
    "InputError",
    "InterruptedWork",
    "OutputError",
    "Result",
    "Story",
    "Sweep",
    "WorkerError",
    "calibrate",
    "compare",
    "explain",
    "knock_out",
    "load",
    "run",
    "sweep",
    "trace",
    "validate",
]

HOMES = {
    "Calibration": "calibration.calibrating",
    "Comparison": "comparing",
    "InputError": "errors",
    "InterruptedWork": "errors",
    "OutputError": "errors",
    "Result": "running",
    "Story": "inside.tracing",
    "Sweep": "sweeps.reading",
    "WorkerError": "errors",
    "calibrate": "calibration.calibrating",
    "compare": "comparing",
    "explain": "inside.explaining",
    "knock_out": "robustness.knocking_out",
    "load": "sweeps.reading",
    "run": "running",
    "sweep": "sweeps.sweeping",
    "trace": "inside.tracing",
    "validate": "validation.validating",
}


def __getattr__(name: str) -> Any:
    """Return a name of this package from the module that defines it."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    """Return the names of this package."""
    return __all__
