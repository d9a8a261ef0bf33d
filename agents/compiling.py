"""How rules and kernels are compiled: by numba, cached under a hash of all our sources.

A *rule* is one decision as a scalar function; the compiled loops and the explanations call the same
one. A *kernel* is a loop over residents: arrays in, results out, no globals, no classes. Numba's own
cache looks only at the file of the kernel, so an edited rule in another file would leave an old
kernel in use; here the cache folder carries a hash of every source file of the package.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np
from numba.core import config

__all__ = ["cache_folder", "kernel", "largest", "rows_of", "rule", "sources_hash"]

F = TypeVar("F", bound=Callable[..., Any])

FOLDERS = ("scenarios", "agents", "model")
KEEP_DAYS = 30


@cache
def sources_hash() -> str:
    """Hash every Python source of the package, so that any edit makes a new cache folder."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def cache_folder() -> Path | None:
    """Return the folder for compiled kernels, made if need be; None where nothing can be written."""
    base = os.environ.get("GONGZHI_CACHE") or os.environ.get("XDG_CACHE_HOME")
    home = Path(base) if base else Path.home() / ".cache"
    for place in (home, Path(tempfile.gettempdir())):
        folder = place / "gongzhi" / f"kernels-{sources_hash()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            os.utime(folder)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError:
            continue
        _forget_old(folder)
        return folder
    return None


def _forget_old(current: Path) -> None:
    """Remove cache folders of other versions that were not used for a month."""
    limit = time.time() - KEEP_DAYS * 86_400
    for other in current.parent.glob("kernels-*"):
        try:
            if other != current and other.stat().st_mtime < limit:
                shutil.rmtree(other, ignore_errors=True)
        except OSError:
            continue


def _compiled(function: F, **options: Any) -> F:
    folder = cache_folder()
    before = config.CACHE_DIR
    config.CACHE_DIR = str(folder or "")
    try:
        made = numba.njit(cache=folder is not None, error_model="numpy", **options)(function)
    finally:
        config.CACHE_DIR = before
    made.__doc__ = function.__doc__
    return made


def rule(function: F) -> F:
    """Compile one decision as a scalar function, callable from Python and from kernels.

    Kernels take it in whole: a loop that still calls something works on one resident at a time, one
    without calls on several at once.
    """
    return _compiled(function, forceinline=True)


def kernel(function: F) -> F:
    """Compile a loop over residents; it holds no lock, so threads may share the work."""
    return _compiled(function, nogil=True)


@rule
def rows_of(first, people):
    """Range over the rows of a neighbourhood, unsigned: no row can be counted from the end.

    Numba then leaves out the test for negative indices, an eighth of the time of a long kernel.
    """
    return range(np.uint64(first), np.uint64(first + people))


@rule
def largest(values, first, last):
    """Return the largest of ``values[first:last]``: a loop, since numpy's max is slow to compile."""
    most = values[first]
    for k in range(first + 1, last):
        most = max(most, values[k])
    return most
