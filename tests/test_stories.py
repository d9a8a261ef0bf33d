"""Stories: what is told of an issue is what its columns and its log say."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from gongzhi.agents.words import labels
from gongzhi.experiments import InputError, run, trace
from gongzhi.model import CommunityModel
from gongzhi.model.moves import Fact, Why
from gongzhi.model.stories import ORDER, PICKS, pick_issue, sentences, tell_issue


@pytest.fixture(scope="module")
def street() -> CommunityModel:
    return CommunityModel("full-package", residents=6000, neighbourhoods=2, months=48, rng=3).run()


@pytest.fixture(scope="module")
def tables(street):
    return street.issues.table(), street.issues.log(), street.issues.notes()


def test_every_reason_and_every_fact_has_its_sentence_and_its_place_in_the_month():
    told = sentences()
    assert set(labels(Why)) == set(told["why"])
    assert set(labels(Fact)) == set(told["fact"])
    assert set(ORDER) == set(told["why"]) | set(told["fact"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_issue_can_be_told(street, tables, lang):
    for issue in range(0, len(street.issues), 3):
        story = tell_issue(*tables, issue, lang)
        assert str(issue) in story.splitlines()[0]
        assert "{" not in story


def test_a_story_tells_the_last_stage_of_its_issue(tables):
    issues, moves, notes = tables
    for how in ("resolved", "stalled", "lost", "escalated"):
        issue = pick_issue(issues, moves, how)
        assert issues.loc[issue, "stage"] == how
        word = {"resolved": "solved", "stalled": "laid aside", "lost": "lost"}.get(how, "higher")
        assert word in tell_issue(issues, moves, notes, issue).splitlines()[-1]


def test_a_relapsed_issue_came_back(tables):
    issue = pick_issue(*tables[:2], "relapsed")
    assert "It comes back." in tell_issue(*tables, issue)


def test_a_domain_is_a_pick_among_its_resolved_issues(tables):
    issues, moves, _ = tables
    issue = pick_issue(issues, moves, "environment")
    assert tuple(issues.loc[issue, ["domain", "stage"]]) == ("environment", "resolved")


def test_an_issue_of_the_street_passes_its_three_committees_in_sequence(tables):
    issues, moves, notes = tables
    decided = issues[(issues["arena"] == "street") & (issues["rules"] > 0)]
    story = tell_issue(issues, moves, notes, int(decided["issue"].iloc[0]))
    places = [
        story.index(f"The {name} committee") for name in ("survey", "dialogue", "supervision")
    ]
    assert places == sorted(places)
    before = notes[notes["fact"].isin(["surveyed", "rules", "supervised"]) & (notes["month"] < 12)]
    assert before.empty  # the package brings the committees


def test_the_moves_of_an_issue_are_a_chain(tables):
    issues, moves, _ = tables
    for issue, mine in moves.groupby("issue"):
        after = mine["after"].astype(str).to_numpy()
        before = mine["before"].astype(str).to_numpy()
        assert (before[1:] == after[:-1]).all(), issue
        assert after[-1] == str(issues.loc[issue, "stage"])
        assert mine["month"].is_monotonic_increasing


def test_what_was_paid_since_the_issue_last_began_is_what_the_notes_say(tables):
    # A relapse or bad work empties the issue's own account; the notes keep everything.
    issues, _, notes = tables
    once = issues[(issues["relapses"] == 0) & (issues["paid"] > 0)]["issue"]
    reopened = set(tables[1].query("why == 'poor_work'")["issue"])
    kinds = ["owners_paid", "fund_paid", "street_paid", "reserve_paid"]
    paid = notes[notes["fact"].isin(kinds)].groupby("issue")["value"].sum()
    checked = [issue for issue in once if issue not in reopened]
    assert len(checked) > 5
    for issue in checked:
        assert paid[issue] == pytest.approx(issues.loc[issue, "paid"], rel=1e-4)


def test_those_who_came_to_a_decision_were_at_least_a_quorum(tables):
    _, moves, notes = tables
    came = notes[notes["fact"] == "came"].set_index(["issue", "month"])["value"]
    decided = moves[moves["why"].isin(["agreed", "overridden"])]
    assert len(decided) > 10
    assert (came.loc[pd.MultiIndex.from_frame(decided[["issue", "month"]])] >= 2).all()


def test_an_issue_that_is_not_there_is_a_key_error_that_says_which_there_are(street):
    last = len(street.issues) - 1
    for issue in (last + 1, 999_999, -1, np.int64(-1)):
        with pytest.raises(KeyError, match=f"no issue {issue}; they are numbered 0 to {last}"):
            street.issues.story(issue)


@pytest.mark.parametrize("issue", [True, 1.5, None, "1"])
def test_only_a_whole_number_names_an_issue(street, issue):
    with pytest.raises(TypeError, match="not a whole number"):
        street.issues.story(issue)
    assert street.issues.story(np.int32(1)) == street.issues.story(1)


CAME_TO = {
    "en": (
        "to the meeting. Too few to decide.",
        "Nobody comes to the meeting. So nothing is decided.",
        "could live with the outcome. No decision yet.",
        "Too few to decide, after several tries",
        "No agreement, after several tries",
        "The meeting decides",
    ),
    "zh": (
        "到会。人数不足，未能议决。",
        "无人到会。未能议决。",
        "能够接受结果。尚未形成决定。",
        "多次到会人数不足",
        "多次未能达成一致",
        "会议作出决定",
    ),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_of_every_meeting_a_story_says_what_it_came_to(tables, lang):
    issues, moves, notes = tables
    meeting = {"en": " to the meeting.", "zh": "到会。"}[lang]
    told = Counter()
    for issue in notes[notes["fact"] == "came"]["issue"].unique():
        for line in tell_issue(issues, moves, notes, issue, lang).splitlines():
            if meeting in line:
                ends = [end for end in CAME_TO[lang] if end in line]
                assert len(ends) == 1, line
                told.update(ends)
    assert set(told) == set(CAME_TO[lang])


@pytest.mark.parametrize("stage", ["resolved", "lost", "stalled", "escalated"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_end_is_told_in_the_right_number_of_months(tables, stage, lang):
    issues, moves, notes = tables
    row = issues[issues["stage"] == stage].head(1)
    issue = int(row["issue"].iloc[0])
    ends = []
    for months in (0, 1, 2):
        since = row["arose"] + months
        told = tell_issue(row.assign(since=since), moves, notes, issue, lang)
        ends.append(told.splitlines()[-1])
    words = {"en": ("in the month", "a month", "2 months"), "zh": ("当月", "1个月", "2个月")}[lang]
    for end, word in zip(ends, words, strict=True):
        assert word in end


def test_voices_are_counted_as_often_as_they_were_raised(tables):
    stories = [tell_issue(*tables, issue) for issue in range(0, len(tables[0]), 3)]
    told = "\n".join(stories)
    assert re.search(r"Until then it was spoken of \d+ times\.", told)
    assert "Until then it was spoken of once." in told
    assert "residents spoke of it" not in told


def test_the_same_story_comes_from_results_and_from_a_live_run(tmp_path):
    run("classroom", seed=4, months=36, out=tmp_path / "kept")
    for pick in ("resolved", "lost"):
        kept = trace(tmp_path / "kept", pick=pick)
        live = trace("classroom", kept.issue, seed=4, months=36)
        assert kept.text("en") == live.text("en")
        assert kept.text("zh") == live.text("zh") != kept.text("en")
        assert kept.to_dict()["issue"]["issue"] == kept.issue
        assert "<h4>" in kept._repr_html_()


def test_results_that_are_kept_are_told_as_they_were_run_and_under_their_own_seed(tmp_path):
    kept = tmp_path / "kept"
    run("classroom", seed=4, months=12, out=kept)
    assert trace(kept, 0, seed=4).text("en") == trace(kept, 0).text("en")
    with pytest.raises(InputError, match="no records of seed 7; they hold those of seed 4 only"):
        trace(kept, 0, seed=7)
    for levers in ({"months": 6}, {"reserve_share": 0.1}, {"outside": True}):
        with pytest.raises(InputError, match=f"{next(iter(levers))} can be set for a scenario"):
            trace(kept, 0, **levers)


def test_wrong_questions_are_answered_with_what_can_be_asked(tmp_path):
    with pytest.raises(InputError, match="resolved, relapsed"):
        trace("classroom", pick="solved")
    with pytest.raises(InputError, match="numbered 0 to"):
        trace("classroom", 10**6, months=12)
    with pytest.raises(InputError, match="no folder of results"):
        trace(tmp_path)
    with pytest.raises(InputError, match="where no number is given"):
        trace("classroom", 3, pick="lost")
    with pytest.raises(InputError, match="more months"):
        trace("classroom", pick="relapsed", months=1, spin_up=0)
    assert set(PICKS) >= {"resolved", "escalated"}


@pytest.mark.parametrize(
    ("pledged", "rules", "told"),
    [
        (500.0, 0.8, "fees reach the maintenance fund"),
        (500.0, 0.0, "no rules were written"),
        (0.0, 0.8, None),
    ],
)
def test_a_solved_parking_issue_to_which_a_unit_gave_tells_of_the_swap(
    tables, pledged, rules, told
):
    issues, moves, notes = tables
    parked = issues.assign(domain="parking", stage="resolved", pledged=pledged, rules=rules)
    story = tell_issue(parked, moves, notes, 0)
    assert ("shares its parking spaces" in story) == (told is not None)
    assert told is None or told in story


def test_of_parking_a_swap_under_rules_is_picked_before_other_solved_issues(tables):
    issues, moves, _ = tables
    parked = issues.assign(
        domain="parking", stage="resolved", pledged=0.0, rules=0.5, arena="street"
    )
    swap = len(parked) // 2
    parked.loc[swap, "pledged"] = 100.0
    assert pick_issue(parked, moves, "parking") == swap
