"""Hashes of the files of a part, which lie beside them, and tell whether a disk or a copy changed one."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

__all__ = ["seal", "sum_of", "sums_of"]

SUMS = "sums.json"


def seal(folder: Path, names: Iterable[str]) -> None:
    """Put the hashes of some files of a folder beside them."""
    sums = {name: sum_of(folder / name) for name in names}
    with (folder / SUMS).open("w", encoding="utf-8") as file:
        json.dump(sums, file)
        file.flush()
        os.fsync(file.fileno())


def sums_of(folder: Path) -> dict[str, str] | None:
    """Return the hashes that lie in a folder by file name; None if there are none.

    Raises:
        ValueError: if they cannot be read as such.
    """
    try:
        return dict(json.loads((folder / SUMS).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except TypeError:
        raise ValueError(folder) from None


def sum_of(path: Path) -> str:
    """Return the hash of a file; one that did not change meanwhile is read once by a process."""
    stat = path.stat()
    return _hash_of(path, stat.st_ino, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=100_000)
def _hash_of(path: Path, *_: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
