"""The page: a table for each question, the goal beside what was measured, and what is not good."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

__all__ = ["page"]

Answers = Mapping[str, Mapping[str, Any]]

PARTS = {
    "arise": "1 Arise", "task": "2 Task", "reach": "3 Reach", "raise_issues": "4 Raise",
    "set_agenda": "5 Set the agenda", "open_activities": "6 Take part: opening activities",
    "take_part": "6 Take part: choosing", "decide": "7 Decide", "resource": "8 Resource",
    "carry_out": "9 Carry out", "learn": "10 Learn", "fortunes": "Luck of all residents",
    "observe": "Observing: the measures", "pay_running_costs": "Running costs",
    "check_issues": "Balancing the books of issues",
}  # fmt: skip
REST = ("the rest", "new_year")
BASE, FULL = "baseline-2013", "full-package"


class Goals:
    """Which goals were met; a row of a table is made by asking."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def row(self, what: str, goal: str, value: str, met: bool | None = None) -> list[str]:
        """Return a row, and remember a goal that was missed."""
        if met is False:
            self.missed.append(f"{what}: {value}, the goal is {goal}.")
        return [what, goal, value, {True: "yes", False: "**no**", None: ""}[met]]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first stand to the right."""
    lines = [f"| {' | '.join(head)} |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def number(value: float) -> str:
    """Return a number with three significant digits."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value < 10 else f"{value:.1f}"


def spread(values: Sequence[float], unit: str) -> str:
    """Return the median with the range in brackets."""
    median, low, high = (number(value) for value in values)
    return f"{median} {unit}" if low == high else f"{median} {unit} ({low}–{high})"


def page(
    answers: Answers, machine: Mapping[str, str], date: datetime.date, quick: bool = False
) -> str:
    """Return the page as Markdown."""
    goals = Goals()
    sections = [
        _twin(answers["twin"], goals),
        _month(answers["month"], goals),
        _decade(answers["decade"], goals),
        _memory(answers["memory"], goals),
        _scale([answers[n] for n in ("ten_thousand", "hundred_thousand", "million")], goals),
        _district(answers["district"], goals),
        _start(answers, goals),
        _inside(answers["inside"], goals),
        _sweeps(answers["sweeps"], goals),
    ]
    return (
        "\n\n".join([_head(machine, date, quick), *sections, _bad(goals, answers), _again()]) + "\n"
    )


def _head(machine: Mapping[str, str], date: datetime.date, quick: bool) -> str:
    """Name the machine."""
    m = machine
    versions = ", ".join(
        f"{name} {m[name]}" for name in ("python", "mesa", "numpy", "numba", "pandas")
    )
    warning = "\n\n**A quick look with small sizes: these numbers mean nothing.**" * quick
    return f"""# How fast, how big

Written by `make bench` on {date.isoformat()}; do not edit.{warning}

Machine: {m["processor"]}, {m["cores"]} cores, {m["system"]}; {versions}. A value is the median of
repeats, with the smallest and the largest in brackets. One thread unless said otherwise. Times are
processor time, which other programs on the machine disturb less, except where "wall" stands: that is
the clock. A street has 100,000 residents, children included, in 25 neighbourhoods."""


def _twin(a: Mapping[str, Any], goals: Goals) -> str:
    rows = [
        goals.row("Mesa agents, a resident-month", "", spread(a["agents_ns"], "ns")),
        goals.row("compiled kernel, a resident-month", "", spread(a["kernel_ns"], "ns")),
        goals.row(
            "Kernel of taking part against Mesa agents", "≥ 100 times", spread(a["ratio"], "times"),
            a["ratio"][0] >= 100,
        ),
    ]  # fmt: skip
    for d in a["docked"]:
        rows.append(
            goals.row(
                f"choices that differ under keyed luck, {d['scenario']}", "0",
                f"{d['different']} of {d['choices']:,} ({d['came']:,} came; "
                f"{d['residents']:,} residents, {d['months']} months)", d["different"] == 0,
            )
        )  # fmt: skip
    return f"""## Taking part: the kernel and the same rule as Mesa agents

`benchmarks/twin.py` writes the rule again as a `mesa.Agent` with plain attributes. Both choose for the
same {a["residents"]:,} residents in the same months, in turn, {a["pairs"]} pairs, with {a["open"]:.1f}
activities open in a neighbourhood. The kernel's time is that of the whole process: the month's luck of
every resident, the share of active neighbours, the choices and the bookkeeping. The agents draw from
Mesa's random; making them is not counted.

{table(["", "goal", "measured", "met"], rows)}"""


