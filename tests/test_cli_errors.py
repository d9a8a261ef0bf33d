"""What the command ``gongzhi`` says to what cannot be, and to runs that break off."""

import re
from pathlib import Path

import pytest

from gongzhi.experiments import commands
from gongzhi.experiments.cli import main
from gongzhi.experiments.commands import build_app

pytestmark = pytest.mark.usefixtures("english")

QUICK = ("--set", "spin_up=3")
LINE = re.compile(r"[^\n]+:\d+: [^\n]+: [^\n]+")
HAN = re.compile(r"[\u4e00-\u9fff]")


def call(capsys, *words: str) -> tuple[int, str, str]:
    """Call the command in this process; return exit code, output and errors."""
    capsys.readouterr()
    code = main(words)
    return code, *capsys.readouterr()


WRONG = {
    "unknown command": (["rum"], 'did you mean "run"'),
    "unknown command of scenarios": (["scenarios", "lst"], 'did you mean "list"'),
    "unknown option": (["run", "classroom", "--sed", "3"], 'did you mean "--seed"'),
    "unknown option at the top": (["--versio"], 'did you mean "--version"'),
    "no scenario": (["run"], "SCENARIO is missing"),
    "no value": (["run", "classroom", "--seed"], "--seed needs a value"),
    "a word for a number": (["run", "classroom", "--seed", "x"], '"x" is not a whole number'),
    "a fraction of a seed": (["run", "classroom", "--seed", "1.5"], '"1.5" is not a whole number'),
    "months with a point": (["run", "classroom", "--months", "3.0"], '"3.0" is not a whole number'),
    "a hexadecimal seed": (["run", "classroom", "--seed", "0x10"], '"0x10" is not a whole number'),
    "a grouped number": (["run", "classroom", "--seed", "1_000"], '"1_000" is not a whole number'),
    "a fraction of a year": (
        ["figure", "money", "results", "--year", "2015.6"],
        '--year: "2015.6" is not a whole number',
    ),
    "a fraction of an issue": (["trace", "results", "1.5"], 'ISSUE: "1.5" is not a whole number'),
    "a negative seed": (["run", "classroom", "--seed", "-1"], "out of range"),
    "no threads": (["run", "classroom", "--threads", "0"], "out of range"),
    "no months": (["run", "classroom", "--months", "0"], "out of range"),
    "too many months": (["run", "classroom", "--months", "99999"], "out of range"),
    "an unknown language": (["run", "classroom", "--lang", "fr"], "one of en, zh"),
    "one argument too many": (["run", "a", "b"], '"b" is one argument too many'),
    "an option twice": (["run", "a", "--seed", "1", "--seed", "2"], "--seed is given twice"),
    "an unknown scenario": (["run", "clasroom"], 'did you mean "classroom"'),
    "a missing file": (["run", "nowhere.toml"], "there is no such file"),
    "a missing file to check": (["scenarios", "check", "nowhere.toml"], "no such file"),
    "no file to check": (["scenarios", "check"], "FILE is missing"),
    "an unknown lever": (["run", "classroom", "--set", "reserve_shar=1"], "reserve_share"),
    "a lever out of range": (["run", "classroom", "--set", "reserve_share=9"], "0–0.5"),
    "a lever of a wrong type": (["run", "classroom", "--set", "reserve_share=true"], "a number"),
    "an endless lever": (["run", "classroom", "--set", "reserve_share=inf"], "finite"),
    "a lever without a value": (["run", "classroom", "--set", "reserve_share"], "NAME=VALUE"),
    "a lever twice": (
        ["run", "classroom", "--set", "reserve_share=0.1", "--set", "reserve_share=0.2"],
        "given twice",
    ),
    "a seed by set": (["run", "classroom", "--set", "seed=1"], "unknown keyword"),
    "one scenario to compare": (["compare", "classroom"], "two scenarios"),
    "different lengths": (["compare", "classroom", "neighbourhood"], "equally long"),
    "no seeds": (["compare", "classroom", "classroom", "--seeds", "0"], "out of range"),
    "no workers": (["compare", "classroom", "classroom", "--workers", "0"], "out of range"),
    "an empty name of a folder": (["run", "classroom", "--out", ""], "empty"),
}


@pytest.mark.parametrize(("words", "part"), WRONG.values(), ids=WRONG)
def test_what_is_asked_wrongly_gets_one_line_and_exit_code_2(capsys, words, part):
    code, told, errors = call(capsys, *words)
    assert (code, told) == (2, "")
    assert part in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("words", [words for words, _ in WRONG.values()], ids=WRONG)
