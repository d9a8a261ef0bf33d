"""The model as others use it: its names, its copies, its luck, and a baseline without a trend."""

import copy
import gc
import os
import pickle
import re
import subprocess
import sys
import weakref

import mesa
import networkx as nx
import numpy as np
import pandas as pd
import pytest

from gongzhi.agents.organisation import Organisation
from gongzhi.agents.social_organization import Origin
from gongzhi.agents.words import Domain
from gongzhi.model import CommunityModel
from gongzhi.model.measures import MEASURES
from gongzhi.scenarios import ScenarioError, load_case

LITTLE = {"residents": 800, "neighbourhoods": 2, "spin_up": 12, "months": 14}


@pytest.fixture(scope="module")
def spun_up():
    return CommunityModel(**LITTLE, rng=7)


def test_the_names_that_others_rely_on_are_there():
    street = CommunityModel("classroom", rng=1, months=2)
    assert isinstance(street, mesa.Model)
    assert len(street.people) == 300
    for name in ("age", "segment", "trust_committee", "trust_street", "efficacy"):
        assert name in street.people.columns
    assert isinstance(street.ties.graph(), nx.MultiGraph)
    assert street.seed == 1


def test_the_baseline_is_the_default_and_levers_are_keywords():
    street = CommunityModel(rng=1, reserve_share=0.2, **LITTLE)
    assert street.case.levers.reserve_share == 0.2
    assert street.case.name == "baseline-2013"


def test_an_unknown_lever_is_refused_with_the_nearest_name():
    with pytest.raises(ScenarioError, match='did you mean "reserve_share"'):
        CommunityModel("classroom", reserve_shar=0.2)


@pytest.mark.parametrize("rng", [3, np.int64(3)])
def test_a_whole_number_is_the_seed(rng):
    assert CommunityModel("classroom", rng=rng, spin_up=0).seed == 3


def test_a_generator_gives_a_seed_and_no_seed_gives_a_new_one():
    seeds = [
        CommunityModel("classroom", rng=np.random.default_rng(5), spin_up=0).seed for _ in "ab"
    ]
    assert seeds[0] == seeds[1]
    fresh = {CommunityModel("classroom", spin_up=0).seed for _ in range(3)}
    assert len(fresh) == 3


WRONG_LUCK = {
    "a seed that is a yes": ({"rng": True}, TypeError, "rng: True is no seed"),
    "a fraction of a seed": ({"rng": 1.5}, TypeError, "rng: 1.5 is no seed"),
    "a word for a seed": ({"rng": "a"}, TypeError, "rng: 'a' is no seed"),
    "a seed below zero": ({"rng": -1}, ValueError, "rng: -1 is no seed; allowed: 0 to"),
    "a seed that is too large": ({"rng": 2**64}, ValueError, "allowed: 0 to"),
    "no thread": ({"threads": 0}, ValueError, "threads: 0 is out of range; allowed: 1"),
    "threads below zero": ({"threads": -1}, ValueError, "threads: -1 is out of range"),
    "a thread and a half": ({"threads": 1.5}, TypeError, "threads: 1.5 is not a whole number"),
    "threads that are a yes": ({"threads": True}, TypeError, "threads: True is not a whole"),
}


@pytest.mark.parametrize(("given", "kind", "told"), WRONG_LUCK.values(), ids=WRONG_LUCK)
def test_a_seed_or_a_number_of_threads_that_cannot_be_is_refused(given, kind, told):
    with pytest.raises(kind, match=re.escape(told)):
        CommunityModel("classroom", **given)


def test_organisations_are_mesa_agents_and_residents_are_beside_them(spun_up):
    kinds = {type(agent).__name__ for agent in spun_up.agents}
    assert kinds == {
        "ActivityTeam", "Enterprise", "LineDepartment", "OwnersCommittee", "PartyOrganization",
        "PropertyCompany", "ResidentsCommittee", "SocialOrganization", "StreetOffice",
    }  # fmt: skip
    assert all(isinstance(agent, Organisation) for agent in spun_up.agents)
    assert set(spun_up.ties.graph()) == set(spun_up.agents)
    assert len(spun_up.residents) == len(spun_up.people)


def test_organisations_that_close_leave_the_model_and_new_ones_join_it(lived_street):
    street = lived_street()
    o = street.organisations
    new = o.found_social_organization(0, 2, 6, 0.5)
    old = o.social_organizations[0]
    o.close([old])
    assert new in street.agents
    assert old not in street.agents
    assert set(street.agents) == set(street.ties.graph())
    for _ in range(26):
        street.step()
    assert set(street.agents) == set(street.ties.graph())
    alive = {agent for agent in street.agents if type(agent).__name__ == "SocialOrganization"}
    assert alive == set(o.social_organizations)


def test_the_series_has_a_row_for_each_month_street_and_segment(spun_up):
    street = copy.deepcopy(spun_up).run()
    series = street.series
    assert list(series.columns) == ["month", "date", "street", "segment", *MEASURES]
    assert len(series) == 14 * 8
    assert not series.duplicated(["month", "street", "segment"]).any()
    assert series.date.iloc[[0, -1]].tolist() == ["2013-01", "2014-02"]


