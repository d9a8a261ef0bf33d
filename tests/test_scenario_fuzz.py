"""Whatever text is given as a scenario, nothing but a scenario error comes back."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongzhi.scenarios import (
    Case,
    Levers,
    Problem,
    ScenarioError,
    check_file,
    lever_fields,
    load_case,
    load_text,
)

LINE = re.compile(r"[^\n]+:\d+: [^\n]+: [^\n]+")


def only_scenario_errors(text: str) -> None:
    """Load a text; if that fails, hold the failure to its form."""
    problems = []
    try:
        load_text(text)
    except ScenarioError as error:
        problems = error.problems or [Problem("", 0, "", "nothing told")]
    for problem in problems:
        assert LINE.fullmatch(str(problem))
        assert 1 <= problem.line <= text.count("\n") + 1


MARKS = ["[", "]", "[[", "]]", "{", "}", "=", ".", ",", '"', "'", '"""', "'''", "\\", "#"]
BLANKS = ["\n", "\n", "\r", "\r\n", "\t", "", "\ufeff", "\0", "\x7f", "é", "社"]
VALUES = ["0", "1", "9", "-1", "0.5", "1e999", "nan", "inf", "0x", "2013-01-01", "true", '"all"']
KEYS = ["extends", "months", "about", "title", "en", "setting", "residents", "funding", "burden"]
MORE = ["reserve_share", "reform", "from", "until", "streets", "[[reform]]", '"classroom"', "_"]
TOML_BITS = st.sampled_from([*MARKS, *BLANKS, *VALUES, *KEYS, *MORE])


@settings(max_examples=300, deadline=None)
@given(st.lists(TOML_BITS, max_size=40).map(" ".join))
@example("\ufeff\ufeff")
@example("a = 00:00:60")
def test_random_text_raises_nothing_but_scenario_errors(text):
    only_scenario_errors(text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_raise_nothing_but_scenario_errors(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "x.toml"
    path.write_bytes(content)
    for problem in check_file(path):
        assert LINE.fullmatch(str(problem))


WHOLE = load_case("full-package").text


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 30), TOML_BITS), min_size=1, max_size=4
    )
)
def test_a_spoilt_file_raises_nothing_but_scenario_errors(cuts):
    text = WHOLE
    for start, length, bit in cuts:
        text = text[:start] + bit + text[start + length :]
    only_scenario_errors(text)


@st.composite
def cases(draw) -> Case:
    """Draw any valid case: some levers at the start, and some reforms."""

    def values() -> dict:
        chosen = draw(st.lists(st.sampled_from(sorted(lever_fields())), min_size=1, unique=True))
        values = {name: draw(value_of(name)) for name in chosen}
        if "resident_seats" in values:  # the seats of units are what residents leave
            values["unit_seats"] = draw(st.floats(0.0, 1.0 - values["resident_seats"]))
        elif "unit_seats" in values:
            values["resident_seats"] = draw(st.floats(0.0, 1.0 - values["unit_seats"]))
        return values

    def value_of(name: str) -> st.SearchStrategy:
        field = lever_fields()[name][1]
        low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
        high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
        if field.annotation is bool:
            return st.booleans()
        if field.annotation is int:
            return st.integers(low, high)
        if field.annotation is float:
            return st.floats(low, high)
        return st.sampled_from(field.annotation.__args__)

    base = load_case("baseline-2013", months=draw(st.integers(1, 1200)), **values())
    text = base.text
    starts = st.lists(st.integers(0, base.months - 1), max_size=3, unique=True)
    for start in draw(starts):
        text += f"\n[[reform]]\nfrom = {start}\n"
        if draw(st.booleans()) and start < 1200:
            text += f"until = {draw(st.integers(start + 1, 1200))}\n"
        changed = load_case("baseline-2013", **values()).levers
        for name, (group, _field) in lever_fields().items():
            value = getattr(changed, name)
            if value != getattr(Levers(), name) or name.endswith("_seats"):
                shown = str(value).lower() if isinstance(value, bool) else repr(value)
                text += f"{group}.{name} = {shown}\n"
        if "." not in text.rpartition("[[reform]]")[2]:
            text += "funding.reserve_share = 0.5\n"
    return load_text(text)


@settings(max_examples=50, deadline=None)
@given(cases())
def test_any_case_survives_being_written_and_read(case):
    again = load_text(case.text)
    assert again == case
    assert again.text == case.text
    months = sorted({0, case.months - 1, *case.changes})
    assert [again.levers_at(m) for m in months] == [case.levers_at(m) for m in months]
