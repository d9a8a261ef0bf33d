"""Every row of the paper's inventory: it has its place in the code, and what it claims is what moves."""

import ast
import json
import tomllib
from functools import cache
from pathlib import Path

import pytest

from gongzhi.experiments.cli import main
from gongzhi.experiments.coverage.contrasts import PLANS, run_contrasts
from gongzhi.experiments.coverage.covering import (
    CLAIMED,
    KINDS,
    chosen,
    contrasts_of,
    entries,
    lever_contrasts,
    read_entries,
)
from gongzhi.experiments.telling.looking import known_measures
from gongzhi.scenarios import GROUPS, lever_fields, shipped_cases

ROOT = Path(__file__).resolve().parents[1]
ROWS = {entry.id: entry for entry in entries()}
NUMBERS = {
    "CTX": [*range(1, 6), *range(7, 11), *range(15, 20)],
    "ACT": [*range(1, 20), *range(21, 29), *range(30, 40)],
    "PLT": [*range(1, 20), *range(21, 24)],
    "MECH": range(1, 30),
    "CASE": [*range(1, 15), *range(16, 27)],
    "PROB": range(1, 34),
    "PRIN": range(1, 5),
    "REF": range(1, 41),
    "CLM": range(1, 28),
}
"""The ids of the inventory, by kind."""


