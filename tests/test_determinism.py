"""Results depend on the scenario and the seed alone."""

import copy
import hashlib
import os
import random
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from gongzhi.experiments.paired import run_seeds
from gongzhi.model import CommunityModel
from gongzhi.model.chance import Purpose
from gongzhi.model.neighbours import NeighbourTies
from gongzhi.scenarios import load_case

SMALL = {"residents": 900, "neighbourhoods": 3, "spin_up": 12, "months": 38}
SCENARIO = "full-package"  # its reforms and elections fall within the months


def lived(seed=5, **facts):
    return CommunityModel(SCENARIO, rng=seed, **{**SMALL, **facts}).run()


@pytest.fixture(scope="module")
def reference():
    return lived()


def everything(model):
    """Return all that a model has to tell, as bytes by name."""
    tables = {"people": model.people, "places": model.places, "buildings": model.buildings}
    tables["issues"] = model.issues
    told = {
        f"{name}.{column}": getattr(table, column).tobytes()
        for name, table in tables.items()
        for column in table.columns
    }
    ties = model.neighbour_ties
    told |= {f"ties.{part}": getattr(ties, part).tobytes() for part in ("start", "target")}
    told["ties.strength"] = ties.strength.tobytes()
    told["series"] = model.series.to_csv().encode()
    told["log"] = model.issues.log().to_csv().encode()
    told["elections"] = b"".join(table.to_csv().encode() for table in model.elections)
    return told


def assert_same(model, other):
    one, two = everything(model), everything(other)
    assert [name for name in one if one[name] != two[name]] == []


def digest(model):
    told = everything(model)
    return hashlib.sha256(b"".join(told[name] for name in sorted(told))).hexdigest()


def test_another_seed_makes_another_history(reference):
    assert digest(lived(seed=6)) != digest(reference)


def test_the_same_seed_makes_the_same_history(reference):
    assert_same(lived(), reference)


@pytest.mark.parametrize("threads", [2, 3, 64])
def test_threads_change_nothing(reference, threads):
    assert_same(lived(threads=threads), reference)


def run_script(tmp_path, text, **environment):
    script = tmp_path / "script.py"
    script.write_text(text, encoding="utf-8")
    finished = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_hash_seed_of_python_changes_nothing(reference, tmp_path, hash_seed):
    told = run_script(
        tmp_path,
        f"import sys; sys.path.insert(0, {os.path.dirname(__file__)!r})\n"
        "import test_determinism as t\nprint(t.digest(t.lived()))\n",
        PYTHONHASHSEED=hash_seed,
    )
    assert told.split()[-1] == digest(reference)


def test_a_new_process_makes_the_same_series(reference):
    cases = {"a": load_case(SCENARIO, **SMALL)}
    apart = run_seeds(cases, [5, 6], workers=2)
    here = run_seeds(cases, [5, 6], workers=1)
    for one, two in zip(apart, here, strict=True):
        pd.testing.assert_frame_equal(one["a"].series, two["a"].series, check_exact=True)
    pd.testing.assert_frame_equal(apart[0]["a"].series, reference.series, check_exact=True)


def test_what_else_is_drawn_changes_nothing(reference):
    model = CommunityModel(SCENARIO, rng=5, **SMALL)
    while model.running:
        for purpose in Purpose:
            model.chance.draw(purpose, model.month_number, model.people.id, 7)
        model.random.random()
        model.rng.random(3)
        np.random.default_rng().random()
        random.random()
        model.step()
    assert_same(model, reference)


def test_watching_changes_nothing(reference):
    model = CommunityModel(SCENARIO, rng=5, **SMALL)
    while model.running:
        model.step()
        model.residents.select(lambda resident: resident.age > 60)
        model.residents.shuffle()
        assert len(model.series)
        model.issues.log()
    assert_same(model, reference)


def test_a_copy_lives_on_as_the_original_does(reference):
    model = CommunityModel(SCENARIO, rng=5, **SMALL)
    while model.month_number < 13:
        model.step()
    assert_same(copy.deepcopy(model).run(), reference)


def reordered(model, order):
    """Return a copy of a model with its residents in other rows; ``order[new]`` is the old row."""
    twin = copy.deepcopy(model)
    people, ties = twin.people, twin.ties.neighbours
    now = np.argsort(order)
    a, b, strength = ties.pairs()
    people.become(people.take(order))
    twin.ties.neighbours = NeighbourTies.from_pairs(
        len(order), now[a].astype(np.int32), now[b].astype(np.int32), strength
    )
    return twin


def test_the_order_of_rows_within_a_building_changes_nothing_until_the_new_year():
    model = CommunityModel(SCENARIO, rng=5, **{**SMALL, "months": 24})
    model.step()
    places = np.random.default_rng(1).permutation(len(model.people))
    order = places[np.lexsort((model.people.building[places], model.people.neighbourhood[places]))]
    assert (order != np.arange(len(order))).mean() > 0.5
    twin = reordered(model, order)
    for _ in range(11):
        model.step()
        twin.step()
    for name, column in model.people.columns.items():
        mine, other = getattr(model.people, name)[order], getattr(twin.people, name)
        if column.dtype.kind == "f":  # sums may be taken in another order
            np.testing.assert_allclose(other, mine, atol=1e-5, err_msg=name)
        else:
            np.testing.assert_array_equal(other, mine, err_msg=name)
    pd.testing.assert_frame_equal(model.issues.log(), twin.issues.log())


BATCH = """
import inspect
import mesa
from gongzhi.model import CommunityModel

def main():
    named = {"scenario": "classroom", "months": 14, "spin_up": 12, "reserve_share": [0.0, 0.3]}
    options = {"max_steps": 14, "data_collection_period": 1, "display_progress": False}
    if "rng" in inspect.signature(mesa.batch_run).parameters:
        options["rng"] = [1, 2]
    else:
        named["rng"] = [1, 2]
    told = []
    for processes in (1, 2):
        rows = mesa.batch_run(CommunityModel, named, number_processes=processes, **options)
        told.append(sorted(repr([(k, v) for k, v in row.items() if k != "RunId"]) for row in rows))
    assert told[0] == told[1]
    assert len(told[0]) >= 4 * 14, len(told[0])
    assert len(set(told[0])) == len(told[0])
    print(len(told[0]))

if __name__ == "__main__":
    main()
"""


def test_mesas_batch_run_takes_keywords_and_processes_change_nothing(tmp_path):
    assert int(run_script(tmp_path, BATCH).split()[-1]) >= 4 * 14
