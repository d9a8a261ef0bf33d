"""Results as files: CSV says what Parquet says, and the codebook explains every column."""

import re

import pandas as pd
import pytest

from gongzhi.experiments import compare, run
from gongzhi.experiments.cli import main
from gongzhi.experiments.kept.keeping import codebook
from gongzhi.model.issues import Issues
from gongzhi.model.measures import MEASURES

SIZE = {"months": 14, "spin_up": 12}
RECORDS = ["issues", "moves", "notes", "organisations", "ties", "buildings", "blocks"]
TABLES = {
    "run": ["series", *RECORDS],
    "comparison": ["series", "runs", "differences", *RECORDS],
}
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Write a run and a comparison with CSV."""
    folder = tmp_path_factory.mktemp("kept")
    run("classroom", **SIZE, out=folder / "run", csv=True)
    compare(
        "classroom", "classroom", **SIZE, seeds=2, workers=1, out=folder / "comparison", csv=True
    )
    return folder


def each_table(folders):
    for kind, names in TABLES.items():
        for name in names:
            yield kind, name, folders / kind / name


def same(table, parquet):
    """Give a table that was read from CSV the types of the one that was read from Parquet."""
    return table.astype(dict(parquet.dtypes))


def test_every_table_reads_back_from_csv_as_it_reads_from_parquet(folders):
    for _, name, path in each_table(folders):
        parquet = pd.read_parquet(f"{path}.parquet")
        own = {"engine": "python", "encoding": "utf-8-sig", "keep_default_na": False}
        table = pd.read_csv(f"{path}.csv", na_values=[""], dtype={"place": str}, **own)
        assert len(parquet) or name == "notes"
        pd.testing.assert_frame_equal(same(table, parquet), parquet, check_exact=True)


def test_csv_begins_with_the_mark_of_utf_8_has_plain_heads_and_no_index(folders):
    for kind, name, path in each_table(folders):
        content = path.with_suffix(".csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), (kind, name)
        assert b"\r" not in content
        heads = content.decode("utf-8-sig").split("\n", 1)[0].split(",")
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", head) for head in heads), heads
        assert len(set(heads)) == len(heads)
        assert heads == list(pd.read_parquet(path.with_suffix(".parquet")).columns)


def test_what_is_missing_is_empty(folders):
    text = (folders / "run" / "issues.csv").read_text(encoding="utf-8-sig")
    assert pd.read_parquet(folders / "run" / "issues.parquet")["resolved"].isna().any()
    assert ",," in text
    assert not re.search(r"(?i)\bnan\b|<na>", text)


def test_the_codebook_has_one_row_for_each_column_of_each_table(folders):
    for kind, names in TABLES.items():
        book = pd.read_csv(folders / kind / "codebook.csv", keep_default_na=False)
        heads = ["file", "column", "unit", "en", "zh", "meaning", "meaning_zh", "better"]
        assert list(book.columns) == heads
        expected = [
            (f"{name}{ending}", column)
            for name in names
            for ending in (".parquet", ".csv")
            for column in pd.read_parquet(folders / kind / f"{name}.parquet").columns
        ]
        assert list(zip(book["file"], book["column"], strict=True)) == expected
        assert (folders / kind / "codebook.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_codebook_explains_every_column_in_both_languages(folders):
    for kind in TABLES:
        book = pd.read_csv(folders / kind / "codebook.csv", keep_default_na=False)
        for row in book.itertuples():
            assert HAN.search(row.zh), (row.file, row.column)
            assert row.en, (row.file, row.column)
            assert not HAN.search(row.en)


def test_the_codebook_takes_unit_formula_and_better_from_the_measures(folders):
    book = pd.read_csv(folders / "run" / "codebook.csv", keep_default_na=False)
    series = book[book["file"] == "series.parquet"].set_index("column")
    for name, m in MEASURES.items():
        told = series.loc[name, ["unit", "en", "zh", "meaning", "meaning_zh", "better"]]
        assert list(told) == [m.unit, m.en, m.zh, m.formula, m.formula_zh, m.better]
    issues = book[book["file"] == "issues.parquet"].set_index("column")
    assert issues.loc["need_money", "unit"] == Issues.columns["need_money"].unit
    assert "resolved" in issues.loc["stage", "meaning"]


def test_the_codebook_calls_the_words_of_a_column_by_their_chinese_names(folders):
    book = pd.read_csv(folders / "run" / "codebook.csv", keep_default_na=False)
    told = book.set_index(["file", "column"])["meaning_zh"]
    assert "resolved（已解决）" in told["issues.parquet", "stage"]
    assert "resolved（已解决）" in told["moves.parquet", "after"]
    assert "elderly（老年人）" in told["series.parquet", "segment"]
    assert ((book["meaning"] == "") == (book["meaning_zh"] == "")).all()


def test_a_column_that_nobody_described_is_listed_all_the_same():
    book = codebook({"new.parquet": pd.DataFrame({"odd": [1]})})
    assert list(book["column"]) == ["odd"]


def test_a_codebook_is_written_without_csv_too(tmp_path):
    run("classroom", months=1, spin_up=0, out=tmp_path / "run")
    assert (tmp_path / "run" / "codebook.csv").is_file()
    assert not (tmp_path / "run" / "series.csv").exists()


@pytest.mark.parametrize("words", [("run", "classroom"), ("compare", "classroom", "classroom")])
def test_csv_without_a_folder_is_refused_before_anything_runs(words, capsys):
    assert main([*words, "--csv", "--lang", "en"]) == 2
    told, errors = capsys.readouterr()
    assert told == ""
    assert "--out" in errors
    assert errors.count("\n") == 1


def test_the_command_writes_csv(tmp_path, capsys):
    out = tmp_path / "run"
    words = ("--months", "1", "--set", "spin_up=0", "--csv", "--json", "--out", str(out))
    assert main(["run", "classroom", *words]) == 0
    assert {path.stem for path in out.glob("*.csv")} == {*TABLES["run"], "codebook"}
