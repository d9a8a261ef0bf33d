"""The command ``gongzhi figure``: a figure of results, as a picture.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from .errors import InputError, OutputError
from .language import surrounding_language
from .texts import Language, say

__all__ = ["make_figure", "write_figure"]

KINDS = (".svg", ".png")


def make_figure(lang: Language, option: Callable[..., Parameter]) -> Any:
    """Return the command in one language; ``option`` makes an option with its help."""

    def figure(
        name: Annotated[str, option(lang, "figure_name")],
        results: Annotated[Path, option(lang, "results")],
        /,
        *,
        out: Annotated[str | None, option(lang, "figure_out")] = None,
        scenario: Annotated[str | None, option(lang, "figure_scenario", "--scenario")] = None,
        by: Annotated[str | None, option(lang, "by")] = None,
        year: Annotated[int | None, option(lang, "year")] = None,
        neighbourhood: Annotated[int | None, option(lang, "neighbourhood")] = None,
        slide: Annotated[bool, option(lang, "slide")] = False,
        force: Annotated[bool, option(lang, "figure_force", "--force")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        written = write_figure(
            name, results, out, force=force, lang=lang_ or lang, scenario=scenario, by=by, year=year,
            neighbourhood=neighbourhood, slide=slide,
        )  # fmt: skip
        for path in written:
            print(say(lang, "note.figure", out=path))
        return 0

    return figure


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
    from .figures import FIGURES, draw
    from .figures.canvas import check_choice

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
    import tempfile

    from .style import save_picture

    try:
        with tempfile.TemporaryDirectory(prefix=".gongzhi-", dir=path.parent) as scratch:
            fresh = Path(scratch, f"figure{path.suffix.lower()}")
            save_picture(picture, fresh)
            os.replace(fresh, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError("out.failed", out=os.fspath(path), reason=reason) from error
