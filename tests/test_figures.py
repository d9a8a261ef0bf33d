"""The figures: every one in both languages and sizes, from tables, results and folders."""

import json
import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from gongzhi.experiments import InputError, OutputError, compare, run
from gongzhi.experiments.cli import main
from gongzhi.experiments.figures import FIGURES, draw, draw_funnel, draw_hours
from gongzhi.experiments.figures.canvas import spread, wrap
from gongzhi.experiments.figures.comparison import without_dust
from gongzhi.experiments.figures.money import money_of_a_year, unit_of
from gongzhi.experiments.figures.network import places_of
from gongzhi.experiments.figures.picture import write_figure
from gongzhi.experiments.kept.records import record
from gongzhi.experiments.kept.tie_tables import KINDS, tables_of_ties
from gongzhi.experiments.kept.writing import write_parquet
from gongzhi.model import CommunityModel
from gongzhi.model.books import Account

MONTHS = 26
SMALL = {"residents": 2000, "neighbourhoods": 2, "spin_up": 6, "months": MONTHS}
GROUPED = [(name, by) for name in ("funnel", "survival") for by in ("domain", "housing", "arena")]
DRAWN = [*((name, None) for name in FIGURES if name != "differences"), *GROUPED]


@pytest.fixture(scope="module")
def lived() -> CommunityModel:
    """Return a street that has lived two years."""
    return CommunityModel(**SMALL, rng=3).run()


@pytest.fixture(scope="module")
def tables(lived) -> dict[str, pd.DataFrame]:
    return {"series": lived.series, **record(lived), **tables_of_ties(lived)}


@pytest.fixture(scope="module")
def folder(tables, tmp_path_factory):
    """Return a results folder that holds all tables."""
    out = tmp_path_factory.mktemp("results") / "run"
    run(**{**SMALL, "months": 1}, out=out)
    for name, table in tables.items():
        write_parquet(table, out / f"{name}.parquet")
    return out


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    out = tmp_path_factory.mktemp("results") / "comparison"
    return compare(
        "classroom", "burden-relief", residents=400, neighbourhoods=1, spin_up=6, months=14,
        seeds=2, workers=1, window=2, out=out,
    )  # fmt: skip


def texts_of(figure) -> str:
    """Return everything that is written in a figure."""
    found = figure.findobj(lambda artist: hasattr(artist, "get_text"))
    return "\n".join(text.get_text() for text in found)


@pytest.mark.parametrize("slide", [False, True])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("name", "by"), DRAWN)
def test_every_figure_has_the_characters_it_needs_and_stays_on_its_page(
    tables, name, by, lang, slide
):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = draw(name, tables, lang, by=by, slide=slide)
        figure.canvas.draw()
    width, height = figure.get_size_inches()
    assert width / height == pytest.approx(16 / 9) if slide else width == 8.3
    ink = figure.get_tightbbox()
    assert ink.x0 > -0.02
    assert ink.x1 < width + 0.02
    assert ink.y0 > -0.02
    assert ink.y1 < height + 0.02


@pytest.mark.parametrize("slide", [False, True])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_differences_are_drawn_from_a_comparison_and_from_its_folder(compared, lang, slide):
    for source in (compared, compared.out):
        told = texts_of(draw("differences", source, lang, slide=slide))
        assert {"en": "Burden relief", "zh": "居委会减负"}[lang] in told
    with pytest.raises(InputError, match="burden-relief"):
        draw("differences", compared, scenario="burden")


def test_a_comparison_draws_the_scenario_asked_for_else_the_first(compared):
    first = texts_of(draw("participation", compared))
    other = texts_of(draw("participation", compared.out, scenario="burden-relief"))
    assert "2 seeds" in first
    assert "reform begins" not in first
    assert "reform begins" in other
    with pytest.raises(InputError, match="did you mean"):
        draw("participation", compared, scenario="burden-releif")


def test_figures_of_a_folder_equal_those_of_its_tables(folder, tables):
    from_folder, from_tables = (texts_of(draw_funnel(s)) for s in (folder, tables))
    foot = "seed 0"
    assert foot in from_folder
    assert foot not in from_tables
    assert from_folder.splitlines()[:30] == from_tables.splitlines()[:30]


def test_equal_figures_make_equal_files(tables, tmp_path):
    for name in ("one", "two"):
        write_figure("network", tables, tmp_path / f"{name}.svg", lang="zh")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_drawing_leaves_the_style_of_other_figures_alone(tables):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    draw("money", tables, "zh")
    assert dict(mpl.rcParams) == before


def test_the_money_of_a_year_is_what_its_months_spent(tables):
    series = tables["series"].query("segment == 'all'").set_index("month")
    money = money_of_a_year(series, 2014)
    year = series.loc[12:23]
    spent = {k: v for giver in ("street", "owners") for k, v in money[giver].items()}
    assert len(spent) == len(Account)
    for name, yuan in spent.items():
        assert yuan == pytest.approx(year[f"spent_{name}"].sum(), abs=1e-6)
    assert sum(spent.values()) == pytest.approx(year["spending"].sum())
    assert money["units"]["pledged"] == year["pledged"].sum()
    with pytest.raises(InputError, match="2013, 2014"):
        draw("money", tables, year=2015)


