"""Answers of the command line that are not tables of results: JSON, lists, checks."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongzhi.scenarios import Case, check_file, load_case, shipped_cases

from ..errors import InputError
from ..language import can_write
from ..texts import Language, say
from .looking import known_measures

if TYPE_CHECKING:
    from ..comparing import Comparison
    from ..running import Result

__all__ = [
    "as_json",
    "case_as_json",
    "check_files",
    "comparison_as_json",
    "list_as_json",
    "run_as_json",
]


def as_json(value: Any) -> str:
    """Return JSON that the console can write; what is no number is null."""
    plain = not can_write("共治", sys.stdout.encoding)
    return json.dumps(_finite(value), ensure_ascii=plain, indent=2, allow_nan=False)


def run_as_json(result: Result) -> str:
    """Return a run as JSON: its headline measures, and where the rest is."""
    return as_json(
        {
            "scenario": result.case.name,
            "seed": result.seed,
            "months": result.case.months,
            "out": None if result.out is None else str(result.out),
            "measures": result.summary.to_dict("records"),
            "manifest": result.manifest,
        }
    )


def comparison_as_json(result: Comparison) -> str:
    """Return a comparison as JSON: all differences, and where the rest is."""
    return as_json(
        {
            "baseline": result.baseline,
            "scenarios": list(result.cases),
            "seeds": list(result.seeds),
            "months": result.months,
            "window": result.window,
            "out": None if result.out is None else str(result.out),
            "differences": result.table.to_dict("records"),
            "manifest": result.manifest,
        }
    )


def case_as_json(case: Case) -> str:
    """Return a scenario as JSON."""
    return as_json({**_about(case), "hash": case.hash, "text": case.text})


def list_as_json() -> str:
    """Return the shipped scenarios as JSON."""
    return as_json([_about(load_case(name)) for name in shipped_cases()])


def check_files(files: Sequence[Path], lang: Language) -> int:
    """Say of every file that it can be used, or all that is wrong with it; return the exit code."""
    if not files:
        raise InputError("bad.missing", name="FILE", see="gongzhi scenarios check --help")
    problems = [problem for file in files for problem in _report(file, lang)]
    for problem in dict.fromkeys(problems):
        print(problem, file=sys.stderr)
    return 2 if problems else 0


def _report(file: Path, lang: Language) -> list[str]:
    """Return the problems of one file, one line each; say so if there are none."""
    problems = [problem.told(lang) for problem in check_file(file, known_measures())]
    if not problems:
        print(say(lang, "scenario.ok", file=file), flush=True)
    return problems


def _about(case: Case) -> dict[str, Any]:
    return {
        "name": case.name,
        "months": case.months,
        "residents": case.setting.residents,
        "title": {"en": case.title_en, "zh": case.title_zh},
        "note": {"en": case.note_en, "zh": case.note_zh},
        "rows": list(case.rows),
        "look": [asdict(look) for look in case.look],
    }


def _finite(value: Any) -> Any:
    """Return a value with everything that is no finite number made None."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
