"""Measures of who raised issues, of meetings and of decisions, made by hand and counted on the fingers."""

import numpy as np
import pytest

from gongzhi.agents.words import Stage
from gongzhi.model import CommunityModel
from gongzhi.model.issues import NOT_YET, Fact, Issues, Mover, Why
from gongzhi.model.tallies import _decide, _move

MONTH = 40


def issues() -> Issues:
    """Return six issues: five of street 0, one of street 1; three decided at meetings of last year."""
    made = Issues(6)
    made.street[:] = [0, 0, 0, 0, 0, 1]
    made.decided[:] = [MONTH, MONTH - 11, MONTH - 12, MONTH, NOT_YET, MONTH]
    made.agreement[:] = [0.9, 0.7, 0.8, 0.0, 0.5, 0.6]  # the fourth is a simple case
    made.fill[:] = [0.2, 0.6, 1.0, 1.0, 0.0, 0.9]
    made.legitimacy[:] = [0.5, 0.7, 0.0, 0.6, 0.0, 0.1]
    made.rules[:] = [0.3, 0.5, 1.0, 0.0, 0.0, 0.2]
    made.supervised[:] = [1.0, 0.0, 0.5, 0.0, 0.0, 0.0]
    made.salience[:] = [1.0, 2.0, 4.0, 0.0, 0.0, 9.0]
    return made


def test_decisions_are_those_of_the_last_twelve_months_that_a_meeting_took():
    seen = _decide(2, issues(), MONTH)[0]
    assert seen["needs_met"] == pytest.approx((0.2 + 0.6) / 2)
    assert seen["decision_legitimacy"] == pytest.approx((0.5 + 0.7) / 2)
    assert seen["rules_settled"] == pytest.approx((0.3 + 0.5) / 2)
    assert seen["supervision"] == pytest.approx(0.5)
    assert _decide(2, issues(), MONTH)[1]["needs_met"] == pytest.approx(0.9)


def test_agreement_is_that_of_this_months_meetings_of_the_street():
    made = issues()
    made.note(np.array([0]), MONTH - 1, Fact.AGREEMENT, np.array([0.1]))
    made.turn_page()
    made.note(np.array([0, 1, 5]), MONTH, Fact.AGREEMENT, np.array([0.4, 0.8, 1.0]))
    made.note(np.array([0]), MONTH, Fact.CAME, np.array([30.0]))
    assert _decide(2, made, MONTH)[0]["meeting_agreement"] == pytest.approx(0.6)
    assert _decide(2, made, MONTH)[1]["meeting_agreement"] == pytest.approx(1.0)


def test_attention_is_weighted_by_the_streets_money_alone():
    made = issues()
    made.note(np.array([0, 2, 5]), MONTH, Fact.STREET_PAID, np.array([300.0, 100.0, 50.0]))
    made.note(np.array([1]), MONTH, Fact.OWNERS_PAID, np.array([900.0]))
    assert _decide(2, made, MONTH)[0]["attention_paid"] == pytest.approx((300 * 1 + 100 * 4) / 400)


def test_who_raised_an_issue_is_who_did_so_first():
    made = issues()
    for rows, mover in (([0, 1], Mover.RESIDENT), ([2], Mover.GRID), ([5], Mover.COMMITTEE_MEMBER)):
        made.stage[rows] = Stage.LATENT
        made.move(np.array(rows), Stage.RAISED, MONTH, mover, -1, Why.DETECTED)
    made.stage[3] = Stage.RESOLVED  # it comes back: nobody raises it first
    made.move(np.array([3]), Stage.RAISED, MONTH, Mover.CIRCUMSTANCE, -1, Why.CAME_BACK)
    seen = _move(2, made)[0]
    assert seen["raised"] == 4
    assert seen["raised_by_residents"] == pytest.approx(2 / 3)
    assert seen["raised_by_grid"] == pytest.approx(1 / 3)
    assert seen["raised_by_members"] == 0.0
    assert _move(2, made)[1]["raised_by_members"] == 1.0


def test_what_did_not_happen_has_no_mean():
    none = Issues(0)
    names = ("needs_met", "rules_settled", "meeting_agreement", "attention_paid")
    assert all(np.isnan(_decide(2, none, MONTH)[0][name]) for name in names)
    assert np.isnan(_move(2, none)[0]["raised_by_residents"])


def test_contract_money_is_shared_by_those_alive():
    street = CommunityModel(residents=8000, neighbourhoods=2, months=3, rng=1, purchase_share=0.4)
    street.run()
    alive = street.organisations.social_organizations
    official = sum(so.contract for so in alive if so.origin == 0)
    share = street.series["contracts_quasi_official"].dropna().iloc[-1]
    assert share == pytest.approx(official / sum(so.contract for so in alive))
    assert 0.0 < share < 1.0
