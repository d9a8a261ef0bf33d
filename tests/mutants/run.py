"""Try the tests: make mistakes in the model, one at a time, and see whether a test notices.

    python tests/mutants/run.py --sample 60 --seed 1     draw mutants, try each, write docs/mutants.json
    python tests/mutants/run.py --again                  try those that survived once more
    python tests/mutants/run.py --list --sample 10       only show what would be tried

Each mutant runs in a process of its own: first the tests that name its module, then the golden runs,
then the others of the model; the first that fails ends it. Nothing else may be edited meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from mutating import Mutant, sample

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "mutants.json"
FILES = [*(ROOT / "agents").glob("*.py"), *(ROOT / "model" / "processes").glob("*.py")]
NOT_MUTATED = {"__init__.py", "compiling.py"}  # compiling.py makes the caches that mutants run with
TESTS = ("process_*", "resident*", "columns", "books", "society", "ties", "fates", "street", "voting",
         "processes_*", "measures", "loops")  # fmt: skip
GOLDEN = "tests/test_golden.py"
TABLES = "tests/test_docs.py::test_the_tables_are_up_to_date"
BY_HAND = ("why", "equivalent")  # of a mutant, written into the results by hand
PATIENCE = 600  # seconds; who runs longer counts as noticed; all tests, compiled anew, take 200


def tests_for(module: str) -> list[str]:
    """Return the tests in the order in which they try a module: its own, the golden runs, the others."""
    word = re.compile(rf"\b{module.rsplit('.', 1)[1]}\b")
    files = [path for name in TESTS for path in sorted((ROOT / "tests").glob(f"test_{name}.py"))]
    own = {path: bool(word.search(path.read_text(encoding="utf-8"))) for path in files}
    told = {path: path.relative_to(ROOT).as_posix() for path in dict.fromkeys(files)}
    others = [name for path, name in told.items() if not own[path]]
    return [*(name for path, name in told.items() if own[path]), GOLDEN, *others, TABLES]


def run(mutant: Mutant, warm: Path) -> dict[str, Any]:
    """Run the tests on a mutant; return what became of it. ``warm`` is the cache of kernels."""
    module = f"gongzhi.{mutant.path.removesuffix('.py').replace('/', '.')}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{module}.py"
        path.write_text(mutant.source, encoding="utf-8")
        given = {"GONGZHI_MUTANT": f"{module}={path}", "PYTHONPATH": str(Path(__file__).parent),
                 "GONGZHI_CACHE": folder if mutant.compiled else str(warm)}  # fmt: skip
        command = [sys.executable, "-m", "pytest", "-p", "stand_in", "-p", "no:cacheprovider", "-x",
                   "-q", "--tb=no", *tests_for(module)]  # fmt: skip
        start = time.monotonic()
        try:
            done = subprocess.run(
                command, cwd=ROOT, env={**os.environ, **given}, capture_output=True, text=True,
                timeout=PATIENCE,
            )  # fmt: skip
            failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
            by = failed[1] if failed else {0: "", 4: "import"}.get(done.returncode, "crash")
        except subprocess.TimeoutExpired:
            by = "timeout"
    told = {field: value for field, value in mutant._asdict().items() if field != "source"}
    return {**told, "name": mutant.name, "by": by, "seconds": round(time.monotonic() - start, 1)}


def try_all(drawn: list[Mutant], kept: dict[str, Any], again: bool) -> Iterator[dict[str, Any]]:
    """Try mutants, after a run without any; with ``again`` only those that survived before."""
    old = {m["name"]: m for m in kept.get("mutants", [])}
    with tempfile.TemporaryDirectory() as warm:
        as_it_is = drawn[0]._replace(source=(ROOT / drawn[0].path).read_text(encoding="utf-8"))
        whole = run(as_it_is._replace(compiled=False), Path(warm))
        if whole["by"]:
            raise SystemExit(f"the tests fail without any mutant: {whole['by']}")
        print(f"all tests, no mutant: {whole['seconds']:.0f} s", flush=True)
        for number, mutant in enumerate(drawn, 1):
            was = old.get(mutant.name, {})
            if again and was["by"]:
                yield was
                continue
            now = run(mutant, Path(warm))
            print(f"{number}/{len(drawn)} {now['seconds']:5.0f} s {now['by'] or 'SURVIVED'}: "
                  f"{mutant.name}", flush=True)  # fmt: skip
            if again and now["by"]:
                now = {**was, "later": now["by"]}
            yield {**now, **{key: was[key] for key in BY_HAND if key in was}}


def main() -> int:
    """Draw, try, and write what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=60, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="of the drawing")
    parser.add_argument("--again", action="store_true", help="only try the survivors again")
    parser.add_argument("--list", action="store_true", help="only show the mutants")
    asked = parser.parse_args()
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if asked.again:
        asked.sample, asked.seed = kept["sample"], kept["seed"]
    files = [path for path in FILES if path.name not in NOT_MUTATED]
    drawn, total = sample(ROOT, files, asked.sample, asked.seed)
    if asked.list:
        print("\n".join(mutant.name for mutant in drawn))
        return 0
    found = list(try_all(drawn, kept, asked.again))
    head = {"date": kept["date"] if asked.again else date.today().isoformat(), "total": total}
    head |= {"sample": asked.sample, "seed": asked.seed}
    head["minutes"] = round(sum(m["seconds"] for m in found) / 60)
    KEPT.write_text(json.dumps({**head, "mutants": found}, indent=1, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
