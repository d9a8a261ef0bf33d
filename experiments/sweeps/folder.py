"""The folder of a sweep: whose it is, what it holds, and who is at work in it.

    plan.toml       the plan, if it was given as a file
    manifest.json   versions, the scenario's whole text, the id of the programme
    design.parquet  the design in its own order: for each row its point and its values
    parts/          what came of the runs; see ``parts``
    damaged/        parts that were found damaged or cut short; their runs are run again
    locks/          one lock for each part of the work; a process that dies lets go of its own

Everything but parts and locks depends on the plan alone, so that several processes may open one folder at
the same time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..errors import InputError, OutputError
from ..kept.manifest import describe
from ..kept.writing import MANIFEST, STRAYS, write_json, write_parquet
from ..program import PROGRAM
from .needs import need
from .parts import Part, is_whole, parts_of
from .runs import Programme

__all__ = [
    "KIND",
    "at_work",
    "damaged_parts",
    "described",
    "look_into",
    "manifest_of",
    "open_folder",
    "set_damaged_aside",
    "the_work",
]

KIND = "sweep"
LOCKS = "locks"
DAMAGED = "damaged"

PATIENCE, LOOK = 2.0, 0.05
"""Seconds until a lock counts as held, and between looks at it."""


def manifest_of(folder: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the manifest of a sweep's folder.

    Raises:
        InputError: if the folder holds no sweep.
    """
    try:
        manifest = json.loads((Path(folder) / MANIFEST).read_text(encoding="utf-8"))
        if (manifest["program"], manifest["kind"]) == (PROGRAM, KIND):
            return dict(manifest)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise InputError("sweep.none", out=os.fspath(folder))


def open_folder(out: str | os.PathLike[str], programme: Programme) -> Path:
    """Return the folder of a programme, made if need be.

    Raises:
        OutputError: if it holds something else, or the sweep of another plan or version, or cannot be
            written.
    """
    return _folder(out, programme, make=True)


def look_into(out: str | os.PathLike[str], programme: Programme) -> Path:
    """Return the folder of a programme, which may not be there yet; nothing is written.

    Raises:
        OutputError: if it holds something else, or the sweep of another plan or version.
    """
    return _folder(out, programme, make=False)


def _folder(out: str | os.PathLike[str], programme: Programme, make: bool) -> Path:
    if not os.fspath(out):
        raise OutputError("out.empty")
    folder = Path(os.path.realpath(out))
    try:
        fresh = not (folder / MANIFEST).exists()
        if fresh:
            _check_free(folder, os.fspath(out))
            if make:
                _make(folder, programme)
        if make or not fresh:
            _check_own(folder, programme, os.fspath(out))
    except NotADirectoryError:
        raise OutputError("out.file", out=os.fspath(out)) from None
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        reason = error.strerror or str(error)
        raise OutputError("out.failed", out=os.fspath(out), reason=reason) from None
    return folder


def _check_free(folder: Path, out: str) -> None:
    """Complain about a folder that holds more than another process of ours may have begun."""
    ours = {"plan.toml", "design.parquet"}
    with suppress(FileNotFoundError):
        held = set(os.listdir(folder)) - STRAYS - ours
        if any(not name.startswith(".new-") for name in held):
            raise OutputError("out.foreign", out=out)


def _make(folder: Path, programme: Programme) -> None:
    """Make a new folder; the manifest comes last, and the first of several processes writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = programme.plan
    if plan.text:
        _put(folder, "plan.toml", lambda path: path.write_text(plan.text, encoding="utf-8"))
    _put(folder, "design.parquet", lambda path: write_parquet(design_of(programme), path))
    _put(folder, MANIFEST, lambda path: write_json(described(programme), path))


def _put(folder: Path, name: str, write: Any) -> None:
    """Write a file aside and give it its name, unless another process was first."""
    aside = folder / f".new-{os.getpid()}-{name}"
    try:
        write(aside)
        os.link(aside, folder / name)
    except FileExistsError:
        pass
    finally:
        aside.unlink(missing_ok=True)


def design_of(programme: Programme) -> Any:
    """Return the design in its own order, as a DataFrame."""
    import pandas as pd

    names = [factor.name for factor in programme.plan.factors]
    rows = [programme.points[point] for point in programme.rows]
    return pd.DataFrame(rows, columns=names).assign(point=programme.rows)


def described(programme: Programme) -> dict[str, Any]:
    """Return the manifest of a programme."""
    plan = programme.plan
    case = plan.case
    return {
        **describe(KIND, {plan.scenario: case}, plan.seeds, months=case.months),
        "programme": programme.id,
        "model": programme.model,
        "runs": len(programme.runs),
        "points": len(programme.points),
        "design": plan.design.model_dump(exclude_defaults=True) | {"kind": plan.design.kind},
        "factors": [factor.told() for factor in plan.factors],
        "kept": plan.kept.model_dump(),
    }


def _check_own(folder: Path, programme: Programme, out: str) -> None:
    """Complain about a folder of another plan, or of another version of the model."""
    try:
        manifest = manifest_of(folder)
    except InputError:
        raise OutputError("out.foreign", out=out) from None
    if manifest["model"] != programme.model:
        raise OutputError("sweep.version", out=out)
    if manifest["programme"] != programme.id:
        raise OutputError("sweep.other", out=out)


def damaged_parts(folder: Path) -> list[Part]:
    """Return the parts that were damaged or cut short."""
    return [part for part in parts_of(folder) if not is_whole(part)]


def set_damaged_aside(folder: Path) -> list[Part]:
    """Move damaged parts out of the way, and return where they are now."""
    moved = []
    for part in damaged_parts(folder):
        place = folder / DAMAGED / part.name
        place.parent.mkdir(exist_ok=True)
        number = 0
        while place.exists():
            number += 1
            place = place.with_name(f"{part.name}-{number}")
        with suppress(FileNotFoundError):
            os.rename(part, place)
            moved.append(place)
    return moved


@contextmanager
def the_work(folder: Path, part: tuple[int, int]) -> Iterator[None]:
    """Hold the lock of a part of the work; the system lets go of it when the process ends.

    Only locks of other divisions are looked at, and whoever looks at a lock holds it for a moment, so
    that nobody is turned away before ``PATIENCE``.

    Raises:
        OutputError: if another process holds it, or is at work on another division of the runs.
    """
    filelock = need("filelock")
    locks = folder / LOCKS
    locks.mkdir(exist_ok=True)
    number, of = part
    lock = filelock.FileLock(locks / f"{number}-of-{of}")
    try:
        lock.acquire(timeout=PATIENCE, poll_interval=LOOK)
    except filelock.Timeout:
        raise OutputError("sweep.busy", out=str(folder)) from None
    try:
        others = (p for p in _locks(folder) if p.name.partition("-of-")[2] != str(of))
        if any(_is_held(other, PATIENCE) for other in others):
            raise OutputError("sweep.busy", out=str(folder))
        yield
    finally:
        lock.release()


def at_work(folder: Path) -> list[str]:
    """Return the parts of the work, as "1-of-4", that some process is at."""
    return [path.name for path in _locks(folder) if _is_held(path, 0.0)]


def _locks(folder: Path) -> list[Path]:
    return sorted((folder / LOCKS).glob("*-of-*"))


def _is_held(path: Path, patience: float) -> bool:
    """Return whether a process holds a lock for longer than some seconds."""
    filelock = need("filelock")
    try:
        with filelock.FileLock(path).acquire(timeout=patience, poll_interval=LOOK):
            return False
    except filelock.Timeout:
        return True
