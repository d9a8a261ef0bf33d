"""The named cases: what each says one should see is what a comparison shows, and is told as such."""

import json
import re
import runpy
from pathlib import Path

import pytest

from gongzhi.experiments import compare
from gongzhi.experiments.telling.case_list import grouped_cases
from gongzhi.experiments.telling.case_page import case_as_text
from gongzhi.experiments.telling.looking import Seen, known_measures, look_at, look_in_words
from gongzhi.experiments.texts import LANGUAGES
from gongzhi.scenarios import Look, lever_fields, load_case, load_text, shipped_cases

DOCS = Path(__file__).resolve().parents[1] / "docs"
MAKER = runpy.run_path(str(DOCS / "make_cases.py"))
CASES = {name: load_case(name) for name in shipped_cases()}
LOOKED_AT = [name for name, case in CASES.items() if case.look]
SMALL = {"residents": 12_000, "neighbourhoods": 3, "months": 66}
DISTRICT = {"residents": 48_000, "neighbourhoods": 12, "streets": 4, "towns": 1, "months": 66}
IN_DISTRICT = [name for name in LOOKED_AT if CASES[name].setting.streets > 1]
ON_STREET = [name for name in LOOKED_AT if name not in IN_DISTRICT]
SEEDS, WINDOW = 6, 42


def test_what_to_look_at_is_a_measure_and_a_segment_that_exist():
    for name, case in CASES.items():
        for look in case.look:
            assert look.segment in known_measures()[look.measure], name
            assert CASES[look.against].months == case.months, name
            assert look.against != name


def test_no_case_says_two_things_of_one_measure():
    for name, case in CASES.items():
        places = [(look.measure, look.segment, look.against) for look in case.look]
        assert len(places) == len(set(places)), name


def test_every_case_with_a_reform_says_what_to_look_at():
    silent = {name for name, case in CASES.items() if not case.look}
    assert silent == {"baseline-2013", "classroom", "district", "neighbourhood"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("some", "size"),
    [(ON_STREET[0::2], SMALL), (ON_STREET[1::2], SMALL), (IN_DISTRICT, DISTRICT)],
    ids=["half", "other half", "district"],
)
def test_every_look_is_what_a_comparison_shows(some, size):
    mine = [CASES[name] for name in some]
    names = dict.fromkeys(look.against for case in mine for look in case.look)
    names |= dict.fromkeys(some)
    small = [load_case(CASES[name], **size) for name in names]
    series = compare(*small, seeds=SEEDS, workers=1).series
    wrong = [
        f"{case.name}: {look_in_words(look, 'en')}: {seen.in_words('en')}"
        for case in mine
        for look in case.look
        if not (seen := look_at(series, case.name, look, WINDOW)).holds
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("sign", "low", "high", "holds"),
    [
        ("+", 0.1, 0.3, True),
        ("+", -0.1, 0.3, False),
        ("-", -0.3, -0.1, True),
        ("-", -0.3, 0.1, False),
        ("0", -0.3, 0.3, True),
        ("0", 0.1, 0.19, True),
        ("0", 0.1, 0.3, False),
        ("0", float("nan"), float("nan"), False),
    ],
)
def test_a_sign_needs_its_whole_interval_and_none_needs_zero_or_little(sign, low, high, holds):
    assert Seen(Look("backlog", sign), 10.0, (low + high) / 2, low, high).holds is holds


def test_what_was_measured_agrees_with_what_is_said_and_covers_every_look():
    kept = json.loads((DOCS / "cases.json").read_text(encoding="utf-8"))
    places = ("scenario", "measure", "segment", "against")
    seen = {tuple(row[place] for place in places): row for row in kept["seen"]}
    for name in LOOKED_AT:
        for look in CASES[name].look:
            row = seen[name, look.measure, look.segment, look.against]
            numbers = [row[key] for key in ("reference", "difference", "low", "high")]
            assert Seen(look, *numbers).holds, (name, look)


def test_every_case_of_the_paper_has_its_scenario():
    numbers = {row for case in CASES.values() for row in case.rows}
    left_out = {15, 25, 26}  # 15 is no row; 25 and 26 are numbers only
    assert numbers >= {f"CASE-{n:02d}" for n in range(1, 27) if n not in left_out}
    assert numbers >= {f"S{n}" for n in range(10)}


def test_the_list_holds_every_case_once_in_its_group():
    groups = dict(grouped_cases())
    assert list(groups) == ["scenario.named", "scenario.cases", "scenario.others"]
    assert [case.rows[0] for case in groups["scenario.named"]] == [f"S{n}" for n in range(10)]
    names = [case.name for cases in groups.values() for case in cases]
    assert sorted(names) == shipped_cases()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_case_that_is_shown_says_what_it_is_and_what_its_levers_are_called(name, lang):
    case = CASES[name]
    text = case_as_text(case, lang)
    assert load_text(text) == case
    head, _, rest = text.partition("months = ")
    assert head.startswith(f"# {case.title_zh if lang == 'zh' else case.title_en}")
    for look in case.look:
        assert look_in_words(look, lang) in head
    for lever, (_, field) in lever_fields().items():
        label = field.json_schema_extra["zh"] if lang == "zh" else field.description
        said = re.search(rf"(?m)^{lever} = .*# (.*)$", rest)
        assert said, lever
        assert said.group(1).startswith(label)
