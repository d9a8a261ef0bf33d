"""Write ``docs/coverage.md`` and ``docs/claims.md`` from the rows in ``experiments/coverage/``.

The numbers stand in ``docs/coverage.json``, so that the pages can be written anew without running anything.
``--measure`` runs all contrasts, or those of the rows that are named after it, and keeps the numbers;
``--check`` only tells whether pages are stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pages import grid, make

from gongzhi.experiments.coverage.contrasts import PLANS, Contrast, Seen
from gongzhi.experiments.coverage.coverage_pages import contrast_in_words, seen_in_words
from gongzhi.experiments.coverage.covering import CLAIMED, KINDS, Entry, entries, run_rows

DOCS = Path(__file__).resolve().parent
KEPT = DOCS / "coverage.json"

HEADS = {
    "CTX": "Context",
    "ACT": "Actors",
    "PLT": "Platforms",
    "MECH": "Mechanisms",
    "CASE": "Cases",
    "PROB": "Problems",
    "PRIN": "Principles",
    "REF": "Reforms",
    "CLM": "Claims",
}

COVERAGE = """\
# Where the paper is in the model

Every row of the inventory of the source paper (see [references](odd.md#references)), in our words. "Paper"
is chapter, section and paragraph of the paper. A row that claims a direction is a
*contrast*: one lever, fact or parameter low and high under the same luck, and the measure that moves;
`nothing seen` means that the 95 % interval holds zero. `gongzhi coverage ID` shows a row with its tests,
`gongzhi coverage WORDS` finds rows by what they say in either language, by their place in the paper or by a
file, `gongzhi coverage --run ID` runs contrasts. This page is written by `docs/make_coverage.py`.

{counts}
"""

CLAIMS = """\
# The claims of the paper, measured

Each causal claim of the source paper: its contrast, what moved, and a condition that was meant to
break it, measured in the same way; where the claim held nevertheless, it says so. Differences are
high less low under the same luck, the mean of {seeds} seeds with its 95 % interval, over the last
{window} of {months} months, in places of {small:,} or {large:,} residents. The conditions are
chosen to cut the path that the model gives to a claim; they say what the model needs, not what
happened in a city. Where a number has to leave its range for that, the rule itself is taken away:
within the ranges such a claim is an assumption of the model. A direction that the model shows is not
evidence that the paper is right: the rules were written with the paper at hand, and where a contrast
was silent others were tried (see [decisions](decisions.md)). This page is written by
`docs/make_coverage.py`.
"""


def kept() -> dict[tuple[str, bool, Contrast], Seen]:
    """Return what was measured, by row, whether it breaks the claim, and contrast."""
    rows = json.loads(KEPT.read_text(encoding="utf-8"))["seen"]
    found: dict[tuple[str, bool, Contrast], Seen] = {}
    for entry in entries():
        for breaks, contrasts in ((False, entry.change), (True, entry.breaks)):
            for n, contrast in enumerate(contrasts):
                row = next(
                    r for r in rows if (r["id"], r["breaks"], r["number"]) == (entry.id, breaks, n)
                )
                numbers = [row[key] for key in ("reference", "difference", "low", "high", "n")]
                found[entry.id, breaks, contrast] = Seen(contrast, *numbers)
    return found


def measure(ids: Sequence[str]) -> None:
    """Run every contrast, or those of some rows, and keep what they show."""
    chosen = [entry for entry in entries() if not ids or entry.id in ids]
    seen = iter(run_rows(chosen, progress=True))
    former = json.loads(KEPT.read_text(encoding="utf-8"))["seen"] if ids else []
    rows = []
    for entry in entries():
        if entry not in chosen:
            rows += [row for row in former if row["id"] == entry.id]
            continue
        for breaks, contrasts in ((False, entry.change), (True, entry.breaks)):
            for n, _ in enumerate(contrasts):
                one = next(seen)[1]
                row = {"id": entry.id, "breaks": breaks, "number": n, "verdict": one.verdict}
                numbers = ("reference", "difference", "low", "high", "n")
                rows.append(row | {key: float(f"{getattr(one, key):.6g}") for key in numbers})
    text = json.dumps({"seen": rows}, indent=1) + "\n"
    KEPT.write_text(text, encoding="utf-8")


def coverage() -> str:
    """Return the page of all rows."""
    rows = entries()
    claimed = [row for row in rows if row.kind in CLAIMED]
    shown, left = [r for r in claimed if r.change], [r for r in claimed if not r.change]
    contrasts = {contrast for row in rows for contrast in row.change}
    seen = [kept()[row.id, False, c].verdict for row in shown for c in row.change]
    verdicts = ", ".join(f"{seen.count(v)} {v}" for v in MARKS)
    counts = (
        f"{len(rows)} rows. Of {len(claimed)} that claim a direction {len(shown)} are held by "
        f"{len(contrasts)} contrasts, and {len(left)} are left out: "
        + ", ".join(row.id for row in left)
        + f". When they were last measured, {len(seen)} contrasts of rows showed: {verdicts}."
    )
    parts = [COVERAGE.format(counts=counts)]
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        parts.append(f"## {HEADS[kind]} ({kind})\n\n{grid(HEAD, [_line(row) for row in mine])}\n")
    return "\n".join(parts)


HEAD = ["id", "paper", "what it says", "where", "shown by"]


def claims() -> str:
    """Return the page of the claims."""
    seen = kept()
    small, large = PLANS["small"], PLANS["large"]
    about = {"seeds": small.seeds, "window": small.window, "months": small.months}
    sizes = {"small": small.residents, "large": large.residents}
    parts = [CLAIMS.format(**about, **sizes)]
    head = ["id", "claim", "contrast", "claimed", "measured", "breaks when", "measured then"]
    lines = []
    for row in entries():
        if row.kind != "CLM":
            continue
        breaks = [(_given(row, c), _then(seen[row.id, True, c])) for c in row.breaks]
        for n, contrast in enumerate(row.change):
            own = seen[row.id, False, contrast]
            first = [row.id, f"{row.en}<br>{row.zh}"] if n == 0 else ["", ""]
            then = breaks[n] if n < len(breaks) else ("", "")
            words = contrast_in_words(contrast, "en")
            lines.append([*first, words, contrast.sign, seen_in_words(own, "en"), *then])
    return "\n".join([*parts, grid(head, lines), ""])


def _given(row: Entry, contrast: Contrast) -> str:
    """Return what is told of a condition: what it gives beyond the row's own contrasts."""
    words = contrast_in_words(contrast, "en")
    own = {value for c in row.change if c.change == contrast.change for value in c.given}
    new = [
        f"`{key}` = {value}" + " (outside its range)" * (key in contrast.outside)
        for key, value in contrast.given
        if (key, value) not in own
    ]
    return f"{words.partition(';')[0]}, with {', '.join(new)}" if new else words


def _then(seen: Seen) -> str:
    """Return what was seen under a condition, and whether the claim held."""
    held = " (**held**)" if seen.verdict == "as claimed" else ""
    return f"{seen_in_words(seen, 'en')}{held}"


def _line(row: Entry) -> list[str]:
    where = "<br>".join(f"[{Path(p).name}](../{p})" for p in row.where)
    seen = kept() if row.change else {}
    shown = "<br>".join(
        f"{contrast_in_words(c, 'en')} **{c.sign}**{MARKS[seen[row.id, False, c].verdict]}"
        for c in row.change
    )
    reason = f"left out: {row.reason['en']}" if row.reason else ""
    return [row.id, row.paper, f"{row.en}<br>{row.zh}", where, shown or reason]


MARKS = {"as claimed": "", "nothing": " (nothing seen)", "opposite": " (**the opposite seen**)"}


PAGES = {"coverage.md": coverage, "claims.md": claims}


def main(arguments: list[str]) -> int:
    """Write the pages, or tell whether they are current."""
    ids = {entry.id for entry in entries()} & set(arguments)
    rest = [word for word in arguments if word not in ids]
    return make(Path(__file__).name, rest, _pages, partial(measure, sorted(ids)))


def _pages() -> dict[Path, str]:
    return {DOCS / name: page() for name, page in PAGES.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