def _month(a: Mapping[str, Any], goals: Goals) -> str:
    rows = []
    for name in (BASE, FULL):
        per = a["neighbourhood_ms"][name]
        rows += [
            goals.row(
                f"A month of a neighbourhood, {name}", "≤ 0.4 ms", spread(per, "ms"), per[0] <= 0.4
            ),
            goals.row(f"a resident-month, {name}", "", spread(a["resident_ns"][name], "ns")),
        ]
    parts = a["parts_ms"]
    whole = sum(parts.values())
    yearly = {name: ms for name, ms in parts.items() if name not in PARTS and name not in REST}
    shown = [(PARTS[name], parts[name]) for name in PARTS if name in parts]
    shown += [(f"New year: {name.replace('_', ' ')}", ms) for name, ms in yearly.items()]
    shown.append(("The rest", sum(parts.get(name, 0.0) for name in REST)))
    split = [
        [name, f"{ms:.2f}", number(1e6 * ms / a["people"]), f"{100 * ms / whole:.0f} %"]
        for name, ms in shown
        if ms >= 0.005 or name[0].isdigit()
    ]
    return f"""## The month

{a["months"]} months of a street after the spin-up, January's work spread over the year.

{table(["", "goal", "measured", "met"], rows)}

Where the month goes ({BASE}):

{table(["part", "ms a month", "ns a resident-month", "share"], split)}"""


def _decade(a: Mapping[str, Any], goals: Goals) -> str:
    rows = []
    for step, name, goal in (
        ("society", "society: people, places, ties", ""),
        ("spin_up", "spin-up: 60 months", ""),
        ("decade", "A street decade: 120 months", "< 3 s"),
    ):
        value = a[f"{step}_cpu_1"]
        row = goals.row(name, goal, spread(value, "s"), value[0] < 3 if goal else None)
        rows.append([*row, *(spread(a[f"{step}_wall_{threads}"], "s") for threads in (1, 2))])
    head = ["", "goal", "one thread", "met", "one thread, wall", "two threads, wall"]
    return f"""## A street decade

After compilation; {BASE}. Two threads share the loops over residents and change no result: ten years
are {spread(a["gain"], "times")} as fast. In a sweep, two processes of one thread each use the cores
better.

{table(head, rows)}"""


def _memory(a: Mapping[str, Any], goals: Goals) -> str:
    state = a["columns"] + a["ties"]
    rows = [
        goals.row("columns of a resident", "", f"{a['columns']:.0f} bytes"),
        goals.row(f"ties of a resident, {a['degree']:.1f} on average", "", f"{a['ties']:.0f} bytes"),
        goals.row("State of a resident, ties included", "≤ 200 bytes", f"{state:.0f} bytes",
                  state <= 200),
    ]  # fmt: skip
    if a["peak_mb"] is not None:
        rows += [
            goals.row("most memory before the street", "", f"{a['peak_empty_mb']:,.0f} MB"),
            goals.row("most memory in a street decade", "", f"{a['peak_mb']:,.0f} MB"),
        ]
    return f"## Memory\n\n{table(['', 'goal', 'measured', 'met'], rows)}"


