"""Libraries that only sweeps and calibration need: what to install where one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..errors import InputError

__all__ = ["need"]

EXTRAS = {
    "SALib": "sweep",
    "cloudpickle": "calibration",
    "dask": "cluster",
    "distributed": "cluster",
    "duckdb": "sweep",
    "ema_workbench": "discovery",
    "filelock": "sweep",
    "pebble": "sweep",
    "pyabc": "calibration",
}


def need(module: str) -> Any:
    """Return a module of a library that an extra brings.

    Raises:
        InputError: if it is missing, with the command that installs it.
    """
    library = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
        raise InputError("need.library", library=library, extra=EXTRAS[library]) from None