def test_money_is_told_in_the_largest_unit_of_which_there_is_one(tables):
    def named(yuan, lang):
        return unit_of({"street": {"projects": yuan, "reserve": 0.0}}, lang)[0]

    cases = {2.5e6: ("million", "wan"), 9.9e5: ("thousand", "wan"), 9e3: ("thousand", "yuan")}
    for yuan, names in (cases | {12.0: ("yuan", "yuan"), 0.0: ("yuan", "yuan")}).items():
        assert (named(yuan, "en"), named(yuan, "zh")) == names
    small = {**tables, "series": tables["series"].copy()}
    columns = [c for c in small["series"] if c.startswith("spent_") or c == "pledged"]
    small["series"][columns] *= 1e-4
    for lang, word in (("en", "yuan in the year"), ("zh", "全年（元）")):
        told = texts_of(draw("money", small, lang))
        assert word in told
        assert "million" not in told
        assert "0.00" not in told


def test_a_neighbourhood_of_one_building_stands_in_the_middle_without_lines_to_explain(tables):
    one = tables["buildings"].query("neighbourhood == 0").head(1)
    blocks = tables["blocks"].query("a == b").head(1)
    for lang, told in (("en", ", 1 building"), ("zh", "，1栋楼")):
        figure = draw("neighbourhood", {**tables, "buildings": one, "blocks": blocks}, lang)
        texts = texts_of(figure)
        assert f"{told}\n" in f"{texts}\n"
        assert {"en": "acquaintances", "zh": "对相识"}[lang] not in texts
        dots = figure.axes[1].collections[-1].get_offsets()
        assert dots.tolist() == [[0.0, 0.0]]


def test_one_acquaintance_is_told_in_the_singular(tables):
    blocks = tables["blocks"].query("neighbourhood == 0").assign(ties=1)
    told = texts_of(draw("neighbourhood", {**tables, "blocks": blocks}))
    assert "1 acquaintance\n" in told
    assert "1 acquaintances" not in told


def test_contracts_for_services_and_for_property_are_counted_apart(tables):
    kinds = tables["organisations"].groupby("kind", observed=True)["organisation"].first()
    one = tables["ties"].query("kind == 'contract'")
    companies = tables["organisations"].query("kind == 'property_company'")["organisation"]
    assert (one["a"].isin(companies) | one["b"].isin(companies)).all()
    assert f"contract for property ({len(one)})" in texts_of(draw("network", tables))
    other = one.head(1).assign(a=kinds["street_office"], b=kinds["enterprise"])
    both = {**tables, "ties": pd.concat([tables["ties"], other])}
    assert f"contracts (services 1,\nproperty {len(one)})" in texts_of(draw("network", both))
    assert f"合同（购买服务1，物业{len(one)}）" in texts_of(draw("network", both, "zh"))


def test_a_survival_curve_begins_with_all_issues_waiting(tables):
    for by in (None, "domain"):
        axes = draw("survival", tables, by=by).axes[0]
        for curve in axes.lines:
            assert (curve.get_xdata()[0], curve.get_ydata()[0]) == (0.0, 100.0)


def test_differences_that_are_only_dust_are_drawn_as_none_and_get_no_scale(compared):
    table = compared.table.copy()
    measure = table["measure"].iloc[0]
    mine = table["measure"] == measure
    for name, dust in (("difference", 2e-17), ("low", -1e-17), ("high", 4e-17)):
        table.loc[mine, name] = dust * table.loc[mine, ["mean", "baseline_mean"]].max(axis=1)
    figure = draw("differences", replace(compared, table=table))
    panel = figure.axes[0]
    assert panel.get_xticks().tolist() == [0.0]
    assert "e−" not in texts_of(figure)
    real = without_dust(compared.table)
    pd.testing.assert_frame_equal(real, without_dust(real))
    kept = compared.table["difference"].abs() > 1e-6
    pd.testing.assert_series_equal(
        real.loc[kept, "difference"], compared.table.loc[kept, "difference"]
    )


def test_a_number_out_of_the_range_is_told_the_range_and_no_number_that_looks_alike(tables):
    many = tables["buildings"].assign(neighbourhood=range(len(tables["buildings"])))
    last = len(many) - 1
    with pytest.raises(InputError, match=f'"{last + 7}"; allowed: 0 to {last}$'):
        draw("neighbourhood", {**tables, "buildings": many}, neighbourhood=last + 7)


def test_the_network_tells_every_organisation_and_tie_once(lived, tables):
    graph = lived.ties.graph()
    assert len(tables["organisations"]) == graph.number_of_nodes()
    assert len(tables["ties"]) == graph.number_of_edges()
    assert not tables["organisations"]["kind"].isna().any()
    assert not tables["ties"]["kind"].isna().any()
    assert set(tables["organisations"]["kind"]) == set(KINDS)
    places = places_of(tables["organisations"])
    assert set(places) == set(tables["organisations"]["organisation"])
    assert len(set(places.values())) == len(places)


