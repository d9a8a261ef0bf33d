"""Tables: columns are declared once, and everything else follows from the declaration."""

import copy
import pickle

import numpy as np
import pandas as pd
import pytest

from gongzhi.agents.columns import Column, Table, column
from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.words import Domain, Stage
from gongzhi.model.issues import NOT_YET, Issues, Mover, Why

TABLES = (Residents, Neighbourhoods, Buildings, Issues)
COLUMNS = [
    pytest.param(name, c, id=f"{table.__name__}.{name}")
    for table in TABLES
    for name, c in table.columns.items()
]


class Trees(Table):
    height: np.ndarray = column("How tall it is.", "metre", 0, 100)
    kind: np.ndarray = column("What it is.", dtype=np.uint8, labels=("plane", "camphor", "ginkgo"))
    bends: np.ndarray = column("Where it bends.", "metre", -5, 5, width=2)


class Planted(Trees):
    year: np.ndarray = column("When it was planted.", "year", 1843, dtype=np.int16)
    height: np.ndarray = column("How tall it was.", "metre", 0, 10)


def trees(*heights: float) -> Trees:
    """Return trees of these heights, their kinds in turn."""
    n = len(heights)
    bends = np.arange(2 * n).reshape(n, 2) / 10
    return Trees(n, height=heights, kind=np.arange(n) % 3, bends=bends)


def test_declared_columns_are_collected_in_order_those_of_the_parent_first():
    assert list(Trees.columns) == ["height", "kind", "bends"]
    assert list(Planted.columns) == ["height", "kind", "bends", "year"]
    assert Trees.columns["height"] == Column(
        "How tall it is.", "metre", 0, 100, np.dtype(np.float32), (), 1
    )


def test_a_child_may_declare_a_column_anew_without_touching_its_parent():
    assert Planted.columns["height"].high == 10
    assert Trees.columns["height"].high == 100
    assert Table.columns == {}


def test_a_declaration_leaves_no_attribute_on_the_class():
    assert not any(hasattr(Trees, name) for name in Trees.columns)


def test_a_column_of_codes_gets_its_range_from_its_labels():
    kind = Trees.columns["kind"]
    assert (kind.unit, kind.low, kind.high) == ("code", 0, 2)


def test_a_new_table_has_zeros_of_the_declared_type_and_width_and_what_was_given():
    table = Planted(3, year=1900)
    assert len(table) == 3
    assert table.year.dtype == np.int16
    assert table.year.tolist() == [1900] * 3
    assert table.height.dtype == np.float32
    assert table.height.tolist() == [0.0] * 3
    assert table.bends.shape == (3, 2)
    with pytest.raises(AttributeError):
        Trees(2, colour=1)


def test_append_keeps_the_rows_and_adds_the_others_behind_them():
    table = trees(1, 2)
    for k in range(40):
        table.append(trees(10 + k))
    assert table.height.tolist() == [1, 2, *range(10, 50)]
    assert table.bends[1].tolist() == pytest.approx([0.2, 0.3])
    assert all(len(getattr(table, name)) == len(table) == 42 for name in table.columns)


def test_append_makes_room_in_halves_so_that_growth_stays_cheap():
    table = trees(*range(100))
    moves, store = 0, table._store["height"]
    for k in range(1000):
        table.append(trees(k))
        if table._store["height"] is not store:
            moves, store = moves + 1, table._store["height"]
    assert moves == 6  # 100 · 1.5⁶ = 1,139
    assert len(store) <= 1.5 * len(table) + 1


def test_append_of_a_table_to_itself_doubles_it():
    table = trees(1, 2)
    table.append(table)
    assert table.height.tolist() == [1, 2, 1, 2]


def test_columns_fetched_after_append_are_written_in_place():
    table = trees(1, 2)
    for k in range(6):
        table.append(trees(5))
        table.height[k] += 0.5
        table.bends[-1, 1] = 4
    assert table.height.tolist() == [1.5, 2.5, 5.5, 5.5, 5.5, 5.5, 5, 5]
    assert table.bends[2:, 1].tolist() == [4] * 6


def test_take_picks_rows_in_the_order_asked_for_and_shares_nothing():
    table = trees(1, 2, 3)
    picked = table.take(np.array([2, 0, 2]))
    assert type(picked) is Trees
    assert picked.height.tolist() == [3, 1, 3]
    assert picked.kind.tolist() == [2, 0, 2]
    picked.height[:] = 9
    assert table.height.tolist() == [1, 2, 3]
    assert table.take(np.array([True, False, True])).height.tolist() == [1, 3]
    picked.append(table)
    assert picked.height.tolist() == [9, 9, 9, 1, 2, 3]


def test_take_of_no_rows_is_an_empty_table_that_can_grow():
    table = trees(1, 2).take(np.array([], int))
    assert len(table) == 0
    assert table.bends.shape == (0, 2)
    table.append(trees(4))
    assert table.height.tolist() == [4]


def test_gather_picks_rows_of_several_tables_laid_end_to_end():
    one, other = trees(1, 2, 3), trees(7, 8)
    other.append(trees(9))
    made = Trees.gather([one, other], np.array([5, 0, 3]))
    assert type(made) is Trees
    assert made.height.tolist() == [9, 1, 7]
    assert made.bends[1].tolist() == pytest.approx([0, 0.1])
    made.height[:] = 4
    made.append(one)
    assert made.height.tolist() == [4, 4, 4, 1, 2, 3]
    assert one.height.tolist() == [1, 2, 3]


