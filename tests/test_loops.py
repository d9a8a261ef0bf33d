"""Loops: a compiled loop, however it shares out its work, says what a plain one says."""

import copy
from types import SimpleNamespace

import numpy as np
import pytest

from gongzhi.agents.resident import segments
from gongzhi.agents.resident_rules import efficacy_next, habit_next, trust_next
from gongzhi.agents.words import Hukou, Segment, Work
from gongzhi.model.chance import Chance, Purpose
from gongzhi.model.month import Month
from gongzhi.model.neighbours import Homophily, draw_encounters
from gongzhi.model.processes import learn
from gongzhi.model.rows import count_rows

OUT = (
    "trust_committee", "evidence_committee", "trust_street", "evidence_street", "efficacy",
    "power_committee", "power_street", "habit", "satisfaction", "history",
)  # fmt: skip


def learn_plainly(a, n, i):
    """Teach resident ``i`` of neighbourhood ``n`` the month, all beliefs at once."""
    w = a.w
    took_part = a.form[i] > 1
    ear = w.heard * float(a.awareness[i])
    near = [ear * (local[n, 0] + house[a.building[i]])
            for local, house in ((a.local_good, a.house_good), (a.local_bad, a.house_bad))]  # fmt: skip
    far = [ear * a.local_good[n, 1], ear * a.local_bad[n, 1]]
    good, bad = near[0] + far[0], near[1] + far[1]
    issue, held, win, loss = a.last_issue[i], 0, 0.0, 0.0
    if issue >= 0 and a.history[i] != 0:
        held, win, loss = a.arena[issue], float(a.news[issue] > 0), float(a.news[issue] < 0)
        mine = far if held else near
        mine[0], mine[1] = mine[0] + w.trust_step * win, mine[1] + w.trust_step * loss
        power = a.power_street if held else a.power_committee
        if a.seen[issue] >= 0.0:
            power[i] = float(power[i]) + w.power_pace * float(a.seen[issue] - power[i])
    for power, seen in ((a.power_committee, a.heard_power[n, 0]),
                        (a.power_street, a.heard_power[n, 1])):  # fmt: skip
        if seen >= 0.0:
            power[i] = float(power[i]) + w.power_pace * ear * (seen - float(power[i]))
    a.trust_committee[i], a.evidence_committee[i] = trust_next(
        float(a.trust_committee[i]), float(a.evidence_committee[i]), near[0], near[1], w
    )
    a.trust_street[i], a.evidence_street[i] = trust_next(
        float(a.trust_street[i]), float(a.evidence_street[i]), far[0] + a.ticket_good[n],
        far[1] + a.ticket_bad[n], w,
    )  # fmt: skip
    a.efficacy[i] = efficacy_next(
        float(a.efficacy[i]), win + good, loss + bad, float(a.aspiration[n]),
        a.announced[n, held], w,
    )  # fmt: skip
    a.habit[i] = habit_next(float(a.habit[i]), float(took_part), a.command[n], w)
    aim = float(a.tie[i]) + w.satisfaction_wins * (win + good)
    aim = min(max(aim - w.satisfaction_unsolved * float(a.unsolved[n]), 0.0), 1.0)
    before = float(a.satisfaction[i])
    a.satisfaction[i] = before + w.satisfaction_pace * (aim - before)
    a.history[i] = ((int(a.history[i]) << 1) | took_part) & 4095


