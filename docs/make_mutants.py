"""The page ``mutants.md``: which small mistakes in the model the tests notice, and which not.

    python docs/make_mutants.py              rewrite the page
    python docs/make_mutants.py --check      exit code 1 if it is stale

The numbers are kept in ``mutants.json``, which ``make mutants`` writes. ``why`` in it explains a survivor,
written by hand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pages import grid, make
from scipy.stats import binomtest

__all__ = ["KEPT", "PAGE", "main", "page"]

FOLDER = Path(__file__).parent
KEPT, PAGE = FOLDER / "mutants.json", FOLDER / "mutants.md"
NOT_RUN = {"timeout", "import", "crash"}
UNEXPLAINED = "not explained yet"


def noticed_by(mutant: dict[str, Any]) -> str:
    """Tell what kind of test noticed a mutant: a rule, a golden run, nothing, or that it did not run."""
    by = mutant["by"]
    if not by:
        return "nothing"
    if by in NOT_RUN:
        return "does not run"
    return "golden run" if "test_golden" in by else "rule"


def code(text: str) -> str:
    """Show code in a table."""
    return f"`{text}`"


TEXT = """\
# Mutants: what the tests notice

Written by `make mutants` on {date}; `docs/mutants.json` holds every mutant, and the explanations.

A mutant is the model with one small mistake: an operator, comparison, number, condition or min/max
swapped, or a statement dropped, in `agents/` or `model/processes/`. Each was tried by the tests that name
its module, then by the golden runs, then by the other tests of the model, up to the first that fails.
{total} were drawn evenly from {possible} (seed {seed}); that took {minutes} minutes of one core. To repeat:
`make mutants ARGS="--sample {sample} --seed {seed}"`. Files, lines and names are those of the code of that
day.

**Noticed: {noticed}.** In brackets the 95 % interval (Wilson) for all mutants of these kinds.
Of the {survived} that survived {same} are no mistakes, since the model says the same in every run; tests
written since notice {later} of the others.

{by}

{kinds}

What a golden run alone notices is known to have changed and not known to be wrong. Of these {golden},
tests of rules written since notice {golden_later}.

## Survivors

{survivors}
"""


def rate(part: int, whole: int) -> str:
    """Write a share with its 95 % interval (Wilson)."""
    low, high = binomtest(part, whole).proportion_ci(0.95, "wilson")
    return f"{part} of {whole}, {100 * part / whole:.0f} % [{100 * low:.0f}, {100 * high:.0f}]"


def page(kept: dict[str, Any]) -> str:
    """Return the page, from the numbers that were kept."""
    mutants = kept["mutants"]
    total = len(mutants)
    survivors = [m for m in mutants if not m["by"]]
    later = [m for m in survivors if m.get("later")]
    same = [m for m in survivors if m.get("equivalent")]
    counts = {kind: sum(noticed_by(m) == kind for m in mutants)
              for kind in ("rule", "golden run", "does not run", "nothing")}  # fmt: skip
    kinds = [
        (kind, rate(sum(bool(m["by"]) for m in of), len(of)))
        for kind in sorted({m["kind"] for m in mutants})
        if (of := [m for m in mutants if m["kind"] == kind])
    ]
    rows = [
        (code(f"{m['path']}:{m['line']}"), code(m["inside"] or "—"), code(m["before"]), code(m["after"]),
         f"{m.get('why', UNEXPLAINED)}" + (f" Noticed since by `{m['later']}`." if m.get("later") else ""))
        for m in survivors
    ]  # fmt: skip
    by = [
        ("a test of a rule or property", counts["rule"]),
        ("a golden run only (before the other modules' tests)", counts["golden run"]),
        ("it does not run: error on import, crash, endless loop", counts["does not run"]),
        ("nothing", counts["nothing"]),
    ]
    golden = [m for m in mutants if noticed_by(m) == "golden run"]
    return TEXT.format(
        **{name: kept[name] for name in ("date", "seed", "minutes", "sample")},
        total=total,
        possible=f"{kept['total']:,}",
        noticed=rate(total - len(survivors), total),
        survived=len(survivors),
        same=len(same),
        later=len(later),
        golden=len(golden),
        golden_later=sum(bool(m.get("later")) for m in golden),
        by=grid(("noticed by", "mutants"), by),
        kinds=grid(("kind of mistake", "noticed"), kinds),
        survivors=grid(("where", "inside", "before", "after", "why nothing noticed"), rows),
    )


def main(arguments: list[str]) -> int:
    """Rewrite the page, or only tell whether it is up to date."""
    return make(
        Path(__file__).name,
        arguments,
        lambda: {PAGE: page(json.loads(KEPT.read_text(encoding="utf-8")))},
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
