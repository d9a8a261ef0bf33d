"""Clocks, the machine's name, and where a month's time goes: standard library only."""

from __future__ import annotations

import inspect
import os
import platform
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Spread", "cpu", "machine", "peak_memory", "started", "timed_by_function"]

LIBRARIES = ("mesa", "numpy", "numba", "pandas")


class Spread(NamedTuple):
    """Repeated measurements: their median, smallest and largest."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Summarise some measurements."""
        return cls(statistics.median(values), min(values), max(values))


def cpu(job: Callable[[], Any]) -> float:
    """Return the processor seconds that a job takes in this process: other programs do not count."""
    before = time.process_time()
    job()
    return time.process_time() - before


def started(command: Sequence[str], **environment: str) -> float:
    """Return the seconds from starting a program to its end."""
    before = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    return time.perf_counter() - before


def peak_memory() -> float | None:
    """Return the most memory this process has held so far, in MB; None where nobody tells."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def machine() -> dict[str, str]:
    """Name the machine and the versions."""
    return {
        "processor": _processor(),
        "cores": str(_cores()),
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


@contextmanager
def timed_by_function(
    module: Any, methods: Sequence[tuple[type, str]], seconds: Counter[str]
) -> Iterator[None]:
    """Add to ``seconds`` what each function of the model costs that ``module`` imports and calls.

    ``methods`` are watched as well. What a watched function calls is not counted twice.
    """
    inner: list[float] = []

    def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            inner.append(0.0)
            before = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.process_time() - before
                seconds[name] += spent - inner.pop()
                if inner:
                    inner[-1] += spent

        return call

    places = [
        (module, name)
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__.startswith("gongzhi.model")
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name in (*places, *methods)]
    for owner, name, function in kept:
        setattr(owner, name, watched(name, function))
    try:
        yield
    finally:
        for owner, name, function in kept:
            setattr(owner, name, function)