def test_a_run_ends_with_its_last_month(spun_up):
    street = copy.deepcopy(spun_up)
    assert street.running
    done = []
    street.run(progress=lambda month, of: done.append((month, of)))
    assert not street.running
    assert done == [(month, 14) for month in range(1, 15)]
    assert street.steps == 14


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_a_copy_lives_on_like_the_original(spun_up, twin):
    first, second = copy.deepcopy(spun_up), twin(spun_up)
    pd.testing.assert_frame_equal(spun_up.issues.log(), second.issues.log())
    pd.testing.assert_frame_equal(first.run().series, second.run().series)
    pd.testing.assert_frame_equal(first.issues.log(), second.issues.log())


def test_adopting_a_case_after_the_spin_up_equals_running_it_from_the_start(spun_up):
    whole = CommunityModel("full-package", rng=7, **LITTLE)
    part = copy.deepcopy(spun_up).adopt(load_case("full-package", **LITTLE))
    pd.testing.assert_frame_equal(whole.run().series, part.run().series)


def test_a_community_that_has_lived_or_lives_elsewhere_adopts_nothing(spun_up):
    street = copy.deepcopy(spun_up)
    with pytest.raises(ValueError, match="freshly spun-up"):
        street.adopt(load_case("baseline-2013", **{**LITTLE, "residents": 900}))
    street.step()
    with pytest.raises(ValueError, match="freshly spun-up"):
        street.adopt(street.case)


def test_levers_worked_out_for_a_month_serve_the_next_until_a_reform_changes_them():
    street = CommunityModel("full-package", rng=3, residents=600, neighbourhoods=2, spin_up=2)
    seen = set()
    while street.month_number < 30:
        before, levers = street.lever_columns, street.levers
        street.step()
        for name, column in street.lever_columns.items():
            assert column.tolist() == [getattr(one, name) for one in street.levers]
            assert not column.flags.writeable
        seen.add((street.levers == levers, street.lever_columns is before))
    assert seen == {(True, True), (False, False)}


def test_seeds_differ_and_one_seed_repeats():
    runs = [CommunityModel(**LITTLE, rng=seed).run().series for seed in (1, 1, 2)]
    pd.testing.assert_frame_equal(runs[0], runs[1])
    assert not runs[0].equals(runs[2])


def test_the_luck_of_an_issue_does_not_depend_on_what_else_arose(spun_up):
    pair = [
        copy.deepcopy(spun_up).adopt(load_case(name, **LITTLE)).run()
        for name in ("baseline-2013", "full-package")
    ]
    keys = [set(street.issues.key.tolist()) for street in pair]
    assert len(keys[0]) == len(pair[0].issues)  # a key names one issue
    both = keys[0] & keys[1]
    assert len(both) > 0.9 * min(map(len, keys))
    rows = [np.argsort(s.issues.key)[np.isin(np.sort(s.issues.key), list(both))] for s in pair]
    for name in ("domain", "neighbourhood", "building", "need_money", "conflict"):
        one, other = (getattr(s.issues, name)[r] for s, r in zip(pair, rows, strict=True))
        assert (one == other).all()


def test_no_kernel_reads_or_writes_beyond_its_arrays(tmp_path):
    script = (
        "from gongzhi.model import CommunityModel as C\n"
        "for growth in (0.1, -0.03):\n"
        "    C('full-package', rng=1, residents=3000, neighbourhoods=3, spin_up=12, months=38,"
        " growth=growth).run()\n"
        "print('lived')"
    )
    env = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "GONGZHI_CACHE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "lived", done.stderr[-2000:]


def test_the_baseline_has_no_trend_after_its_spin_up():
    # Two years against two years, eight years apart, over four seeds: what moves by more than this
    # share of its level would be a trend (flows of issues are noisier than states of mind).
    allowed = {
        "participation_rate": 0.15, "awareness": 0.03, "trust_committee": 0.04, "efficacy": 0.06,
        "admin_share": 0.03, "self_governance_hours": 0.1, "resolution_rate": 0.12, "backlog": 0.12,
    }  # fmt: skip
    change = []
    for seed in range(4):
        street = CommunityModel(residents=25_000, neighbourhoods=6, rng=seed).run()
        all_ = street.series.query("segment == 'all'")[list(allowed)]
        change.append(all_.tail(24).mean() / all_.head(24).mean() - 1.0)
    mean = pd.DataFrame(change).mean()
    assert (mean.abs() < pd.Series(allowed)).all(), mean


def test_a_community_is_forgotten_once_nobody_holds_it():
    held = CommunityModel("classroom", rng=1, months=3, spin_up=2)
    seen = [weakref.ref(held), weakref.ref(copy.deepcopy(held).run())]
    gc.collect()
    assert seen[0]() is held
    assert seen[1]() is None
    del held
    gc.collect()
    assert seen[0]() is None


def test_organisations_founded_in_a_copy_take_numbers_that_are_free():
    model = copy.deepcopy(CommunityModel("classroom", rng=1, months=3, spin_up=2))
    made = model.organisations.found_social_organization(0, Origin.HOME_GROWN, Domain.DISPUTES, 0.5)
    others = [a.unique_id for a in model.organisations.graph if a is not made]
    assert made.unique_id not in others
