"""Communities lived side by side go the way that each would go alone, bit for bit."""

import copy

import numpy as np
import pandas as pd
import pytest

from gongzhi.experiments.sweeps.living import Task, live
from gongzhi.experiments.sweeps.plan import read_plan
from gongzhi.experiments.sweeps.runs import bundle_of, make_programme
from gongzhi.experiments.sweeps.schema import Kept
from gongzhi.model import CommunityModel, community
from gongzhi.model.side_by_side import WIDEST, live_side_by_side, side_by_side, width
from gongzhi.scenarios import load_case

SETTINGS = {
    "one neighbourhood": {"residents": 1500, "neighbourhoods": 1},
    "a street": {"residents": 2400, "neighbourhoods": 3},
    "a district": {
        "residents": 4800, "neighbourhoods": 6, "streets": 3, "towns": 1, "revenue_spread": 0.5,
        "shocks": 2.0,
    },
    "growing": {"residents": 2400, "neighbourhoods": 2, "growth": 0.08, "town_growth": 0.05},
    "shrinking": {"residents": 4000, "neighbourhoods": 2, "growth": -0.04},
}  # fmt: skip
MONTHS = {"spin_up": 14, "months": 38}
SCENARIOS = ("baseline-2013", "full-package", "tangqiao-empowerment", "minhang-linkage")


def cases_of(setting, names=SCENARIOS):
    return [load_case(name, **SETTINGS[setting], **MONTHS) for name in names]


def alone(founded, case):
    return copy.deepcopy(founded).adopt(case).run()


@pytest.mark.slow
@pytest.mark.parametrize("setting", SETTINGS)
def test_each_goes_the_way_that_it_goes_alone(setting):
    cases = cases_of(setting)
    founded = CommunityModel(cases[0], rng=7)
    together = side_by_side(founded, cases).run()
    for k, case in enumerate(cases):
        pd.testing.assert_frame_equal(
            together.observed.frame(k), alone(founded, case).series, check_exact=True, obj=case.name
        )


@pytest.mark.slow
def test_levers_of_districts_that_join_streets_join_those_of_one_community():
    """Linked grids pool their cases, staff is balanced, and reforms spread from street to street."""
    levers = {"grid": "district", "staff_balance": 1.0, "block_linkage": 1.0}
    pilot = load_case("district-pilot", **SETTINGS["a district"], **MONTHS)
    linked = load_case("district-pilot", **SETTINGS["a district"], **MONTHS, **levers)
    founded = CommunityModel(pilot, rng=2)
    cases = [linked, pilot, linked]
    together = side_by_side(founded, cases).run()
    series = [together.observed.frame(k) for k in range(3)]
    pd.testing.assert_frame_equal(series[0], series[2], check_exact=True)
    assert not series[0].equals(series[1])
    for case, told in zip(cases[:2], series, strict=False):
        pd.testing.assert_frame_equal(told, alone(founded, case).series, check_exact=True)


def test_every_community_has_people_issues_and_organisations_of_its_own():
    cases = cases_of("a street", SCENARIOS[:3])
    founded = CommunityModel(cases[0], rng=7)
    model = side_by_side(founded, cases)
    for _ in range(3):
        model.step()
    one, streets = alone_for(founded, cases[2], 3), np.arange(3)
    assert len(model.people) == 3 * len(one.people)
    mine = model.places.street[model.people.neighbourhood] == 2
    for name in ("id", "age", "trust_committee", "efficacy", "history", "asked"):
        assert (getattr(model.people, name)[mine] == getattr(one.people, name)).all(), name
    for name in ("team", "last_issue"):
        of_other = getattr(model.people, name)[~mine]
        own = getattr(model.people, name)[mine]
        assert not set(own[own >= 0]) & set(of_other), name
    ours = model.issues.street == 2
    for name in ("key", "stage", "salience", "paid", "quality"):
        assert (getattr(model.issues, name)[ours] == getattr(one.issues, name)).all(), name
    source = np.repeat(np.arange(len(model.people)), model.ties.neighbours.degree())
    street = model.places.street[model.people.neighbourhood]
    assert (street[source] == street[model.ties.neighbours.target]).all()
    for kind in model.organisations.kinds():
        assert [sum(o.street == street for o in kind) for street in streets] == [len(kind) // 3] * 3
        assert len({id(o) for o in kind}) == len(kind)
    assert set(model.organisations.graph) == {
        o for kind in model.organisations.kinds() for o in kind
    }
    assert len(founded.people) == len(one.people)
    assert founded.month_number == 0


def alone_for(founded, case, months):
    model = copy.deepcopy(founded).adopt(case)
    for _ in range(months):
        model.step()
    return model


def test_of_many_cases_as_many_are_lived_at_once_as_is_best(monkeypatch):
    cases = cases_of("one neighbourhood", SCENARIOS[:3])
    founded = CommunityModel(cases[0], rng=7)
    wanted = [alone(founded, case).series for case in cases]
    monkeypatch.setattr("gongzhi.model.side_by_side.WIDEST", 2)
    told = []
    series = live_side_by_side(founded, cases, lambda done, of: told.append((done, of)))
    assert told == [(2, 3), (3, 3)]
    for one, other in zip(series, wanted, strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_only_cases_that_are_alike_live_side_by_side():
    cases = cases_of("one neighbourhood", SCENARIOS[:2])
    founded = CommunityModel(cases[0], rng=1)
    longer = load_case("baseline-2013", **SETTINGS["one neighbourhood"], spin_up=14, months=50)
    other = load_case("baseline-2013", residents=900, neighbourhoods=1, **MONTHS)
    for wrong in ([], [cases[0], longer]):
        with pytest.raises(ValueError, match="one number of months"):
            side_by_side(founded, wrong)
    with pytest.raises(ValueError, match="of its own setting"):
        side_by_side(founded, [cases[0], other])
    founded.step()
    with pytest.raises(ValueError, match="freshly spun-up"):
        side_by_side(founded, cases)


@pytest.fixture
def tasks():
    """Return runs of one founding that differ in a lever."""
    kept = Kept(window=12)
    cases = [
        load_case("classroom", spin_up=2, months=14, reserve_share=share)
        for share in (0.0, 0.1, 0.2)
    ]
    return [Task(n, case, 5, kept) for n, case in enumerate(cases)]


def test_who_raises_beside_others_costs_them_nothing(tasks, monkeypatch):
    wanted = live(tasks)

    def arise(month, *rest):
        if any(levers.reserve_share == 0.1 for levers in month.levers):
            raise RuntimeError("this one")
        return real(month, *rest)

    real = community.arise
    monkeypatch.setattr(community, "arise", arise)
    got = live(tasks)
    assert [one.status for one in got] == ["ok", "raised", "ok"]
    assert "RuntimeError: this one" in got[1].error
    for k in (0, 2):
        assert got[k].series.tobytes() == wanted[k].series.tobytes()


def test_as_many_are_lived_side_by_side_as_bring_something():
    assert width(load_case("classroom")) == WIDEST
    assert width(load_case("baseline-2013")) == 1
    assert width(load_case("baseline-2013", residents=30_000)) == 3


def test_of_few_runs_every_hand_gets_several_bundles():
    plan = {
        "scenario": "classroom",
        "months": 2,
        "seeds": 2,
        "levers": {"reserve_share": [0.0, 0.1]},
    }
    programme = make_programme(read_plan(plan))
    assert bundle_of(programme, programme.runs, 2) == 1
    assert bundle_of(programme, programme.runs * 10, 2) == 5
    assert bundle_of(programme, programme.runs * 1000, 2) == WIDEST
