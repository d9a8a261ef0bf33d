"""The command ``gongzhi``: what it answers, in English and in Chinese."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from gongzhi.experiments.cli import main
from gongzhi.experiments.language import surrounding_language
from gongzhi.experiments.texts import TEXTS, UNITS
from gongzhi.experiments.texts.joining import joined
from gongzhi.model.measures import MEASURES
from gongzhi.scenarios import json_schema, load_text, shipped_cases

pytestmark = pytest.mark.usefixtures("english")

COMMAND = [sys.executable, "-m", "gongzhi.experiments.cli"]
QUICK = ("--set", "spin_up=3")
LINE = re.compile(r"[^\n]+:\d+: [^\n]+: [^\n]+")
HAN = re.compile(r"[\u4e00-\u9fff]")


def start(*words: str, **environment: str) -> subprocess.Popen:
    """Start the command in a process of its own."""
    own = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True}
    return subprocess.Popen([*COMMAND, *words], env={**os.environ, **environment}, **own)


def call(capsys, *words: str) -> tuple[int, str, str]:
    """Call the command in this process; return exit code, output and errors."""
    capsys.readouterr()
    code = main(words)
    return code, *capsys.readouterr()


def test_a_run_writes_its_series_and_manifest(tmp_path, capsys):
    out = tmp_path / "run"
    code, told, _ = call(
        capsys, "run", "classroom", "--seed", "1", "--months", "3", "--out", str(out)
    )
    assert code == 0
    assert str(out) in told
    tables = ["blocks", "buildings", "issues", "moves", "notes", "organisations", "series", "ties"]
    names = {"codebook.csv", "manifest.json", *(f"{name}.parquet" for name in tables)}
    assert {path.name for path in out.iterdir()} == names
    assert len(pd.read_parquet(out / "series.parquet")) == 3 * 8
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["seeds"] == [1]
    assert manifest["made"]["command"].startswith("gongzhi run classroom --seed 1 --months 3")


@pytest.mark.slow
def test_neither_threads_nor_the_hash_seed_change_a_byte(tmp_path):
    files = []
    for n in (1, 2):
        words = (
            "run",
            "classroom",
            "--months",
            "4",
            "--threads",
            str(n),
            "--out",
            str(tmp_path / str(n)),
        )
        assert start(*words, PYTHONHASHSEED=str(n)).wait(300) == 0
        files.append((tmp_path / str(n) / "series.parquet").read_bytes())
    assert files[0] == files[1]


def test_a_seed_changes_the_series(tmp_path, capsys):
    files = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        call(capsys, "run", "classroom", *QUICK, "--months", "3", "--seed", seed, "--out", str(out))
        files.append((out / "series.parquet").read_bytes())
    assert files[0] != files[1]


def test_a_lever_given_by_set_is_in_the_scenario_that_was_run(capsys):
    words = ("--set", "reserve_share=0.2", "--set", "voting_rule=knapsack", "--months", "1")
    code, told, _ = call(capsys, "run", "classroom", *QUICK, *words, "--json")
    assert code == 0
    case = load_text(json.loads(told)["manifest"]["scenarios"][0]["text"])
    assert (case.levers.reserve_share, case.levers.voting_rule, case.months) == (0.2, "knapsack", 1)


def test_json_is_all_that_is_printed_and_holds_no_nan(capsys):
    words = ("compare", "classroom", "classroom", *QUICK, "--months", "2", "--seeds", "1")
    code, told, errors = call(capsys, *words, "--workers", "1", "--json")
    assert (code, errors) == (0, "")
    answer = json.loads(told, parse_constant=pytest.fail)
    assert answer["baseline"] == "classroom"
    assert {row["measure"] for row in answer["differences"]} <= set(MEASURES)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_comparison_fits_eighty_columns(capsys, lang):
    from rich.cells import cell_len

    words = ("compare", "classroom", "classroom", *QUICK, "--months", "2", "--seeds", "2")
    code, told, _ = call(capsys, *words, "--workers", "1", "--lang", lang)
    assert code == 0
    assert max(cell_len(line) for line in told.splitlines()) <= 80
    assert getattr(MEASURES["participation_rate"], lang) in told


@pytest.mark.parametrize("words", [[], ["run"], ["compare"], ["scenarios"], ["scenarios", "check"]])
def test_chinese_help_is_chinese_and_english_help_is_english(capsys, words):
    _, english, _ = call(capsys, *words, "--help")
    _, chinese, _ = call(capsys, *words, "--help", "--lang", "zh")
    assert not HAN.search(english.replace("共治", ""))
    assert HAN.search(chinese)
    for word in ("Usage", "Options", "Commands", "required", "default"):
        assert word not in chinese


COMMANDS = [
    *([name] for name in (
        "run", "compare", "figure", "trace", "explain", "knockout", "coverage", "query", "levers",
        "parameters", "measures", "sweep",
    )),
    ["scenarios", "show"], ["scenarios", "check"], ["street", "new"], ["street", "check"],
    ["sweep", "status"], ["sweep", "compact"],
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_arguments_have_the_same_names_in_the_usage_line_and_in_the_list(capsys, words, lang):
    _, told, _ = call(capsys, *words, "--help", "--lang", lang)
    usage, rest = told.split("\n", 1)
    given = usage.partition(" ".join(["gongzhi", *words]))[2].partition(" --out")[0]
    named = [word.strip("[].") for word in given.split() if word not in ("[OPTIONS]", "[选项]")]
    panel = rest[rest.index({"en": "Arguments", "zh": "参数"}[lang]) :].partition("╰")[0]
    listed = re.findall(r"^│ (\S+)", panel, re.MULTILINE)
    assert listed == named


def test_help_names_every_option_of_the_contract(capsys):
    _, told, _ = call(capsys, "run", "--help")
    for option in (
        "--seed",
        "--months",
        "--threads",
        "--out",
        "--force",
        "--json",
        "--lang",
        "--set",
    ):
        assert option in told


def test_help_does_not_import_the_model():
    slow = "{'numpy', 'pandas', 'numba', 'mesa', 'matplotlib', 'pydantic'}"
    code = (
        "import sys; from gongzhi.experiments.cli import main; main(['run', '--help']); "
        f"print(sorted({slow} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_the_version_is_told(capsys):
    code, told, _ = call(capsys, "--version")
    assert code == 0
    assert re.fullmatch(r"gongzhi \S+\n", told)


def test_scenarios_are_listed_in_both_languages(capsys):
    for lang, word in (("en", "Baseline"), ("zh", "基准")):
        code, told, _ = call(capsys, "scenarios", "list", "--lang", lang)
        assert code == 0
        assert word in told
        assert all(name in told for name in shipped_cases())
    _, told, _ = call(capsys, "scenarios", "list", "--json")
    assert [one["name"] for one in json.loads(told)] == shipped_cases()


def test_a_scenario_that_is_shown_loads_as_the_same(capsys):
    _, told, _ = call(capsys, "scenarios", "show", "full-package")
    _, as_json, _ = call(capsys, "scenarios", "show", "full-package", "--json")
    assert load_text(told).hash == json.loads(as_json)["hash"]


def test_the_schema_is_printed(capsys):
    _, told, _ = call(capsys, "scenarios", "schema")
    assert json.loads(told) == json_schema()


def test_a_check_says_which_files_can_be_used_and_what_is_wrong_with_the_rest(tmp_path, capsys):
    good, bad = tmp_path / "good.toml", tmp_path / "a long name with spaces in it.toml"
    good.write_text('extends = "classroom"\n')
    bad.write_text("months = 0\n[funding]\nreserve_shar = 0.2\n")
    assert call(capsys, "scenarios", "check", str(good))[0] == 0
    code, told, errors = call(capsys, "scenarios", "check", str(good), str(bad))
    assert code == 2
    assert str(good) in told
    lines = errors.splitlines()
    assert [line.startswith(f"{bad}:{n}: ") for line, n in zip(lines, (1, 3), strict=True)]
    assert all(LINE.fullmatch(line) for line in lines)
    assert 'did you mean "reserve_share"' in lines[1]


def test_a_console_without_unicode_is_written_to_all_the_same():
    words = ("compare", "classroom", "classroom", *QUICK, "--months", "2", "--seeds", "2")
    for more in (("--lang", "zh"), ("--lang", "en"), ("--json",), ()):
        process = start(
            *words, "--workers", "1", *more, PYTHONIOENCODING="ascii", LANG="zh_CN.UTF-8"
        )
        told, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        told.decode("ascii")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "fr:en:zh"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_language_is_that_of_the_surroundings(environment, lang):
    assert surrounding_language(environment) == lang


def test_every_text_asks_for_the_same_values_in_both_languages():
    brace = re.compile(r"\{(\w+)")
    for key, (english, chinese) in TEXTS.items():
        assert set(brace.findall(english)) >= set(brace.findall(chinese)), key
        assert not HAN.search(english.replace("共治", "")), key


def test_every_unit_of_a_measure_has_a_name_in_both_languages():
    assert {measure.unit for measure in MEASURES.values()} <= set(UNITS)


def test_every_text_is_used():
    folder = Path(__file__).parents[1] / "experiments"
    code = "".join(
        p.read_text(encoding="utf-8")
        for p in folder.rglob("*.py")
        if p.name not in {"texts.py", "texts_figures.py", "texts_contents.py"}
    )
    built = {
        "help",
        "usage",
        "scenario",
        "funnel",
        "by",
        "use",
        "giver",
        "account",
        "kind",
        "tie",
    }  # keys that are put together
    unused = [key for key in TEXTS if f'"{key}"' not in code and key.split(".")[0] not in built]
    assert unused == []


def test_no_text_takes_the_place_of_another():
    one, other = {"help.id": ("Id", "编号")}, {"help.id": ("Row", "行")}
    assert joined(one, {}) == one
    with pytest.raises(ValueError, match=r"help\.id"):
        joined(one, other)
