"""What residents learn from a month: one loop for each belief, over one neighbourhood at a time.

The rules stand in ``agents/resident_rules.py``. The loops have no branch and few arrays each, so that
the compiler works on several residents at once; minors keep what they believed. What each resident
heard and lived through lies in arrays that count from the first resident of the neighbourhood.
"""

from __future__ import annotations

import numpy as np

from gongzhi.agents.compiling import kernel, largest, rows_of
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_rules import Learning, efficacy_next, habit_next, trust_next
from gongzhi.agents.words import Segment
from gongzhi.scenarios.units import MONTHS

from .issues import Issues
from .month import Month

__all__ = ["teach"]

MINOR = int(Segment.MINOR)
YEAR = (1 << MONTHS) - 1  # a bit for each month of a year


@kernel
def hear(
    first, people, building, awareness, near_good, near_bad, house_good, house_bad, far_good,
    far_bad, w, good, bad,
):  # fmt: skip
    """Fill ``good`` and ``bad`` (2, people) with the news heard, by arena, as far as one is aware."""
    start = np.uint64(first)
    for i in rows_of(first, people):
        at = i - start
        ear = w.heard * awareness[i]
        good[0, at] = ear * (near_good + house_good[building[i]])
        bad[0, at] = ear * (near_bad + house_bad[building[i]])
        good[1, at] = ear * far_good
        bad[1, at] = ear * far_bad


@kernel
def live_through(
    first, people, segment, last_issue, history, news, seen, arena, w,
    held, win, loss, power_committee, power_street,
):  # fmt: skip
    """Find what came of the issue that each resident worked on within the year.

    ``held`` is its arena, ``win`` and ``loss`` are 1 where it was won or lost. Power follows what its
    outcome shows, ``seen``.
    """
    held[:people] = 0
    win[:people] = 0.0
    loss[:people] = 0.0
    start = np.uint64(first)
    for i in rows_of(first, people):
        at = i - start
        issue = last_issue[i]
        if (issue < 0) | (history[i] == 0) | (segment[i] == MINOR):
            continue
        held[at] = arena[issue]
        win[at] = news[issue] > 0
        loss[at] = news[issue] < 0
        if seen[issue] >= 0.0:
            power = power_committee if arena[issue] == 0 else power_street
            power[i] += w.power_pace * (seen[issue] - power[i])


@kernel
def hear_of_power(first, people, segment, awareness, seen, w, power):
    """Let the power that an arena seems to have follow what others tell of its outcomes."""
    for i in rows_of(first, people):
        ear = w.heard * awareness[i]
        after = power[i] + w.power_pace * ear * (seen - power[i])
        power[i] = power[i] if segment[i] == MINOR else after


@kernel
def renew_trust(
    first, people, segment, arena, good, bad, held, win, loss, ticket_good, ticket_bad, w,
    trust, evidence,
):  # fmt: skip
    """Renew the trust in those who lead an arena, by news, own experience and tickets."""
    start = np.uint64(first)
    for i in rows_of(first, people):
        at = i - start
        lived = w.trust_step if held[at] == arena else 0.0
        success = good[at] + lived * win[at] + ticket_good
        failure = bad[at] + lived * loss[at] + ticket_bad
        after, weight = trust_next(trust[i], evidence[i], success, failure, w)
        trust[i] = trust[i] if segment[i] == MINOR else after
        evidence[i] = evidence[i] if segment[i] == MINOR else weight


@kernel
def renew_efficacy(
    first, people, segment, good, bad, held, win, loss, aspiration, announced, w, efficacy
):
    """Renew the belief that one's voice counts; ``announced`` (2,) is the power of each arena."""
    start = np.uint64(first)
    for i in rows_of(first, people):
        at = i - start
        wins = win[at] + (good[0, at] + good[1, at])
        losses = loss[at] + (bad[0, at] + bad[1, at])
        promise = announced[0] if held[at] == 0 else announced[1]
        after = efficacy_next(efficacy[i], wins, losses, aspiration, promise, w)
        efficacy[i] = efficacy[i] if segment[i] == MINOR else after