def test_become_takes_over_the_rows_of_another_table():
    table, other = trees(1, 2, 3), trees(7)
    table.become(other)
    assert len(table) == 1
    assert table.height.tolist() == [7]
    assert table.bends.shape == (1, 2)


def test_out_of_range_names_each_bad_column_with_count_range_and_unit():
    table = trees(1, 2, 3)
    assert table.out_of_range() == []
    table.height[:] = [-1, 101, 100]
    table.bends[1] = [np.nan, 5]
    table.kind[0] = 3
    assert table.out_of_range() == [
        "height: 2 of 3 outside 0…100 metre",
        "kind: 1 of 3 outside 0…2 code",
        "bends: 1 of 6 outside -5…5 metre",
    ]


def test_out_of_range_looks_only_at_rows_in_use():
    table = trees(*range(4))
    table.append(trees(1))
    table._store["height"][len(table) :] = -7
    assert table.out_of_range() == []


def test_a_frame_has_categories_for_codes_and_a_column_for_each_part_of_a_wide_one():
    frame = trees(1, 2, 3, 4).to_frame()
    assert list(frame.columns) == ["height", "kind", "bends_0", "bends_1"]
    assert frame["kind"].tolist() == ["plane", "camphor", "ginkgo", "plane"]
    assert list(frame["kind"].cat.categories) == ["plane", "camphor", "ginkgo"]
    assert frame["bends_1"].tolist() == pytest.approx([0.1, 0.3, 0.5, 0.7])


def test_a_frame_is_a_copy():
    table = trees(1, 2)
    frame = table.to_frame()
    frame.loc[:, "height"] = 50.0
    frame.loc[:, "bends_0"] = 50.0
    assert table.height.tolist() == [1, 2]
    assert table.out_of_range() == []


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))])
def test_a_copy_keeps_only_rows_in_use_and_can_be_written_and_grow(copied):
    table = trees(*range(10))
    table.append(trees(10))
    assert len(table._store["height"]) == 15
    twin = copied(table)
    assert len(twin._store["height"]) == len(twin) == 11
    pd.testing.assert_frame_equal(twin.to_frame(), table.to_frame())
    twin.height[0] = 99
    twin.append(trees(5))
    assert twin.height[0] == 99
    assert twin.height[-1] == 5
    assert table.height[0] == 0
    assert len(table) == 11


@pytest.mark.parametrize("rows", [0, 1, 4, 30])
def test_a_table_is_lengthened_by_rows_of_zeros_and_says_where_they_stand(rows):
    table = trees(9, 8, 7, 6)
    new = table.lengthen(rows)
    assert (new.start, new.stop, len(table)) == (4, 4 + rows, 4 + rows)
    assert not table.height[new].any()
    table.height[new] = 3
    assert table.height.tolist() == [9, 8, 7, 6] + [3] * rows


def test_an_issue_that_arises_is_latent_and_nothing_has_come_of_it():
    issues = Issues()
    issues.add(2, 4)
    new = issues.add(3, 5)
    assert (new.start, new.stop) == (2, 5)
    assert (issues.stage == Stage.LATENT).all()
    assert issues.arose.tolist() == issues.since.tolist() == [4, 4, 5, 5, 5]
    for name in ("raised", "decided", "resolved", "relapsed", "closed"):
        assert (getattr(issues, name) == NOT_YET).all()
    assert (issues.power_seen == -1.0).all()
    issues.move(np.array([3]), Stage.RAISED, 6, Mover.RESIDENT, -1, Why.VOICED)
    assert issues.log()["issue"].tolist() == [0, 1, 2, 3, 4, 3]
    assert issues.log()["before"].tolist() == ["latent"] * 6


def test_a_copied_table_of_issues_keeps_its_log():
    issues = Issues()
    issues.add(2, 4)
    twin = pickle.loads(pickle.dumps(issues))
    twin.add(1, 5)
    assert twin.log()["month"].tolist() == [4, 4, 5]
    assert issues.log()["month"].tolist() == [4, 4]


@pytest.mark.parametrize(("name", "c"), COLUMNS)
def test_every_column_has_a_meaning_a_unit_and_a_range_that_its_type_can_hold(name, c):
    assert c.meaning.endswith(".")
    assert c.meaning[0].isupper()
    assert c.unit
    assert c.unit == c.unit.strip()
    assert c.low < c.high
    if c.dtype.kind in "ui":
        held = np.iinfo(c.dtype)
        assert c.low == -np.inf or held.min <= c.low
        assert c.high == np.inf or c.high <= held.max
    if c.dtype.kind == "b":
        assert (c.low, c.high, c.unit) == (0, 1, "yes/no")
    if c.labels:
        assert len(set(c.labels)) == len(c.labels)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_zeros_lies_in_range_where_zero_is_allowed(table):
    bad = {line.split(":")[0] for line in table(3).out_of_range()}
    assert bad == {name for name, c in table.columns.items() if not c.low <= 0 <= c.high}


@pytest.mark.parametrize("table", TABLES)
def test_bytes_per_row_are_those_of_the_arrays(table):
    held = sum(getattr(table(1000), name).nbytes for name in table.columns)
    assert table(0).bytes_per_row() == held / 1000


def test_a_resident_takes_at_most_120_bytes_so_that_ties_fit_into_200():
    assert Residents().bytes_per_row() <= 120


@pytest.mark.parametrize(("table", "name"), [(Residents, "demand"), (Neighbourhoods, "provision")])
def test_needs_and_services_have_a_number_for_each_domain(table, name):
    assert table.columns[name].width == len(Domain)
    assert f"{name}_{len(Domain) - 1}" in table(2).to_frame()
