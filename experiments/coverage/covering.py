"""What of the paper is in the model, row by row of its inventory: read from files beside it, one a kind.

A row tells in our words what the paper says, which files carry it out, and which tests hold it. A
mechanism, a problem, a reform or a claim is a contrast, too (``contrasts.py``), or says why it is not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from ..asking import check_whole
from ..errors import InputError
from ..pool import cores
from ..progress import Progress, following
from ..texts import Language
from .contrasts import ALL, Contrast, Seen, kind_of, run_contrasts

__all__ = [
    "CLAIMED",
    "KINDS",
    "TEST",
    "Entry",
    "are_ids",
    "chosen",
    "contrasts_of",
    "entries",
    "entry_of",
    "lever_contrasts",
    "read_entries",
    "run_rows",
]

KINDS = ("CTX", "ACT", "PLT", "MECH", "CASE", "PROB", "PRIN", "REF", "CLM")
CLAIMED = ("MECH", "PROB", "REF", "CLM")
"""Kinds that claim a direction: each row has a contrast, or a reason why not."""

OF_MANY = frozenset(
    {
        "adults", "participation_rate", "unique_participants", "evenness", "theil", "representation",
        "meeting_rate", "admin_share", "self_governance_hours", "hours_meetings", "hours_cases",
        "committee_skill", "committee_mindset", "awareness", "community_tie", "perceived_power",
        "satisfaction", "spent_running", "spent_services", "spending_gini", "units_link",
    }
)  # fmt: skip
"""Measures that are seen in a small place, since every resident or every committee makes them."""

TEST = "tests/test_coverage.py::test_contrasts_that_moved_as_claimed_still_do"


@dataclass(frozen=True)
class Entry:
    """One row of the inventory.

    Attributes:
        id: such as MECH-05.
        paper: chapter, section and paragraph of the paper, such as 二（二）1 ¶2.
        en, zh: what the row says.
        words: the paper's own words for it, to be found by.
        where: files that carry it out, from the root of the project.
        tests: tests that hold it, as pytest names them.
        change: contrasts that show it.
        breaks: contrasts under conditions that are meant to break the claim.
        reason: why the row has no contrast.
    """

    id: str
    paper: str
    en: str
    zh: str
    where: tuple[str, ...]
    tests: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    change: tuple[Contrast, ...] = ()
    breaks: tuple[Contrast, ...] = ()
    reason: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What kind of row it is, such as MECH."""
        return self.id.partition("-")[0]

    @property
    def haystack(self) -> str:
        """All that a word is looked for in."""
        return "\n".join([self.paper, self.en, self.zh, *self.words, *self.where]).casefold()

    def as_row(self, lang: str) -> dict[str, Any]:
        """Return the row as JSON tells it."""
        row: dict[str, Any] = {
            "id": self.id,
            "where": list(self.where),
            "tests": list(self.tests),
            "reason": self.reason.get(lang, ""),
            "paper": self.paper,
            "en": self.en,
            "zh": self.zh,
        }
        if self.change:
            row["change"] = [contrast.as_row() for contrast in self.change]
        if self.breaks:
            row["breaks_when"] = [contrast.as_row() for contrast in self.breaks]
        return row


@cache
def entries() -> tuple[Entry, ...]:
    """Return all rows, in the order of their kinds."""
    folder = files(__package__)
    rows: list[Entry] = []
    for kind in KINDS:
        name = f"{kind.lower()}.toml"
        rows += read_entries(folder.joinpath(name).read_text(encoding="utf-8"), name)
    return tuple(rows)


def entry_of(name: str) -> Entry:
    """Return the row of an id; capitals do not matter.

    Raises:
        InputError: if there is none; it tells the nearest ids.
    """
    known = {entry.id: entry for entry in entries()}
    wanted = name.strip().upper()
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted, known, 3, 0.5)
    raise InputError("coverage.unknown", id=name, names=", ".join(near) or ", ".join(KINDS))


def are_ids(words: Sequence[str]) -> bool:
    """Tell whether words are meant as ids: each begins with a kind and a hyphen."""
    starts = tuple(f"{kind}-" for kind in KINDS)
    return bool(words) and all(word.strip().upper().startswith(starts) for word in words)


def chosen(words: Sequence[str] = (), kind: str | None = None) -> list[Entry]:
    """Return the rows of some ids, or those that have all of some words; of one kind if it is given.

    A word is found in what the row says in either language, in the paper's own words for it, in the place
    in the paper and in the names of the files; capitals do not matter.

    Raises:
        InputError: for an id or a kind that does not exist, or if no row has the words.
    """
    if kind is not None and kind.upper() not in KINDS:
        raise InputError("coverage.kind", kind=kind, names=", ".join(KINDS))
    if are_ids(words):
        rows = [entry_of(name) for name in words]
    else:
        wanted = [word.casefold().strip() for word in words]
        rows = [row for row in entries() if all(word in row.haystack for word in wanted)]
    found = [row for row in rows if kind is None or row.kind == kind.upper()]
    if not found:
        raise InputError("coverage.none", words=" ".join([*words, kind or ""]).strip())
    return found


