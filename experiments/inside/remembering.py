"""Communities that were lived before, kept in the cache so that a look into a run begins near its month.

A community is kept as it was when a January began, or when its scenario began: the spin-up is shared
by every scenario of the same setting and assumptions. What is kept is named by all that it depends
on, and lies with the compiled kernels, so that any edit of the model forgets it. Nothing is lost when a
file cannot be written or read: the community is lived again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

from gongzhi.scenarios import Case
from gongzhi.scenarios.units import MONTHS

from ..kept.manifest import hash_of_assumptions, versions
from ..progress import Tick

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

__all__ = ["community_at", "remember", "remembering"]

FOLDER = "communities"
MOST_BYTES = 1024**3  # of all that is kept; a street is about 20 MB
MOST_OF_A_RUN = MOST_BYTES // 4


def community_at(
    case: Case, seed: int, month: int, threads: int = 1, tick: Tick | None = None
) -> CommunityModel:
    """Return a community as it is when a month begins; its measures are not for use.

    Args:
        case: what it lives under; seed: seed of the luck.
        month: months since the scenario began; its number of months is the end of the run.
        threads: threads that share the loops over residents.
        tick: told (months done, months in all).
    """
    january = month - month % MONTHS
    model = _nearest(case, seed, january) or _found(case, seed, threads)
    model.threads = threads
    model.measured = False
    while model.month_number < month:
        model.step()
        if model.month_number == january:
            remember(model)
        if tick:
            tick(model.month_number, month)
    return model


def remember(model: CommunityModel) -> int:
    """Keep a community at the month where it stands, and forget those that were not used for longest.

    Returns:
        Its size in bytes; 0 where there is no cache.
    """
    path = _path(model.case, model.seed, model.month_number)
    if path is None:
        return 0
    fresh = path.with_suffix(f".{os.getpid()}")
    content = pickle.dumps(model, protocol=pickle.HIGHEST_PROTOCOL)
    try:
        path.parent.mkdir(exist_ok=True)
        if len(content) <= MOST_BYTES:
            fresh.write_bytes(content)
            os.replace(fresh, path)
        _forget_oldest(path.parent)
    except OSError:
        fresh.unlink(missing_ok=True)
    return len(content)


def remembering(model: CommunityModel, tick: Tick | None) -> Tick:
    """Return a function of (done, total) that keeps a community every January.

    A large one is kept every second or third January and so on, so that one run does not drive the others
    out; the last January always.
    """
    last = (model.case.months - 1) // MONTHS
    every = 1

    def told(done: int, total: int) -> None:
        nonlocal every
        year, month = divmod(model.month_number, MONTHS)
        if month == 0 and 0 < year <= last and (last - year) % every == 0:
            every = max(-(-remember(model) * last // MOST_OF_A_RUN), 1)
        if tick:
            tick(done, total)

    return told


def _found(case: Case, seed: int, threads: int) -> CommunityModel:
    """Found a community and keep it."""
    from gongzhi.model import CommunityModel

    model = CommunityModel(case, rng=seed, threads=threads)
    remember(model)
    return model


def _nearest(case: Case, seed: int, january: int) -> CommunityModel | None:
    """Return the latest community that was kept of a run, up to a January."""
    for month in range(january, -1, -MONTHS):
        model = _recall(_path(case, seed, month))
        if model is not None:
            return model.adopt(case) if month == 0 else model
    return None


def _recall(path: Path | None) -> CommunityModel | None:
    """Read a community, if there is one that can be read."""
    if path is None:
        return None
    try:
        content = path.read_bytes()
        os.utime(path)
        model: CommunityModel = pickle.loads(content)
    except FileNotFoundError:
        return None
    except Exception:  # cut short or of other libraries: whatever is wrong, it is lived again
        return None
    return model


def _path(case: Case, seed: int, month: int) -> Path | None:
    """Return where a community is kept; None where there is no cache.

    Until its scenario begins a community depends on the setting and the assumptions alone.
    """
    from gongzhi.agents.compiling import cache_folder

    folder = cache_folder()  # carries a hash of the model's code
    if folder is None:
        return None
    lived = case.hash if month else repr((case.setting, case.assumptions))
    told = repr((lived, seed, month, hash_of_assumptions(), versions()))
    return folder / FOLDER / f"{hashlib.sha256(told.encode()).hexdigest()[:32]}.pickle"


def _forget_oldest(folder: Path) -> None:
    """Remove what was not used for longest, until the rest is within bounds."""
    kept = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in folder.iterdir())
    too_much = sum(size for _, size, _ in kept) - MOST_BYTES
    for _, size, path in kept:
        if too_much <= 0:
            return
        path.unlink(missing_ok=True)
        too_much -= size
