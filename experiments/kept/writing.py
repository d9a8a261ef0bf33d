"""Folders of results that appear whole or not at all.

Everything is written into a hidden folder beside the one wanted, which then takes its name in one
step. A folder that is not empty is left alone unless told otherwise, and even then only replaced if
it holds results of ours and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import OutputError
from ..program import PROGRAM

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MANIFEST", "check_folder", "whole_folder", "write_json", "write_parquet"]

MANIFEST = "manifest.json"
STRAYS = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that file managers leave behind."""


def check_folder(out: str | os.PathLike[str], force: bool = False) -> Path:
    """Return the real path of a folder that results may be put in; the disk is not touched.

    Raises:
        OutputError: if it is no folder, the current one, or holds what must not be lost.
    """
    if not os.fspath(out):
        raise OutputError("out.empty")
    folder = Path(os.path.realpath(out))
    try:
        held = sorted(os.listdir(folder))
    except FileNotFoundError:
        return _check_parent(folder, out)
    except NotADirectoryError:
        raise OutputError("out.file", out=os.fspath(out)) from None
    except OSError as error:
        raise _failed(out, error) from None
    if held:
        _check_held(folder, held, os.fspath(out), force)
    here = Path.cwd()
    if folder == here or folder in here.parents or os.path.ismount(folder):
        raise OutputError("out.here", out=os.fspath(out))
    return _check_parent(folder, out)


@contextmanager
def whole_folder(out: str | os.PathLike[str], force: bool = False) -> Iterator[Path]:
    """Give a folder to write in; when the work is done it becomes ``out``, or else it vanishes.

    Raises:
        OutputError: if the results cannot be put there, or the disk is full; nothing is left then.
    """
    folder = check_folder(out, force)
    made = _missing_parents(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".gongzhi-", dir=folder.parent, ignore_cleanup_errors=True
        ) as scratch:
            fresh = Path(scratch, "new")
            fresh.mkdir()
            yield fresh
            check_folder(out, force)
            _exchange(fresh, folder, Path(scratch, "old"))
    except BaseException as error:
        _remove_empty(made)
        if isinstance(error, OSError) and not isinstance(error, OutputError | BrokenPipeError):
            raise _failed(out, error) from error
        raise


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write a table; equal tables make equal files."""
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.Table.from_pandas(frame, preserve_index=False)
    numbers = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    words = [field.name for field in table.schema if not pa.types.is_floating(field.type)]
    parquet.write_table(
        table, path, compression="zstd", use_dictionary=words, use_byte_stream_split=numbers
    )


def write_json(value: Any, path: Path) -> None:
    """Write JSON for machines that people can read."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _check_held(folder: Path, held: list[str], out: str, force: bool) -> None:
    """Complain about a folder that is not empty and must not be replaced."""
    ours = _files_of_ours(folder)
    if ours is None:
        raise OutputError("out.foreign", out=out)
    if not force:
        raise OutputError("out.full", out=out)
    strange = next((name for name in held if name not in ours | STRAYS), None)
    if strange is not None:
        raise OutputError("out.mixed", out=out, name=strange)


def _files_of_ours(folder: Path) -> set[str] | None:
    """Return the names of the files that our manifest lists; None if there is no manifest of ours."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["program"] != PROGRAM:
            return None
        return {MANIFEST, *manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _check_parent(folder: Path, out: str | os.PathLike[str]) -> Path:
    """Return the folder if it can be made, as far as can be told without making it."""
    above = next((p for p in folder.parents if os.path.lexists(p)), folder.parent)
    if not above.is_dir():
        raise OutputError("out.file", out=os.fspath(above))
    if not os.access(above, os.W_OK | os.X_OK):
        raise _failed(out, PermissionError(13, os.strerror(13)))
    return folder


def _missing_parents(folder: Path) -> list[Path]:
    """Return the folders above that do not exist yet, the innermost first."""
    return [parent for parent in folder.parents if not parent.exists()]


def _remove_empty(folders: list[Path]) -> None:
    """Remove folders that were made for nothing."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _exchange(fresh: Path, folder: Path, old: Path) -> None:
    """Give a finished folder its name; what had the name before goes to ``old``, or comes back."""
    replaced = folder.exists()
    if replaced:
        os.rename(folder, old)
    try:
        os.rename(fresh, folder)
    except BaseException:
        if replaced:
            os.rename(old, folder)
        raise


def _failed(out: str | os.PathLike[str], error: OSError) -> OutputError:
    reason = error.strerror or str(error).splitlines()[0]
    return OutputError("out.failed", out=os.fspath(out), reason=reason)