def _scale(sizes: Sequence[Mapping[str, Any]], goals: Goals) -> str:
    rows = [
        [
            f"{a['residents']:,}", str(a["places"]), spread(a["month_ns"], "ns"),
            spread(a["year_ns"], "ns"), f"{a['until_start_s']:.1f} s",
            "" if a["peak_mb"] is None else f"{a['peak_mb']:,.0f} MB",
        ]
        for a in sizes
    ]  # fmt: skip
    costs = [a["month_ns"][0] for a in sizes]
    worst = max(costs) / min(costs)
    # What each resident more costs: the rise of a month's cost over the rise of the residents.
    months = [(a["residents"], cost * a["residents"]) for a, cost in zip(sizes, costs, strict=True)]
    slopes = [(more - few) / (m - n) for (n, few), (m, more) in pairwise(months)]
    apart = max(slopes) / min(slopes)
    fixed = (costs[0] - slopes[-1]) * sizes[0]["residents"] / 1e6
    steps = " and ".join(f"{n:,} → {m:,}" for (n, _), (m, _) in pairwise(months))
    told = [
        goals.row("A resident-month, dearest size against cheapest", "flat (≤ 1.25 times)",
                  f"{worst:.2f} times", worst <= 1.25),
        goals.row(f"One resident more, {steps}", "flat (≤ 1.25 times)",
                  f"{' and '.join(f'{slope:.1f} ns' for slope in slopes)}, {apart:.2f} times",
                  apart <= 1.25),
    ]  # fmt: skip
    head = ["residents", "neighbourhoods", "a resident-month, February to December",
            "all months", "society and two years", "most memory"]  # fmt: skip
    return f"""## From ten thousand to a million residents

{table(head, rows)}

Of an ordinary month, February to December:

{table(["", "goal", "measured", "met"], told)}

A month costs about {max(fixed, 0.0):.1f} ms whatever its size (some thousand steps of Python and numpy over
organisations and issues), and each resident adds to it: a resident-month is dearer where few live."""


def _district(a: Mapping[str, Any], goals: Goals) -> str:
    seconds, memory = a["seconds"], a["peak_mb"]
    what = f"{a['streets']} streets, {a['residents']:,} residents at the start, {a['left']:,} at the end"
    rows = [
        goals.row("Ten years of a district, wall", "< 90 s", f"{seconds:.0f} s", seconds < 90),
        goals.row("Most memory", "< 2 GB", f"{memory:,.0f} MB", memory < 2000),
    ]
    return f"""## A district

The scenario `district` ({what}), founding and a spin-up of five years included, two threads.

{table(["", "goal", "measured", "met"], rows)}"""


def _start(answers: Answers, goals: Goals) -> str:
    a = answers["start"]
    helped, later = a["help_s"], a["later_s"]
    rows = [goals.row("`gongzhi --help`, wall", "< 0.5 s", spread(helped, "s"), helped[0] < 0.5)]
    if "first_s" in a:
        rows += [
            goals.row("import of the model, wall", "", spread(a["import_s"], "s")),
            goals.row(
                "First compilation, empty cache, wall", "< 20 s", f"{a['compile_s']:.1f} s",
                a["compile_s"] < 20,
            ),
            goals.row("a small run that compiles, wall", "", f"{a['first_s']:.1f} s"),
        ]  # fmt: skip
    rows.append(goals.row("the same run later, wall", "", spread(later, "s")))
    if "main_job" in answers:
        wall = answers["main_job"]["wall_s"]
        rows.append(
            goals.row(
                "Main job: 4 scenarios, 8 seeds, 10 years, all cores, wall", "< 90 s",
                f"{wall:.0f} s", wall < 90,
            )
        )  # fmt: skip
    return f"""## Starting, and the main job

A small run is 600 residents for eight years, imports included.

{table(["", "goal", "measured", "met"], rows)}"""


def _inside(a: Mapping[str, Any], goals: Goals) -> str:
    took = a["answers_s"]
    rows = [
        goals.row(what, "< 5 s", f"{took[name]:.1f} s", took[name] < 5)
        for name, what in (
            ("explain_results", "`explain`, last month of a comparison's results"),
            ("explain_far", "`explain`, the December before, never asked about"),
            ("trace_results", "`trace`, results"),
            ("explain_again", "`explain`, a scenario asked about before"),
            ("trace_again", "`trace`, a scenario asked about before"),
        )
    ]
    rows += [
        goals.row(what, "", f"{took[name]:.1f} s")
        for name, what in (
            ("explain_first", "founding and living ten years under a new seed, and `explain`"),
            ("trace_first", "the same, and `trace`"),
        )
    ]
    for name, value in a["figures_s"].items():
        rows.append(goals.row(f"figure {name}, drawn", "< 2 s", spread(value, "s"), value[0] < 2))
    return f"""## Looking inside

A street decade, by the clock. Answers are commands, from their start to their end, with compiled kernels. A
scenario that was never run under a seed has to be founded and lived before anything can be asked of it.
Figures are drawn from a folder of results to a file, libraries loaded.

{table(["", "goal", "measured", "met"], rows)}"""