@cache
def functions_of(path: str) -> set[str]:
    """Return the names of the functions of a file of tests."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_row_of_the_inventory_is_there_once():
    wanted = [f"{kind}-{n:02d}" for kind in KINDS for n in NUMBERS[kind]]
    assert [entry.id for entry in entries()] == wanted


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_no_row_is_empty_and_all_it_names_exists(entry):
    assert all((entry.en, entry.zh, entry.where, entry.tests, entry.paper))
    assert not any("\u4e00" <= c <= "\u9fff" for c in entry.en)
    assert any("\u4e00" <= c <= "\u9fff" for c in entry.zh)
    for path in entry.where:
        assert (ROOT / path).is_file(), path
    for test in entry.tests:
        path, _, name = test.partition("::")
        assert name in functions_of(path), test


def test_at_most_ten_claims_are_left_out_and_each_says_why():
    left = [e for e in entries() if e.kind in CLAIMED and not e.change]
    assert len(left) <= 10
    assert all(e.reason["en"] and e.reason["zh"] for e in left)


def test_every_case_names_its_scenario():
    for entry in entries():
        if entry.kind == "CASE":
            scenarios = [p for p in entry.where if p.startswith("scenarios/cases/")]
            assert scenarios, entry.id
            assert {Path(p).stem for p in scenarios} <= set(shipped_cases())


def test_every_contrast_looks_at_a_measure_of_a_segment_that_exists():
    for contrast in [*contrasts_of(entries()), *lever_contrasts().values()]:
        assert contrast.segment in known_measures()[contrast.measure], contrast
        assert contrast.low != contrast.high


def test_every_lever_declares_what_it_moves():
    assert set(lever_contrasts()) == set(lever_fields())
    assert sum(len(group.model_fields) for group in GROUPS.values()) == len(lever_contrasts())


def test_every_claim_was_seen_to_break_under_a_condition():
    broken = {row["id"]: row["verdict"] for row, _ in kept() if row["breaks"]}
    claims = {entry.id for entry in entries() if entry.kind == "CLM"}
    assert set(broken) == claims
    assert {name for name, verdict in broken.items() if verdict == "as claimed"} == set()


def test_only_a_condition_that_breaks_a_claim_may_leave_a_range():
    row = """[CLM-01]
    paper = "三"
    en = "It grows."
    zh = "增长。"
    where = ["model/community.py"]
    {key} = [{{ parameter = "taking_part.gamma", low = {low}, high = 1.0, measure = "arisen", sign = "+" }}]
    """
    with pytest.raises(ValueError, match=r"x\.toml, CLM-01: outside its range.*taking_part\.gamma"):
        read_entries(row.format(key="change", low=0.0), "x.toml")
    assert read_entries(row.format(key="change", low=0.5), "x.toml")[0].change[0].outside == []


ROUNDED = 1e-5
SURE = 2.0
"""How many half-widths of its interval a difference is from zero, to be held by a test."""


def kept():
    """Return the measured rows, each with its contrast."""
    rows = json.loads(
        (ROOT / "experiments" / "coverage" / "measured.json").read_text(encoding="utf-8")
    )["seen"]
    for row in rows:
        contrasts = ROWS[row["id"]].breaks if row["breaks"] else ROWS[row["id"]].change
        yield row, contrasts[row["number"]]


@pytest.mark.slow
def test_contrasts_that_moved_as_claimed_still_do():
    """Run every contrast of every row: each shows what was measured, and the sure ones their sign."""
    contrasts = contrasts_of(entries())
    seen = dict(zip(contrasts, run_contrasts(contrasts), strict=True))
    wrong, sure = [], 0
    for row, contrast in kept():
        half = (row["high"] - row["low"]) / 2
        far = abs(row["difference"]) > SURE * half
        claimed = row["verdict"] == "as claimed" and far and not row["breaks"]
        sure += claimed
        measured = seen[contrast].difference == pytest.approx(row["difference"], ROUNDED, half)
        if not measured or (claimed and seen[contrast].verdict != "as claimed"):
            wrong.append(f"{row['id']}: {seen[contrast]}, measured {row['difference']}")
    assert sure > 100
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_every_lever_moves_what_it_declares_across_its_range():
    contrasts = list(lever_contrasts().values())
    silent = [str(seen) for seen in run_contrasts(contrasts) if seen.verdict != "as claimed"]
    assert not silent, "\n".join(silent)


def test_every_contrast_was_measured_and_every_claim_says_when_it_breaks():
    measured = {(row["id"], row["breaks"], row["number"]) for row, _ in kept()}
    assert measured == {
        (entry.id, breaks, n)
        for entry in entries()
        for breaks, contrasts in ((False, entry.change), (True, entry.breaks))
        for n in range(len(contrasts))
    }
    assert all(entry.breaks for entry in entries() if entry.kind == "CLM")


def test_most_of_what_the_paper_claims_is_what_the_model_shows():
    verdicts = [row["verdict"] for row, _ in kept() if not row["breaks"]]
    assert verdicts.count("as claimed") > 0.7 * len(verdicts)


def test_small_runs_come_first_and_both_plans_average_whole_years():
    assert list(PLANS) == ["small", "large"]
    assert all(plan.window % 12 == 0 for plan in PLANS.values())


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('change = [{ lever = "trackin", low = 0, high = 1 }]', "trackin"),
        ('change = [{ setting = "tracking", low = 0, high = 1, sign = "+" }]', "no setting"),
        ('change = [{ lever = "tracking", low = 0, high = 1, sign = "up" }]', "neither"),
        ("colour = 1", "colour"),
        ("paper = ''\nen = ''\nzh = ''", "paper is empty"),
        ("", "'paper'"),
        ('paper = "L1"\nen = "e"\nzh = "z"\nwhere = ["a"]\ntests = ["b"]', "either"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_file_and_name(table, told):
    with pytest.raises(ValueError, match=r"mech\.toml, MECH-01") as error:
        read_entries(f"[MECH-01]\n{table}\n", "mech.toml")
    assert told in str(error.value)


def test_files_hold_the_rows_of_their_kind_alone():
    for kind in KINDS:
        path = ROOT / "experiments" / "coverage" / f"{kind.lower()}.toml"
        names = tomllib.loads(path.read_text(encoding="utf-8"))
        assert {name.partition("-")[0] for name in names} == {kind}


def test_the_command_tells_rows_as_json_with_place_tests_and_reason(capsys):
    assert main(["coverage", "--json", "--lang", "en"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == list(ROWS)
    for row in rows:
        assert row["where"]
        assert row["tests"]
        assert isinstance(row["reason"], str)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_tells_one_row_in_full_and_one_kind(lang, capsys):
    assert main(["coverage", "mech-05", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert getattr(ROWS["MECH-05"], lang) in told
    assert all(path in told for path in ROWS["MECH-05"].where)
    assert main(["coverage", "--kind", "prin", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert "PRIN-04" in told
    assert "MECH-05" not in told


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["停车难"], {"CASE-20"}),
        (["潮汐"], {"CASE-20"}),
        (["一小时经济圈"], {"CTX-03"}),
        (["串百家门"], {"PROB-25"}),
        (["Parking", "three committees"], {"CASE-20"}),
        (["二（二）3", "¶5"], {"PLT-14", "PLT-15", "ACT-19", "MECH-20", "CASE-20"}),
        (["arise.py", "shocks"], {"CTX-05"}),
    ],
)
def test_a_row_is_found_by_words_by_its_place_in_the_paper_or_by_its_file(words, found, capsys):
    assert {entry.id for entry in chosen(words)} == found
    assert main(["coverage", *words, "--lang", "en"]) == 0
    assert all(name in capsys.readouterr().out for name in list(found)[:1])


def test_what_does_not_exist_ends_with_2_and_the_nearest(capsys):
    assert main(["coverage", "zzz", "--lang", "en"]) == 2
    assert '"zzz"' in capsys.readouterr().err
    assert main(["coverage", "MECH-99", "--lang", "en"]) == 2
    assert "MECH-" in capsys.readouterr().err
    assert main(["coverage", "--kind", "MACH", "--lang", "en"]) == 2
    assert "MECH" in capsys.readouterr().err
    assert main(["coverage", "CTX-01", "--run", "--lang", "en"]) == 2
