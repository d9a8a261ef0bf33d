"""A figure as files: SVG and PNG, which appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from ..asking import check_choice
from ..errors import InputError, OutputError
from ..language import surrounding_language
from ..texts import Language
from .style import save_picture

__all__ = ["write_figure"]

KINDS = (".svg", ".png")


def write_figure(
    name: str,
    source: Any,
    out: str | os.PathLike[str] | None = None,
    *,
    force: bool = False,
    lang: Language | None = None,
    **options: Any,
) -> list[Path]:
    """Draw a figure and write it; return the files.

    Args:
        name: see ``figures.FIGURES``.
        source: what ``figures.draw`` can draw from.
        out: a file that ends in .svg or .png; if not given, both, named after the figure, in the
            current folder.
        force: replace files that exist.
        lang: "en" or "zh"; by default that of the locale.
        **options: those of ``figures.draw``.

    Raises:
        InputError: for what cannot be drawn.
        OutputError: if a file exists or cannot be written.
    """
    from . import FIGURES, draw

    check_choice("NAME", name, list(FIGURES))
    if out is not None and Path(out).suffix.lower() not in KINDS:
        raise InputError("figure.file", out=os.fspath(out))
    paths = [Path(name + kind) for kind in KINDS] if out is None else [Path(out)]
    for path in paths:
        _check(path, force)
    picture = draw(name, source, lang or surrounding_language(), **options)
    for path in paths:
        _save(picture, path)
    return paths


def _check(path: Path, force: bool) -> None:
    """Complain if a file may not be written."""
    if path.is_dir() or (path.exists() and not force):
        raise OutputError("figure.exists", out=os.fspath(path))


def _save(picture: Any, path: Path) -> None:
    """Write one file, which appears whole or not at all."""
    try:
        with tempfile.TemporaryDirectory(prefix=".gongzhi-", dir=path.parent) as scratch:
            fresh = Path(scratch, f"figure{path.suffix.lower()}")
            save_picture(picture, fresh)
            os.replace(fresh, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError("out.failed", out=os.fspath(path), reason=reason) from error
