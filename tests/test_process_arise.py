"""Arise: how many issues a neighbourhood can expect (1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.model.processes.arise import Arising, issue_rate
from gongzhi.scenarios import default_book

W = default_book().section(Arising)
share = st.floats(0.0, 1.0)


@given(share, share, st.floats(0.5, 2.0), st.floats(0.0, 40.0))
def test_poor_service_and_what_is_unsolved_breed_issues(service, better, crowding, unsolved):
    usual = issue_rate(1.0, 1.0, 1.0, 0.0, W.service_usual, W)
    assert usual == pytest.approx(1.0)
    poor = issue_rate(1.0, 1.0, crowding, unsolved, service * (1 - better), W)
    good = issue_rate(1.0, 1.0, crowding, unsolved, service, W)
    assert poor >= good
    assert poor - good == pytest.approx(
        W.poor_service_breeds * service * better * issue_rate(1.0, 1.0, crowding, unsolved, 0.5, W)
        / issue_rate(1.0, 1.0, 1.0, 0.0, 0.5, W)
    )  # fmt: skip
    most = issue_rate(1.0, 1.0, 1.0, W.unsolved_most, W.service_usual, W)
    assert most == pytest.approx(1 + W.unsolved_breeds)
    assert issue_rate(1.0, 1.0, 1.0, unsolved, W.service_usual, W) <= most + 1e-12
    assert issue_rate(2.0, 3.0, 4.0, 0.0, W.service_usual, W) == pytest.approx(12.0)
