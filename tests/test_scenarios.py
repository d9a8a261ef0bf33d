"""Scenarios: what ships, how files and keywords stack, what holds in which month."""

import hashlib
import pickle
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from gongzhi.scenarios import (
    GROUPS,
    Levers,
    Look,
    ScenarioError,
    Setting,
    json_schema,
    lever_fields,
    load_case,
    load_text,
    shipped_cases,
)

SHIPPED = [
    "baseline-2013",
    "burden-relief",
    "classroom",
    "full-package",
    "neighbourhood",
    "tangqiao-empowerment",
]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_named_scenarios_ship():
    assert set(SHIPPED) <= set(shipped_cases())


@pytest.mark.parametrize("name", shipped_cases())
def test_every_shipped_scenario_speaks_both_languages(name):
    case = load_case(name)
    assert case.name == name
    assert case.note_en
    assert case.title_en.isascii()
    for text in (case.title_zh, case.note_zh):
        assert any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize("name", shipped_cases())
def test_the_text_of_a_case_loads_as_the_same_case(name):
    case = load_case(
        name, reserve_share=0.25, residents=5_000, neighbourhoods=2, streets=1, towns=0
    )
    again = load_text(case.text)
    assert again == case
    assert again.text == case.text
    assert [again.levers_at(month) for month in range(-1, 120)] == [
        case.levers_at(month) for month in range(-1, 120)
    ]
    assert case.hash == again.hash == hashlib.sha256(case.text.encode()).hexdigest()


@pytest.mark.parametrize("name", shipped_cases())
def test_every_shipped_scenario_says_only_its_difference(name):
    case = load_case(name)
    file = files("gongzhi.scenarios.cases").joinpath(f"{name}.toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    parent = load_case(tables["extends"]) if "extends" in tables else None
    setting, levers = (parent.setting, parent.levers) if parent else (Setting(), Levers())
    assert tables.get("months") != (parent.months if parent else 120)
    for key, value in tables.get("setting", {}).items():
        assert value != getattr(setting, key), key
    for group in GROUPS:
        for key, value in tables.get(group, {}).items():
            assert value != getattr(levers, key), key
    for reform in case.reforms:
        before = case.levers_at(reform.from_month - 1)
        for key, value in reform.levers.items():
            assert value != getattr(before, key), key


@pytest.mark.parametrize("name", shipped_cases())
def test_a_shipped_scenario_begins_at_the_start_or_after_a_year_like_that_of_2013(name):
    case = load_case(name)
    assert all(case.levers_at(month) == Levers() for month in range(-36, 0))
    assert not case.changes or case.changes[0] in (0, 12)


def test_a_case_keeps_its_rows_and_what_to_look_at():
    looks = "[[about.look]]\nmeasure = 'backlog'\nsign = '-'\n[[about.look]]\n"
    looks += "measure = 'awareness'\nsign = '0'\nagainst = 'full-package'\nsegment = 'young'\n"
    case = load_text(f"[about]\nrows = ['CASE-19', 'S3']\n{looks}")
    assert case.rows == ("CASE-19", "S3")
    assert case.look == (
        Look("backlog", "-", "baseline-2013", "all"),
        Look("awareness", "0", "full-package", "young"),
    )
    assert load_text(case.text) == case


def test_what_to_look_at_is_not_inherited(tmp_path):
    write(tmp_path, "mine.toml", 'extends = "burden-relief"')
    case = load_case(tmp_path / "mine.toml")
    assert (case.rows, case.look) == ((), ())


def test_the_baseline_never_changes():
    case = load_case("baseline-2013")
    assert case.changes == ()
    assert case.levers == Levers()
    assert (case.setting, case.months) == (Setting(), 120)


def test_the_classroom_has_300_residents_in_one_neighbourhood():
    case = load_case("classroom")
    assert (case.setting.residents, case.setting.neighbourhoods, case.months) == (300, 1, 36)


def test_burden_relief_cuts_the_task_list_from_140_to_37():
    case = load_case("burden-relief")
    assert case.levers_at(11).assisted_tasks == 140
    assert case.levers_at(12).assisted_tasks == 37
    assert case.changes == (12,)


def test_the_spin_up_has_the_levers_of_2013_even_if_the_start_differs():
    case = load_case("baseline-2013", reserve_share=0.2)
    assert case.levers_at(-1) == Levers()
    assert case.levers_at(0).reserve_share == 0.2
    assert case.changes == (0,)


def test_a_reform_ends_before_its_until_and_the_levers_fall_back():
    case = load_text("[[reform]]\nfrom = 5\nuntil = 8\n[reform.funding]\nreserve_share = 0.3\n")
    shares = [case.levers_at(month).reserve_share for month in (4, 5, 7, 8)]
    assert shares == [0.02, 0.3, 0.3, 0.02]
    assert case.changes == (5, 8)


def test_the_reform_that_began_later_decides_wherever_it_is_written():
    case = load_text(
        "[[reform]]\nfrom = 24\nfunding.reserve_share = 0.3\n"
        "[[reform]]\nfrom = 12\nfunding.reserve_share = 0.1\n"
        "[[reform]]\nfrom = 36\nuntil = 48\nfunding.reserve_share = 0.4\n"
    )
    shares = [case.levers_at(month).reserve_share for month in (0, 12, 24, 36, 48)]
    assert shares == [0.02, 0.1, 0.3, 0.4, 0.3]


def test_of_two_reforms_in_one_month_that_of_the_file_that_extends_decides(tmp_path):
    (tmp_path / "below.toml").write_text("[[reform]]\nfrom = 12\nfunding.reserve_share = 0.3\n")
    above = tmp_path / "above.toml"
    above.write_text('extends = "below.toml"\n[[reform]]\nfrom = 12\nfunding.reserve_share = 0.1\n')
    assert load_case(above).levers_at(12).reserve_share == 0.1


def test_a_share_of_the_streets_is_drawn_by_the_society_and_the_rest_goes_without():
    text = "[setting]\nstreets = 8\n[[reform]]\nfrom = 1\nstreets = 0.25\nfunding.reserve_share = 0.3\n"
    for seed in (1, 2):
        case = load_text(text, society_seed=seed)
        have = [s for s in case.setting.street_names if case.levers_at(1, s).reserve_share == 0.3]
        assert len(have) == 2
        assert load_text(case.text).reforms == case.reforms
    drawn = {load_text(text, society_seed=seed).reforms[0].streets_in(
        load_text(text, society_seed=seed).setting) for seed in range(6)}  # fmt: skip
    assert len(drawn) > 1


def test_a_reform_that_is_copied_has_its_form_and_part_of_its_substance():
    case = load_text(
        "[setting]\nstreets = 2\n[culture]\nclarity = 0.25\n"
        '[[reform]]\nfrom = 1\nstreets = ["street-01"]\nspreads = 0.5\n'
        "funding.reserve_share = 0.42\nempowerment.hearing_meeting = true\nplatforms.party_units = 28\n"
    )
    own, copied = case.levers_at(1, "street-01"), case.levers_at(1, "street-02", frozenset({0}))
    assert own.reserve_share == 0.42
    assert copied.reserve_share == pytest.approx(0.02 + 0.25 * 0.4)
    assert copied.hearing_meeting is True
    assert copied.party_units == 13
    assert case.levers_at(1, "street-02").reserve_share == 0.02


def test_a_reform_that_repeats_what_holds_is_no_change():
    case = load_text("[[reform]]\nfrom = 12\nfunding.reserve_share = 0.02\n")
    assert case.changes == ()


def test_a_reform_may_name_its_street():
    case = load_text('[[reform]]\nfrom=1\nstreets=["street"]\nfunding.reserve_share = 0.3\n')
    assert case.reforms[0].streets == ("street",)
    assert case.levers_at(1, "street").reserve_share == 0.3
    assert load_text(case.text) == case
    with pytest.raises(ValueError, match='no street "moon"'):
        case.levers_at(1, "moon")


def test_a_file_starts_from_what_it_extends(tmp_path):
    write(tmp_path, "mine.toml", 'extends = "burden-relief"\nmonths = 60\nfunding.csr_incentive=9')
    case = load_case(tmp_path / "mine.toml")
    assert (case.name, case.title_en, case.title_zh, case.note_en) == ("mine", "mine", "mine", "")
    assert (case.months, case.levers.csr_incentive) == (60, 9)
    assert case.levers_at(12).assisted_tasks == 37


def test_the_reforms_of_a_child_come_after_those_of_its_parent(tmp_path):
    write(tmp_path, "a.toml", "[[reform]]\nfrom = 12\nfunding.reserve_share = 0.3")
    write(tmp_path, "b.toml", 'extends="a.toml"\n[[reform]]\nfrom=12\nfunding.reserve_share=0.4')
    case = load_case(tmp_path / "b.toml")
    assert [reform.levers["reserve_share"] for reform in case.reforms] == [0.3, 0.4]
    assert case.levers_at(12).reserve_share == 0.4


def test_a_child_replaces_its_parents_values_one_by_one(tmp_path):
    write(
        tmp_path, "a.toml", "[funding]\nreserve_share=0.3\ncsr_incentive=9\n[setting]\ngrowth=0.1"
    )
    write(
        tmp_path, "b.toml", 'extends="a.toml"\n[funding]\nreserve_share=0.4\n[setting]\nspin_up=1'
    )
    case = load_case(tmp_path / "b.toml")
    assert (case.levers.reserve_share, case.levers.csr_incentive) == (0.4, 9)
    assert (case.setting.growth, case.setting.spin_up) == (0.1, 1)


def test_a_shorter_run_leaves_out_inherited_reforms_that_would_never_begin(tmp_path):
    write(tmp_path, "short.toml", 'extends = "full-package"\nmonths = 24')
    for case in (load_case(tmp_path / "short.toml"), load_case("full-package", months=24)):
        assert [reform.from_month for reform in case.reforms] == [12]
        assert load_text(case.text) == case


def test_keywords_change_the_start_and_leave_dated_values_alone():
    case = load_case("burden-relief", assisted_tasks=100, tracking=0.5, spin_up=0)
    assert case.levers_at(0).assisted_tasks == 100
    assert case.levers_at(12).assisted_tasks == 37
    assert case.levers_at(12).tracking == 0.5
    assert case.setting.spin_up == 0


def test_a_case_can_be_changed_into_another_case():
    case = load_case("burden-relief")
    assert load_case(case) is case
    other = load_case(case, months=24, reserve_share=0.4)
    assert (other.months, other.levers.reserve_share) == (24, 0.4)
    assert other.hash != case.hash
    assert case.levers.reserve_share == 0.02


def test_keywords_may_be_numpy_numbers():
    numpy = pytest.importorskip("numpy")
    case = load_case(
        "baseline-2013",
        reserve_share=numpy.float32(0.25),
        party_units=numpy.int64(9),
        hearing_meeting=numpy.bool_(True),
    )
    assert (case.levers.reserve_share, case.levers.party_units) == (0.25, 9)
    assert case.levers.hearing_meeting is True


def test_a_whole_number_will_do_for_a_number():
    assert load_text("[funding]\ncsr_incentive = 5").levers.csr_incentive == 5.0


def test_a_file_may_start_with_a_byte_order_mark_and_use_windows_line_ends(tmp_path):
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbfmonths = 7\r\n[funding]\r\nreserve_share = 0.1\r\n")
    assert load_case(str(path)).months == 7


def test_one_language_stands_in_for_the_other():
    case = load_text('[about]\nname = "n"\ntitle = {zh = "减负"}\nnote = {en = "Note"}')
    assert (case.name, case.title_en, case.title_zh) == ("n", "减负", "减负")
    assert (case.note_en, case.note_zh) == ("Note", "Note")


def test_a_case_survives_pickling_and_works_as_a_key():
    case = load_case("full-package")
    again = pickle.loads(pickle.dumps(case))
    assert again == case
    assert hash(again) == hash(case)
    assert again.levers_at(40) == case.levers_at(40)


def test_a_case_cannot_be_changed_in_place():
    case = load_case("baseline-2013")
    with pytest.raises(AttributeError):
        case.months = 3
    with pytest.raises(ValueError, match="frozen"):
        case.levers.reserve_share = 0.1


def test_the_names_of_levers_and_settings_are_all_different():
    names = [name for schema in GROUPS.values() for name in schema.model_fields]
    names += [*Setting.model_fields, *GROUPS, "months", "extends", "about", "setting", "reform"]
    assert len(names) == len(set(names))
    assert set(lever_fields()) == set(Levers.model_fields)


def test_the_schema_for_editors_knows_every_key_and_no_other():
    schema = json_schema()
    keys = {"extends", "months", "about", "setting", "assumptions", "reform", *GROUPS}
    assert set(schema["properties"]) == keys
    assert schema["additionalProperties"] is False
    reform = schema["$defs"]["ReformTable"]
    assert set(reform["properties"]) == {"from", "until", "streets", "spreads", *GROUPS}
    assert reform["required"] == ["from"]
    look = schema["$defs"]["LookTable"]
    assert set(look["properties"]) == {"measure", "sign", "against", "segment"}
    assert (look["required"], look["properties"]["sign"]["enum"]) == (
        ["measure", "sign"],
        ["+", "-", "0"],
    )
    rows = schema["$defs"]["About"]["properties"]["rows"]["items"]["pattern"]
    assert re.match(rows, "CASE-19")
    assert not re.match(rows, "CASE-1")
    share = schema["$defs"]["Funding"]["properties"]["reserve_share"]
    assert (share["minimum"], share["maximum"], share["unit"]) == (0, 0.5, "share")


def test_unknown_scenarios_and_keywords_are_told_together():
    with pytest.raises(ScenarioError) as caught:
        load_case("burden-relif", reserve_shar=2)
    assert [problem.path for problem in caught.value.problems] == ['"burden-relif"', "reserve_shar"]
