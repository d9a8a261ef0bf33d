"""Counting residents, issues and their moves for the month's measures, in one pass over each."""

from __future__ import annotations

from typing import NamedTuple

from gongzhi.agents.compiling import kernel, rows_of
from gongzhi.agents.words import Form, Segment, Stage
from gongzhi.scenarios.units import MONTHS

from .issues import NOT_YET

__all__ = [
    "RATES",
    "Counted",
    "add_decisions",
    "add_up",
    "count_issues",
    "count_moves",
    "count_residents",
    "rate_people",
]

FORMS, BINS = len(Form), MONTHS + 1
RATES = (
    "adults", "participation_rate", "unique_participants", "representation", "retention",
    "voice_rate", "meeting_rate", "budget_rate", "volunteer_rate", "lead_rate", "community_tie",
    "awareness", "efficacy", "perceived_power", "trust_committee", "trust_street", "satisfaction",
)  # fmt: skip
FIRST_MEAN = RATES.index("community_tie")
MEANS = len(RATES) - FIRST_MEAN  # the rates that are means of a column
VOICE, MEETING, BUDGET = int(Form.VOICE), int(Form.MEETING), int(Form.BUDGET)
VOLUNTEER, LEAD = int(Form.VOLUNTEER), int(Form.LEAD)
LATENT, RAISED = int(Stage.LATENT), int(Stage.RAISED)
RESOLVED, ESCALATED = int(Stage.RESOLVED), int(Stage.ESCALATED)
MINOR = int(Segment.MINOR)


class Counted(NamedTuple):
    """What is counted of a street's issues, in the order of ``count_issues``."""

    arisen: int
    solved: int
    escalated: int
    open: int
    of_last_year: int
    in_time: int
    solved_last_year: int
    came_back: int
    solved_of_year: int


@kernel
def count_residents(
    first, last, place_first, place_people, segment, form, history, a, b, c, d, e, f, g,
    forms, months, stayed, sums,
):  # fmt: skip
    """Count forms (n, 8, 6), active months of the last twelve (n, 8, 13) and sums (n, 8, 7).

    ``stayed`` (n, 8, 2): who was active 7 to 12 months ago, and who of them was so since.
    """
    for n in range(first, last):
        for i in rows_of(place_first[n], place_people[n]):
            s = segment[i]
            if s == MINOR:
                continue
            forms[n, s, form[i]] += 1
            bits = history[i]
            if bits >> 6:
                stayed[n, s, 0] += 1
                stayed[n, s, 1] += (bits & 63) != 0
            count = 0
            while bits:
                bits &= bits - 1
                count += 1
            months[n, s, count] += 1
            sums[n, s, 0] += a[i]
            sums[n, s, 1] += b[i]
            sums[n, s, 2] += c[i]
            sums[n, s, 3] += d[i]
            sums[n, s, 4] += e[i]
            sums[n, s, 5] += f[i]
            sums[n, s, 6] += g[i]


@kernel
def add_up(street, forms, months, stayed, sums, out):
    """Add up by street what ``count_residents`` found: (streets, segments of adults + all, 28).

    Number by number: adding whole rows would have the compiler bring in all of broadcasting.
    """
    all_of_them = out.shape[1] - 1
    for n in range(street.shape[0]):
        for s in range(all_of_them):
            there = out[street[n], s]
            for k in range(FORMS):
                there[k] += forms[n, s, k]
            for k in range(BINS):
                there[FORMS + k] += months[n, s, k]
            for k in range(2):
                there[FORMS + BINS + k] += stayed[n, s, k]
            for k in range(MEANS):
                there[FORMS + BINS + 2 + k] += sums[n, s, k]
    for n in range(out.shape[0]):
        for s in range(all_of_them):
            for k in range(out.shape[2]):
                out[n, all_of_them, k] += out[n, s, k]


@kernel
def rate_people(counted, rates):
    """Turn what ``add_up`` added into rates (streets, segments + all, 17), in the order of ``RATES``."""
    for street in range(counted.shape[0]):
        for s in range(counted.shape[1]):
            c, rate = counted[street, s], rates[street, s]
            adults, active, joined, worked = 0.0, 0.0, 0.0, 0.0
            for form in range(FORMS):
                adults += c[form]
            for months in range(1, BINS):
                active += c[FORMS + months]
            for form in range(MEETING, FORMS):
                joined += c[form] / adults
            for form in range(VOLUNTEER, FORMS):
                worked += c[form] / adults
            rate[0], rate[1], rate[2] = adults, joined, active / adults
            rate[4] = c[FORMS + BINS + 1] / c[FORMS + BINS]
            rate[5], rate[6], rate[7] = c[VOICE] / adults, c[MEETING] / adults, c[BUDGET] / adults
            rate[8], rate[9] = worked, c[LEAD] / adults
            for k in range(MEANS):
                rate[FIRST_MEAN + k] = c[FORMS + BINS + 2 + k] / adults
        for s in range(counted.shape[1] - 1):
            rates[street, s, 3] = rates[street, s, 2] / rates[street, -1, 2]


@kernel
def count_issues(
    month, window, street, stage, arose, raised, resolved, relapsed, closed, counts, ends, leaves,
):  # fmt: skip
    """Count the issues of each street as in ``Counted``, and the waits of those raised of late.

    ``counts`` (streets, 9). ``ends`` and ``leaves`` (streets, months + 1): by months of waiting, the
    issues resolved then, and all that waited no longer; the last entry is for those that wait beyond.
    """
    beyond = leaves.shape[1] - 1
    for i in range(street.shape[0]):
        s = street[i]
        solved = resolved[i] != NOT_YET
        counts[s, 0] += arose[i] == month
        counts[s, 1] += resolved[i] == month
        counts[s, 2] += stage[i] == ESCALATED and closed[i] == month
        counts[s, 3] += stage[i] < RESOLVED
        counts[s, 8] += month - window < resolved[i] <= month
        if month - 2 * window < arose[i] <= month - window:
            counts[s, 4] += 1
            counts[s, 5] += solved and resolved[i] - arose[i] <= window
        if month - 2 * window < resolved[i] <= month - window:
            counts[s, 6] += 1
            counts[s, 7] += relapsed[i] != NOT_YET and relapsed[i] - resolved[i] <= window
        if month - 3 * window < raised[i] <= month:
            # An issue that was given up is not resolved, as long as it can have been seen.
            last = resolved[i] if solved else month
            wait = min(last - raised[i], beyond)
            leaves[s, wait] += 1
            ends[s, wait] += solved


@kernel
def count_moves(street, issue, before, after, mover, entered, raisers):
    """Count moves by street and the stage after, and those that raised an issue first by mover."""
    for k in range(issue.shape[0]):
        s = street[issue[k]]
        entered[s, after[k]] += 1
        raisers[s, mover[k]] += before[k] == LATENT and after[k] == RAISED


@kernel
def add_decisions(
    month, window, street, decided, agreement, fill, legitimacy, rules, supervised, sums
):
    """Count the decisions of each street's meetings in the window, and add up what is known of them."""
    for i in range(street.shape[0]):
        # Simple cases are decided without a meeting, and nobody agrees or not.
        if agreement[i] > 0.0 and decided[i] > month - window:
            there = sums[street[i]]
            there[0] += 1.0
            there[1] += fill[i]
            there[2] += legitimacy[i]
            there[3] += rules[i]
            there[4] += supervised[i]
