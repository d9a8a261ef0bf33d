"""Sources that are no scenario, files that extend files, and keywords: what is told about each."""

import os
import pickle
from pathlib import Path

import pytest

from gongzhi.scenarios import ScenarioError, check_file, load_case


def test_a_file_that_extends_itself_is_an_error(tmp_path):
    path = tmp_path / "self.toml"
    path.write_text('\nextends = "self.toml"\n')
    (problem,) = check_file(path)
    assert (problem.line, problem.path) == (2, "extends")
    assert problem.message == "goes round in a circle: self.toml → self.toml"


def test_a_circle_of_files_is_an_error_and_hides_no_other(tmp_path):
    (tmp_path / "a.toml").write_text('extends = "b.toml"\nmonths = 0\n')
    (tmp_path / "b.toml").write_text('extends = "c.toml"\nfundin = 1\n')
    (tmp_path / "c.toml").write_text('extends = "a.toml"\n')
    problems = check_file(tmp_path / "a.toml")
    assert [(Path(p.file).name, p.line, p.path) for p in problems] == [
        ("a.toml", 2, "months"),
        ("b.toml", 2, "fundin"),
        ("c.toml", 1, "extends"),
    ]
    assert problems[-1].message.endswith("a.toml → b.toml → c.toml → a.toml")


def test_a_broken_parent_is_told_with_its_own_lines(tmp_path):
    (tmp_path / "a.toml").write_text('extends = "b.toml"\n[funding]\nx = 1\n')
    (tmp_path / "b.toml").write_text("\n\n=\n")
    problems = check_file(tmp_path / "a.toml")
    assert sorted((Path(p.file).name, p.line) for p in problems) == [("a.toml", 3), ("b.toml", 3)]


def test_a_child_may_be_named_like_a_shipped_scenario(tmp_path):
    path = tmp_path / "baseline-2013.toml"
    path.write_text('extends = "baseline-2013"\nmonths = 7\n')
    assert load_case(path).months == 7


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    assert "ordinary file" in check_file(tmp_path / "pipe.toml")[0].message


def test_a_missing_file_and_a_directory_are_told_plainly(tmp_path):
    assert "no such file" in check_file(tmp_path / "none.toml")[0].message
    assert "directory" in check_file(tmp_path)[0].message
    assert "cannot be read" in check_file("a\0b.toml")[0].message
    assert "cannot be read" in check_file("a" * 5000 + ".toml")[0].message


def test_a_file_without_leave_to_read_is_told_plainly(tmp_path, monkeypatch):
    path = tmp_path / "secret.toml"
    path.write_text("months = 1")

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = check_file(path)
    assert problem.message == "the file cannot be read: Permission denied"


def test_a_file_that_is_not_utf8_is_told_with_line_and_byte(tmp_path):
    path = tmp_path / "gbk.toml"
    path.write_bytes(b"months = 3\n[about.title]\n" + 'zh = "减负"'.encode("gbk"))
    (problem,) = check_file(path)
    assert problem.line == 3
    assert problem.message.startswith("byte 31 (0xbc) is not UTF-8")


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.toml"
    path.write_text("# " + "x" * 1_000_001)
    (problem,) = check_file(path)
    assert "too large" in problem.message


def test_a_file_full_of_mistakes_gives_a_thousand_lines_and_a_count(tmp_path):
    path = tmp_path / "many.toml"
    path.write_text("[funding]\n" + "".join(f"reserve_share{n} = 1\n" for n in range(20_000)))
    problems = check_file(path)
    assert len(problems) == 1001
    assert problems[-1].message == "19,000 more problems are not told"


@pytest.mark.parametrize(
    ("keyword", "value", "message"),
    [
        ("reserve_shar", 0.2, 'did you mean "reserve_share" (share, 0–0.5)?'),
        ("qqqq", 0.2, "allowed: months, and the names of levers and settings"),
        ("funding", {}, "unknown keyword"),
        ("source", 1, "unknown keyword"),
        ("reserve_share", True, "true is not a number; allowed: share, 0–0.5"),
        ("reserve_share", None, "None is not a number"),
        ("reserve_share", "0.2", '"0.2" is not a number'),
        ("reserve_share", float("nan"), "not a finite number"),
        ("months", 0, "0 is out of range; allowed: months, 1–1,200"),
        ("grid", "districts", 'did you mean "district"? allowed: "none", "street", "district"'),
        ("hearing_meeting", 1, "allowed: true or false"),
        ("residents", 3, "3 is out of range"),
    ],
)
def test_each_bad_keyword_is_told_by_its_name(keyword, value, message):
    with pytest.raises(ScenarioError) as caught:
        load_case("classroom", **{keyword: value})
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.path) == ("<keywords>", 0, keyword)
    assert message in problem.message


def test_an_endless_integer_as_a_keyword_is_told():
    with pytest.raises(ScenarioError, match="an integer beyond 64 bits is not a number"):
        load_case("classroom", reserve_share=10**5000)


def test_all_bad_keywords_are_told_at_once():
    with pytest.raises(ScenarioError) as caught:
        load_case("classroom", reserve_shar=1, tracking=9, months=True)
    assert {p.path for p in caught.value.problems} == {"reserve_shar", "tracking", "months"}


def test_keywords_that_only_fail_together_are_told():
    with pytest.raises(ScenarioError, match="25 are too many for 300 residents"):
        load_case("baseline-2013", residents=300)


@pytest.mark.parametrize("source", [None, 3, b"classroom", ["classroom"], ""])
def test_what_is_no_scenario_at_all_is_told(source):
    with pytest.raises(ScenarioError):
        load_case(source)


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(ScenarioError, match='unknown scenario; did you mean "classroom"') as caught:
        load_case("clasroom")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems
