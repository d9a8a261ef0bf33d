"""Folders of results: whole or not at all, and nothing of anybody else's is lost."""

import errno
import json
import os

import numpy as np
import pandas as pd
import pytest

from gongzhi.experiments import OutputError
from gongzhi.experiments.kept.manifest import Clock, hash_of, write_manifest
from gongzhi.experiments.kept.writing import MANIFEST, check_folder, whole_folder, write_parquet


def names(folder) -> list[str]:
    return sorted(os.listdir(folder))


def write_results(out, text="one", force=False):
    with whole_folder(out, force) as folder:
        (folder / "numbers.txt").write_text(text)
        write_manifest({"program": "gongzhi"}, folder, Clock())


def test_a_finished_folder_holds_what_was_written_and_no_trace_of_the_work(tmp_path):
    write_results(tmp_path / "out")
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == [MANIFEST, "numbers.txt"]


def test_folders_above_are_made(tmp_path):
    write_results(tmp_path / "a" / "b")
    assert names(tmp_path / "a" / "b") == [MANIFEST, "numbers.txt"]


def test_nothing_is_to_be_seen_before_the_work_is_done(tmp_path):
    with whole_folder(tmp_path / "out") as folder:
        (folder / "numbers.txt").write_text("one")
        assert not (tmp_path / "out").exists()
    assert (tmp_path / "out" / "numbers.txt").read_text() == "one"


def write_half(out, stop, force=False):
    """Write one file and then break off."""
    with whole_folder(out, force) as folder:
        (folder / "numbers.txt").write_text("half")
        raise stop


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, ZeroDivisionError])
def test_work_that_stops_half_way_leaves_nothing(tmp_path, stop):
    with pytest.raises(stop):
        write_half(tmp_path / "a" / "out", stop)
    assert names(tmp_path) == []


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path):
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(OutputError) as caught:
        write_half(tmp_path / "a" / "out", full)
    assert os.strerror(errno.ENOSPC) in str(caught.value)
    assert str(tmp_path / "a" / "out") in str(caught.value)
    assert names(tmp_path) == []


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "out").mkdir()
    write_results(tmp_path / "out")
    assert names(tmp_path / "out") == [MANIFEST, "numbers.txt"]


def test_earlier_results_are_kept_without_force(tmp_path):
    write_results(tmp_path / "out", "one")
    with pytest.raises(OutputError, match="--force"):
        write_results(tmp_path / "out", "two")
    assert (tmp_path / "out" / "numbers.txt").read_text() == "one"


def test_earlier_results_are_replaced_with_force(tmp_path):
    write_results(tmp_path / "out", "one")
    write_results(tmp_path / "out", "two", force=True)
    assert (tmp_path / "out" / "numbers.txt").read_text() == "two"
    assert names(tmp_path) == ["out"]


def test_earlier_results_survive_new_ones_that_fail(tmp_path):
    write_results(tmp_path / "out", "one")
    with pytest.raises(KeyboardInterrupt):
        write_half(tmp_path / "out", KeyboardInterrupt, force=True)
    assert (tmp_path / "out" / "numbers.txt").read_text() == "one"
    assert names(tmp_path) == ["out"]


def test_earlier_results_come_back_if_the_new_ones_cannot_take_their_place(tmp_path, monkeypatch):
    write_results(tmp_path / "out", "one")
    rename, calls = os.rename, []

    def second_fails(source, target):
        calls.append(target)
        if len(calls) == 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rename(source, target)

    monkeypatch.setattr(os, "rename", second_fails)
    with pytest.raises(OutputError, match=os.strerror(errno.EIO)):
        write_results(tmp_path / "out", "two", force=True)
    assert (tmp_path / "out" / "numbers.txt").read_text() == "one"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("manifest", [None, "", "[]", "{}", '{"program": "other", "files": {}}'])
def test_a_folder_of_somebody_else_is_never_replaced(tmp_path, manifest):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.docx").write_text("years of work")
    if manifest is not None:
        (out / MANIFEST).write_text(manifest)
    for force in (False, True):
        with pytest.raises(OutputError, match="no results of gongzhi"):
            write_results(out, force=force)
    assert (out / "thesis.docx").read_text() == "years of work"


def test_a_file_put_beside_results_is_named_and_never_lost(tmp_path):
    write_results(tmp_path / "out", "one")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        write_results(tmp_path / "out", "two", force=True)
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"
    assert (tmp_path / "out" / "numbers.txt").read_text() == "one"


def test_a_file_put_there_during_the_work_is_not_lost_either(tmp_path):

    def work():
        with whole_folder(tmp_path / "out"):
            (tmp_path / "out").mkdir()
            (tmp_path / "out" / "notes.txt").write_text("mine")

    with pytest.raises(OutputError):
        work()
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"


def test_the_leavings_of_a_file_manager_do_not_stand_in_the_way(tmp_path):
    write_results(tmp_path / "out", "one")
    (tmp_path / "out" / ".DS_Store").write_text("")
    write_results(tmp_path / "out", "two", force=True)
    assert names(tmp_path / "out") == [MANIFEST, "numbers.txt"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("mine")
    for out in (tmp_path / "out", tmp_path / "out" / "in"):
        with pytest.raises(OutputError, match="not a folder"):
            check_folder(out, force=True)


def test_the_current_folder_is_not_replaced(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="current folder"):
        check_folder(".")


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    write_results(tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert names(tmp_path / "real") == [MANIFEST, "numbers.txt"]


def test_looking_whether_a_folder_can_be_written_makes_nothing(tmp_path):
    check_folder(tmp_path / "a" / "out")
    assert names(tmp_path) == []


def test_the_manifest_knows_every_file_by_its_hash(tmp_path):
    write_results(tmp_path / "out", "one")
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert manifest["files"] == {"numbers.txt": hash_of(b"one")}


def test_equal_results_have_equal_hashes_whenever_they_are_made(tmp_path):
    hashes = []
    for n, text in enumerate(("one", "one", "two")):
        write_results(tmp_path / str(n), text)
        hashes.append(json.loads((tmp_path / str(n) / MANIFEST).read_text())["hash"])
    assert hashes[0] == hashes[1]
    assert hashes[0] != hashes[2]


def test_equal_tables_make_equal_files_that_read_back_the_same(tmp_path):
    frame = pd.DataFrame(
        {
            "month": np.arange(4),
            "segment": pd.Categorical(["all", "young", "all", "young"]),
            "rate": np.array([0.1, np.nan, 0.3, 0.4]),
            "small": np.array([1, 2, 3, 4], np.float32),
        }
    )
    for name in ("a", "b"):
        write_parquet(frame.copy(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "a"), frame)
