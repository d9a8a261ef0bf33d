"""Compacting: the parts of a sweep put together into one, a run counted once.

The new part is written aside and named like any other, and only then are the old ones removed. Whoever
is stopped in between leaves runs twice, which readers count once. Parts are copied one after the other,
so that memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError, OutputError
from ..telling.answers import as_json
from ..texts import Language, say
from .folder import manifest_of, the_work
from .parts import ASIDE, PARTS, TABLES, Part, is_whole, parts_of
from .status import bytes_in_words, size_of
from .sums import seal

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Compacted", "compact_parts", "print_compacted"]


@dataclass(frozen=True)
class Compacted:
    """How many parts there were and are, and how many bytes."""

    before: int
    after: int
    bytes_before: int
    bytes_after: int


def compact_parts(folder: str | os.PathLike[str]) -> Compacted:
    """Put all parts of a sweep together.

    Raises:
        InputError: if there is no sweep, no part, or one that is damaged.
        OutputError: if a process is at work in the folder, or the disk is full; nothing is lost then.
    """
    manifest_of(folder)
    home = Path(folder)
    with the_work(home, (1, 1)):
        parts = parts_of(home)
        for part in parts:
            if not is_whole(part):
                raise InputError("sweep.damaged", part=os.fspath(part))
        before = sum(map(size_of, parts))
        if len(parts) > 1:
            try:
                fresh = _together(home, parts)
            except OSError as error:
                reason = error.strerror or str(error).splitlines()[0]
                raise OutputError("sweep.full", out=os.fspath(folder), reason=reason) from error
            for part in parts:
                if part != fresh:
                    shutil.rmtree(part)
    left = parts_of(home)
    return Compacted(len(parts), len(left), before, sum(map(size_of, left)))


def print_compacted(done: Compacted, json: bool, lang: Language) -> int:
    """Print what compacting did; return the exit code."""
    sizes = {
        "size_before": bytes_in_words(done.bytes_before),
        "size_after": bytes_in_words(done.bytes_after),
    }
    words = {"before": done.before, "after": done.after, **sizes}
    print(as_json(asdict(done)) if json else say(lang, "sweep.compacted", **words))
    return 0


def _together(home: Path, parts: Sequence[Part]) -> Part:
    """Write all parts into one, and return it."""
    chosen = _chosen(parts)
    digest = hashlib.sha256("\n".join(part.name for part in parts).encode()).hexdigest()
    name = f"{parts[0].name.partition('-')[0]}-{digest[:12]}"
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=home / PARTS) as scratch:
        fresh = Path(scratch, name)
        fresh.mkdir()
        for table in TABLES:
            _copy(table, parts, chosen, fresh / f"{table}.parquet")
        seal(fresh, [f"{table}.parquet" for table in TABLES])
        os.rename(fresh, home / PARTS / name)
    return home / PARTS / name


def _chosen(parts: Sequence[Part]) -> dict[str, int]:
    """Return for each run the number of the part whose row counts."""
    from pyarrow import parquet

    chosen: dict[str, tuple[bool, int]] = {}
    for number, part in enumerate(parts):
        table = parquet.read_table(part / "runs.parquet", columns=["run_id", "status"])
        for run, status in zip(*(table[c].to_pylist() for c in ("run_id", "status")), strict=True):
            mine = status != "ok", number
            chosen[run] = min(chosen.get(run, mine), mine)
    return {run: number for run, (_, number) in chosen.items()}


def _copy(table: str, parts: Sequence[Part], chosen: dict[str, int], path: Path) -> None:
    """Copy the rows that count of one table, some parts at a time."""
    from pyarrow import parquet

    writer = None
    with ExitStack() as stack:
        for rows in _batches(table, parts, chosen):
            if writer is None:
                from .parts import format_of

                writer = parquet.ParquetWriter(path, rows.schema, **format_of(rows.schema))
                stack.enter_context(writer)
            writer.write_table(rows)


MANY_ROWS = 100_000


def _batches(table: str, parts: Sequence[Part], chosen: dict[str, int]) -> Iterator[pa.Table]:
    """Yield the rows that count in batches that are large enough to be read fast."""
    import pyarrow as pa
    from pyarrow import parquet

    held: list[pa.Table] = []
    for number, part in enumerate(parts):
        rows = parquet.read_table(part / f"{table}.parquet")
        counts = [chosen[run] == number for run in rows["run_id"].to_pylist()]
        held.append(rows if all(counts) else rows.filter(pa.array(counts)))
        if sum(map(len, held)) >= MANY_ROWS or part == parts[-1]:
            yield pa.concat_tables(held)
            held = []
