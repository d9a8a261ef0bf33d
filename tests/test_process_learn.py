"""Learn: what a month teaches everybody (10)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_rules import (
    Learning,
)
from gongzhi.agents.words import Arena, Form, Scope, Segment
from gongzhi.model.processes import learn

BELIEFS = (
    "trust_committee", "trust_street", "efficacy", "power_committee", "power_street", "habit",
    "satisfaction",
)  # fmt: skip


def hear(street, month):
    learn(
        month, street.people, street.places, street.buildings, street.organisations, street.issues
    )


def quiet(street):
    """Take all news from a street: no outcome, no ticket, nobody active."""
    street.issues.news[:], street.issues.power_seen[:] = 0.0, -1.0
    street.places.tickets[:], street.people.form[:] = 0.0, Form.NONE
    return street


@settings(max_examples=20)
@given(st.integers(0, 1000), st.floats(0, 1), st.floats(0, 8))
def test_whatever_the_news_beliefs_stay_shares(lived_street, month_of, seed, wins, rung):
    street, rng = lived_street(), np.random.default_rng(seed)
    people, issues = street.people, street.issues
    for name in (*BELIEFS, "awareness", "community_tie"):
        getattr(people, name)[:] = rng.choice([0.0, 1.0, rng.random()], len(people))
    people.last_issue[:] = rng.integers(-1, len(issues), len(people))
    people.form[:] = rng.integers(0, 5, len(people))
    street.places.handled[:] = rng.random(len(street.places))
    month = month_of(street, committee_power=rung, meeting_power=rung, instrumentality=wins)
    for _ in range(3):
        issues.news[:] = np.where(rng.random(len(issues)) < wins, 1.0, -1.0)
        issues.power_seen[:] = rng.choice([-1.0, 0.0, 1.0], len(issues))
        hear(street, month)
        assert not people.out_of_range()
        assert not street.places.out_of_range()
        for committee in street.organisations.committees:
            assert 0 <= committee.skill <= 1
            assert 0 <= committee.mindset <= 1
            assert 0 <= committee.legitimacy <= 1


def test_without_news_nothing_but_fading_happens(lived_street, month_of):
    street = quiet(lived_street())
    people, w = street.people, street.book.section(Learning)
    before = {name: getattr(people, name).astype(float) for name in Residents.columns
              if name != "demand"}  # fmt: skip
    legitimacy = [c.legitimacy for c in street.organisations.committees]
    aspiration = street.places.aspiration.copy()
    hear(street, month_of(street))
    adult = people.segment != Segment.MINOR

    def now(name):
        return getattr(people, name)[adult].astype(float)

    def then(name):
        return before[name][adult]

    for whom in ("committee", "street"):
        evidence = then(f"evidence_{whom}")
        gap = then(f"trust_{whom}") - w.trust_prior_mean
        weight = evidence + w.trust_prior
        faded = w.trust_memory * gap * weight / (w.trust_memory * evidence + w.trust_prior)
        assert now(f"evidence_{whom}") == pytest.approx(w.trust_memory * evidence, rel=1e-5)
        assert now(f"trust_{whom}") == pytest.approx(w.trust_prior_mean + faded, abs=1e-5)
        assert (now(f"power_{whom}") == then(f"power_{whom}")).all()
    drift = w.efficacy_drift * (w.efficacy_rest - then("efficacy"))
    assert now("efficacy") == pytest.approx(then("efficacy") + drift, abs=1e-6)
    assert now("habit") == pytest.approx((1 - w.habit_pace) * then("habit"), abs=1e-6)
    assert (now("history") == then("history").astype(int) * 2 % 4096).all()
    for name in ("awareness", "community_tie", "last_issue", "contact", "reluctance"):
        assert (getattr(people, name) == before[name]).all()
    assert [c.legitimacy for c in street.organisations.committees] == legitimacy
    assert (street.places.aspiration == aspiration).all()


def one_outcome(street, news):
    """Let one issue of neighbourhood 0 end well (1) or badly (-1); half of those aware were there."""
    issues, people = quiet(street).issues, street.people
    row = int(np.nonzero(issues.scope == Scope.NEIGHBOURHOOD)[0][0])
    issues.neighbourhood[row], issues.arena[row], issues.news[row] = 0, Arena.COMMITTEE, news
    people.last_issue[:], people.history[:], people.awareness[:] = -1, 0, 0.5
    there = (people.neighbourhood == 0) & (np.arange(len(people)) % 2 == 0)
    people.last_issue[there], people.history[there] = row, 1
    for name in ("trust_committee", "efficacy"):
        getattr(people, name)[:] = 0.5
    return there, (people.neighbourhood == 0) & ~there


@pytest.mark.parametrize("news", [1.0, -1.0])
def test_those_who_took_part_learn_more_than_those_who_heard_and_others_nothing(
    lived_street, month_of, news
):
    street, silent = lived_street(), quiet(lived_street())
    there, heard = one_outcome(street, news)
    one_outcome(silent, 0.0)
    hear(street, month_of(street))
    hear(silent, month_of(silent))
    adult = street.people.segment != Segment.MINOR
    for name in ("trust_committee", "efficacy"):
        moved = news * (getattr(street.people, name) - getattr(silent.people, name))
        assert moved[there & adult].min() > moved[heard & adult].max() > 0
        assert not moved[street.people.neighbourhood != 0].any()
        assert not moved[~adult].any()
    assert (street.people.trust_street == silent.people.trust_street).all()


@pytest.mark.parametrize(("seen", "sign"), [(1.0, 1), (0.0, -1), (-1.0, 0)])
def test_what_is_seen_of_power_moves_what_people_believe_and_no_evidence_nothing(
    lived_street, month_of, seen, sign
):
    street = lived_street()
    there, heard = one_outcome(street, 1.0)
    street.issues.power_seen[street.issues.news > 0] = seen
    street.people.power_committee[:] = street.people.power_street[:] = 0.4
    hear(street, month_of(street))
    moved = street.people.power_committee - np.float32(0.4)
    adult = street.people.segment != Segment.MINOR
    assert (np.sign(moved[there & adult]) == sign).all()
    assert (np.sign(moved[heard & adult]) == sign).all()
    assert (abs(moved[there & adult]).min() > abs(moved[heard & adult]).max()) or sign == 0
    assert (street.people.power_street == np.float32(0.4)).all()


def test_the_news_of_a_month_is_told_once(lived_street, month_of):
    street = lived_street()
    street.issues.news[:5], street.issues.power_seen[:5] = 1.0, 0.5
    hear(street, month_of(street))
    assert not street.issues.news.any()
    assert (street.issues.power_seen == -1).all()


def test_practice_teaches_a_committee_skill_and_training_more(lived_street, month_of):
    skill = {}
    for practice in (0.0, 1.0):
        for training in (0.0, 200.0):
            street = quiet(lived_street())
            for committee in street.organisations.committees:
                committee.skill = 0.3
            street.issues.news[:] = practice
            hear(street, month_of(street, committee_training=training))
            skill[practice, training] = np.mean([c.skill for c in street.organisations.committees])
    assert skill[1.0, 0.0] > skill[0.0, 0.0]
    assert skill[0.0, 200.0] > skill[0.0, 0.0]
    assert skill[1.0, 200.0] > max(skill[1.0, 0.0], skill[0.0, 200.0])
