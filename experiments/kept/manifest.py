"""The manifest of a result: all that is needed to make it again, and to know that it is the same.

All but the part ``made`` depends only on what was asked and what came out, so that equal results
have equal hashes, whenever, wherever and with however many processes they were made.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from gongzhi.scenarios import Case

from ..program import COMMAND, PROGRAM, version
from .writing import MANIFEST, write_json

__all__ = [
    "Clock",
    "describe",
    "finish",
    "hash_of",
    "hash_of_assumptions",
    "versions",
    "write_manifest",
]

FORMAT = 1
ASSUMPTIONS = ("parameters.toml", "society.toml")
LIBRARIES = ("mesa", "networkx", "numba", "numpy", "pandas", "pyarrow")


class Clock:
    """When a piece of work began, and how long it has taken."""

    def __init__(self) -> None:
        self.started = datetime.now(UTC)
        self._tick = time.perf_counter()

    def made(self, **how: Any) -> dict[str, Any]:
        """Return how, when and on what kind of machine something was made."""
        return {
            "command": COMMAND.get(),
            "started": self.started.isoformat(timespec="seconds"),
            "seconds": round(time.perf_counter() - self._tick, 3),
            "platform": platform.platform(),
            **how,
        }


def describe(
    kind: str, cases: Mapping[str, Case], seeds: Sequence[int], **settings: Any
) -> dict[str, Any]:
    """Return what a result came from: versions, seeds, and the whole text of every scenario."""
    from gongzhi.agents.compiling import sources_hash

    return {
        "program": PROGRAM,
        "format": FORMAT,
        "kind": kind,
        "versions": versions(),
        "sources": sources_hash(),
        "assumptions": hash_of_assumptions(),
        "seeds": list(seeds),
        **settings,
        "scenarios": [
            {
                "label": label,
                "name": case.name,
                "hash": case.hash,
                "text": case.text,
                **({"outside": case.outside} if case.outside else {}),
            }
            for label, case in cases.items()
        ],
    }


def versions() -> dict[str, str]:
    """Return the versions of the program, of Python, and of the libraries that a result depends on."""
    libraries = {name: importlib.metadata.version(name) for name in LIBRARIES}
    return {PROGRAM: version(), "python": platform.python_version(), **libraries}


@cache
def hash_of_assumptions() -> str:
    """Return the hash of the parameter book and the facts of the society, which no scenario names."""
    folder = files("gongzhi.scenarios")
    return hash_of(b"".join((folder / name).read_bytes() for name in ASSUMPTIONS))


def write_manifest(manifest: dict[str, Any], folder: Path, clock: Clock, **how: Any) -> None:
    """Add the files of a folder, the hash and the making to a manifest, and write it there."""
    paths = sorted(path for path in folder.iterdir() if path.name != MANIFEST)
    manifest["files"] = {path.name: hash_of(path.read_bytes()) for path in paths}
    finish(manifest, clock, **how)
    write_json(manifest, folder / MANIFEST)


def finish(manifest: dict[str, Any], clock: Clock, **how: Any) -> None:
    """Put the hash of a manifest and the part that changes from time to time at its end."""
    rest = {key: value for key, value in manifest.items() if key not in ("hash", "made")}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True)
    manifest["hash"] = hash_of(text.encode())
    manifest["made"] = clock.made(**how)


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
