"""Levers, parameters and measures can be looked up, in both languages and for machines."""

import json
import re

import pytest
from rich.cells import cell_len

from gongzhi.experiments.cli import main
from gongzhi.experiments.telling.lookups import LOOKUPS, group_labels, look_up
from gongzhi.experiments.texts.lookups import GROUP_LABELS
from gongzhi.experiments.texts.sources import BREAKS, SOURCE_PIECES, source_label
from gongzhi.model.measures import MEASURES
from gongzhi.scenarios import Setting, default_book, lever_fields
from gongzhi.scenarios.unit_labels import UNIT_PARTS

KINDS = ("levers", "parameters", "measures")


def call(capsys, *words):
    """Call the command; return exit code, output and errors."""
    capsys.readouterr()
    code = main(words)
    return code, *capsys.readouterr()


def test_every_lever_setting_parameter_and_measure_is_found():
    names = {kind: [row["name"] for row in look_up(kind)] for kind in KINDS}
    assert names["levers"] == [*Setting.model_fields, *lever_fields()]
    assert names["parameters"] == list(default_book().parameters)
    assert names["measures"] == list(MEASURES)


@pytest.mark.parametrize(
    ("kind", "words", "name"),
    [
        ("levers", ("COMMITTEE", "staff"), "committee_staff"),
        ("levers", ("居委会工作人员",), "committee_staff"),
        ("levers", ("cAsE-21",), "committee_staff"),
        ("levers", ("减负", "tasks"), "assisted_tasks"),
        ("levers", ("setting", "seed"), "society_seed"),
        ("parameters", ("society_traits", "census 2010", "60 and over"), "society_traits.employed_old"),
        ("parameters", ("同质性尺度",), "homophily.scale"),
        ("measures", ("Gini",), "evenness"),
    ],
)  # fmt: skip
def test_words_are_found_in_name_labels_group_and_source(kind, words, name):
    found = [row["name"] for row in look_up(kind, words)]
    assert name in found
    assert len(found) < len(LOOKUPS[kind]()) / 4


@pytest.mark.parametrize("kind", KINDS)
def test_json_is_a_list_with_both_labels_and_follows_the_words(kind, capsys):
    code, told, errors = call(capsys, kind, "committee", "--json", "--lang", "zh")
    assert (code, errors) == (0, "")
    rows = json.loads(told)
    assert rows == look_up(kind, ["committee"])
    assert all(row["en"] and row["zh"] and row["unit"] for row in rows)


def test_a_lever_is_told_with_all_that_the_schema_says(capsys):
    (row,) = look_up("levers", ["committee_staff"])
    assert (row["low"], row["high"], row["default"], row["unit"]) == (
        3,
        20,
        7.0,
        "people/committee",
    )
    _, told, _ = call(capsys, "levers", "committee_staff", "--lang", "en")
    for part in ("[burden]", "Staff of a residents' committee", "default 7", "3 to 20", "CASE-21"):
        assert part in told
    _, told, _ = call(capsys, "levers", "committee_staff", "--lang", "zh")
    for part in ("减负", "居委会工作人员", "默认 7", "3 至 20", "人/居委会"):
        assert part in told


def test_a_parameter_is_told_with_confidence_and_source_and_a_measure_with_its_formula(capsys):
    _, told, _ = call(capsys, "parameters", "employed_old", "--lang", "en")
    for part in ("value 0.07", "0.02 to 0.15", "confidence C", "census 2010, ages 60 and over"):
        assert part in told
    _, told, _ = call(capsys, "measures", "evenness", "--lang", "en")
    for part in (MEASURES["evenness"].formula, "higher is better", "Gini 1912"):
        assert part in told


def test_a_chinese_page_tells_formulas_and_sources_in_chinese(capsys):
    _, told, _ = call(capsys, "measures", "trust_committee", "--lang", "zh")
    assert "= 居民对居委会信任的平均值" in told
    assert "mean of" not in told
    _, told, _ = call(capsys, "parameters", "信任", "--lang", "zh")
    for part in ("来源：试算", "来源：假定（T21）", "来源：贝塔声誉模型（T21），试算"):
        assert part in told
    assert not re.search("trial|assumption", told)
    assert "来源：定义" in call(capsys, "measures", "adults", "--lang", "zh")[1]


def test_every_source_is_told_in_chinese_and_names_stay():
    rows = [row for kind in ("parameters", "measures") for row in look_up(kind)]
    known = re.compile(
        r"[A-Z]+-?\d\d|CASE-14|SUNS|Gompertz| b|T\d\d"
        r"|Talaga and Nowak|Verba, Schlozman and Brady|Kaplan and Meier|Royston and Parmar|Gini|Theil|Fu"
    )
    for source in {row["source"] for row in rows}:
        assert not re.search("[A-Za-z(;:]", known.sub("", source_label(source, "zh"))), source
        assert source_label(source, "en") == source


def test_every_piece_of_a_source_that_has_chinese_is_used():
    rows = [row for kind in ("parameters", "measures") for row in look_up(kind)]
    used = {piece.strip() for row in rows for piece in BREAKS.split(row["source"])}
    assert set(SOURCE_PIECES) <= used


def test_a_word_is_found_in_a_source_that_is_told_in_chinese():
    assert "learning.trust_memory" in {row["name"] for row in look_up("parameters", ["贝塔声誉"])}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("kind", KINDS)
def test_pages_fit_the_window(kind, width, lang, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    code, told, _ = call(capsys, kind, "--lang", lang)
    assert code == 0
    assert max(cell_len(line) for line in told.splitlines()) <= width


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_found_ends_with_2_and_one_friendly_line(kind, capsys):
    code, told, errors = call(capsys, kind, "xylophone", "--lang", "en")
    assert (code, told) == (2, "")
    assert errors.count("\n") == 1
    assert "xylophone" in errors
    assert "Traceback" not in errors


def test_nothing_found_tells_near_names(capsys):
    _, _, errors = call(capsys, "levers", "comittee_staf", "--lang", "en")
    assert "committee_staff" in errors
    _, _, errors = call(capsys, "levers", "comittee_staf", "--lang", "zh")
    assert "相近" in errors


def test_every_group_and_every_part_of_a_unit_has_a_chinese_name():
    for kind in KINDS:
        for row in look_up(kind):
            english, chinese = group_labels(row)
            assert english != chinese, row["name"]
            assert all(part in UNIT_PARTS for part in row["unit"].split("/")), row["unit"]
    sections = {p.section for p in default_book().parameters.values()} | {"platforms_book"}
    groups = {row["group"] for kind in ("levers", "measures") for row in look_up(kind)}
    assert set(GROUP_LABELS) == sections | groups
