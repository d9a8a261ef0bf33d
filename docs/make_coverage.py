"""Write ``docs/coverage.md`` and ``docs/claims.md`` from the rows in ``experiments/coverage/``.

The numbers stand in ``experiments/coverage/measured.json``, so that the pages can be written anew without
running anything. ``--measure`` runs all contrasts, or those of the rows that are named after it, and keeps
the numbers; ``--check`` only tells whether pages are stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pages import grid, make

from gongzhi.experiments.coverage.contrasts import PLANS, Contrast
from gongzhi.experiments.coverage.coverage_pages import contrast_in_words, seen_in_words
from gongzhi.experiments.coverage.covering import CLAIMED, KINDS, Entry, entries, run_rows
from gongzhi.experiments.coverage.measured import measured, standing_of

DOCS = Path(__file__).resolve().parent
KEPT = DOCS.parent / "experiments" / "coverage" / "measured.json"

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

Each causal claim of the source paper: its contrasts, what moved, and conditions that were meant to
break it, measured in the same way. Differences are high less low under the same luck, the mean of
{seeds} seeds with its 95 % interval, over the last {window} of {months} months, in places of as many
residents as the row says. The conditions are chosen to cut the path that the model gives to a claim;
they say what the model needs, not what happened in a city. Where a number has to leave its range for
that, the rule itself is taken away: within the ranges such a claim is an assumption of the model. A
direction that the model shows is not evidence that the paper is right: the rules were written with the
paper at hand, and where a contrast was silent others were tried (see [decisions](decisions.md)). This
page is written by `docs/make_coverage.py`.

Of {claims} claims {shown} move as claimed in all their contrasts, {part} in some ({in_part}), and
{none} in none ({not_shown}). A condition can break only what was shown: where nothing was, the row says so.
"""


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
    measured.cache_clear()


def coverage() -> str:
    """Return the page of all rows."""
    rows = entries()
    claimed = [row for row in rows if row.kind in CLAIMED]
    shown, left = [r for r in claimed if r.change], [r for r in claimed if not r.change]
    contrasts = {contrast for row in rows for contrast in row.change}
    seen = [measured()[row.id, False, c].verdict for row in shown for c in row.change]
    verdicts = ", ".join(f"{seen.count(v)} {v}" for v in MARKS)
    standing = [standing_of(row) for row in shown]
    silent = [row.id for row in shown if standing_of(row) == "not shown"]
    counts = (
        f"{len(rows)} rows. Of {len(claimed)} that claim a direction {len(shown)} are held against "
        f"{len(contrasts)} contrasts, and {len(left)} are left out: "
        + ", ".join(row.id for row in left)
        + f". When they were last measured, {standing.count('shown')} of the {len(shown)} rows moved as "
        f"claimed in all their contrasts, {standing.count('in part')} in some, and {len(silent)} in none: "
        + ", ".join(silent)
        + f". Told by contrast, {len(seen)} of rows showed: {verdicts}."
    )
    parts = [COVERAGE.format(counts=counts)]
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        parts.append(f"## {HEADS[kind]} ({kind})\n\n{grid(HEAD, [_line(row) for row in mine])}\n")
    return "\n".join(parts)


HEAD = ["id", "paper", "what it says", "where", "shown by"]


def claims() -> str:
    """Return the page of the claims."""
    rows = [row for row in entries() if row.kind == "CLM"]
    ids = {how: [row.id for row in rows if standing_of(row) == how]
           for how in ("shown", "in part", "not shown")}  # fmt: skip
    small = PLANS["small"]
    top = CLAIMS.format(
        seeds=small.seeds, window=small.window, months=small.months, claims=len(rows),
        shown=len(ids["shown"]), part=len(ids["in part"]), in_part=", ".join(ids["in part"]),
        none=len(ids["not shown"]), not_shown=", ".join(ids["not shown"]),
    )  # fmt: skip
    head = ["id", "claim, and what breaks it", "residents", "claimed", "measured", "seen"]
    lines = []
    for row in rows:
        lines.append([row.id, f"**{row.en}**<br>{row.zh}", "", "", "", ""])
        lines += [_measured(row, contrast, False) for contrast in row.change]
        lines += [_measured(row, contrast, True) for contrast in row.breaks]
    return "\n".join([top, grid(head, lines), ""])


def _measured(row: Entry, contrast: Contrast, breaks: bool) -> list[str]:
    """Return the line of a contrast, or of a condition that is meant to break the claim."""
    seen = measured()[row.id, breaks, contrast]
    words = f"*but* {_given(row, contrast)}" if breaks else contrast_in_words(contrast, "en")
    people = dict(contrast.given).get("residents", PLANS[contrast.size].residents)
    told = seen_in_words(seen, "en")
    return ["", words, f"{people:,}", contrast.sign, told, _came_of_it(row, contrast, breaks)]


def _came_of_it(row: Entry, contrast: Contrast, breaks: bool) -> str:
    """Return what a contrast showed, or whether a condition broke the claim."""
    verdict = measured()[row.id, breaks, contrast].verdict
    if not breaks:
        return {"as claimed": "as claimed", "nothing": "**nothing**"}.get(
            verdict, "**the opposite**"
        )
    if standing_of(row) == "not shown":
        return "not shown above, so nothing to break"
    return {"as claimed": "**holds nevertheless**", "nothing": "gone"}.get(verdict, "turned round")


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


def _line(row: Entry) -> list[str]:
    where = "<br>".join(f"[{Path(p).name}](../{p})" for p in row.where)
    shown = "<br>".join(
        f"{contrast_in_words(c, 'en')} **{c.sign}**{MARKS[measured()[row.id, False, c].verdict]}"
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
