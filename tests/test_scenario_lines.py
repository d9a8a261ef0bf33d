"""The line finder: it finds in a TOML text the keys that the parser finds, and their lines."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongzhi.scenarios import load_case, shipped_cases
from gongzhi.scenarios.lines import DEEPEST, NestingError, find_lines

EVERYTHING = '''\
top = 1 # [not.a.table]
"quoted key" = "# no comment"
'literal \\ key' = '"'
"esc\\u0041ped" = "\\""
dotted . "and quoted" .x = [1, [2,
  3], { a = 1, b = { c = 2 } }, # ]
]
long = """
[fake]
fake = 1 \\"""
""""
literal = \'\'\'
[[fake]] " """
\'\'\'
when = 1979-05-27 07:32:00
[table]
key = {}
[ table . "sub" ]
key = [ ]
[[list]]
a = 1
[list.inner]
b = 1
[[list.deep]]
[[list.deep]]
c = 1
[[list]]
a = 1
[[list.deep]]
c = 1
'''

LINES = {
    ("top",): 1,
    ("quoted key",): 2,
    ("literal \\ key",): 3,
    ("escAped",): 4,
    ("dotted", "and quoted", "x"): 5,
    ("dotted", "and quoted", "x", 1, 1): 6,
    ("dotted", "and quoted", "x", 2, "b", "c"): 6,
    ("long",): 8,
    ("literal",): 12,
    ("when",): 15,
    ("table",): 16,
    ("table", "key"): 17,
    ("table", "sub"): 18,
    ("table", "sub", "key"): 19,
    ("list",): 20,
    ("list", 0): 20,
    ("list", 0, "inner"): 22,
    ("list", 0, "inner", "b"): 23,
    ("list", 0, "deep", 0): 24,
    ("list", 0, "deep", 1): 25,
    ("list", 0, "deep", 1, "c"): 26,
    ("list", 1): 27,
    ("list", 1, "a"): 28,
    ("list", 1, "deep", 0, "c"): 30,
}


def paths_in(value, path=()):
    """Yield the path of everything inside a parsed TOML value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inner:
        yield (*path, key)
        if isinstance(one, dict | list):
            yield from paths_in(one, (*path, key))


@pytest.mark.parametrize("path", LINES)
def test_every_kind_of_key_is_found_at_its_line(path):
    assert find_lines(EVERYTHING)[path] == LINES[path]


def test_no_key_is_missed_and_none_invented():
    assert set(find_lines(EVERYTHING)) == set(paths_in(tomllib.loads(EVERYTHING)))


@pytest.mark.parametrize("name", shipped_cases())
def test_no_key_of_a_shipped_scenario_is_missed(name):
    text = load_case(name).text
    assert set(find_lines(text)) == set(paths_in(tomllib.loads(text)))


def test_text_that_is_no_toml_gives_what_came_before():
    assert find_lines("a = 1\nb = \n") == {("a",): 1, ("b",): 2}


@pytest.mark.parametrize("levels", [DEEPEST - 1, DEEPEST])
def test_nesting_is_followed_down_to_the_limit_and_no_further(levels):
    text = f"\na = {'[' * levels}1{']' * levels}"
    if levels < DEEPEST:
        assert len(max(find_lines(text), key=len)) == DEEPEST
        return
    with pytest.raises(NestingError) as caught:
        find_lines(text)
    assert caught.value.line == 2


PIECES = ["a", "b", '"c d"', "'e'", "1", "'x'", '"#"', "'''", "# x\n", "true", "\n", "\n", " "]
TOML_PIECES = st.sampled_from([*PIECES, "=", ".", "[", "]", "[[", "]]", "{", "}", ",", '"""', "\\"])


@settings(max_examples=2000, deadline=None)
@given(st.lists(TOML_PIECES, max_size=25).map("".join))
def test_whatever_the_parser_accepts_the_finder_follows(text):
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(paths_in(tables)) <= set(find_lines(text))
