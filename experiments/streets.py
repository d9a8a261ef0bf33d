"""Files of neighbourhoods: write an example, check what somebody wrote."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from gongzhi.scenarios import ScenarioError
from gongzhi.scenarios.street_table import read_street

from .errors import InputError, OutputError
from .telling.answers import as_json
from .texts import Language, say

__all__ = ["check_streets", "write_example"]

EXAMPLE = "example-street.csv"


def write_example(file: Path, lang: Language, as_data: bool = False) -> str:
    """Write the example where there is no file yet; return what to tell, as JSON if wanted.

    Raises:
        InputError: if the name does not fit or is taken.
        OutputError: if the file cannot be written.
    """
    if file.suffix.lower() != ".csv":
        raise InputError("street.ending", file=os.fspath(file))
    content = files("gongzhi.scenarios").joinpath(EXAMPLE).read_bytes()
    try:
        with file.open("xb") as out:
            out.write(content)
    except FileExistsError:
        raise InputError("street.exists", file=os.fspath(file)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError("out.failed", out=os.fspath(file), reason=reason) from None
    if as_data:
        return as_json({"file": os.fspath(file), "neighbourhoods": len(read_street(file))})
    name = json.dumps(file.name, ensure_ascii=False)
    return say(lang, "street.written", file=file, name=name)


def check_streets(files: Sequence[Path], lang: Language, as_data: bool = False) -> int:
    """Say of every file that it can be used, or all that is wrong with it; return the exit code."""
    if not files:
        raise InputError("bad.missing", name="FILE", see="gongzhi street check --help")
    told = [_about(file, "en" if as_data else lang) for file in dict.fromkeys(files)]
    if as_data:
        print(as_json(told))
    for one in told:
        for problem in () if as_data else one["problems"]:
            print(problem, file=sys.stderr)
        if not (as_data or one["problems"]):
            about = {"count": one["neighbourhoods"], "people": one["residents"]}
            print(say(lang, "street.ok", file=one["file"], **about), flush=True)
    return 2 if any(one["problems"] for one in told) else 0


def _about(file: Path, lang: Language) -> dict[str, Any]:
    """Return what there is to say of one file; as data it is the same in every language."""
    try:
        street, problems = read_street(file), []
    except ScenarioError as error:
        street, problems = (), [problem.told(lang) for problem in error.problems]
    people = sum(one.population for one in street)
    count = {"neighbourhoods": len(street), "residents": people}
    return {"file": os.fspath(file), **count, "problems": problems}
