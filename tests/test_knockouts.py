"""Knock-outs: one link of the loop is held at the baseline's, and the rest of a reform's effect stays."""

import copy
import json

import numpy as np
import pytest

from gongzhi.experiments import InputError, knock_out
from gongzhi.experiments.cli import main
from gongzhi.model import CommunityModel
from gongzhi.model.knockout import COLUMNS, Held, Link, Twin, run_beside
from gongzhi.scenarios import load_case

SMALL = {"residents": 3000, "neighbourhoods": 2, "spin_up": 24, "months": 30}


@pytest.fixture(scope="module")
def founded() -> CommunityModel:
    return CommunityModel("baseline-2013", **SMALL, rng=8)


def beside(founded, scenario, link):
    case = load_case(scenario, **SMALL)
    twin = copy.deepcopy(founded)
    return run_beside(copy.deepcopy(founded).adopt(case), twin, link), twin


@pytest.mark.parametrize("link", [None, *Link])
def test_a_community_beside_its_equal_twin_is_not_changed(founded, link):
    alone = copy.deepcopy(founded).run()
    held, _ = beside(founded, "baseline-2013", link)
    for name in ("participation_rate", "resolution_rate", "trust_committee", "efficacy"):
        assert np.array_equal(held.series[name], alone.series[name], equal_nan=True), name


def test_what_was_learnt_is_the_twins_when_learning_is_held(founded):
    held, twin = beside(founded, "full-package", Link.LEARNING)
    for name in COLUMNS[Link.LEARNING]["people"]:
        assert np.array_equal(getattr(held.people, name), getattr(twin.people, name)), name
    free, _ = beside(founded, "full-package", None)
    assert not np.array_equal(free.people.efficacy, twin.people.efficacy)
    assert not np.array_equal(held.people.community_tie, twin.people.community_tie)


def test_just_as_many_take_part_as_at_the_twins_when_participation_is_held(founded):
    held, twin = beside(founded, "full-package", Link.PARTICIPATION)
    rate = "participation_rate"
    assert held.series[rate].to_numpy() == pytest.approx(twin.series[rate].to_numpy(), nan_ok=True)
    came, others = (m.activities.came.sum(axis=1) for m in (held, twin))
    offered = held.activities.open.any(axis=1)
    assert abs(came - others)[offered].max() <= len(held.activities.open[0])
    free, _ = beside(founded, "full-package", None)
    assert free.series[rate].iloc[-8:].max() > 1.3 * twin.series[rate].iloc[-8:].max()


def test_ties_are_the_twins_when_they_are_held(founded):
    held, twin = beside(founded, "full-package", Link.TIES)
    assert np.array_equal(held.people.community_tie, twin.people.community_tie)
    assert held.neighbour_ties is twin.neighbour_ties
    links = [[unit.link for unit in m.organisations.enterprises] for m in (held, twin)]
    assert links[0] == links[1]
    assert not np.array_equal(held.people.efficacy, twin.people.efficacy)


@pytest.mark.parametrize(
    ("link", "column", "levers"),
    [
        (
            Link.TIES,
            "community_tie",
            {"working_age_services": 0.9, "service_money_per_head": 200.0},
        ),
        (Link.LEARNING, "power_street", {"clarity": 1.0, "meeting_power": 8.0}),
    ],
)
def test_what_is_held_is_the_twins_in_january_too_before_anybody_takes_part(
    founded, link, column, levers, monkeypatch
):
    """What January and new levers do to a link is undone before it can act, month by month."""
    case = load_case("baseline-2013", **{**SMALL, "months": 14}, **levers)
    twin, model = copy.deepcopy(founded), copy.deepcopy(founded).adopt(case)
    gaps = {}
    attend = Held.attend

    def look(self, month, residents, activities):
        gaps[month.number] = np.abs(getattr(residents, column) - began[month.number]).max()
        attend(self, month, residents, activities)

    began = {}
    other = Twin.attend

    def remember(self, month, residents, activities):
        began[month.number] = getattr(residents, column)[:].copy()
        other(self, month, residents, activities)

    monkeypatch.setattr(Held, "attend", look)
    monkeypatch.setattr(Twin, "attend", remember)
    run_beside(model, twin, link)
    assert sorted(gaps) == list(range(14))
    assert max(gaps.values()) == 0.0


def test_a_twin_of_another_seed_or_month_is_refused(founded):
    other = CommunityModel("baseline-2013", **SMALL, rng=9)
    with pytest.raises(ValueError, match="same setting, seed and month"):
        run_beside(copy.deepcopy(founded), other, Link.TIES)
    later = copy.deepcopy(founded)
    later.step()
    with pytest.raises(ValueError, match="same setting, seed and month"):
        run_beside(copy.deepcopy(founded), later, Link.TIES)


@pytest.fixture(scope="module")
def table():
    return knock_out(
        "baseline-2013", "full-package", residents=8000, neighbourhoods=2, months=72, seeds=6,
        window=24, workers=2, links=["learning", "participation"],
    ).set_index(["measure", "link"])  # fmt: skip


def test_participation_matters_for_resolution_beyond_noise(table):
    row = table.loc[("resolution_rate", "participation")]
    assert row["low"] > 0
    assert row["gone_low"] > 0
    assert 0.05 < row["share"] < 0.95


def test_learning_matters_for_participation_beyond_noise(table):
    row = table.loc[("participation_rate", "learning")]
    assert row["gone_low"] > 0
    assert row["share"] == pytest.approx(row["gone"] / row["effect"])


def test_held_participation_has_no_effect_left(table):
    row = table.loc[("participation_rate", "participation")]
    assert row["share"] == pytest.approx(1.0)


def test_the_command_prints_a_table_or_json_and_refuses_what_it_does_not_know(capsys):
    small = ["--set", "residents=600", "--set", "neighbourhoods=1", "--months", "4"]
    words = ["knockout", "baseline-2013", "burden-relief", *small, "--seeds", "2", "--workers", "1"]
    assert main([*words, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["link"] for row in rows} == {"learning", "participation", "ties"}
    for lang, text in (("en", "participation held"), ("zh", "参与不变")):
        assert main([*words, "--lang", lang]) == 0
        assert text in capsys.readouterr().out
    assert main([*words, "--link", "tie"]) == 2
    assert 'did you mean "ties"?' in capsys.readouterr().err
    with pytest.raises(InputError):
        knock_out("baseline-2013", "burden-relief", seeds=1)
