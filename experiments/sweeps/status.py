"""How far a sweep is: what is done, what failed, who is at work; and what is said before it begins."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..telling.answers import as_json
from ..texts import Language, say
from .estimating import Forecast
from .folder import at_work, manifest_of
from .parts import is_whole, parts_of

__all__ = ["Standing", "announce_in", "print_forecast", "print_status", "size_of", "status_of"]

MOST_TOLD = 3
SIZES = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True)
class Standing:
    """How far a sweep is.

    Attributes:
        runs: runs of the plan; ``done`` of them by status in ``by``.
        failures: run, seed, status and last line of the error of each run that failed.
        parts, bytes: of the results; ``damaged`` parts are not whole.
        at_work: the parts of the work that a process is at, as "1-of-4".
    """

    out: str
    runs: int
    done: int
    by: dict[str, int]
    failures: list[dict[str, Any]]
    parts: int
    bytes: int
    damaged: int
    at_work: list[str]


def status_of(folder: str | os.PathLike[str]) -> Standing:
    """Return how far the sweep in a folder is.

    Raises:
        InputError: if there is none.
    """
    import pandas as pd

    manifest = manifest_of(folder)
    whole, torn, rows = [], 0, []
    for part in parts_of(Path(folder)):
        if is_whole(part):
            whole.append(part)
            columns = ["run_id", "number", "seed", "status", "error"]
            rows.append(pd.read_parquet(part / "runs.parquet", columns=columns))
        else:
            torn += 1
    by: dict[str, int] = {}
    failures: list[dict[str, Any]] = []
    if rows:
        table = pd.concat(rows)
        table["bad"] = table["status"] != "ok"
        table = table.sort_values(["bad", "number"], kind="stable").drop_duplicates("run_id")
        by = {str(k): int(v) for k, v in table["status"].value_counts(sort=False).items()}
        for row in table[table["bad"]].to_dict("records"):
            last = (row["error"].strip().splitlines() or [""])[-1]
            failures.append(
                {
                    "run": row["run_id"],
                    "seed": int(row["seed"]),
                    "status": row["status"],
                    "error": last,
                }
            )
    return Standing(
        out=os.fspath(folder), runs=manifest["runs"], done=sum(by.values()), by=by,
        failures=failures, parts=len(whole), bytes=sum(map(size_of, whole)), damaged=torn,
        at_work=at_work(Path(folder)),
    )  # fmt: skip


def size_of(part: Path) -> int:
    """Return the bytes of a part."""
    return sum(file.stat().st_size for file in part.iterdir())


def print_status(standing: Standing, json: bool, lang: Language) -> int:
    """Print how far a sweep is; return the exit code."""
    if json:
        print(as_json(asdict(standing)))
        return 0
    by = ", ".join(say(lang, f"status.{k}", count=n) for k, n in standing.by.items()) or "-"
    print(say(lang, "sweep.counts", done=standing.done, runs=standing.runs, by=by))
    for failure in standing.failures[:MOST_TOLD]:
        words = failure | {"status": say(lang, f"status.word.{failure['status']}")}
        print(say(lang, "sweep.failure", **words).rstrip("：: "))
    if len(standing.failures) > MOST_TOLD:
        print(say(lang, "sweep.more", count=len(standing.failures) - MOST_TOLD))
    print(say(lang, "sweep.parts", parts=standing.parts, size=bytes_in_words(standing.bytes)))
    if standing.damaged:
        print(say(lang, "sweep.torn", count=standing.damaged))
    at = ", ".join(standing.at_work)
    print(say(lang, "sweep.somebody", parts=at) if at else say(lang, "sweep.nobody"))
    print(say(lang, "note.out", out=standing.out))
    return 0


def announce_in(lang: Language, dry: bool = False) -> Callable[[Forecast], None]:
    """Return the function that says on the error stream what will be run; if dry, that is the answer."""

    def announce(ahead: Forecast) -> None:
        lines = [say(lang, "sweep.ahead", **asdict(ahead))]
        if ahead.damaged:
            key = "sweep.torn" if dry else "sweep.damaged_aside"
            lines.append(say(lang, key, count=ahead.damaged, out=ahead.out))
        if ahead.compiling:
            lines.append(say(lang, "sweep.compiled", time=time_in_words(ahead.compiling, lang)))
        size = bytes_in_words(ahead.bytes)
        if ahead.left and ahead.seconds:
            time = time_in_words(ahead.seconds, lang)
            lines.append(say(lang, "sweep.takes", time=time, size=size, workers=ahead.workers))
        elif ahead.left:
            lines.append(say(lang, "sweep.takes_size", size=size))
        print("\n".join(lines), file=sys.stdout if dry else sys.stderr, flush=True)

    return announce


def print_forecast(ahead: Forecast) -> None:
    """Print as JSON what would be run."""
    print(as_json(asdict(ahead)))


def time_in_words(seconds: float, lang: Language) -> str:
    """Return a duration in seconds, minutes or hours."""
    if seconds < 100:
        return say(lang, "time.seconds", n=seconds)
    if seconds < 6000:
        return say(lang, "time.minutes", n=seconds / 60)
    return say(lang, "time.hours", n=seconds / 3600)


def bytes_in_words(count: float) -> str:
    """Return a size in bytes, kilobytes and so on."""
    for unit in SIZES:
        if count < 1000 or unit == SIZES[-1]:
            break
        count /= 1000
    return f"{count:,.0f} {unit}" if count >= 10 or unit == "B" else f"{count:,.1f} {unit}"
