"""Lines as wide as the window: nothing is lost, no word is cut, no line begins with a full stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gongzhi.experiments.telling import wrapping
from gongzhi.experiments.telling.wrapping import CLOSE, OPEN, for_the_window, wrap

pieces = st.lists(
    st.sampled_from(["街道", "，", "。", "（", "）", "word ", "equal-shares", " 12 "])
)


@given(pieces, st.integers(20, 60))
def test_nothing_is_lost_and_every_line_fits(words, width):
    line = "".join(words).strip()
    lines = wrap(line, width)
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    for one in lines:
        fits = cell_len(one) <= width
        assert fits or len(wrapping.UNIT.findall(one)) == 1
        assert one[-1:] not in (*OPEN, "") or line == "" or one == lines[-1]
    assert not any(one[0] in CLOSE for one in lines[1:])


def test_a_word_of_latin_letters_is_not_cut():
    assert wrap("可选 knapsack（预算打包）、equal-shares（均等份额）", 30) == [
        "可选 knapsack（预算打包）、",
        "equal-shares（均等份额）",
    ]


@pytest.mark.parametrize("shown", [True, False])
def test_a_story_goes_on_under_its_month_in_a_window_only(shown, monkeypatch):
    story = "2012-02  居委会按简单事务直接办理。实施质量：0.69（以1为最高）。"
    monkeypatch.setattr("sys.stdout.isatty", lambda: shown, raising=False)
    monkeypatch.setattr(
        wrapping.shutil, "get_terminal_size", lambda: type("Size", (), {"columns": 40})
    )
    told = for_the_window(story).splitlines()
    if not shown:
        assert told == [story]
        return
    assert len(told) > 1
    assert all(line.startswith(" " * 9) for line in told[1:])
    assert all(cell_len(line) <= 40 for line in told)
