"""Chance by key: the known answers of Philox, even draws, and draws that mind nobody else's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gongzhi.model.chance import Chance, Fortune, Purpose, fill_fortunes, philox, unit

N = 20_000
ONES = 0xFFFFFFFF


def assert_even(draws: np.ndarray) -> None:
    """Check that draws are spread evenly over (0, 1), by Kolmogorov–Smirnov and by chi-square."""
    draws = draws.ravel()
    assert stats.kstest(draws, "uniform").pvalue > 1e-3
    cells = np.bincount((draws * 100).astype(int), minlength=100)
    assert 1e-4 < stats.chisquare(cells).pvalue < 1 - 1e-4


def assert_independent(x: np.ndarray, y: np.ndarray) -> None:
    """Check two rows of draws for a correlation, and their pairs for holes in the unit square."""
    assert abs(np.corrcoef(x, y)[0, 1]) * np.sqrt(len(x)) < 4
    cells = np.bincount((x * 16).astype(int) * 16 + (y * 16).astype(int), minlength=256)
    assert 1e-5 < stats.chisquare(cells).pvalue < 1 - 1e-5


def fortunes(seed: int, ids: np.ndarray, month: int = 0, cuts: tuple[int, ...] = ()) -> np.ndarray:
    """Fill the fortunes of some ids, a neighbourhood to each piece between the cuts."""
    edges = np.array([0, *cuts, len(ids)])
    first, people = edges[:-1].astype(np.int32), np.diff(edges).astype(np.int32)
    out = np.full((len(ids), 4), np.nan, np.float32)
    for n in reversed(range(len(first))):
        fill_fortunes(
            n, n + 1, first, people, ids, month, int(Purpose.FORTUNE), *Chance(seed).key, out
        )
    return out


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
    ids=["zeros", "ones", "digits of pi"],
)
def test_philox_gives_the_known_answers_of_random123(counter, key, answer):
    assert tuple(int(word) for word in philox(*counter, *key)) == answer
    plain = tuple(int(word) for word in philox.py_func(*counter, *key))
    assert plain == answer


def test_the_smallest_and_the_largest_word_lie_inside_zero_and_one():
    assert 0.0 < unit(np.uint64(0)) < 1e-9
    assert 1.0 - 1e-9 < unit(np.uint64(ONES)) < 1.0
    assert unit(np.uint64(1 << 31)) == pytest.approx(0.5)


def test_a_draw_is_philox_at_agent_purpose_month_and_count_under_the_seed():
    seed, agent, month, k = 0x0123456789ABCDEF, 0x5_0000_0007, -3, 9
    words = philox(7, 5, month + 1200, (Purpose.MOVES << 16) | k, 0x89ABCDEF, 0x01234567)
    drawn = Chance(seed).draw(Purpose.MOVES, month, np.array([agent]), k)[0]
    assert drawn.tolist() == [(int(word) + 0.5) / 2**32 for word in words]


def test_a_seed_and_a_key_always_give_the_same_draw():
    draw = Chance(7).draw(Purpose.MOVES, 11, 50, 2)
    assert np.array_equal(draw, Chance(7).draw(Purpose.MOVES, 11, 50, 2))


@pytest.mark.parametrize("month", [-1200, -1, 0, 119])
def test_draws_are_even_and_never_zero_or_one(month):
    draws = Chance(3).draw(Purpose.FADE, month, N)
    assert draws.shape == (N, 4)
    assert 0.0 < draws.min() < 1e-3
    assert 1.0 - 1e-3 < draws.max() < 1.0
    for word in draws.T:
        assert_even(word)


def test_the_four_words_of_a_draw_are_independent():
    words = Chance(4).draw(Purpose.TRAITS, 0, N).T
    for i in range(4):
        for j in range(i):
            assert_independent(words[i], words[j])


@pytest.mark.parametrize("word", range(4))
def test_neighbouring_agents_are_independent(word):
    draws = Chance(5).draw(Purpose.PEOPLE, 0, N)[:, word]
    assert_independent(draws[:-1], draws[1:])
    # Runs above and below the middle (Wald and Wolfowitz).
    above = draws > 0.5
    runs = 1 + np.count_nonzero(above[1:] != above[:-1])
    a, b = above.sum(), (~above).sum()
    mean = 1 + 2 * a * b / (a + b)
    spread = np.sqrt((mean - 1) * (mean - 2) / (a + b - 1))
    assert abs(runs - mean) < 4 * spread


def test_a_month_says_nothing_about_the_next():
    chance = Chance(6)
    for month in (-1, 0, 11):
        now, then = (chance.draw(Purpose.DETECT, m, N)[:, 0] for m in (month, month + 1))
        assert_independent(now, then)
    over_time = np.array([chance.draw(Purpose.DETECT, m, 1)[0, 0] for m in range(-1200, 1200)])
    assert_even(over_time)
    assert_independent(over_time[:-1], over_time[1:])


def test_a_purpose_says_nothing_about_another():
    chance = Chance(7)
    drawn = [chance.draw(purpose, 5, 4_000)[:, 0] for purpose in Purpose]
    size = len(drawn)
    correlation = np.corrcoef(drawn)[np.triu_indices(size, 1)] * np.sqrt(4_000)
    assert np.abs(correlation).max() < 4.5
    assert np.std(correlation) == pytest.approx(1.0, abs=0.15)


def test_counts_of_one_purpose_do_not_reach_into_the_next_purpose():
    chance = Chance(8)
    last = chance.draw(Purpose.ISSUE_ARISES, 0, N, 65_535)[:, 0]
    first = chance.draw(Purpose.ISSUE_NATURE, 0, N, 0)[:, 0]
    assert_independent(last, first)
    assert_independent(first, chance.draw(Purpose.ISSUE_NATURE, 0, N, 1)[:, 0])


@pytest.mark.parametrize("seed", [0, 2**32 - 1, 2**64 - 2])
def test_seeds_that_differ_by_one_are_independent(seed):
    one, other = (Chance(s).draw(Purpose.RELAPSE, 1, N)[:, 0] for s in (seed, seed + 1))
    assert_independent(one, other)


def test_both_halves_of_a_seed_matter():
    low = Chance(1).draw(Purpose.RELAPSE, 1, 100)
    assert not np.intersect1d(low, Chance(1 + (1 << 32)).draw(Purpose.RELAPSE, 1, 100)).size
    assert not np.intersect1d(low, Chance(1 << 32).draw(Purpose.RELAPSE, 1, 100)).size


ids_of_people = st.lists(st.integers(0, 2**62), min_size=1, max_size=20, unique=True)


@given(ids_of_people, st.randoms(use_true_random=False), st.integers(-1200, 2000))
def test_a_draw_does_not_depend_on_order_on_company_or_on_what_else_is_drawn(ids, random, month):
    chance = Chance(99)
    alone = {i: chance.draw(Purpose.AGENDA, month, np.array([i]), 3)[0] for i in ids}
    random.shuffle(ids)
    chance.draw(Purpose.TENDER, month, 17)
    together = chance.draw(Purpose.AGENDA, month, np.array(ids), 3)
    assert np.array_equal(together, [alone[i] for i in ids])


def test_a_number_of_agents_stands_for_the_ids_from_zero():
    chance = Chance(1)
    assert np.array_equal(
        chance.draw(Purpose.FADE, 0, 9), chance.draw(Purpose.FADE, 0, np.arange(9))
    )
    assert chance.draw(Purpose.FADE, 0, 0).shape == (0, 4)


def test_ids_beyond_the_thirty_second_bit_have_luck_of_their_own():
    near = np.arange(N)
    chance = Chance(2)
    far = chance.draw(Purpose.LIFE, 0, near + 2**32)[:, 0]
    assert_even(far)
    assert_independent(far, chance.draw(Purpose.LIFE, 0, near)[:, 0])
    assert_independent(far, chance.draw(Purpose.LIFE, 0, near + 2**61)[:, 0])


def test_every_purpose_has_a_number_of_its_own_that_fits_sixteen_bits():
    numbers = [int(purpose) for purpose in Purpose.__members__.values()]
    assert len(numbers) == len(set(numbers))
    assert all(0 < number < 2**16 for number in numbers)


@pytest.mark.parametrize("seed", [-1, 2**64, float("nan"), 1e30])
def test_a_seed_outside_sixty_four_bits_is_refused_with_its_value(seed):
    with pytest.raises(ValueError, match=r"between 0 and 2\*\*64 - 1, not"):
        Chance(seed)


def test_the_largest_seed_is_allowed():
    assert_even(Chance(2**64 - 1).draw(Purpose.FADE, 0, N)[:, 0])


def test_fortunes_are_the_draws_of_their_key_as_single_floats():
    ids = np.arange(3, N + 3)
    filled = fortunes(12, ids, month=-5)
    assert filled.shape[1] == len(Fortune) == 4
    assert np.allclose(filled, Chance(12).draw(Purpose.FORTUNE, -5, ids), rtol=0, atol=2.0**-22)
    for word in filled.T:
        assert_even(word)


def test_fortunes_do_not_depend_on_how_the_residents_are_cut_into_pieces():
    ids = np.random.default_rng(0).permutation(1000) + 2**33
    whole = fortunes(12, ids)
    for cuts in ((500,), (1, 2, 3, 999), tuple(range(1, 1000))):
        assert np.array_equal(whole, fortunes(12, ids, cuts=cuts))


# Under seed 0 in month 0 these ids draw a word whose upper 24 bits are all ones, or all zeros.
HIGHEST = np.array([16_023, 5_669_486, 7_834_581, 9_360_452])
LOWEST = np.array([1_985_910, 6_903_312, 11_041_564, 11_783_921])


def test_the_luckiest_fortune_in_sixteen_million_is_still_below_one():
    assert (Chance(0).draw(Purpose.FORTUNE, 0, HIGHEST).max(axis=1) > 1 - 2.0**-24).all()
    assert (fortunes(0, HIGHEST).max(axis=1) > 1 - 2.0**-20).all()
    assert fortunes(0, HIGHEST).max() < 1.0


def test_the_unluckiest_fortune_in_sixteen_million_is_still_above_zero():
    assert (Chance(0).draw(Purpose.FORTUNE, 0, LOWEST).min(axis=1) < 2.0**-24).all()
    assert 0.0 < fortunes(0, LOWEST).min() < 2.0**-20
