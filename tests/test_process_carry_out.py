"""Carry out: what is done, how well, and what comes back (9)."""

import pytest

from gongzhi.agents.words import Stage
from gongzhi.model.processes import carry_out
from gongzhi.scenarios import default_book


def finished(street, month_of, months=12, **columns):
    """Let all issues be solved, and watch them for a year; return how many came back."""
    issues = street.issues
    issues.stage[:], issues.since[:], issues.resolved[:] = Stage.RESOLVED, -1, -1
    issues.relapses[:] = 0
    for name, value in columns.items():
        getattr(issues, name)[:] = value
    for number in range(months):
        carry_out(month_of(street, number=number), street.organisations.committees, issues)
    return issues.relapses > 0


def test_what_is_supervised_by_rules_comes_back_less_under_the_same_luck(lived_street, month_of):
    poor = {"quality": 0.1}
    back = [
        finished(lived_street(), month_of, months=24, **poor, supervised=watched, rules=rules)
        for watched, rules in ((0.0, 0.0), (0.5, 0.5), (1.0, 1.0))
    ]
    assert (back[1] <= back[0]).all()
    assert (back[2] <= back[1]).all()
    assert back[2].sum() < back[0].sum()


def test_only_resolved_issues_relapse(lived_street):
    street = lived_street()
    street.book = street.book.changed(**{"work.relapse_base": 0.03, "work.relapse_quality": 0.15})
    for _ in range(24):
        street.step()
    moves = street.issues.log()
    back = moves[moves.why == "came_back"]
    assert len(back) > 5
    assert set(back.before) == {"resolved"}
    assert set(back.after) == {"raised"}
    again = street.issues.relapsed > -2000
    assert (street.issues.relapsed[again] > street.issues.resolved[again]).all()
    assert (street.issues.resolved[again] > -2000).all()


def test_after_its_watch_an_issue_stays_solved(lived_street, month_of):
    street = lived_street()
    watch = street.book.parameters["work.watch_months"].value
    book = street.book.changed(**{"work.relapse_base": 0.03, "work.relapse_quality": 0.15})
    issues = street.issues
    issues.stage[:], issues.quality[:], issues.supervised[:] = Stage.RESOLVED, 0.0, 0.0
    issues.since[:] = 0
    issues.since[::2] = 1
    for number in range(int(watch) + 1, int(watch) + 2):
        for _ in range(3):
            carry_out(month_of(street, number=number, book=book), [], issues)
    assert (issues.stage[1::2] == Stage.RESOLVED).all()
    assert not (issues.stage[::2] == Stage.RESOLVED).all()


def test_an_issue_that_comes_back_needs_hands_and_money_again(lived_street, month_of):
    street = lived_street()
    back = finished(street, month_of, months=30, quality=0.0, labour=50.0, paid=9.0, pledged=9.0)
    issues = street.issues
    assert back.any()
    for name in ("labour", "paid", "pledged"):
        assert not getattr(issues, name)[back].any()
        assert getattr(issues, name)[~back].all()


def works(street, month_of, months=3, **columns):
    """Let every issue be under way, and carry it out; return the issues."""
    issues = street.issues
    issues.stage[:], issues.collective[:], issues.resolved[:] = Stage.UNDER_WAY, True, -32_768
    issues.fill[:], issues.legitimacy[:], issues.supervised[:] = 0.7, 0.7, 0.0
    issues.need_labour[:], issues.labour[:] = 100.0, 0.0
    for name, value in columns.items():
        getattr(issues, name)[:] = value
    for number in range(months):
        carry_out(
            month_of(street, number=number, tracking=1.0), street.organisations.committees, issues
        )
    return issues


@pytest.mark.parametrize("part", ["fill", "legitimacy", "labour", "supervised"])
def test_work_is_no_worse_for_better_means_more_legitimacy_hands_or_supervision(
    lived_street, month_of, part
):
    better = 100.0 if part == "labour" else 1.0
    poor, good = (
        works(lived_street(), month_of, months=1, **{part: level}) for level in (0.2, better)
    )
    both = (poor.quality > 0) & (good.stage != Stage.UNDER_WAY) & (poor.stage != Stage.UNDER_WAY)
    assert both.any()
    assert (good.quality[both] >= poor.quality[both]).all()
    assert (good.quality[both] > poor.quality[both]).any()


def test_hands_speed_a_project_up_and_never_slow_it(lived_street, month_of):
    alone = works(lived_street(), month_of, months=1).stage == Stage.UNDER_WAY
    helped = works(lived_street(), month_of, months=1, labour=100.0).stage == Stage.UNDER_WAY
    assert (helped <= alone).all()
    assert helped.sum() < alone.sum()


def test_nothing_is_finished_without_means(lived_street, month_of):
    issues = works(lived_street(), month_of, months=6, fill=0.0)
    assert (issues.stage == Stage.UNDER_WAY).all()


def test_what_is_solved_is_good_news_and_poor_work_goes_back_to_the_queue(lived_street, month_of):
    issues = works(lived_street(), month_of, months=1, fill=1.0, legitimacy=0.05)
    solved, poor = issues.stage == Stage.RESOLVED, issues.stage == Stage.RAISED
    assert solved.any()
    assert poor.any()
    assert (issues.news[solved] == 1).all()
    assert (issues.news[poor] == -1).all()
    assert (issues.resolved[solved] == 0).all()
    assert (issues.power_seen[poor] == 0).all()
    assert (issues.power_seen[solved] > 0).all()


def test_an_overridden_decision_shows_less_power_even_where_the_work_is_done(
    lived_street, month_of
):
    seen = []
    for overridden in (False, True):
        issues = works(
            lived_street(), month_of, months=1, fill=1.0, legitimacy=1.0, overridden=overridden
        )
        seen.append(issues.power_seen[issues.stage == Stage.RESOLVED])
    discount = default_book().parameters["work.override_discount"].value
    assert seen[1] == pytest.approx((1 - discount) * seen[0])
    assert (seen[0] > 0).all()
