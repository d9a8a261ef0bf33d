"""Where an answer takes its numbers from: a result, a comparison, a results folder, or tables."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..asking import check_choice
from ..errors import InputError
from ..program import PROGRAM
from ..texts import LANGUAGES, Language, say
from .writing import MANIFEST

if TYPE_CHECKING:
    import pandas as pd

    from gongzhi.scenarios import Case

__all__ = ["Source", "is_folder", "open_source"]


class Source:
    """The tables of one scenario, and what is known of it.

    Args:
        place: a ``Result`` or ``Comparison``, a results folder, or a dictionary of tables by name.
        scenario: a label of a comparison; the first if not given.

    Attributes:
        averaged: whether what was taken so far is a mean of the seeds, not the first of them.
    """

    def __init__(self, place: Any, scenario: str | None = None) -> None:
        self.folder: Path | None = None
        if isinstance(place, str | os.PathLike):
            self.folder = Path(place)
            self._tables: dict[str, Any] = {}
            self.manifest = _read_manifest(self.folder)
        elif isinstance(place, Mapping):
            self._tables, self.manifest = dict(place), {}
        else:
            own = {
                name: getattr(place, name) for name in ("series", "table") if hasattr(place, name)
            }
            own["differences"] = own.pop("table", None)
            self._tables = own | getattr(place, "records", {})
            self.manifest = dict(place.manifest)
            self.folder = getattr(place, "out", None)
        self.place = place
        self.averaged = False
        self.scenario = self._choose(scenario)

    def table(self, name: str, *columns: str) -> pd.DataFrame:
        """Return a table of the scenario.

        Raises:
            InputError: if there is no such table, or it lacks one of the columns.
        """
        frame = self.whole(name)
        if self.scenario is not None and "scenario" in frame:
            frame = frame[frame["scenario"] == self.scenario]
        for column in columns:
            if column not in frame:
                raise InputError("source.column", place=self.name, table=name, column=column)
        return frame

    def whole(self, name: str) -> pd.DataFrame:
        """Return a table of all scenarios."""
        frame = self._tables.get(name)
        if frame is None and self.folder is not None:
            frame = self._read(self.folder / f"{name}.parquet")
        if frame is None:
            raise InputError("source.table", place=self.name, table=name)
        return frame

    def series(self, *measures: str, segments: bool = False) -> pd.DataFrame:
        """Return measures by month for all residents, or by month and segment: the mean of the seeds.

        Streets are pooled.
        """
        from gongzhi.model.pooling import pool_streets

        frame = self.table("series", "month", "segment", *measures)
        if not segments:
            frame = frame[frame["segment"] == "all"]
        self.averaged = True
        keys = ["month", "segment"] if segments else ["month"]
        apart = [key for key in ("scenario", "seed") if key in frame]
        pooled = pool_streets(frame, [*apart, *keys], list(measures))
        mean = pooled.groupby(level=keys, observed=True)[list(measures)].mean()
        if not len(mean):
            raise InputError("source.nothing", place=self.name, table="series")
        return mean

    def about(self, lang: Language) -> str:
        """Return what was run: scenario, seeds, residents, version."""
        parts = []
        if self.case is not None:
            parts.append(self.case.title_zh if lang == "zh" else self.case.title_en)
            parts.append(say(lang, "figure.residents", residents=self.case.setting.residents))
        seeds = self.manifest.get("seeds", [])
        if len(seeds) > 1 and self.averaged:
            parts.append(say(lang, "figure.seeds", seeds=len(seeds)))
        elif seeds:
            parts.append(say(lang, "figure.seed", seed=seeds[0]))
        if self.manifest:
            parts.append(f"{PROGRAM} {self.manifest['versions'][PROGRAM]}")
        return ("；" if lang == "zh" else "; ").join(parts)

    @property
    def name(self) -> str:
        """What the source is called in errors."""
        return os.fspath(self.folder) if self.folder is not None else type(self.place).__name__

    @cached_property
    def cases(self) -> dict[str, Case]:
        """The scenarios by label, as far as they can be read today."""
        from gongzhi.scenarios import ScenarioError, load_text

        if hasattr(self.place, "cases"):
            return dict(self.place.cases)
        found = {}
        for entry in self.manifest.get("scenarios", []):
            try:
                found[entry["label"]] = load_text(entry["text"])
            except ScenarioError:
                continue
        return found

    @property
    def case(self) -> Case | None:
        """The scenario that is drawn, if it is known."""
        return self.cases.get(self.scenario or "")

    @property
    def text(self) -> str:
        """The text of the scenario, from which it can be run again."""
        entries = {entry["label"]: entry for entry in self.manifest["scenarios"]}
        return str(entries[self.scenario]["text"])

    @property
    def reforms(self) -> set[int]:
        """The months in which reforms of the scenario begin."""
        return set() if self.case is None else {r.from_month for r in self.case.reforms}

    def _choose(self, scenario: str | None) -> str | None:
        """Return the label of the scenario to draw."""
        labels = [entry["label"] for entry in self.manifest.get("scenarios", [])]
        if not labels:
            frames = (t for t in self._tables.values() if t is not None and "scenario" in t)
            labels = list(dict.fromkeys(label for t in frames for label in t["scenario"]))
        if scenario is None:
            return labels[0] if labels else None
        return check_choice("scenario", scenario, labels)

    def _read(self, path: Path) -> pd.DataFrame | None:
        import pandas as pd
        from pyarrow.lib import ArrowException

        try:
            return pd.read_parquet(path)
        except FileNotFoundError:
            return None
        except (ArrowException, OSError) as error:
            reason = str(error).splitlines()[0]
            raise InputError("source.unread", place=os.fspath(path), reason=reason) from error


def is_folder(target: Any) -> bool:
    """Tell whether somebody means a folder of results, there or not; else it is a scenario."""
    if not isinstance(target, str | os.PathLike):
        return False
    path = os.fspath(target)
    return os.path.isdir(path) or (os.sep in path and not path.endswith(".toml"))


def open_source(place: Any, scenario: str | None, lang: Language) -> Source:
    """Return the source of an answer in a language that we speak."""
    check_choice("lang", lang, LANGUAGES)
    return place if isinstance(place, Source) else Source(place, scenario)


def _read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a results folder.

    Raises:
        InputError: if it is no folder of ours.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["program"] == PROGRAM and manifest["scenarios"]:
            return manifest
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise InputError("source.folder", place=os.fspath(folder))
