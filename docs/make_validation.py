"""The pages ``validation.md`` and ``validation.zh.md``: the model held against patterns of the city.

    python docs/make_validation.py              rewrite the pages
    python docs/make_validation.py --check      exit code 1 if one of them is stale
    python docs/make_validation.py --measure    run `gongzhi validate` first, twice (an hour on two cores)

The numbers are kept in ``scoreboard.json``, and those of the same on other seeds in
``scoreboard-again.json``, which only ``--measure`` writes; why a pattern fails is discussed in
``validation.toml``.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pages import grid, make, rounded

from gongzhi.experiments.calibration.drawing import SHIPPED
from gongzhi.experiments.program import version
from gongzhi.experiments.telling.answers import as_json
from gongzhi.experiments.texts import LANGUAGES, Language, say
from gongzhi.experiments.texts.sources import source_label
from gongzhi.experiments.validation.judging import ENOUGH
from gongzhi.experiments.validation.patterns import patterns
from gongzhi.experiments.validation.scoreboard import (
    as_rows,
    gone,
    interval,
    number,
    over_seeds,
    verdict,
)
from gongzhi.experiments.validation.validating import REPLICATES, SEED_BASE, validate
from gongzhi.scenarios import default_book

__all__ = ["KEPT", "PAGES", "discussed", "main", "needs_words", "page", "set_in_view"]

FOLDER = Path(__file__).parent
KEPT = FOLDER / "scoreboard.json"
KEPT_AGAIN = FOLDER / "scoreboard-again.json"
SEED_BASE_AGAIN = 2_043_000
PAGES: dict[Language, Path] = {
    "en": FOLDER / "validation.md",
    "zh": FOLDER / "validation.zh.md",
}
IN_VIEW = re.compile(r"fitted|set so that|SUNS|\bV\d\d")
"""What a source says of a number that was set with a pattern or a level in view."""

TRIAL = "trial"
DIGITS = 4


def page(
    lang: Language, kept: dict[str, Any], again: dict[str, Any], discussion: dict[str, Any]
) -> str:
    """Return a page, from the numbers that were kept and what is said of the failures."""
    words, rows = discussion["page"], kept["rows"]
    told = {
        **kept["how"],
        "held": sum(row["holds"] for row in rows),
        "over": sum(over_seeds(row) for row in rows),
        "enough": f"{100 * ENOUGH:.0f}",
        "all": len(rows),
        "validated": sum(row["kind"] == "validation" for row in rows),
        "both": sum(row["kind"] == "validation" and row["holds"] for row in rows),
        "both_over": sum(row["kind"] == "validation" and over_seeds(row) for row in rows),
        "trial": sum(TRIAL in p.source for p in default_book().parameters.values()),
    }
    drawn = "drawn" if rows[0]["share_of_draws"] is not None else "undrawn"
    parts = [
        words["top"][lang].format(**told),
        _scoreboard(rows, lang),
        words[drawn][lang].format(**told),
        words["again"][lang].format(**again["how"], **_likeness(rows, again["rows"])),
        _again(rows, again["rows"], lang),
        words["tests"][lang],
        _tests(rows, lang),
        words["fails"][lang],
        *(_failure(row["id"], discussion, lang) for row in rows if row["id"] in discussion),
        words["in_view"][lang].format(**told),
        _in_view(lang),
        words["end"][lang].format(**told),
    ]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _label(name: str) -> str:
    pattern = patterns()[name]
    return f"{name}{' ★' if pattern.outside else ''}"


def _scoreboard(rows: list[dict[str, Any]], lang: Language) -> str:
    keys = ("id", "pattern", "kind", "verdict", "over_seeds", "passed", "mechanism", "gone")
    heads = [say(lang, f"validate.head.{key}") for key in keys]
    lines = []
    for row in rows:
        pattern = patterns()[row["id"]]
        passed = sum(test["passes"] for test in row["tests"])
        told = verdict(row["holds"], lang)
        lines.append(
            [
                _label(row["id"]),
                pattern.label(lang),
                say(lang, f"validate.{row['kind']}"),
                f"**{told}**" if row["holds"] else told,
                say(lang, "validate.there" if over_seeds(row) else "validate.absent"),
                f"{passed}/{len(row['tests'])}",
                pattern.mechanism[LANGUAGES.index(lang)],
                gone(row["knock_out"]["gone"], lang) if row["knock_out"] else "-",
            ]
        )
        if row["share_of_draws"] is not None:
            lines[-1].append(f"{100 * row['share_of_draws']:.0f} %")
    if len(lines[0]) > len(heads):
        heads.append(say(lang, "validate.head.draws"))
    return grid(heads, lines)


def _likeness(rows: list[dict[str, Any]], again: list[dict[str, Any]]) -> dict[str, int]:
    """Count what a second run says as the first did: verdicts, and tests that pass or fail."""
    pairs = list(zip(rows, again, strict=True))
    tests = [
        (one["passes"], other["passes"])
        for first, second in pairs
        for one, other in zip(first["tests"], second["tests"], strict=True)
    ]
    return {
        "patterns": len(rows),
        "same_over": sum(over_seeds(first) == over_seeds(second) for first, second in pairs),
        "same_holds": sum(first["holds"] == second["holds"] for first, second in pairs),
        "tests": len(tests),
        "same_tests": sum(one == other for one, other in tests),
    }


def _again(rows: list[dict[str, Any]], again: list[dict[str, Any]], lang: Language) -> str:
    """Return the tests that fall otherwise on the other seeds, with both values."""
    lines = []
    for first, second in zip(rows, again, strict=True):
        for one, other in zip(first["tests"], second["tests"], strict=True):
            if one["passes"] != other["passes"]:
                told = [f"{number(test['value'])} ({interval(test)})" for test in (one, other)]
                lines.append([_label(first["id"]), one[lang], one["target"], *told])
    keys = ("test", "target", "head.first", "head.again")
    return grid(["", *(say(lang, f"validate.{key}") for key in keys)], lines) if lines else ""


def _tests(rows: list[dict[str, Any]], lang: Language) -> str:
    heads = ["", *(say(lang, f"validate.{key}") for key in ("test", "value", "interval", "target"))]
    heads += [say(lang, "validate.head.data"), say(lang, "validate.verdict")]
    lines = []
    for row in rows:
        for n, test in enumerate(row["tests"]):
            told = say(lang, "validate.passes" if test["passes"] else "validate.fails")
            data = "" if test["data"] is None else f"{test['data']:g}"
            cells = [test[lang], number(test["value"]), interval(test), test["target"], data, told]
            lines.append(["" if n else _label(row["id"]), *cells])
        if out := row["knock_out"]:
            tested = row["tests"][out["test"]][lang]
            what = say(lang, "validate.head.without", test=tested)
            ends = [f"*{what}*", number(out["value"]), interval(out), "", ""]
            lines.append(["", *ends, gone(out["gone"], lang)])
    return grid(heads, lines)


def needs_words(row: dict[str, Any]) -> bool:
    """Whether a pattern fails over seeds, or is still there without the mechanism said to make it."""
    return not over_seeds(row) or (row["knock_out"] or {}).get("gone") is False


def _failure(name: str, discussion: dict[str, Any], lang: Language) -> str:
    lines = discussion[name][lang].strip().splitlines()
    return f"**{name}** {('' if lang == 'zh' else ' ').join(lines)}"


def set_in_view() -> dict[str, list[str]]:
    """Return parameters and tables that were set with a pattern in view, each with the patterns.

    The patterns name them; a parameter whose source says so and that none names has no pattern.
    """
    book = default_book().parameters
    found: dict[str, list[str]] = {p: [] for p in book if IN_VIEW.search(book[p].source)}
    for pattern in patterns().values():
        for name in pattern.in_view:
            found.setdefault(name, []).append(pattern.id)
    return found


def _in_view(lang: Language) -> str:
    book = default_book().parameters
    heads = [say(lang, f"validate.head.{key}") for key in ("parameter", "set", "source")]
    lines = [
        [
            f"`{name}`",
            ", ".join(ids) or "-",
            source_label(book[name].source, lang) if name in book else "-",
        ]
        for name, ids in sorted(set_in_view().items())
    ]
    return grid(heads, lines)


def discussed() -> dict[str, Any]:
    """Return the words of the page and what is said of each pattern that fails."""
    return tomllib.loads((FOLDER / "validation.toml").read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or only tell whether they are up to date."""
    return make(Path(__file__).name, arguments, _pages, _measure)


def _pages() -> dict[Path, str]:
    kept, again = (
        {"how": json.loads(text)["how"], "rows": as_rows(text)}
        for text in (path.read_text(encoding="utf-8") for path in (KEPT, KEPT_AGAIN))
    )
    return {path: page(lang, kept, again, discussed()) for lang, path in PAGES.items()}


def _measure() -> None:
    for path, base in ((KEPT, SEED_BASE), (KEPT_AGAIN, SEED_BASE_AGAIN)):
        keep(validate(draws=SHIPPED, seed_base=base, progress=True), base, path)


def keep(rows: list[dict[str, Any]], base: int, path: Path) -> None:
    """Keep the numbers, rounded."""
    how = {
        "replicates": REPLICATES,
        "first": base,
        "last": base + REPLICATES - 1,
        "draws": rows[0]["draws"],
        "version": version(),
        "date": date.today().isoformat(),
    }
    path.write_text(as_json({"how": how, "rows": rounded(rows, DIGITS)}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
