"""The description is enough: what was written from it alone says what the model says."""

import numpy as np
import pytest
import rebuilt
import rebuilt_learning

from gongzhi.agents.words import Stage
from gongzhi.model.chance import Purpose
from gongzhi.model.issues import Issues
from gongzhi.model.processes import carry_out, learn, reach

SEEN = (Stage.RAISED, Stage.RESOURCED, Stage.UNDER_WAY, Stage.RESOLVED, Stage.STALLED)


@pytest.mark.parametrize(
    "weights", [(1.0, 0.5, 0.1, 0.1), (0.0, 0.0, 0.0, 0.0), (0.0, 2.0, 3.0, 1.0)]
)
def test_reach_is_what_was_written_from_its_description(lived_street, month_of, weights):
    street = lived_street()
    names = ("door_knocking", "notices", "online_groups", "interest_groups")
    chosen = dict(zip(names, weights, strict=True))
    month = month_of(
        street, afforded=0.7, information_platform=0.8, affairs_disclosure=0.6, **chosen
    )
    luck = month.fortunes(street.people, street.places)[:, 0]
    asked, aware = rebuilt.reach(street.book, street, month.levers[0], 0.7, luck)
    reach(month, street.people, street.places, street.organisations)
    assert (street.people.asked == asked).all()
    assert street.people.awareness == pytest.approx(aware, abs=1e-6)
    assert 0 < asked.mean() < 1


def scattered(issues, month, seed):
    """Scatter issues over stages, months and qualities, so that every rule has some to bite on."""
    luck = np.random.default_rng(seed)
    n = len(issues)
    issues.stage[:] = luck.choice(SEEN, n)
    issues.since[:] = month - luck.integers(1, 30, n)
    issues.news[:], issues.power_seen[:] = 0, -1
    for name in ("fill", "supervised", "rules", "legitimacy", "quality"):
        getattr(issues, name)[:] = luck.random(n)
    issues.overridden[:] = luck.random(n) < 0.3
    issues.labour[:] = issues.need_labour * luck.random(n) * 1.3


@pytest.mark.parametrize("seed", range(12))
def test_carry_out_is_what_was_written_from_its_description(lived_street, month_of, seed):
    street = lived_street()
    month = month_of(street, afforded=0.6, tracking=0.5, instrumentality=0.7)
    issues = street.issues
    scattered(issues, month.number, seed)
    told = {name: getattr(issues, name).copy() for name in Issues.columns}
    rebuilt.carry_out(
        street.book, told, month.number, month.levers[0], 0.5 * 0.6,
        [committee.skill for committee in street.organisations.committees],
        month.draw(Purpose.PROGRESS, issues.key), month.draw(Purpose.RELAPSE, issues.key)[:, 0],
    )  # fmt: skip
    before = issues.stage.copy()
    carry_out(month, street.organisations.committees, issues)
    assert (issues.stage != before).any()
    for name, column in told.items():
        assert getattr(issues, name) == pytest.approx(column, abs=1e-5), name


@pytest.mark.parametrize("seed", range(3))
def test_learn_is_what_its_description_says(lived_street, month_of, seed):
    street, luck = lived_street(), np.random.default_rng(seed)
    month = month_of(street, instrumentality=0.7, committee_power=6.0, meeting_power=2.0)
    r, places, issues = street.people, street.places, street.issues
    n = len(issues)
    issues.news[:] = luck.choice((-1, 0, 1), n)
    issues.power_seen[:] = np.where(luck.random(n) < 0.5, -1, luck.random(n))
    issues.arena[:] = luck.integers(0, 2, n)
    r.last_issue[:] = luck.integers(-1, n, len(r))
    r.form[:] = luck.integers(0, 6, len(r))
    r.history[:] = luck.integers(0, 2**12, len(r)) * (luck.random(len(r)) < 0.5)
    r.efficacy[:] = luck.random(len(r))
    places.aspiration[:], places.handled[:] = luck.random(len(places)), 0.7
    for committee in street.organisations.committees:
        committee.mindset = luck.random()
    told, aspiration = rebuilt_learning.learn(street.book, street, month.levers[0])
    learn(month, r, places, street.buildings, street.organisations, issues)
    for name, column in told.items():
        assert getattr(r, name) == pytest.approx(column, abs=2e-6), name
    assert places.aspiration == pytest.approx(aspiration, abs=1e-6)
    assert (issues.news == 0).all()
    assert (issues.power_seen == -1).all()
