"""Parts: the runs that came back together, as three Parquet files in a folder of their own.

A part is written into a hidden folder and takes its name in one step, so that it is whole or not there.
``runs`` says what came of each run, ``series`` holds its months, ``made`` where and when it was made. A
part that was damaged or cut short afterwards, by a disk or a copy, is told from the hashes of its files,
which lie beside them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .living import Lived
from .runs import Programme
from .sums import seal, sum_of, sums_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "TABLES",
    "Part",
    "is_whole",
    "keep_whole",
    "parts_of",
    "tables_of",
    "write_part",
]

TABLES = ("runs", "series", "made")
PARTS = "parts"
ASIDE = ".writing-"
Part = Path


def parts_of(folder: Path) -> list[Part]:
    """Return the parts of a sweep's folder, in order of their names."""
    try:
        names = sorted(os.listdir(folder / PARTS))
    except FileNotFoundError:
        return []
    return [folder / PARTS / name for name in names if not name.startswith(".")]


def is_whole(part: Part, tables: Iterable[str] = TABLES) -> bool:
    """Return whether a part's files are there whole, and those of some tables what they were when written.

    Of files of other tables, and of a part of an earlier version without hashes, the ends are looked at.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        sums, asked = sums_of(part), set(tables)
        for table in TABLES:
            path = part / f"{table}.parquet"
            parquet.read_metadata(path)
            if sums is not None and table in asked and sum_of(path) != sums.get(path.name):
                return False
    except (OSError, ValueError, pa.ArrowInvalid):
        return False
    return True


def write_part(folder: Path, programme: Programme, lived: Sequence[Lived]) -> Part:
    """Write a part of some runs and return it.

    Raises:
        OSError: if it cannot be written; nothing is left of it then.
    """
    lived = sorted(lived, key=lambda one: one.number)
    ids = [programme.runs[one.number].id for one in lived]
    digest = hashlib.sha256(
        "\n".join(f"{i} {one.status}" for i, one in zip(ids, lived, strict=True)).encode()
    )
    name = f"{lived[0].number:09d}-{digest.hexdigest()[:12]}"
    return keep_whole(folder, name, tables_of(programme, lived))


def keep_whole(folder: Path, name: str, tables: dict[str, pa.Table]) -> Part:
    """Write the tables of a part aside, and give it its name."""
    home = folder / PARTS
    home.mkdir(exist_ok=True)
    part = home / name
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=home, ignore_cleanup_errors=True) as scratch:
        fresh = Path(scratch, name)
        fresh.mkdir()
        for table, rows in tables.items():
            _write(fresh / f"{table}.parquet", rows)
        seal(fresh, [f"{table}.parquet" for table in tables])
        try:
            os.rename(fresh, part)
        except OSError:
            if not part.is_dir():  # the same runs came back twice: one copy is enough
                raise
    return part


def forget_aside(folder: Path) -> None:
    """Remove what was being written when a sweep was killed."""
    for path in (folder / PARTS).glob(f"{ASIDE}*"):
        shutil.rmtree(path, ignore_errors=True)


def tables_of(programme: Programme, lived: Sequence[Lived]) -> dict[str, pa.Table]:
    """Return the three tables of some runs."""
    return {
        "runs": _runs(programme, lived),
        "series": _series(programme, lived),
        "made": _made(programme, lived),
    }


def _runs(programme: Programme, lived: Sequence[Lived]) -> pa.Table:
    import pyarrow as pa

    from gongzhi.model.measures import MEASURES

    runs = [programme.runs[one.number] for one in lived]
    columns: dict[str, Any] = {
        "run_id": pa.array([run.id for run in runs], pa.string()),
        "number": pa.array([run.number for run in runs], pa.int64()),
        "point": pa.array([run.point for run in runs], pa.int64()),
        "seed": pa.array([run.seed for run in runs], pa.uint64()),
        "status": pa.array([one.status for one in lived], pa.string()),
        "error": pa.array([one.error for one in lived], pa.string()),
    }
    values = [programme.values_of(run) for run in runs]
    for factor in programme.plan.factors:
        given = [own[factor.name] for own in values]
        columns[factor.name] = pa.array(given, _type(factor.spread(2)))
    blank = np.full(len(MEASURES), np.nan)
    block = np.array([blank if one.measures is None else one.measures for one in lived])
    columns |= {name: pa.array(block[:, k]) for k, name in enumerate(MEASURES)}
    return pa.table(columns)


def _type(values: Iterable[Any]) -> pa.DataType:
    """Return the type of the column of a factor."""
    import pyarrow as pa

    kinds = {type(value) for value in values}
    if kinds == {str}:
        return pa.string()
    if kinds == {bool}:
        return pa.bool_()
    return pa.int64() if kinds == {int} else pa.float64()


def _series(programme: Programme, lived: Sequence[Lived]) -> pa.Table:
    import pyarrow as pa

    from gongzhi.model.measures import MEASURES

    whole = [one for one in lived if one.series is not None]
    segments = segments_of(programme)
    months = programme.plan.case.months if programme.plan.kept.series != "none" else 0
    ids = [programme.runs[one.number].id for one in whole]
    each = months * len(segments)
    block = np.concatenate(
        [one.series for one in whole if one.series is not None] or [np.empty((0, len(MEASURES)))]
    )
    columns: dict[str, Any] = {
        "run_id": pa.array(np.repeat(ids, each) if ids else [], pa.string()),
        "month": pa.array(
            np.tile(np.repeat(np.arange(months), len(segments)), len(whole)), pa.int32()
        ),
    }
    if len(segments) > 1:
        columns["segment"] = pa.array(segments * (months * len(whole)), pa.string())
    columns |= {n: pa.array(block[:, k].astype(np.float32)) for k, n in enumerate(MEASURES)}
    return pa.table(columns)


def segments_of(programme: Programme) -> list[str]:
    """Return the segments of the series that are kept."""
    from gongzhi.agents.words import Segment, labels

    if programme.plan.kept.series != "segments":
        return ["all"]
    return [*labels(Segment)[: int(Segment.MINOR)], "all"]


def _made(programme: Programme, lived: Sequence[Lived]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {
            "run_id": pa.array([programme.runs[one.number].id for one in lived], pa.string()),
            "status": pa.array([one.status for one in lived], pa.string()),
            "attempts": pa.array([one.attempts for one in lived], pa.int32()),
            "host": pa.array([one.made.host for one in lived], pa.string()),
            "pid": pa.array([one.made.pid for one in lived], pa.int64()),
            "started": pa.array(
                [round(one.made.started * 1000) for one in lived], pa.timestamp("ms", "UTC")
            ),
            "seconds": pa.array([one.made.seconds for one in lived], pa.float64()),
        }
    )


def _write(path: Path, table: pa.Table) -> None:
    """Write a table in memory first: what a disk refuses is then an ordinary error."""
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, **format_of(table.schema))
    with path.open("wb") as file:
        file.write(sink.getvalue())
        file.flush()
        os.fsync(file.fileno())


def format_of(schema: pa.Schema) -> dict[str, Any]:
    """Return how Parquet is written: numbers split by byte, words by dictionary, all compressed."""
    import pyarrow as pa

    floats = [field.name for field in schema if pa.types.is_floating(field.type)]
    others = [field.name for field in schema if not pa.types.is_floating(field.type)]
    return {"compression": "zstd", "use_dictionary": others, "use_byte_stream_split": floats}