def test_ties_between_buildings_are_those_of_the_residents(lived, tables):
    model, blocks = lived, tables["blocks"]
    for n in range(len(model.places)):
        graph = model.ties.neighbourhood_graph(n)
        mine = blocks[blocks["neighbourhood"] == n]
        assert mine["ties"].sum() == graph.number_of_edges()
        assert mine["strength"].sum() == pytest.approx(graph.size("strength"), rel=1e-4)
    inside = blocks[blocks["a"] == blocks["b"]].set_index("a")["ties"]
    assert inside.loc[0] == model.ties.building_graph(0).number_of_edges()
    assert (blocks["a"] <= blocks["b"]).all()
    assert not blocks.duplicated(["a", "b"]).any()
    assert tables["buildings"]["residents"].sum() == len(model.people)


def test_what_cannot_be_drawn_is_said_with_what_to_do(tables):
    few = tables["series"].query("month < 6")
    with pytest.raises(InputError, match="needs 13 months, but there are only 6"):
        draw("participation", {"series": few})
    with pytest.raises(InputError, match="there are only 1;"):
        draw_hours({"series": tables["series"].query("month < 1")})
    with pytest.raises(InputError, match="no column hours_administration"):
        draw_hours({"series": tables["series"].drop(columns="hours_administration")})
    with pytest.raises(InputError, match="nothing to draw"):
        draw_funnel({**tables, "issues": tables["issues"][:0]})
    with pytest.raises(InputError, match='did you mean "domain"'):
        draw_funnel(tables, by="domian")
    with pytest.raises(InputError, match="no option by"):
        draw("hours", tables, by="domain")
    with pytest.raises(InputError, match='did you mean "funnel"'):
        draw("funel", tables)
    with pytest.raises(InputError, match="allowed: 0, 1"):
        draw("neighbourhood", tables, neighbourhood=2)
    with pytest.raises(InputError, match="differences need a comparison"):
        draw("differences", tables)


def test_the_command_writes_both_kinds_and_replaces_only_if_told(
    folder, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["figure", "money", str(folder), "--lang", "zh", "--year", "2013"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"money.svg", "money.png"}
    assert "money.svg" in capsys.readouterr().out
    assert main(["figure", "money", str(folder)]) == 2
    assert main(["figure", "money", str(folder), "--force", "--slide"]) == 0
    assert main(["figure", "funnel", str(folder), "--by", "arena", "--out", "by.png"]) == 0
    assert (tmp_path / "by.png").read_bytes().startswith(b"\x89PNG")
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_says_what_is_wrong_and_writes_nothing(
    folder, tmp_path, monkeypatch, capsys, lang
):
    monkeypatch.chdir(tmp_path)
    bare = tmp_path.with_name(f"{tmp_path.name}-bare")
    run(**{**SMALL, "months": 1}, out=bare)
    for path in bare.glob("*.parquet"):
        path.unlink()
    for words, told in (
        (["funel", folder], "funnel"),
        (["funnel", tmp_path / "none"], "gongzhi run"),
        (["funnel", bare], "issues"),
        (["funnel", folder, "--out", "figure.pdf"], ".svg"),
        (["survival", folder, "--by", "colour"], "domain"),
    ):
        assert main(["figure", *map(str, words), "--lang", lang]) == 2
        errors = capsys.readouterr().err
        assert told in errors
        assert errors.count("\n") == 1
        assert ("：" in errors) == (lang == "zh")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_or_read_is_said(folder, tables, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        write_figure("money", tables, tmp_path / "none" / "money.png")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "manifest.json").write_text((folder / "manifest.json").read_text(encoding="utf-8"))
    (broken / "series.parquet").write_text("no table")
    with pytest.raises(InputError, match="cannot be read"):
        draw("money", broken)
    manifest = json.loads((broken / "manifest.json").read_text(encoding="utf-8"))
    manifest["scenarios"][0]["text"] = "strange = 1"
    (broken / "manifest.json").write_text(json.dumps(manifest))
    write_parquet(tables["series"], broken / "series.parquet")
    assert "seed 0" in texts_of(draw("money", broken))


def test_labels_are_moved_apart_and_no_farther_than_needed():
    assert spread([0.0, 5.0], 1.0) == [0.0, 5.0]
    assert spread([2.0, 2.0], 1.0) == [1.5, 2.5]
    assert spread([3.0, 3.1, 2.9], 1.0) == pytest.approx([3.0, 4.0, 2.0])
    moved = sorted(spread([0.0, 0.1, 0.2, 1.0, 9.0, 9.1], 1.0))
    assert np.diff(moved).min() >= 1.0 - 1e-9


def test_long_texts_are_broken_to_the_width_and_chinese_not_before_punctuation():
    lines = wrap("word " * 100, 4.0, 8.0).splitlines()
    assert max(map(len, lines)) <= 4.0 * 72 / 8 / 0.5
    assert "".join(lines).replace(" ", "") == "word" * 100
    lines = wrap("居民、" * 60, 2.0, 8.0).splitlines()
    assert len(lines) > 5
    assert not any(line.startswith("、") for line in lines)
