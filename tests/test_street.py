"""A street of one's own: the file is checked like a scenario, and the society is what it says."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gongzhi import scenarios
from gongzhi.agents import words
from gongzhi.experiments import run, trace
from gongzhi.experiments.cli import main
from gongzhi.model import CommunityModel
from gongzhi.model.society import SocietyTraits, settle
from gongzhi.scenarios import ScenarioError, check_file, default_book, load_case, load_text
from gongzhi.scenarios.society import society_facts
from gongzhi.scenarios.street_shares import check_shares
from gongzhi.scenarios.street_table import COLUMNS, HOUSING, read_street, street_of

HEAD = "name,population,housing,share_under_15,share_60_over,share_nonlocal,committee_staff\n"
EXAMPLE = Path(scenarios.__file__).with_name("example-street.csv")
LINE = re.compile(r'[^\n]+\.csv:\d+: (?:column "[^"]*"|\(file\)): [^\n]+')


def problems_of(tmp_path, text, encoding="utf-8"):
    """Return the problems of a file as pairs of line and path, and their messages."""
    path = tmp_path / "street.csv"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(ScenarioError) as caught:
        read_street(path)
    problems = caught.value.problems
    assert all(LINE.fullmatch(str(problem)) for problem in problems)
    return [(p.line, p.path) for p in problems], [p.message for p in problems]


def settled(**setting):
    """Return the people of the example street, and its rows."""
    case = load_case("baseline-2013", neighbourhoods_file=str(EXAMPLE), **setting)
    people, places, _ = settle(case.setting, society_facts(), default_book().section(SocietyTraits))
    return people, places, street_of(case.setting.neighbourhoods_csv)


def test_kinds_of_housing_are_those_of_the_model_in_both_languages():
    assert list(HOUSING) == list(words.labels(words.Housing))
    assert list(HOUSING.values()) == [words.zh(word) for word in words.Housing]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_of_spreadsheets_are_read_whatever_their_encoding_and_line_ends(tmp_path, encoding):
    text = HEAD + "一居,4000,老公房,,0.3,,\n\n二居,3000,lanes,,,,9\n"
    path = tmp_path / "street.csv"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    first, second = read_street(path)
    assert (first.name, first.population, first.housing) == ("一居", 4000, "workers")
    assert (first.share_60_over, first.committee_staff) == (0.3, None)
    assert (second.housing, second.committee_staff) == ("lanes", 9.0)


def test_other_encodings_are_refused_with_the_way_out(tmp_path):
    at, told = problems_of(tmp_path, HEAD + "一居,4000,lanes,,,,\n", "utf-16")
    assert at == [(1, "(file)")]
    assert "save the file as CSV UTF-8" in told[0]


BAD = {
    "a missing column": ("name,population\n一居,4000\n", [(1, 'column "housing"', "missing")]),
    "an unknown column": (
        HEAD.replace("population", "populaton") + "一居,4000,lanes,,,,\n",
        [(1, 'column "populaton"', 'did you mean "population"'), (1, 'column "population"', "missing")],
    ),
    "a column twice": (
        "name,population,housing,housing\n一居,400,lanes,lanes\n",
        [(1, 'column "housing"', "twice")],
    ),
    "no number": (HEAD + "一居,many,lanes,,,,\n", [(2, 'column "population"', "not a number")]),
    "no whole number": (HEAD + "一居,40.5,lanes,,,,\n", [(2, 'column "population"', "whole")]),
    "an empty cell": (HEAD + "一居,,lanes,,,,\n", [(2, 'column "population"', "empty")]),
    "negative people": (HEAD + "一居,-5,lanes,,,,\n", [(2, 'column "population"', "20–30,000")]),
    "not finite": (HEAD + "一居,nan,lanes,inf,,,\n", [
        (2, 'column "population"', "not a number"), (2, 'column "share_under_15"', "not a number"),
    ]),
    "a share above one": (HEAD + "一居,400,lanes,,,1.2,\n", [(2, 'column "share_nonlocal"', "0–1")]),
    "per cent": (HEAD + "一居,400,lanes,,,12%,\n", [(2, 'column "share_nonlocal"', "0.12 for 12 %")]),
    "ages above one": (
        HEAD + "一居,400,lanes,0.5,0.6,,\n", [(2, 'column "share_60_over"', "sum to 1.1")]
    ),
    "children out of reach": (
        HEAD + "一居,400,lanes,0.5,,,\n", [(2, 'column "share_under_15"', "cannot be reached")]
    ),
    "shares out of reach together": (
        HEAD + "一居,400,lanes,0.2,0.75,,\n", [(2, 'column "share_60_over"', "together")]
    ),
    "unknown housing": (
        HEAD + "一居,400,lane,,,,\n", [(2, 'column "housing"', 'did you mean "lanes"')]
    ),
    "a name twice": (
        HEAD + "一居,400,lanes,,,,\n一居,400,lanes,,,,\n", [(3, 'column "name"', "line 2")]
    ),
    "no name": (HEAD + ",400,lanes,,,,\n", [(2, 'column "name"', "needed")]),
    "too many posts": (HEAD + "一居,400,lanes,,,,90\n", [(2, 'column "committee_staff"', "3–20")]),
    "no rows": (HEAD, [(1, "(file)", "no neighbourhoods")]),
    "nothing": ("", [(1, "(file)", "empty")]),
    "too many cells": (HEAD + "一居,400,lanes,,,,,,\n", [(2, "(file)", "9 cells under 7 columns")]),
    "an absurd total": (
        HEAD + "".join(f"n{n},30000,lanes,,,,\n" for n in range(70)),
        [(71, 'column "population"', "2,000,000")],
    ),
    "too few people": (HEAD + "一居,20,lanes,,,,\n", [(2, 'column "population"', "50–")]),
    "a broken quote": (HEAD + '"一居,400,lanes,,,,\n', [(2, "(file)", "not valid CSV")]),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_each_mistake_is_told_with_its_line_and_column(tmp_path, what):
    text, expected = BAD[what]
    at, told = problems_of(tmp_path, text)
    assert at[: len(expected)] == [(line, path) for line, path, _ in expected]
    for message, (_, _, part) in zip(told, expected, strict=False):
        assert part in message
    assert len(at) == len(expected)


def test_all_mistakes_are_told_at_once(tmp_path):
    at, _ = problems_of(tmp_path, HEAD + "一居,-1,shed,2,,,\n,400,lanes,,,,x\n")
    assert len(at) == 5


def test_population_and_housing_are_exactly_those_of_the_file():
    people, places, street = settled()
    assert list(places.people) == [one.population for one in street]
    assert list(places.planned_people) == list(places.people)
    assert [words.labels(words.Housing)[h] for h in places.housing] == [
        one.housing for one in street
    ]
    assert len(people) == sum(one.population for one in street)


def test_shares_are_met_within_the_noise_of_drawing_households():
    told = 0
    for seed in (1, 2):
        people, _, street = settled(society_seed=seed)
        for n, one in enumerate(street):
            here = people.neighbourhood == n
            for name, those in (
                ("share_under_15", people.age < 15),
                ("share_60_over", people.age >= 60),
                ("share_nonlocal", people.hukou != words.Hukou.LOCAL),
            ):
                wanted = getattr(one, name)
                if wanted is None:
                    continue
                noise = np.sqrt(
                    3.0 * wanted * (1.0 - wanted) / here.sum()
                )  # households, not people
                assert abs(those[here].mean() - wanted) < 4.0 * noise + 0.002, (one.name, name)
                told += 1
    assert told >= 16


@pytest.mark.parametrize("housing", range(5))
def test_shares_that_streets_have_can_be_reached_in_every_housing(housing):
    for under, over, nonlocal_ in ((0.05, 0.4, 0.05), (0.15, 0.1, 0.8), (0.0, 0.02, 1.0)):
        shares = {"share_under_15": under, "share_60_over": over, "share_nonlocal": nonlocal_}
        assert check_shares(housing, **shares) == []


def test_rows_without_shares_have_the_households_of_their_housing(tmp_path):
    path = tmp_path / "street.csv"
    path.write_text(HEAD + "a,4000,lanes,,,,\nb,4000,lanes,,0.6,,\n")
    case = load_case("baseline-2013", neighbourhoods_file=str(path))
    people, _, _ = settle(case.setting, society_facts(), default_book().section(SocietyTraits))
    old = [(people.age[people.neighbourhood == n] >= 60).mean() for n in (0, 1)]
    assert old[0] == pytest.approx(0.266, abs=0.04)
    assert old[1] == pytest.approx(0.6, abs=0.05)


def test_committees_have_the_posts_of_their_rows_and_levers_add_to_them(tmp_path):
    path = tmp_path / "street.csv"
    path.write_text(HEAD + "a,300,lanes,,,,12\nb,300,lanes,,,,\n")
    size = {"neighbourhoods_file": str(path), "spin_up": 0, "months": 3, "rng": 1}
    plain = CommunityModel(**size)
    plain.step()
    assert [c.staff for c in plain.organisations.committees] == [12.0, 7.0]
    fewer = CommunityModel(**size, committee_staff=5.0)
    fewer.step()
    assert [c.staff for c in fewer.organisations.committees] == [10.0, 5.0]


def test_a_scenario_names_a_file_beside_it(tmp_path, monkeypatch):
    (tmp_path / "streets").mkdir()
    (tmp_path / "streets" / "mine.csv").write_bytes(EXAMPLE.read_bytes())
    path = tmp_path / "mine.toml"
    path.write_text(
        'extends = "neighbourhood"\n[setting]\nneighbourhoods_file = "streets/mine.csv"\n'
    )
    monkeypatch.chdir("/")
    case = load_case(path)
    assert (case.setting.neighbourhoods, case.setting.residents) == (6, 23_800)
    child = tmp_path / "child.toml"
    child.write_text('extends = "mine.toml"\n[burden]\ncommittee_staff = 9.0\n')
    assert load_case(child).setting == case.setting


def test_the_case_holds_the_rows_and_not_the_path(tmp_path):
    case = load_case("baseline-2013", neighbourhoods_file=str(EXAMPLE))
    other = tmp_path / "other.csv"
    other.write_text(EXAMPLE.read_text(encoding="utf-8-sig"), encoding="gb18030")
    assert load_case("baseline-2013", neighbourhoods_file=str(other)).hash == case.hash
    assert load_text(case.text, case.name) == case
    assert str(EXAMPLE) not in case.text
    other.write_text(EXAMPLE.read_text(encoding="utf-8-sig").replace("2600", "2601"))
    assert load_case("baseline-2013", neighbourhoods_file=str(other)).hash != case.hash


def test_a_case_without_a_file_is_told_as_before():
    text = load_case("baseline-2013").text
    assert "neighbourhoods_" not in text
    assert load_text(text, "baseline-2013").text == text


def test_a_result_can_be_repeated_from_its_manifest_without_the_file(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(HEAD + "a,300,lanes,,0.3,,9\nb,200,workers,,,0.2,\n")
    first = run("baseline-2013", neighbourhoods_file=str(path), spin_up=1, months=2, seed=3)
    path.unlink()
    told = first.manifest["scenarios"][0]
    again = run(load_text(told["text"], told["name"]), seed=first.manifest["seeds"][0])
    assert again.series.equals(first.series)
    assert again.manifest["hash"] == first.manifest["hash"]


@pytest.mark.parametrize(
    ("text", "path", "part"),
    [
        ("residents = 5\n", "setting.residents", "out of range"),
        ("residents = 5000\n", "setting.residents", "23,800"),
        ("neighbourhoods = 5\n", "setting.neighbourhoods", "which has 6"),
        ("old_lanes = 0.5\n", "setting.old_lanes", "leave this out"),
        ('neighbourhoods_csv = "x"\n', "setting.neighbourhoods_file", "one of them"),
    ],
)
def test_what_contradicts_the_file_is_an_error(tmp_path, text, path, part):
    (tmp_path / "mine.csv").write_bytes(EXAMPLE.read_bytes())
    scenario = tmp_path / "mine.toml"
    scenario.write_text(f'[setting]\nneighbourhoods_file = "mine.csv"\n{text}')
    (problem,) = check_file(scenario)
    assert (problem.line, problem.path) == (2 if "_file" in path else 3, path)
    assert part in problem.message


def test_what_agrees_with_the_file_is_no_error_and_an_empty_name_takes_it_away(tmp_path):
    case = load_case("baseline-2013", neighbourhoods_file=str(EXAMPLE), residents=23_800)
    with pytest.raises(ScenarioError, match="contradicts"):
        load_case(case, residents=4000)
    plain = load_case(case, neighbourhoods_file="", residents=4000, neighbourhoods=1)
    assert plain == load_case("baseline-2013", residents=4000, neighbourhoods=1)


def test_mistakes_of_scenario_and_file_are_told_together(tmp_path):
    (tmp_path / "mine.csv").write_text(HEAD + "a,x,lanes,,,,\n")
    scenario = tmp_path / "mine.toml"
    scenario.write_text(
        '[setting]\nneighbourhoods_file = "mine.csv"\n[funding]\nreserve_share = 9.0\n'
    )
    files = [problem.file.rpartition("/")[2] for problem in check_file(scenario)]
    assert sorted(files) == ["mine.csv", "mine.toml"]
    scenario.write_text('[setting]\nneighbourhoods_file = "mine.csv"\nresidents = 700\n')
    assert [p.path for p in check_file(scenario)] == ['column "population"']


def test_a_file_that_is_missing_or_a_folder_is_told_plainly(tmp_path):
    for name, part in (("none.csv", "no such file"), ("", "")):
        if name:
            with pytest.raises(ScenarioError, match=part):
                load_case("baseline-2013", neighbourhoods_file=str(tmp_path / name))
    with pytest.raises(ScenarioError, match=r"directory; allowed: a \.csv file"):
        load_case("baseline-2013", neighbourhoods_file=str(tmp_path))
    with pytest.raises(ScenarioError, match="neighbourhoods_csv"):
        load_text('[setting]\nneighbourhoods_file = "mine.csv"\n')


def test_the_example_is_written_once_and_can_be_used(tmp_path, capsys):
    path = tmp_path / "my-street.csv"
    for lang, part in (("en", "neighbourhoods_file"), ("zh", "已写出")):
        path.unlink(missing_ok=True)
        assert main(["street", "new", str(path), "--lang", lang]) == 0
        assert part in capsys.readouterr().out
    assert path.read_bytes() == EXAMPLE.read_bytes()
    assert main(["street", "new", str(path), "--lang", "en"]) == 2
    assert "already" in capsys.readouterr().err
    assert main(["street", "new", str(tmp_path / "x.txt")]) == 2
    assert main(["street", "new", str(tmp_path / "none" / "x.csv")]) == 1
    capsys.readouterr()
    assert main(["street", "check", str(path), "--lang", "zh"]) == 0
    assert "6个居民区，23,800位居民" in capsys.readouterr().out


def test_check_tells_all_mistakes_on_the_error_stream_or_as_json(tmp_path, capsys):
    bad = tmp_path / "bad.csv"
    bad.write_text(HEAD + "a,x,lanes,,,,\nb,-4,lanes,,,,\n")
    assert main(["street", "check", str(bad), str(EXAMPLE), "--lang", "en"]) == 2
    told, errors = capsys.readouterr()
    assert [line.startswith(f'{bad}:{n}: column "population"') for n, line in
            enumerate(errors.splitlines(), 2)] == [True, True]  # fmt: skip
    assert "can be used" in told
    assert main(["street", "check", str(bad), str(EXAMPLE), "--json"]) == 2
    told, errors = capsys.readouterr()
    assert errors == ""
    assert [len(one["problems"]) for one in json.loads(told)] == [2, 0]


@pytest.mark.parametrize("what", BAD)
def test_each_mistake_is_told_in_chinese_too_in_the_same_form(tmp_path, capsys, what):
    bad = tmp_path / "bad.csv"
    bad.write_text(BAD[what][0], encoding="utf-8")
    assert main(["street", "check", str(bad), "--lang", "en"]) == 2
    english = capsys.readouterr().err.splitlines()
    assert main(["street", "check", str(bad), "--lang", "zh"]) == 2
    chinese = capsys.readouterr().err.splitlines()
    form = re.compile(re.escape(f"{bad}:") + r"\d+: (?:“\w+”列|（文件）): .*[\u4e00-\u9fff].*")
    for one, other in zip(english, chinese, strict=True):
        assert form.fullmatch(other), other
        assert one.split(": ")[0] == other.split(": ")[0]
        assert not re.search(r"allowed|\bis\b|needed", other)


def test_the_example_has_every_column_and_both_full_and_empty_cells():
    assert EXAMPLE.read_text(encoding="utf-8-sig").splitlines()[0].split(",") == list(COLUMNS)
    street = read_street(EXAMPLE)
    assert len(street) == 6
    for column in COLUMNS[3:]:
        values = [getattr(one, column) for one in street]
        assert None in values
        assert any(value is not None for value in values)


def test_results_and_stories_call_neighbourhoods_by_their_names(tmp_path):
    rows = "name,population,housing\n南一,900,lanes\n北二,900,workers\n"
    (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
    scenario = tmp_path / "own.toml"
    scenario.write_text('months = 12\n[setting]\nneighbourhoods_file = "own.csv"\nspin_up = 12\n')
    result = run(scenario, seed=1, out=tmp_path / "out")
    issues = pd.read_parquet(tmp_path / "out" / "issues.parquet")
    assert set(issues["place"]) == {"南一", "北二"}
    assert (issues["place"] == np.array(["南一", "北二"])[issues["neighbourhood"]]).all()
    assert set(result.records["buildings"]["place"]) == {"南一", "北二"}
    told = trace(tmp_path / "out", 0).text("zh").splitlines()[0]
    assert told.endswith(str(issues.loc[0, "place"]))
    assert trace("classroom", 0, months=1).text("zh").splitlines()[0].endswith("第0号居民区")
