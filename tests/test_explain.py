"""Explanations: what is told of a choice is what the model did, term by term."""

from __future__ import annotations

import json
import math
import re
from collections import Counter

import pandas as pd
import pytest

from gongzhi.agents.words import Form, Segment
from gongzhi.experiments import explain, run
from gongzhi.experiments.cli import main
from gongzhi.model import CommunityModel
from gongzhi.model.explanation import log_odds, sentences

SMALL = {"residents": 1200, "neighbourhoods": 1, "spin_up": 12}
KINDS = ("baseline-2013", "full-package")


@pytest.fixture(scope="module", params=KINDS)
def watched(request):
    """Return all explanations of all residents, and what the kernels wrote in each month."""
    street = CommunityModel(request.param, rng=5, months=14, **SMALL)
    told, done = [], []
    for month in range(6):
        witness = street.watch(residents=street.people.id.tolist(), month=month)
        street.step()
        people = street.people
        told.append(witness.explanations)
        done.append(
            {name: getattr(people, name).copy() for name in ("form", "last_issue", "asked")}
        )
    return street, told, done


def flat(watched):
    return [one for month in watched[1] for one in month]


def told_with_row(watched):
    """Pair each explanation with what the kernels wrote for the same resident and month."""
    street, told, done = watched
    row = {name: k for k, name in enumerate(street.people.id.tolist())}
    for month, wrote in zip(told, done, strict=True):
        for one in month:
            yield one, {name: column[row[one.who.id]] for name, column in wrote.items()}


def test_the_terms_add_up_to_the_utility(watched):
    decided = [one for one in flat(watched) if one.terms]
    assert len(decided) > 1000
    for one in decided:
        assert one.total == pytest.approx(log_odds(one.chance), abs=1e-6)


def test_the_choice_told_is_the_choice_made(watched):
    seen = Counter()
    for one, wrote in told_with_row(watched):
        came = one.outcome == "came"
        assert came == (wrote["form"] >= Form.MEETING), one.who
        seen[one.outcome] += 1
        best = next((line.values for line in one.lines if line.key == "best"), None)
        if came and best:
            assert best["issue"] == wrote["last_issue"]
            assert best["form"] == wrote["form"] or wrote["form"] == Form.LEAD
    assert seen["came"] > 20
    assert seen["stayed"] > 1000
    assert seen["minor"] > 0


def test_the_asking_told_is_the_asking_done(watched):
    for one, wrote in told_with_row(watched):
        if one.outcome == "minor":
            continue
        asked = one.parts[0]
        assert (asked.outcome == "asked") == bool(wrote["asked"])
        assert (asked.draw < asked.chance) == bool(wrote["asked"])


def test_who_is_told_to_have_raised_an_issue_did(watched):
    raised = 0
    for one, wrote in told_with_row(watched):
        if one.outcome != "minor" and wrote["form"] in (Form.NONE, Form.VOICE):
            assert (one.parts[1].outcome == "raised") == (wrote["form"] == Form.VOICE)
            raised += wrote["form"] == Form.VOICE
    assert raised > 0


def test_a_change_flips_the_answer_where_the_draw_lies_between_the_chances(watched):
    flipped = Counter()
    for one in flat(watched):
        for change in one.would_change:
            between = (one.draw < one.chance) != (one.draw < change.value)
            assert change.flips == between
            flipped[change.name] += between
    assert flipped["asked"] > 0
    assert flipped["not_asked"] > 0
    assert flipped["power"] > 0


def test_the_smallest_change_stands_on_the_edge_and_is_said_to_be_up_or_down(watched):
    seen = Counter()
    for one in flat(watched):
        for line in one.lines:
            if line.key.startswith("needed"):
                change = line.values["change"]
                assert log_odds(one.chance) + change == pytest.approx(log_odds(one.draw), abs=1e-6)
                assert (change < 0) == (one.outcome == "came")
                way = {"needed_lower": ("lower", "再低"), "needed_higher": ("higher", "再高")}[
                    line.key
                ]
                assert f"{abs(change):.2f} logits {way[0]}." in one.text("en")
                assert f"效用{way[1]}{abs(change):.2f}" in one.text("zh")
                seen[line.key] += 1
    assert len(seen) == 2


def test_chance_and_draw_are_told_in_the_same_form(watched):
    one = next(one for one in flat(watched) if one.draw is not None)
    assert f"Chance {one.chance:.2%}, draw {one.draw:.2%}:" in one.text("en")
    assert f"概率{one.chance:.2%}，随机数{one.draw:.2%}：" in one.text("zh")