def _sweeps(a: Mapping[str, Any], goals: Goals) -> str:
    widest = max(one["together"] for one in a["side_by_side"])
    rows = [
        goals.row(
            f"a run, {together} side by side" if together > 1 else "a run, lived alone", "",
            spread(_spread([o["ms_a_run"] for o in a["side_by_side"] if o["together"] == together]), "ms"),
        )
        for together in sorted({one["together"] for one in a["side_by_side"]})
    ]  # fmt: skip
    one, two = ([w for w in a["workers"] if w["workers"] == n] for n in (1, 2))
    minutes = _spread([w["ms_a_run"] / 6 for w in two])  # of 10,000 runs
    gain = _spread([s["seconds"] / t["seconds"] for s, t in zip(one, two, strict=True)])
    bare = _gain_of_bare_processes(a)
    overheads = [_spread([100 * w["overhead"] for w in some]) for some in (one, two)]
    ended = _spread(a["seconds_to_end_after_interrupt"])
    question = a["question"]["seconds"]
    few, many = (runner["most_memory_mb"] for runner in a["runner"])
    rows += [
        goals.row(f"10,000 runs on two workers, reckoned from {a['runs']:,}", "< 15 min",
                  spread(minutes, "min"), minutes[0] < 15),
        goals.row("Two workers against one", "≥ 1.9 times", spread(gain, "times"), gain[0] >= 1.9),
        goals.row("two processes without a runner against one", "", spread(bare, "times")),
        *(goals.row(f"What the runner adds to the model's time, {workers}", "< 5 %",
                    spread(overhead, "%"), overhead[0] < 5)
          for workers, overhead in zip(("one worker", "two workers"), overheads, strict=True)),
        goals.row(f"A question to {a['asked']:,} runs × 120 months × 40 measures", "< 1 s",
                  f"{question:.2f} s", question < 1),
        goals.row(f"most memory of the runner, {a['asked'] // 10:,} and {a['asked']:,} runs", "",
                  f"{few:,.0f} and {many:,.0f} MB"),
        goals.row("From Ctrl-C to the end", "< 2 s", spread(ended, "s"), ended[0] < 2),
    ]  # fmt: skip
    return f"""## Sweeps

Runs of a neighbourhood of 4,000 residents over 60 months that differ in a lever, by the clock; founding and
spin-up are shared. Up to {widest} of one founding are lived side by side, and come out as each does alone.

{table(["", "goal", "measured", "met"], rows)}"""


def _gain_of_bare_processes(a: Mapping[str, Any]) -> tuple[float, float, float]:
    """Return how many times as fast two processes are as one that shares the machine with nobody."""
    one, two = ([b["ms_a_run"] for b in a["bare"] if b["processes"] == n] for n in (1, 2))
    return _spread([s / t for s, t in zip(one, two, strict=True)])


def _spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Return median, smallest and largest."""
    return median(values), min(values), max(values)


def _bad(goals: Goals, answers: Answers) -> str:
    """Say which goals were missed, and what the numbers do not say."""
    lines = [f"- Missed. {line}" for line in goals.missed]
    gain = answers["decade"]["gain"][0]
    if gain < 1.5:
        lines.append(
            f"- With a second thread one run is {gain:.2f} times as fast: much of the month is not "
            "loops over residents. Where other programs use the cores, it may be slower."
        )
    bare, _, _ = _gain_of_bare_processes(answers["sweeps"])
    lines += [
        f"- Two processes that share nothing but the machine got {bare:.2f} times as much "
        "done as one: more than that no runner of sweeps can get out of two workers.",
        "- The Mesa twin is one rule. A whole model of Mesa agents would differ by another factor.",
        "- Nothing here was measured on a machine with more than the cores named above.",
    ]
    return "## What is not good\n\n" + "\n".join(lines)


def _again() -> str:
    return """## To repeat

`make bench` asks every question in a process of its own and writes this page; `make bench ARGS=--all`
times the main job as well. One question alone: `.venv/bin/python benchmarks/questions.py month`."""
