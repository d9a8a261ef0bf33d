"""What is running: the name of the program, its version, and the command line it carries out."""

from __future__ import annotations

from contextvars import ContextVar

__all__ = ["COMMAND", "PROGRAM", "version"]

PROGRAM = "gongzhi"

COMMAND: ContextVar[str] = ContextVar("COMMAND", default="python")
"""The command line that is being carried out."""


def version() -> str:
    """Return the version of gongzhi; "unknown" where it is used without being installed."""
    import importlib.metadata

    try:
        return importlib.metadata.version(PROGRAM)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"