def test_terms_that_are_no_sum_make_the_chance_in_the_way_that_is_told(watched):
    seen = Counter()
    for part in (part for one in flat(watched) for part in one.parts if part.terms):
        terms = [term.value for term in part.terms]
        if part.question == "asked":
            chance = 1.0 - math.prod(1.0 - term for term in terms)
            told = "1 − (1 − first) × (1 − second) × (1 − third)"
        else:
            pace, choices = (part.lines[0].values[name] for name in ("pace", "choices"))
            stake, awareness, efficacy = terms
            chance = 1.0 - math.exp(-pace * choices * stake * math.sqrt(awareness * efficacy))
            told = f"1 − exp(−{pace:g} × {choices} × stake × √(awareness × efficacy))"
        assert part.chance == pytest.approx(chance, abs=1e-6)
        assert told in part.text("en")
        seen[part.question] += 1
    assert min(seen["asked"], seen["raise"]) > 100


def test_being_asked_helps_and_its_odds_are_those_of_its_term(watched):
    checked = 0
    for one in flat(watched):
        terms = {term.name: term.value for term in one.terms}
        changes = {change.name: change.value for change in one.would_change}
        if terms.get("asked", 0) > 0:
            without = log_odds(one.chance) - terms["asked"]
            assert log_odds(changes["not_asked"]) == pytest.approx(without, abs=1e-6)
            checked += 1
    assert checked > 100


def test_watching_changes_nothing():
    plain = CommunityModel("full-package", rng=3, months=14, **SMALL).run()
    seen = CommunityModel("full-package", rng=3, months=14, **SMALL)
    seen.watch(residents=range(0, 1200, 7))
    seen.run()
    assert plain.series.equals(seen.series)
    assert (plain.people.last_issue == seen.people.last_issue).all()


def test_a_child_is_told_to_be_under_age(watched):
    street = watched[0]
    child = street.people.id[street.people.segment == Segment.MINOR][0]
    one = next(e for e in flat(watched) if e.who.id == child)
    assert "under 18" in one.text("en")
    assert "18岁" in one.text("zh")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_explanation_can_be_told(watched, lang):
    for one in flat(watched)[::37]:
        told = one.text(lang)
        assert str(one.who.id) in told.splitlines()[0]
        assert "{" not in told
        assert json.dumps(one.to_dict(), allow_nan=False)
    assert "<pre>" in one._repr_html_()


def test_every_sentence_has_both_languages():
    for section in sentences().values():
        for name, both in section.items():
            assert set(both) == {"en", "zh"}, name
            blanks = [sorted(re.findall(r"{(\w+)", both[lang])) for lang in ("en", "zh")]
            assert blanks[0] == blanks[1], name


def test_every_sentence_about_an_explanation_is_used():
    told = sentences()
    questions = set(told["question"])
    assert set(told["changed"]) == questions - {"asked"}
    assert set(told["combined"]) == {"asked", "raise", "close"}
    assert set(told) == {
        "who", "label", "question", "changed", "combined", "outcome", "line", "term", "change",
    }  # fmt: skip


def test_the_same_explanation_comes_from_results_and_from_a_live_run(tmp_path):
    run("classroom", seed=4, months=9, out=tmp_path / "kept")
    kept = explain(tmp_path / "kept", "resident", pick="stayed", month="2013-08")
    live = explain("classroom", "居民", kept.who.id, seed=4, month=7, threads=1)
    assert kept == live
    assert kept.outcome == "stayed"


