"""Measure how fast the model is, and write ``docs/performance.md``.

    make bench                      everything that the page holds, in about ten minutes
    make bench ARGS="--all"         the main job as well
    make bench ARGS="--quick --out try.md"    a look at whether it works; its numbers mean nothing

Every question is asked in a process of its own, so that none inherits the memory or the warmth of
another; a quick look shares one for most. Nothing here fails because a machine is slow: the page says
what was measured.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from measuring import machine
from page import page
from questions import QUESTIONS

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "performance.md"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


def ask(question: str, quick: bool) -> dict[str, Any]:
    """Ask one question in a new process, where the libraries have no threads of their own."""
    command = [sys.executable, str(HERE / "questions.py"), question, *["--quick"] * quick]
    environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
    if question == "main_job":  # as a user meets it
        environment = dict(os.environ)
    asked = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=True)
    answer: dict[str, Any] = json.loads(asked.stdout.splitlines()[-1])
    return answer


def main(words: Sequence[str] | None = None) -> int:
    """Ask all questions and write the page."""
    parser = argparse.ArgumentParser(description="Measure how fast the model is.")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    parser.add_argument("--all", action="store_true", help="time the main job as well")
    parser.add_argument("--out", type=Path, help="the page to write; docs/performance.md if full")
    given = parser.parse_args(words)
    out = given.out or (None if given.quick else PAGE)
    answers = {}
    for name, question in QUESTIONS.items():
        if name == "main_job" and not given.all:
            continue
        before = time.perf_counter()
        print(f"{question.__doc__} ", end="", file=sys.stderr, flush=True)
        shared = given.quick and name != "memory"
        answers[name] = question(True) if shared else ask(name, given.quick)
        print(f"({time.perf_counter() - before:.0f} s)", file=sys.stderr)
    text = page(answers, machine(), datetime.date.today(), given.quick)
    if out is None:
        print(text)
        return 0
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    print(f"written: {out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