def test_each_belief_learnt_in_a_loop_of_its_own_is_as_if_all_were_learnt_at_once(
    lived_street, month_of, monkeypatch
):
    street, rng, seen = lived_street(), np.random.default_rng(7), {}
    people, issues = street.people, street.issues
    people.last_issue[:] = rng.integers(-1, len(issues), len(people))
    people.form[:] = rng.integers(0, 5, len(people))
    issues.news[:] = rng.choice([-1.0, 0.0, 1.0], len(issues))
    issues.power_seen[:] = rng.choice([-1.0, 0.0, 0.7], len(issues))

    def look(month, loop, count, *arrays):
        names = loop.py_func.__code__.co_varnames[2:]
        seen["plain"] = copy.deepcopy(dict(zip(names, arrays, strict=False)))
        loop(0, count, *arrays)
        seen["loops"] = dict(zip(names, arrays, strict=False))

    monkeypatch.setattr(Month, "for_all_neighbourhoods", look)
    learn(month_of(street), people, street.places, street.buildings, street.organisations, issues)
    a = SimpleNamespace(**seen["plain"])
    before = a.trust_committee.copy(), a.power_street.copy()
    for n, (first, count) in enumerate(zip(a.place_first, a.place_people, strict=True)):
        for i in range(first, first + count):
            if a.segment[i] != Segment.MINOR:
                learn_plainly(a, n, i)
    assert (a.trust_committee != before[0]).mean() > 0.5
    assert (a.power_street != before[1]).any()
    for name in OUT:
        np.testing.assert_array_equal(seen["loops"][name], getattr(a, name), err_msg=name)


@pytest.mark.parametrize(("elderly_from", "young_until"), [(60.0, 35.0), (70.0, 18.0)])
def test_segments_are_found_as_by_looking_for_the_first_that_fits(elderly_from, young_until):
    rng = np.random.default_rng(3)
    age = np.concatenate([np.arange(0, 100, dtype=np.float32), rng.uniform(0, 100, 2000)])
    age = age.astype(np.float32)
    hukou, work = rng.integers(0, 3, len(age)), rng.integers(0, 3, len(age))
    hardship = rng.random(len(age)) < 0.3
    found = np.empty(len(age), np.uint8)
    segments(age, hukou, work, hardship, elderly_from, young_until, found)
    fits = {
        Segment.MINOR: age < 18, Segment.INTERNATIONAL: hukou == Hukou.OVERSEAS,
        Segment.DISADVANTAGED: hardship, Segment.ELDERLY: age >= elderly_from,
        Segment.WHITE_COLLAR: work == Work.WHITE_COLLAR, Segment.MIGRANT: hukou == Hukou.NON_LOCAL,
        Segment.YOUNG: age < young_until,
    }  # fmt: skip
    first = np.select(list(fits.values()), [int(s) for s in fits], int(Segment.MIDDLE_AGED))
    np.testing.assert_array_equal(found, first)
    assert len(np.unique(found)) >= 7


def test_places_are_counted_as_by_numpy_and_an_empty_one_keeps_its_first_row():
    where = np.array([2, 2, 2, 0, 0, 3], np.int32)
    household = np.array([5, 5, 9, 9, 9, 4], np.int32)
    segment = np.array([7, 0, 1, 7, 7, 2], np.uint8)
    people, adults, households, first = np.full((4, 4), 77, np.int32)
    count_rows(where, household, segment, people, adults, households, first)
    assert people.tolist() == np.bincount(where).tolist() == [2, 0, 3, 1]
    assert adults.tolist() == np.bincount(where[segment != Segment.MINOR]).tolist()
    heads = np.nonzero(np.diff(household, prepend=-1))[0]
    assert households.tolist() == np.bincount(where[heads], minlength=4).tolist() == [0, 0, 2, 1]
    assert first.tolist() == [3, 77, 0, 5]


def test_encounters_are_those_of_the_draws_one_by_one(founded):
    w, chance, tries = founded.book.section(Homophily), Chance(11), 400
    whom, draw = np.empty(tries, np.int64), np.empty(tries)
    draw_encounters(
        123, int(Purpose.TIES), 4, *chance.key, 50, 10, 1000, 300, 5000, 9000, w, whom, draw
    )
    for t in range(tries):
        where, who, yes, _ = chance.draw(Purpose.TIES, 4, np.array([123]), t + 1)[0]
        first, people = (50, 10) if where < w.in_building else (1000, 300)
        if where >= 1.0 - w.across_street:
            first, people = 5000, 9000
        assert (whom[t], draw[t]) == (first + int(who * people), yes)
    assert (whom < 1000).any()
    assert (whom >= 5000).any()
