"""Communities kept in the cache: a look into a run says the same, and begins near its month."""

import pytest

from gongzhi.agents import compiling
from gongzhi.experiments import compare, explain, run, trace
from gongzhi.experiments.inside import remembering
from gongzhi.experiments.inside.remembering import community_at
from gongzhi.model import CommunityModel
from gongzhi.scenarios import load_case

SMALL = {"residents": 600, "neighbourhoods": 1, "spin_up": 12, "months": 30}
SEED = 3


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Let communities be kept in a folder of the test's own."""
    monkeypatch.setattr(compiling, "cache_folder", lambda: tmp_path)
    return tmp_path / remembering.FOLDER


@pytest.fixture
def lived(monkeypatch):
    """Write down the months that are lived."""
    months = []
    real = CommunityModel.step

    def step(self):  # a model is kept with the name of its step
        months.append(self.month_number)
        real(self)

    monkeypatch.setattr(CommunityModel, "step", step)
    return months


def case(scenario="full-package", **changes):
    return load_case(scenario, **(SMALL | changes))


def same(one, other):
    assert one.month_number == other.month_number
    for name in ("trust_street", "efficacy", "habit", "history", "id"):
        assert (getattr(one.people, name) == getattr(other.people, name)).all(), name
    assert one.issues.table().equals(other.issues.table())


def test_a_community_that_was_kept_goes_on_as_one_that_was_lived(folder):
    community_at(case(), SEED, 27)
    straight = CommunityModel(case(), rng=SEED)
    while straight.month_number < 29:
        straight.step()
    same(community_at(case(), SEED, 29), straight)


def test_a_second_look_begins_in_the_january_before(folder, lived):
    community_at(case(), SEED, 27)
    lived.clear()
    community_at(case(), SEED, 29)
    assert lived == [24, 25, 26, 27, 28]


def test_a_look_at_the_end_begins_in_the_last_year_of_a_run_with_results(folder, lived, tmp_path):
    run(case(), seed=SEED, out=tmp_path / "run")
    lived.clear()
    explain(tmp_path / "run", pick="stayed")
    assert lived == [24, 25, 26, 27, 28, 29]


@pytest.mark.parametrize(("month", "begins"), [(14, 12), (35, 24), (47, 36), (49, 48)])
def test_a_look_into_a_run_begins_in_the_january_before(folder, lived, tmp_path, month, begins):
    run(case(months=50), seed=SEED, out=tmp_path / "run")
    lived.clear()
    explain(tmp_path / "run", "committee", 0, month=month)
    assert lived == list(range(begins, month + 1))


@pytest.mark.parametrize(("fits", "kept"), [(8.0, 5), (3.5, 4), (0.5, 3)])
def test_of_a_large_run_fewer_januaries_are_kept_but_always_first_and_last(
    folder, tmp_path, monkeypatch, fits, kept
):
    community_at(case(), SEED, 12)
    size = max(path.stat().st_size for path in folder.iterdir())
    for path in folder.iterdir():
        path.unlink()
    monkeypatch.setattr(remembering, "MOST_OF_A_RUN", int(fits * size))
    run(case(months=50), seed=SEED, out=tmp_path / "run")
    names = {path.name for path in folder.iterdir()}
    assert remembering._path(case(months=50), SEED, 48).name in names
    assert len(names) == kept


def test_every_scenario_of_a_comparison_is_kept_and_shares_its_spin_up(folder, lived):
    compare(case("baseline-2013"), case(), seeds=[SEED, 4], workers=1)
    assert len(list(folder.iterdir())) == 5
    lived.clear()
    community_at(case(), SEED, 6)
    assert lived == list(range(6))
    lived.clear()
    community_at(case("burden-relief"), SEED, 3)
    assert lived == [0, 1, 2]


@pytest.mark.parametrize(
    "changes", [{"residents": 700}, {"society_seed": 9}, {"reserve_share": 0.3}], ids=str
)
def test_another_setting_or_lever_is_another_community(folder, lived, changes):
    community_at(case(), SEED, 24)
    lived.clear()
    model = community_at(case(**changes), SEED, 24)
    same(model, community_at(case(**changes), SEED, 24))
    assert lived[-24:] == list(range(24))


def test_other_assumptions_or_another_seed_are_another_community(folder, lived):
    community_at(case(), SEED, 12)
    for other, seed in ((case(**{"arising.festering": 0.03}), SEED), (case(), 4)):
        lived.clear()
        community_at(other, seed, 12)
        assert lived[:1] == [-12]


def test_a_story_told_twice_is_the_same_and_lived_once(folder, lived):
    first = trace("classroom", 0, months=14, spin_up=12).text("en")
    lived.clear()
    assert trace("classroom", 0, months=14, spin_up=12).text("en") == first
    assert lived == [12, 13]


@pytest.mark.parametrize("harm", [b"", b"\x80\x05", b"rubbish"], ids=["empty", "short", "rubbish"])
def test_a_spoiled_file_costs_only_the_time_to_live_it_again(folder, harm):
    wanted = community_at(case(), SEED, 24)
    for path in folder.iterdir():
        path.write_bytes(harm)
    same(community_at(case(), SEED, 24), wanted)


def test_where_nothing_can_be_kept_everything_is_lived(folder, monkeypatch):
    wanted = community_at(case(), SEED, 13)
    monkeypatch.setattr(compiling, "cache_folder", lambda: None)
    same(community_at(case(), SEED, 13), wanted)
    monkeypatch.undo()


def test_a_full_disk_leaves_no_part_of_a_file(folder, monkeypatch):
    def full(self, content):
        with self.open("wb") as file:
            file.write(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(remembering.Path, "write_bytes", full)
    community_at(case(), SEED, 13)
    assert list(folder.iterdir()) == []


def test_what_was_not_used_for_longest_is_forgotten_first(folder, monkeypatch):
    community_at(case(), SEED, 0)
    size = next(folder.iterdir()).stat().st_size
    monkeypatch.setattr(remembering, "MOST_BYTES", int(2.5 * size))
    community_at(case(), SEED + 1, 0)
    community_at(case(), SEED, 0)
    community_at(case(), SEED + 2, 0)
    left = sorted(path.name for path in folder.iterdir())
    kept = [remembering._path(case(), SEED + n, 0).name for n in (0, 2)]
    assert left == sorted(kept)