@kernel
def renew_satisfaction(first, people, segment, good, win, tie, unsolved, w, satisfaction):
    """Let satisfaction follow the tie, what was won and what is left unsolved."""
    start = np.uint64(first)
    for i in rows_of(first, people):
        at = i - start
        wins = win[at] + (good[0, at] + good[1, at])
        aim = tie[i] + w.satisfaction_wins * wins - w.satisfaction_unsolved * unsolved
        aim = min(max(aim, 0.0), 1.0)
        after = satisfaction[i] + w.satisfaction_pace * (aim - satisfaction[i])
        satisfaction[i] = satisfaction[i] if segment[i] == MINOR else after


@kernel
def remember_activity(first, people, segment, form, command, w, habit, history):
    """Let habit follow activity, and put the month into the history of twelve."""
    for i in rows_of(first, people):
        took_part = form[i] > 1
        after = habit_next(habit[i], 1.0 if took_part else 0.0, command, w)
        months = ((history[i] << 1) | took_part) & YEAR
        habit[i] = habit[i] if segment[i] == MINOR else after
        history[i] = history[i] if segment[i] == MINOR else months


@kernel
def learn_from_month(
    first, last, place_first, place_people, segment, building, awareness, tie, last_issue, form,
    history, news, seen, arena, local_good, local_bad, house_good, house_bad, heard_power,
    ticket_good, ticket_bad, aspiration, unsolved, announced, command, w,
    trust_committee, evidence_committee, trust_street, evidence_street, efficacy,
    power_committee, power_street, habit, satisfaction,
):  # fmt: skip
    """Update the beliefs of the residents of some neighbourhoods.

    ``local_good``, ``local_bad`` (n, 2): news of the neighbourhood by arena; ``house_good`` … by
    building; ``heard_power`` (n, 2): mean power seen, -1 for none; ``announced`` (n, 2): rung / 8.
    """
    room = largest(place_people, first, last)
    good, bad = np.empty((2, room)), np.empty((2, room))
    held, win, loss = np.empty(room, np.uint8), np.empty(room), np.empty(room)
    for n in range(first, last):
        start, people = place_first[n], place_people[n]
        hear(
            start, people, building, awareness, local_good[n, 0], local_bad[n, 0], house_good,
            house_bad, local_good[n, 1], local_bad[n, 1], w, good, bad,
        )  # fmt: skip
        live_through(
            start, people, segment, last_issue, history, news, seen, arena, w, held, win, loss,
            power_committee, power_street,
        )  # fmt: skip
        if heard_power[n, 0] >= 0.0:
            hear_of_power(start, people, segment, awareness, heard_power[n, 0], w, power_committee)
        if heard_power[n, 1] >= 0.0:
            hear_of_power(start, people, segment, awareness, heard_power[n, 1], w, power_street)
        renew_trust(
            start, people, segment, 0, good[0], bad[0], held, win, loss, 0.0, 0.0, w,
            trust_committee, evidence_committee,
        )  # fmt: skip
        renew_trust(
            start, people, segment, 1, good[1], bad[1], held, win, loss, ticket_good[n],
            ticket_bad[n], w, trust_street, evidence_street,
        )  # fmt: skip
        renew_efficacy(
            start, people, segment, good, bad, held, win, loss, aspiration[n], announced[n], w,
            efficacy,
        )  # fmt: skip
        renew_satisfaction(start, people, segment, good, win, tie, unsolved[n], w, satisfaction)
        remember_activity(start, people, segment, form, command[n], w, habit, history)


def teach(
    month: Month, residents: Residents, places: Neighbourhoods, issues: Issues, *told: np.ndarray
) -> None:
    """Let all residents learn; ``told`` is from ``local_good`` to ``command``, as the loop takes it."""
    r = residents
    month.for_all_neighbourhoods(
        learn_from_month, len(places), places.first, places.people, r.segment, r.building,
        r.awareness, r.community_tie, r.last_issue, r.form, r.history, issues.news,
        issues.power_seen, issues.arena, *told, month.weights(Learning),
        r.trust_committee, r.evidence_committee, r.trust_street, r.evidence_street, r.efficacy,
        r.power_committee, r.power_street, r.habit, r.satisfaction,
    )  # fmt: skip
