"""The map of failures: what is assumed is drawn from its ranges, and reforms are seen to fail."""

import numpy as np
import pandas as pd
import pytest

from gongzhi.experiments.robustness.failing import (
    MARGINS,
    draw_book,
    drawn,
    failures,
    reforms_of,
)
from gongzhi.experiments.robustness.place import MONTHS, WINDOW
from gongzhi.model import CommunityModel
from gongzhi.scenarios import default_book, load_case


def test_a_draw_moves_every_single_number_within_its_range_and_no_list():
    book = draw_book(np.full(len(drawn()), 0.25))
    for path, p in book.parameters.items():
        shipped = default_book().parameters[path]
        if path in drawn():
            assert p.value == pytest.approx(p.low + 0.25 * (p.high - p.low))
        else:
            assert p.value == shipped.value
    assert len(drawn()) > 400


@pytest.mark.parametrize("seed", range(6))
def test_anywhere_in_the_ranges_columns_stay_in_theirs_and_the_books_balance(seed):
    luck = np.random.default_rng(seed)
    share = luck.random(len(drawn())) if seed < 4 else luck.integers(0, 2, len(drawn()))
    model = CommunityModel(
        "full-package", residents=800, neighbourhoods=1, spin_up=13, months=40, rng=seed,
        book=draw_book(share.astype(float)), running_money_per_head=80.0,
    ).run()  # fmt: skip
    for table in (model.people, model.issues, model.places):
        assert table.out_of_range() == []


def test_reforms_are_all_shipped_scenarios_of_a_street_like_the_baselines():
    names = set(reforms_of())
    assert {"full-package", "burden-relief", "tangqiao-empowerment"} <= names
    assert not {"baseline-2013", "classroom", "sanlin-stress", "district"} & names
    assert {case.months for case in reforms_of().values()} == {MONTHS}


def test_the_issues_whose_resolution_is_averaged_arose_when_all_stages_of_the_reforms_held():
    first = (
        MONTHS - WINDOW
    )  # the first month that is averaged; it asks for issues of up to two years ago
    stages = [reform.from_month for case in reforms_of().values() for reform in case.reforms]
    assert 0 < max(stages) <= first - 23


def table_of(differences, luck, baseline=0.05):
    """Return what one reform did in some draws, the same for every measure."""
    rows = [
        {"kind": kind, "draw": n, "scenario": "r", "measure": m, "baseline": base, "difference": d}
        for kind, values in (("assumptions", differences), ("luck", luck))
        for n, d in enumerate(values)
        for m in MARGINS
        for base in [baseline[n] if isinstance(baseline, list) else baseline]
    ]
    return pd.DataFrame(rows)


def test_worse_and_better_are_shares_of_the_draws_beyond_the_margin():
    design = np.random.default_rng(0).random((4, len(drawn())))
    small = MARGINS["resolution_rate"] / 2
    told = failures(table_of([-0.2, -small, small, 0.3], [0.0, -0.2]), design)
    row = told.set_index("measure").loc["resolution_rate"]
    assert (row["worse"], row["better"], row["luck"], row["n"]) == (0.25, 0.25, 0.5, 4)
    assert row["median"] == pytest.approx(0.0)


def test_the_assumption_that_goes_with_a_failure_is_named():
    design = np.random.default_rng(1).random((60, len(drawn())))
    k = drawn().index("learning.efficacy_step_up")
    told = failures(table_of(list(-design[:, k]), [0.0]), design)
    assert set(told["assumption"]) == {"learning.efficacy_step_up"}
    assert told["rho"].tolist() == pytest.approx([-1.0] * len(MARGINS))


def test_failures_among_plausible_baselines_are_told_apart():
    design = np.random.default_rng(2).random((4, len(drawn())))
    base = [0.05, 0.05, 0.9, 0.9]
    rows = table_of([-0.2, 0.2, -0.2, -0.2], [0.0], base)
    rows.loc[rows["measure"] == "resolution_rate", "baseline"] = 0.4
    row = failures(rows[rows["kind"] == "assumptions"], design).iloc[0]
    assert (row["worse"], row["plausible"], row["n_plausible"]) == (0.75, 0.5, 2)


def test_a_scenario_holds_what_it_assumes():
    case = load_case("classroom", **{"learning.efficacy_step_up": 0.12})
    assert case.book.parameters["learning.efficacy_step_up"].value == 0.12
    assert CommunityModel(case, rng=1).book.parameters["learning.efficacy_step_up"].value == 0.12


def test_an_assumption_that_goes_with_a_failure_by_chance_is_not_named():
    luck = np.random.default_rng(3)
    design = luck.random((100, len(drawn())))
    told = failures(table_of(list(luck.normal(size=100)), [0.0]), design)
    assert set(told["assumption"]) == {""}
    assert told["rho"].isna().all()