def test_what_is_asked_wrongly_is_answered_in_chinese_too(capsys, words):
    code, _, errors = call(capsys, *words, "--lang", "zh")
    assert code == 2
    assert HAN.search(errors), errors


def test_a_line_about_a_scenario_has_the_same_form_in_chinese(tmp_path, capsys):
    file = tmp_path / "case.toml"
    file.write_text("[funding]\nreserve_shar = 3\n")
    told = "funding.reserve_shar: 没有这个政策变量；是否想用“reserve_share”（比例，0–0.5）？"
    for words in (["scenarios", "check", str(file)], ["run", str(file)]):
        code, _, errors = call(capsys, *words, "--lang", "zh")
        assert (code, errors) == (2, f"{file}:2: {told}\n")
        assert LINE.fullmatch(errors.strip())
    _, _, errors = call(capsys, "run", "classroom", "--set", "reserve_share=9", "--lang", "zh")
    assert errors == "<命令行>:0: reserve_share: 9 超出范围；可取：比例，0–0.5\n"


def numbers_of(app):
    """Yield the command and the option of every whole number that the command line takes."""
    for name in app:
        command = app[name]
        if name.startswith("-"):
            continue
        yield from numbers_of(command)
        if command.default_command:
            arguments = command.assemble_argument_collection()
            yield from ((name, a.name) for a in arguments if a.hint in (int, int | None))


def test_every_whole_number_of_every_command_is_read_by_the_converter_that_does_not_round():
    app = build_app("en")
    found = {name for name, _ in numbers_of(app)}
    assert found >= {
        "run", "compare", "figure", "trace", "explain", "knockout", "failures", "coverage",
        "calibrate", "validate", "sweep",
    }  # fmt: skip
    for path in Path(commands.__file__).parent.glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not re.search(r"Annotated\[int\b.*\boption\(", line), (path.name, line)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_assignments_that_are_wrong_are_told_together(capsys, lang):
    wrong = ["voting_rule=equal", "party_units=2.5", "grid=1", "reserve_share=", "a=1", "a=2"]
    words = [word for text in wrong for word in ("--set", text)]
    code, told, errors = call(capsys, "run", "classroom", *words, "--lang", lang)
    assert (code, told) == (2, "")
    assert len(errors.splitlines()) == len(wrong)
    for name in ("voting_rule", "party_units", "grid", "reserve_share=", "a"):
        assert name in errors


def test_a_long_path_in_an_error_is_never_broken(tmp_path, capsys):
    file = tmp_path / ("x" * 120) / "case.toml"
    file.parent.mkdir()
    file.write_text("mnths = 3\n")
    code, _, errors = call(capsys, "run", str(file))
    assert code == 2
    assert errors.startswith(f"{file}:1: mnths: ")
    assert len(errors.splitlines()) == 1


def test_a_folder_that_is_not_empty_is_not_touched(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    for force in ([], ["--force"]):
        code, _, errors = call(capsys, "run", "classroom", "--out", str(tmp_path), *force)
        assert code == 2
        assert str(tmp_path) in errors
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("error", "code", "part"),
    [
        ("BookError('month 7: money account projects 0: off by 3.00 yuan')", 3, "month 7"),
        ("MemoryError()", 1, "memory"),
        ("KeyboardInterrupt()", 130, "interrupted"),
    ],
)
def test_a_run_that_breaks_off_says_why_and_writes_nothing(
    tmp_path, capsys, monkeypatch, error, code, part
):
    from gongzhi.model import CommunityModel
    from gongzhi.model.books import BookError

    def breaks_off(*_, **__):
        raise eval(error, {"BookError": BookError})

    monkeypatch.setattr(CommunityModel, "run", breaks_off)
    out = tmp_path / "out"
    told = call(capsys, "run", "classroom", *QUICK, "--months", "1", "--out", str(out))
    assert told[0] == code
    assert part in told[2]
    assert len(told[2].splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_of_ours_is_not_hidden(monkeypatch):
    from gongzhi.model import CommunityModel

    def fails(*_, **__):
        raise RuntimeError("ours")

    monkeypatch.setattr(CommunityModel, "run", fails)
    with pytest.raises(RuntimeError, match="ours"):
        main(["run", "classroom", *QUICK, "--months", "1"])
