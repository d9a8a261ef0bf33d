"""Replicates of patterns: every world of a pattern lived under one seed, and what is read from it.

The seed is that of the luck and of the society. Worlds of all patterns that are the same are lived
once, and those that begin alike share founding and spin-up. With knock-outs every world is lived again
without the pattern's mechanism.

A finished replicate is kept as a small file beside the compiled kernels, under a name that carries a
hash of all that it came from, so that an interrupted command goes on where it was.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..coverage.contrasts import founded_with, kind_of
from ..progress import Tick
from .patterns import Pattern, file_of, patterns
from .patterns.pattern import World

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel
    from gongzhi.scenarios import Book, Case

__all__ = ["Replicate", "Task", "kept", "live", "lived_with", "worlds_of"]

Readings = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Task:
    """One replicate to be lived.

    Attributes:
        seed: of the luck and of the society.
        draw: parameters other than those of the book, by ``section.name``.
        knock_out: whether the worlds are lived without the mechanism too.
    """

    seed: int
    draw: tuple[tuple[str, float], ...] = ()
    knock_out: bool = False


@dataclass(frozen=True)
class Replicate:
    """What was read from the worlds of one pattern under one seed, with the mechanism and without."""

    whole: Readings
    without: Readings | None


def worlds_of(pattern: Pattern, knock_out: bool) -> dict[tuple[bool, str], World]:
    """Return the worlds of a pattern by (whether the mechanism is taken away, name)."""
    worlds = {(False, name): world for name, world in pattern.worlds.items()}
    if knock_out:
        worlds |= {(True, name): world for name, world in pattern.knocked_out().items()}
    return worlds


def live(ids: Sequence[str], task: Task, tick: Tick | None) -> dict[str, Replicate]:
    """Return the replicates of some patterns under one seed; live only what is not kept.

    Args:
        ids: the patterns.
        task: the seed, the draw, and whether mechanisms are taken away too.
        tick: told how many months were lived.
    """
    known = patterns()
    left = {name: kept(known[name], task) for name in ids}
    todo = [known[name] for name, replicate in left.items() if replicate is None]
    seen: dict[str, dict[tuple[bool, str], dict[str, float]]] = {p.id: {} for p in todo}
    months = 0
    for world, model in _lived(_shared(todo, task.knock_out), task):
        for pattern in todo:
            for key, mine in worlds_of(pattern, task.knock_out).items():
                if mine == world:
                    seen[pattern.id][key] = pattern.read(model)
        for pattern in todo:
            if left[pattern.id] is None and _is_whole(seen[pattern.id], pattern, task):
                left[pattern.id] = _put_together(seen[pattern.id], task)
                _keep(pattern, task, left[pattern.id])
        months += world.months
        if tick:
            tick(months, 0)
    return {name: replicate for name, replicate in left.items() if replicate is not None}


def _is_whole(seen: Mapping[Any, Any], pattern: Pattern, task: Task) -> bool:
    return len(seen) == len(worlds_of(pattern, task.knock_out))


def _put_together(seen: Mapping[tuple[bool, str], dict[str, float]], task: Task) -> Replicate:
    whole = {name: values for (without, name), values in seen.items() if not without}
    other = {name: values for (without, name), values in seen.items() if without}
    return Replicate(whole, other if task.knock_out else None)


def _shared(todo: Sequence[Pattern], knock_out: bool) -> list[World]:
    """Return all worlds of some patterns, each once, in the order of the patterns."""
    worlds = [world for pattern in todo for world in worlds_of(pattern, knock_out).values()]
    return list(dict.fromkeys(worlds))


def _lived(worlds: Sequence[World], task: Task) -> Iterator[tuple[World, CommunityModel]]:
    """Live worlds under one seed, those that begin alike from copies of one community."""
    from gongzhi.model import CommunityModel

    left = list(worlds)
    while left:
        first = left[0]
        home = first.place, founded_with(first.changes)
        book = _book(home[1], task)
        case = _case(first, task)
        founded = CommunityModel(case, rng=task.seed, book=book)
        mine = [world for world in left if (world.place, founded_with(world.changes)) == home]
        for world in mine:
            last = world is mine[-1]  # nobody else begins from it
            start = founded if last else copy.deepcopy(founded)
            model = start.adopt(_case(world, task))
            model.book = _book(world.changes, task)
            yield world, _lived_through(model, world)
        left = [world for world in left if world not in mine]


def lived_with(world: World, task: Task) -> CommunityModel:
    """Return one world, founded and lived to its end under the seed and the draw of a task."""
    return next(model for _, model in _lived([world], task))


def _lived_through(model: CommunityModel, world: World) -> CommunityModel:
    while model.running:
        if world.act:
            world.act(model)
        model.step()
    return model


def _case(world: World, task: Task) -> Case:
    """Return the scenario of a world: the baseline with its levers and facts of the setting."""
    from gongzhi.scenarios import load_case

    values: dict[str, Any] = {n: v for n, v in world.changes if kind_of(n) != "parameter"}
    size = {"residents": world.place.residents, "neighbourhoods": world.place.neighbourhoods}
    own = {"months": world.months, "society_seed": task.seed}
    return load_case("baseline-2013", **(size | own | values))


def _book(changes: Sequence[tuple[str, Any]], task: Task) -> Book:
    """Return the book of the draw, with what a world changes; what is taken away may be out of range."""
    from gongzhi.scenarios import default_book

    values: dict[str, Any] = {n: v for n, v in changes if kind_of(n) == "parameter"}
    drawn: dict[str, Any] = dict(task.draw)
    return default_book().changed(**drawn).changed(outside=True, **values)


# ---- what is kept --------------------------------------------------------------------------------


def kept(pattern: Pattern, task: Task) -> Replicate | None:
    """Return a replicate that was finished before, or None."""
    for knock_out in {task.knock_out, True}:  # one with more to it will do
        path = _path(pattern, replace(task, knock_out=knock_out))
        try:
            values = json.loads(path.read_text(encoding="utf-8")) if path else None
            if values:
                return Replicate(values["whole"], values["without"] if task.knock_out else None)
        except (OSError, ValueError, KeyError):
            continue
    return None


def _keep(pattern: Pattern, task: Task, replicate: Replicate | None) -> None:
    """Write a finished replicate; it appears whole or not at all."""
    path = _path(pattern, task)
    if path is None or replicate is None:
        return
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        text = json.dumps({"whole": replicate.whole, "without": replicate.without})
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, path)
    except OSError:  # nothing can be kept: the next run lives it again
        fresh.unlink(missing_ok=True)


def _path(pattern: Pattern, task: Task) -> Path | None:
    from gongzhi.agents.compiling import cache_folder

    folder = cache_folder()  # carries a hash of the model's code
    if folder is None:
        return None
    told = json.dumps([_sources(pattern.id), pattern.id, task.seed, task.draw, task.knock_out])
    digest = hashlib.sha256(told.encode()).hexdigest()[:16]
    return folder / "replicates" / f"{pattern.id}-{task.seed}-{digest}.json"


@cache
def _sources(pattern: str) -> str:
    """Hash what a replicate comes from besides the model's code: the book, the pattern, this file."""
    digest = hashlib.sha256()
    book = [files("gongzhi.scenarios").joinpath(n) for n in ("parameters.toml", "society.toml")]
    case = files("gongzhi.scenarios.cases").joinpath("baseline-2013.toml")
    own = Path(__file__).parent
    shared = [own / "replicates.py"]
    shared += [own.parent / name for name in ("coverage/contrasts.py", "estimates.py")]
    shared += [own / "patterns" / f"{n}.py" for n in ("pattern", "readings", "issue_readings")]
    for path in [*book, case, *shared, file_of(pattern)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