WRONG = {
    "an unknown kind": (["classroom", "cat"], "resident, office"),
    "an unknown pick": (["classroom", "resident", "--pick", "slept"], "came, stayed"),
    "a pick and an id": (["classroom", "resident", "3", "--pick", "came"], "no id"),
    "nobody of that id": (["classroom", "resident", "999999", "--month", "0"], "no resident"),
    "a month beyond the run": (
        ["classroom", "resident", "--month", "2030-01"],
        "2013-01 (number 0) to 2015-12 (number 35)",
    ),
    "nobody who came": (
        ["classroom", "resident", "--month", "0", "--set", "spin_up=0"],
        "nobody came in 2013-01",
    ),
    "no month": (["classroom", "resident", "--month", "May"], "2014-05"),
    "no such folder": (["no/such/folder", "resident"], "no folder of results"),
    "an unknown scenario": (["clasroom", "resident"], "classroom"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_explained_is_refused_in_both_languages(wrong, capsys):
    words, expected = WRONG[wrong]
    for lang in ("en", "zh"):
        assert main(["explain", *words, "--lang", lang]) == 2
        out, err = capsys.readouterr()
        assert not out
        assert len(err.strip().splitlines()) >= 1
        assert lang == "zh" or expected in err


def test_the_command_prints_text_or_json(capsys):
    asked = ["explain", "classroom", "resident", "--month", "3", "--pick", "asked"]
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["date"] == "2013-04"
    assert told["parts"][0]["outcome"] == "asked"
    words = ["explain", "classroom", "居民", str(told["who"]["id"]), "--month", "2013-04"]
    assert main([*words, "--lang", "en"]) == 0
    assert f"Resident {told['who']['id']}, 2013-04" in capsys.readouterr().out


# Organisations


@pytest.fixture(scope="module")
def watched_street():
    """A street whose organisations are all watched through two years."""
    street = CommunityModel("full-package", residents=9000, neighbourhoods=3, months=25, rng=2)
    o = street.organisations
    watched = [*o.offices, *o.committees, *o.enterprises, *o.social_organizations]
    witness = street.watch(organisations=watched)
    before = {unit.row: unit.given for unit in o.enterprises}
    given = []
    while street.running:
        month = street.month_number
        street.step()
        for unit in o.enterprises:
            if unit.given > before[unit.row]:
                given.append((unit.row, month))
            before[unit.row] = unit.given
    return street, witness.explanations, given


def of(told, question):
    return [one for one in told if one.question == question]


def test_watching_organisations_changes_nothing(watched_street):
    street, _, _ = watched_street
    alone = CommunityModel("full-package", residents=9000, neighbourhoods=3, months=25, rng=2).run()
    pd.testing.assert_frame_equal(street.series, alone.series, check_exact=True)


def test_a_unit_pledged_when_its_explanation_says_so(watched_street):
    _, told, given = watched_street
    pledges = of(told, "pledge")
    assert len(pledges) > 100
    assert sorted(given) == sorted((e.who.id, e.month) for e in pledges if e.outcome == "pledged")
    assert len(given) > 3
    for one in pledges:
        assert log_odds(one.chance) == pytest.approx(one.total, abs=1e-9)
        assert (one.draw < one.chance) == (one.outcome != "not_pledged")


def test_hours_of_a_committee_and_of_the_tasks_of_a_street_add_up(watched_street):
    street, told, _ = watched_street
    last = street.month_number - 1
    plans = [one for one in of(told, "plan") if one.month == last]
    assert len(plans) == 3
    for one in plans:
        used = street.hours.used[one.who.id]
        assert [term.value for term in one.terms] == pytest.approx(used.tolist())
    pushes = of(told, "push_down")
    assert pushes
    for one in pushes:
        about, parts = one.lines[0].values, {term.name: term.value for term in one.terms}
        assert one.total == pytest.approx(about["load"])
        assert parts["by_habit"] == pytest.approx(about["share"] * about["load"])
        assert parts["kept"] <= about["capacity"] + 1e-9


def test_a_social_organisation_closes_and_wins_when_its_explanation_says_so(watched_street):
    street, told, _ = watched_street
    closed = {one.who.id for one in of(told, "close") if one.outcome == "closed"}
    alive = {so.row for so in street.organisations.social_organizations}
    assert not closed & alive
    last = [one for one in of(told, "bid") if one.month == 24]
    works = {so.row: so.contract > 0 for so in street.organisations.social_organizations}
    assert last
    for one in of(told, "close"):
        assert one.chance == pytest.approx(one.total)
    for one in last:
        assert (one.outcome == "contract") == works[one.who.id]
        assert one.total == pytest.approx(sum(term.value for term in one.terms))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_explanation_of_an_organisation_can_be_told(watched_street, lang):
    _, told, _ = watched_street
    for one in told[::7]:
        text = one.text(lang)
        assert "{" not in text
        assert "True" not in text
        assert "False" not in text


def test_organisations_are_asked_from_the_command_line_in_their_month(capsys):
    assert main(["explain", "classroom", "committee", "0", "--month", "3", "--lang", "zh"]) == 0
    assert "本月工时去向" in capsys.readouterr().out
    assert main(["explain", "classroom", "organization", "0", "--month", "3"]) == 2
    assert "January" in capsys.readouterr().err