def run_rows(
    rows: Sequence[Entry],
    workers: int | None = None,
    lang: Language = "en",
    progress: Progress = False,
) -> list[tuple[str, Seen]]:
    """Return what the contrasts of rows show, each with the id of its row.

    Raises:
        InputError: if no row has one, or for a number of workers that cannot be.
    """
    named = [(row.id, contrast) for row in rows for contrast in (*row.change, *row.breaks)]
    if not named:
        raise InputError("coverage.silent")
    count = check_whole("workers", cores() if workers is None else workers, 1, 1024)
    contrasts = contrasts_of(rows)
    with following(progress, lang) as tick:
        seen = dict(zip(contrasts, run_contrasts(contrasts, workers=count, tick=tick), strict=True))
    return [(name, seen[contrast]) for name, contrast in named]


def read_entries(text: str, file: str) -> list[Entry]:
    """Return the rows of one file.

    Raises:
        ValueError: naming file and row, for a key or a value that cannot be.
    """
    rows = []
    for name, table in tomllib.loads(text).items():
        try:
            rows.append(_entry(name, table))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{file}, {name}: {error.args[0]}") from error
    return rows


def _entry(name: str, table: Mapping[str, Any]) -> Entry:
    kind = name.partition("-")[0]
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind}; allowed: {', '.join(KINDS)}")
    values = dict(table)
    change = tuple(map(_contrast, values.pop("change", ())))
    breaks = tuple(map(_contrast, values.pop("breaks_when", ())))
    tests = tuple(values.pop("tests", ())) + ((TEST,) if change else ())
    where, words = tuple(values.pop("where", ())), tuple(values.pop("words", ()))
    entry = Entry(
        name, where=where, words=words, tests=tests, change=change, breaks=breaks, **values
    )
    for key in ("paper", "en", "zh", "where", "tests"):
        if not getattr(entry, key):
            raise ValueError(f"{key} is empty")
    if kind in CLAIMED and bool(change) == bool(entry.reason):
        raise ValueError("a row of this kind has either contrasts or a reason")
    outside = sorted({name for contrast in change for name in contrast.outside})
    if outside:
        raise ValueError(f"outside its range, as only a condition may be: {', '.join(outside)}")
    if entry.reason and not all(entry.reason.get(lang) for lang in ("en", "zh")):
        raise ValueError("a reason is told in en and zh")
    return entry


def _contrast(table: Mapping[str, Any]) -> Contrast:
    values = dict(table)
    kinds = [kind for kind in ("lever", "setting", "parameter") if kind in values]
    if len(kinds) != 1:
        raise ValueError("a contrast changes one lever, setting or parameter")
    name = values.pop(kinds[0])
    given = tuple(dict(values.pop("given", {})).items())
    for key in (name, *(key for key, _ in given)):
        kind_of(key)
    if kind_of(name) != kinds[0]:
        raise ValueError(f"{name} is no {kinds[0]}")
    if values.get("sign") not in ("+", "-"):
        raise ValueError(f"sign {values.get('sign')!r} is neither + nor -")
    values.setdefault("size", _size(values["measure"]))
    return Contrast(name, given=given, **values)


def _size(measure: str) -> Literal["small", "large"]:
    """Return which plan a measure is seen by; what few make or have needs a larger place."""
    return "small" if measure in OF_MANY else "large"


def lever_contrasts() -> dict[str, Contrast]:
    """Return for each lever its whole range, or its first and last choice, and what it says to move."""
    from gongzhi.scenarios import lever_fields

    return {name: _of_lever(name, field) for name, (_, field) in lever_fields().items()}


def _of_lever(name: str, field: Any) -> Contrast:
    extra = field.json_schema_extra
    sign, (measure, _, segment) = extra["moves"][0], extra["moves"][1:].partition("@")
    spread, measure = measure.endswith("~"), measure.rstrip("~")
    if isinstance(field.default, bool):
        low, high = False, True
    elif choices := get_args(field.annotation):
        low, high = choices[0], choices[-1]
    else:
        low = next(m.ge for m in field.metadata if hasattr(m, "ge"))
        high = next(m.le for m in field.metadata if hasattr(m, "le"))
    kind = type(field.default)
    low, high = kind(low), extra["given"].get(name, kind(high))
    given = tuple((key, value) for key, value in extra["given"].items() if key != name)
    return Contrast(name, low, high, measure, sign, segment or ALL, spread, given, _size(measure))


def contrasts_of(rows: Iterable[Entry]) -> list[Contrast]:
    """Return the contrasts of rows, each once."""
    return list(dict.fromkeys(c for row in rows for c in (*row.change, *row.breaks)))
