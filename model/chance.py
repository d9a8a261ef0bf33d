"""Chance by key: every draw depends on who draws, when and what for, and on nothing else.

A draw is the output of the counter-based generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011,
"Parallel random numbers: as easy as 1, 2, 3") at the counter (agent, purpose, month, k) under the
key of the run's seed. So a draw does not depend on order, on threads, or on what anybody else drew,
and two policies under one seed share all the luck about the same agent, month and purpose.
"""

from __future__ import annotations

import numpy as np

from gongzhi.agents.compiling import kernel, rows_of, rule
from gongzhi.agents.words import Code

__all__ = ["Chance", "Fortune", "Purpose", "around_one", "fill_fortunes", "philox", "unit"]

MONTHS_BEFORE = 1_200  # spin-up months are negative; the counter is not
WORD = 32  # bits of a word of the counter


class Purpose(Code):
    """What a draw is for; one number each, never reused."""

    ISSUE_ARISES = 1
    ISSUE_NATURE = 2
    ISSUE_PLACE = 3
    TICKETS = 4
    TASKS = 5
    FORTUNE = 6
    DETECT = 8
    AGENDA = 9
    FADE = 10
    POSITIONS = 12
    OVERRIDE = 13
    RESOURCE = 14
    PROGRESS = 15
    RELAPSE = 16
    ELECTION = 17
    TEAMS = 18
    ORGANISATIONS = 19
    TENDER = 20
    PLEDGE = 21
    LIFE = 22
    MOVES = 24
    NEWCOMERS = 25
    NEW_TIES = 26
    DIRECT = 28
    PLACES = 40
    HOUSEHOLDS = 41
    PEOPLE = 42
    TRAITS = 43
    TIES = 44
    UNITS = 45
    REVENUE = 46
    IMITATION = 47
    SHOCK = 48
    HELD = 49


class Fortune(Code):
    """The four numbers that a resident draws each month, and what each is for."""

    ASKED = 0
    PICKS_ISSUE = 1
    SPEAKS_UP = 2
    COMES = 3


@rule
def philox(c0, c1, c2, c3, k0, k1):
    """Philox4x32-10: four 32-bit words (as uint64) from a counter of four and a key of two."""
    mask = np.uint64(0xFFFFFFFF)
    half = np.uint64(32)
    c0, c1, c2, c3 = np.uint64(c0), np.uint64(c1), np.uint64(c2), np.uint64(c3)
    k0, k1 = np.uint64(k0), np.uint64(k1)
    for _ in range(10):
        product0 = np.uint64(0xD2511F53) * c0
        product1 = np.uint64(0xCD9E8D57) * c2
        c0, c1, c2, c3 = (
            (product1 >> half) ^ c1 ^ k0,
            product1 & mask,
            (product0 >> half) ^ c3 ^ k1,
            product0 & mask,
        )
        k0 = (k0 + np.uint64(0x9E3779B9)) & mask
        k1 = (k1 + np.uint64(0xBB67AE85)) & mask
    return c0, c1, c2, c3


@rule
def unit(word):
    """Turn a 32-bit word into a number strictly between 0 and 1."""
    return (np.float64(word) + 0.5) * 2.3283064365386963e-10


@rule
def luck(agent, purpose, month, k, k0, k1):
    """Draw four numbers in (0, 1) for an agent (a 64-bit id), a purpose, a month and a count k."""
    who = np.uint64(agent)
    mask = np.uint64(0xFFFFFFFF)
    when = np.uint64(month + MONTHS_BEFORE)
    what = (np.uint64(purpose) << np.uint64(16)) | np.uint64(k)
    a, b, c, d = philox(who & mask, who >> np.uint64(32), when, what, k0, k1)
    return unit(a), unit(b), unit(c), unit(d)


@rule
def single(word):
    """Turn the upper 23 of 32 bits into a float32 strictly between 0 and 1, which holds it exactly.

    By way of int32, from which processors make several floats at once; from uint64 they cannot.
    """
    upper = np.float32(np.int32(word >> np.uint64(9)))
    return (upper + np.float32(0.5)) * np.float32(1.1920928955078125e-07)


@kernel
def fill_fortunes(first, last, place_first, place_people, agents, month, purpose, k0, k1, out):
    """Fill ``out`` (n, 4) with the month's luck of the residents of some neighbourhoods, as float32."""
    mask = np.uint64(0xFFFFFFFF)
    when = np.uint64(month + MONTHS_BEFORE)
    what = np.uint64(purpose) << np.uint64(16)
    for n in range(first, last):
        for i in rows_of(place_first[n], place_people[n]):
            who = np.uint64(agents[i])
            words = philox(who & mask, who >> np.uint64(32), when, what, k0, k1)
            out[i, 0] = single(words[0])
            out[i, 1] = single(words[1])
            out[i, 2] = single(words[2])
            out[i, 3] = single(words[3])


@kernel
def fill_luck(agents, purpose, month, k, k0, k1, out):
    """Fill ``out`` (n, 4) with the luck of ``agents`` (n,)."""
    for i in range(agents.shape[0]):
        a, b, c, d = luck(agents[i], purpose, month, k, k0, k1)
        out[i, 0] = a
        out[i, 1] = b
        out[i, 2] = c
        out[i, 3] = d


def around_one(luck: np.ndarray, spread: float) -> np.ndarray:
    """Turn draws into factors with mean one, spread evenly over an interval of length ``spread``."""
    return 1.0 - spread / 2.0 + spread * luck


class Chance:
    """The luck of one run. ``seed`` is any integer from 0 to 2**64 - 1."""

    def __init__(self, seed: int) -> None:
        if not 0 <= seed < 2**64:
            raise ValueError(f"a seed lies between 0 and 2**64 - 1, not {seed}")
        self.seed = seed
        self.key = (np.uint64(seed & 0xFFFFFFFF), np.uint64(seed >> 32))

    def draw(
        self, purpose: Purpose, month: int, agents: np.ndarray | int, k: int = 0
    ) -> np.ndarray:
        """Draw four numbers in (0, 1) for each agent.

        Args:
            purpose: what the draw is for.
            month: month of the run; negative in the spin-up, not below -1200.
            agents: ids, shape (n,), or a number n for the ids 0 … n-1.
            k: which draw of that purpose, 0 … 65535.

        Returns:
            Array of shape (n, 4).
        """
        ids = agents if not isinstance(agents, int) else np.arange(agents)
        ids = np.ascontiguousarray(ids, np.int64)
        out = np.empty((len(ids), 4))
        fill_luck(ids, int(purpose), month, k, *self.key, out)
        return out
