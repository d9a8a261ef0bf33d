"""A bar on the error stream while something long runs; nothing where nobody watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .texts import Language, say

__all__ = ["Progress", "Tick", "following", "progress_bar"]

Tick = Callable[[int, int], None]
"""Told how much is done, of how much."""

Progress = bool | Tick
"""True for a bar, False for silence, or a function of (done, total)."""


@contextmanager
def following(progress: Progress, lang: Language) -> Iterator[Tick | None]:
    """Give the function to tell how far the work is, or None if nobody wants to know."""
    if callable(progress):
        yield progress
    elif progress:
        with progress_bar(lang) as tick:
            yield tick
    else:
        yield None


@contextmanager
def progress_bar(lang: Language) -> Iterator[Tick | None]:
    """Show a bar on the error stream, and give the function that moves it; None off a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Bar(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(say(lang, "progress"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
