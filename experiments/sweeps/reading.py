"""What a sweep left, as tables: read from its parts, a run counted once however often it was made.

A run that was made several times (two jobs had it, or a failure was run again) has one row: that of a
run that went well before one that did not, and then the first. Its months are those of the same part.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from .folder import manifest_of
from .needs import need
from .parts import TABLES, Part, is_whole, parts_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Sweep", "finished_runs", "load", "query"]


@dataclass(frozen=True)
class Sweep:
    """The results of a sweep.

    Attributes:
        folder: where they are.
        manifest: versions, the scenario, the names of levers and uncertainties.
    """

    folder: Path
    manifest: dict[str, Any] = field(repr=False)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row for each run that is done: id, point, seed, status, factors, means of the measures."""
        return self.query("SELECT * FROM runs ORDER BY number").drop(columns="number")

    @cached_property
    def series(self) -> pd.DataFrame:
        """Monthly measures of the runs that went well: a row for each run and month (and segment)."""
        order = "SELECT series.* FROM series JOIN runs USING (run_id) ORDER BY number, month"
        return self.query(order + (", segment" if self._kept == "segments" else ""))

    @property
    def made(self) -> pd.DataFrame:
        """Where, when and in how many attempts each run was made."""
        return self.query("SELECT made.* FROM made JOIN runs USING (run_id) ORDER BY number")

    @property
    def design(self) -> pd.DataFrame:
        """The design in its own order: for each row its values, and the point that it is."""
        import pandas as pd

        return pd.read_parquet(self.folder / "design.parquet")

    def query(self, sql: str) -> pd.DataFrame:
        """Return the answer to an SQL question about ``runs``, ``series`` and ``made``.

        Raises:
            InputError: for what is not SQL, or a part that is damaged.
        """
        return query(self.folder, sql)

    @property
    def _kept(self) -> str:
        return str(self.manifest["kept"]["series"])


def load(folder: str | os.PathLike[str]) -> Sweep:
    """Return the results in the folder of a sweep, finished or not.

    Raises:
        InputError: if there is no sweep in it.
    """
    return Sweep(Path(folder), manifest_of(folder))


def finished_runs(
    folder: Path, failed_too: bool = True, without: Collection[Part] = ()
) -> set[str]:
    """Return the ids of the runs that are done; those that failed count unless told otherwise.

    Args:
        without: parts that do not count.
    """
    from pyarrow import parquet

    done: set[str] = set()
    for part in parts_of(folder):
        if part in without:
            continue
        table = parquet.read_table(part / "runs.parquet", columns=["run_id", "status"])
        rows = zip(table["run_id"].to_pylist(), table["status"].to_pylist(), strict=True)
        done |= {run for run, status in rows if failed_too or status == "ok"}
    return done


def query(folder: str | os.PathLike[str], sql: str) -> pd.DataFrame:
    """Return the answer to an SQL question about the tables of a sweep; see ``Sweep.query``."""
    duckdb = need("duckdb")
    with connect(folder, _named_in(sql)) as connection:
        try:
            statements = connection.extract_statements(sql)
            if [one.type for one in statements] != [duckdb.StatementType.SELECT]:
                raise InputError("sweep.statement")
            return connection.sql(sql).df()
        except duckdb.Error as error:
            raise InputError("sweep.sql", reason=_first_line(error)) from None


def _named_in(sql: str) -> set[str]:
    """Return the tables that a question may be about; ``runs`` is looked at for any."""
    words = sql.lower()
    return {"runs", *(table for table in TABLES if table in words or "query" in words)}


def connect(folder: str | os.PathLike[str], asked: Collection[str] = TABLES) -> Any:
    """Return a DuckDB connection, in memory, that knows the tables of a sweep as views.

    Args:
        asked: the tables whose files are looked at for damage.

    Raises:
        InputError: for a folder without runs, or with a part that was damaged.
    """
    manifest_of(folder)
    parts = parts_of(Path(folder))
    if not parts:
        raise InputError("sweep.empty", out=os.fspath(folder))
    for part in parts:
        if not is_whole(part, asked):
            raise InputError("sweep.damaged", part=os.fspath(part))
    connection = need("duckdb").connect()
    for table in TABLES:
        connection.execute(f"CREATE VIEW all_{table} AS {_every_row(table, parts)}")
    connection.execute(ONE_OF_EACH)
    twice = connection.execute("SELECT count(*) FROM all_runs").fetchone()
    once = connection.execute("SELECT count(*) FROM chosen").fetchone()
    for table in TABLES:
        connection.execute(f"CREATE VIEW {table} AS {_one_of_each(table, twice == once)}")
    return connection


ONE_OF_EACH = """
CREATE TABLE chosen AS SELECT run_id, part FROM (
    SELECT run_id, part, row_number() OVER (
        PARTITION BY run_id ORDER BY (status = 'ok') DESC, part
    ) AS place FROM all_runs
) WHERE place = 1
"""


def _every_row(table: str, parts: Sequence[Part]) -> str:
    files = ", ".join("'" + str(p / f"{table}.parquet").replace("'", "''") + "'" for p in parts)
    return f"SELECT * RENAME (filename AS part) FROM read_parquet([{files}], filename = 'filename')"


def _one_of_each(table: str, already: bool) -> str:
    """Return the rows of a table that count; most folders hold each run once, and need no look."""
    rows = f"SELECT * EXCLUDE (part) FROM all_{table}"
    if already:
        return rows
    same = f"parse_dirpath({{}}.part) = parse_dirpath(all_{table}.part)"
    chosen = f"chosen.run_id = all_{table}.run_id AND " + same.format("chosen")
    return f"{rows} WHERE EXISTS (SELECT 1 FROM chosen WHERE {chosen})"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
