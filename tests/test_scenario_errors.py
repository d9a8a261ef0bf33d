"""What is wrong with a scenario file is told at its line, all at once, with the way out."""

import pickle
import re

import pytest

from gongzhi.scenarios import Problem, ScenarioError, check_file
from gongzhi.scenarios.saying import in_language, say

LINE = re.compile(r"[^\n]+:\d+: [^\n]+: [^\n]+")
HAN = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile(r'“[^”]*”|"[^"]*"|\[[^]]*\]|gongzhi [a-z]+ [a-z_]+|outside = true|（[a-z]+）')
ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
REFORM = "[[reform]]\nfrom = 12\n[reform.funding]\nreserve_share = 0.3\n"

# Each row: what is wrong, the file, and (line, path, part of the message) of every problem.
BAD = {
    "unknown lever": (
        "# a comment\n[funding]\nreserve_shar = 0.2\n",
        [
            (
                3,
                "funding.reserve_shar",
                'unknown lever; did you mean "reserve_share" (share, 0–0.5)?',
            )
        ],
    ),
    "unknown lever with no neighbour": (
        "[culture]\nqqq = 0.2\n",
        [
            (
                2,
                "culture.qqq",
                "unknown lever; allowed: instrumentality, clarity, committee_monopoly",
            )
        ],
    ),
    "unknown group": (
        "[fundin]\nreserve_share = 0.2\n",
        [(1, "fundin", "unknown table; did you mean [funding]?")],
    ),
    "unknown key at the top": ("month = 3\n", [(1, "month", 'did you mean "months"')]),
    "misspelt [[reform]]": (
        "[[reforms]]\nfrom = 1\n",
        [(1, "reforms", "did you mean [[reform]]?")],
    ),
    "lever at the top": (
        "\nreserve_share = 0.2\n",
        [(2, "reserve_share", "this lever belongs to [funding] (share, 0–0.5)")],
    ),
    "lever in another group": (
        "[burden]\nreserve_share = 0.2\n",
        [(2, "burden.reserve_share", "this lever belongs to [funding] (share, 0–0.5)")],
    ),
    "misspelt lever in another group": (
        "[burden]\nreserve_shar = 0.2\n",
        [(2, "burden.reserve_shar", 'did you mean "reserve_share" of [funding]')],
    ),
    "lever straight in a reform": (
        "[[reform]]\nfrom = 1\nreserve_share = 0.2\n",
        [(3, "reform[0].reserve_share", "this lever belongs to [reform.funding]")],
    ),
    "months below a table": (
        "[funding]\nmonths = 3\n",
        [(2, "funding.months", "at the top of the file, before the first [table]")],
    ),
    "from outside a reform": ("from = 3\n", [(1, "from", "this belongs to a [[reform]]")]),
    "group in a group": (
        "[funding.burden]\n",
        [(1, "funding.burden", "table of its own: [burden]")],
    ),
    "setting in a reform": (
        "[[reform]]\nfrom = 1\n[reform.setting]\nresidents = 99\n",
        [(3, "reform[0].setting", "no reform changes the setting")],
    ),
    "unknown setting": (
        "[setting]\nresident = 99\n",
        [
            (
                2,
                "setting.resident",
                'unknown setting; did you mean "residents" (people, 50–30,000,000)?',
            )
        ],
    ),
    "unknown key about": ("[about.title]\nfr = 'x'\n", [(2, "about.title.fr", "allowed: en, zh")]),
    "true for a number": (
        "[funding]\nreserve_share = true\n",
        [(2, "funding.reserve_share", "true is not a number; allowed: share, 0–0.5")],
    ),
    "true for a whole number": (
        "months = true\n",
        [(1, "months", "true is not a whole number; allowed: months, 1–1,200")],
    ),
    "text for a number": (
        '[funding]\nreserve_share = "0.2"\n',
        [(2, "funding.reserve_share", '"0.2" is not a number')],
    ),
    "fraction for a whole number": (
        "[platforms]\nparty_units = 8.0\n",
        [(2, "platforms.party_units", "8.0 is not a whole number")],
    ),
    "number for yes or no": (
        "[empowerment]\nhearing_meeting = 1\n",
        [(2, "empowerment.hearing_meeting", "1 is not true or false; allowed: true or false")],
    ),
    "not a number": (
        "[culture]\nclarity = nan\n",
        [(2, "culture.clarity", "nan is not a finite number")],
    ),
    "infinity": (
        "[culture]\nclarity = -inf\n",
        [(2, "culture.clarity", "-inf is not a finite number")],
    ),
    "out of range": (
        "[funding]\nreserve_share = 0.9\n",
        [(2, "funding.reserve_share", "0.9 is out of range; allowed: share, 0–0.5")],
    ),
    "integer too large": (
        f"[funding]\nreserve_share = 1{'0' * 400}\n",
        [(2, "funding.reserve_share", "an integer beyond 64 bits")],
    ),
    "integer endless": (f"\nmonths = 1{'0' * 5000}\n", [(2, "(file)", "too many digits")]),
    "hexadecimal integer endless": (
        f"months = 0x{'f' * 9000}\n",
        [(1, "months", "an integer beyond 64 bits is out of range")],
    ),
    "date": ("months = 2014-01-01\n", [(1, "months", "a date is not a whole number")]),
    "array": ("months = [1]\n", [(1, "months", "an array is not a whole number")]),
    "unknown choice": (
        '[procedure]\nagenda_rule = "ful"\n',
        [
            (
                2,
                "procedure.agenda_rule",
                '"ful" is not one of the choices; did you mean "full"? '
                'allowed: "ad-hoc", "top-down", "bottom-up", "full"',
            )
        ],
    ),
    "value for a group": (
        "funding = 3\n",
        [(1, "funding", "3 is not a table; allowed: [funding]")],
    ),
    "title without a language": (
        "[about]\ntitle = 'x'\n",
        [(2, "about.title", '"x" is not a table; allowed: [about.title]')],
    ),
    "text too long": (f"[about]\nname = '{'x' * 101}'\n", [(2, "about.name", "too long")]),
    "rows that are no list": (
        "[about]\nrows = 'CASE-19'\n",
        [(2, "about.rows", '"CASE-19" is not a list; allowed: ids of the inventory or S0 to S9')],
    ),
    "row that is none": (
        "[about]\nrows = ['CASE-19', 'CASE-9{x}']\n",
        [(2, "about.rows", '"CASE-9(x)" is no row; allowed: ids of the inventory')],
    ),
    "look with a wrong sign": (
        "[[about.look]]\nmeasure = 'backlog'\nsign = 'up'\n",
        [(3, "about.look[0].sign", '"up" is not one of the choices; allowed: "+", "-", "0"')],
    ),
    "look without a measure": (
        "[about]\nname = 'x'\n[[about.look]]\nsign = '+'\n",
        [(3, "about.look[0].measure", "a look needs this key; allowed: a text")],
    ),
    "look against what does not ship": (
        "[[about.look]]\nmeasure = 'backlog'\nsign = '+'\nagainst = 'basline-2013'\n",
        [
            (
                4,
                "about.look[0].against",
                '"basline-2013" is no shipped scenario; did you mean "baseline-2013"? allowed: ',
            )
        ],
    ),
    "look with one bracket": (
        "[about.look]\nsign = '+'\n",
        [(1, "about.look", "not a list of looks; write [[about.look]], with two brackets")],
    ),
    "look with an unknown key": (
        "[[about.look]]\nmeasure = 'backlog'\nsign = '+'\nsigns = 3\n",
        [(4, "about.look[0].signs", 'unknown key; did you mean "sign"')],
    ),
    "reform without from": (
        "months = 24\n\n[[reform]]\n[reform.funding]\nreserve_share = 0.3\n",
        [(3, "reform[0].from", "a reform needs this key; allowed: month, 0–1,199")],
    ),
    "reform that ends before it begins": (
        "[[reform]]\nfrom = 12\nuntil = 12\nfunding.reserve_share = 0.3\n",
        [(3, "reform[0].until", "12 is not after from = 12; allowed: a later month")],
    ),
    "reform after the end": (
        f"months = 12\n{REFORM}",
        [(3, "reform[0].from", "the run ends before month 12; allowed: month, 0–11")],
    ),
    "second reform sets nothing": (
        f"{REFORM}\n[[reform]]\nfrom = 13\n[reform.funding]\n",
        [(6, "reform[1]", "this reform sets no lever; add a table such as [reform.funding]")],
    ),
    "one bracket": (
        "[reform]\nfrom = 1\n",
        [(1, "reform", "a table is not a list of reforms; write [[reform]], with two brackets")],
    ),
    "reforms that are numbers": (
        "reform = [\n1,\n2]\n",
        [(2, "reform[0]", "1 is not a table"), (3, "reform[1]", "2 is not a table")],
    ),
    "unknown street": (
        '[[reform]]\nfrom = 1\nstreets = ["stret"]\nfunding.reserve_share = 0.3\n',
        [
            (
                3,
                "reform[0].streets",
                '"stret" is not a known street; did you mean "street"? allowed: "all", "street"',
            )
        ],
    ),
    "a town where there is none": (
        '[setting]\nstreets = 3\n[[reform]]\nfrom = 1\nstreets = ["town-03"]\n'
        "funding.reserve_share = 0.3\n",
        [
            (
                5,
                "reform[0].streets",
                '"town-03" is not a known street; allowed: "all", "street-01" … "street-03"',
            )
        ],
    ),
    "more towns than streets": (
        "[setting]\nstreets = 2\ntowns = 3\n",
        [(3, "setting.towns", "3 are more than there are streets; allowed: towns, 0–2")],
    ),
    "more streets than neighbourhoods": (
        "[setting]\nneighbourhoods = 4\nresidents = 4000\nstreets = 5\n",
        [(4, "setting.streets", "5 are too many for 4 neighbourhoods; allowed: streets, 1–4")],
    ),
    "a lever set twice in one month": (
        "[[reform]]\nfrom = 12\nfunding.reserve_share = 0.3\n"
        '[[reform]]\nfrom = 12\nstreets = ["street"]\nfunding.reserve_share = 0.1\n',
        [(7, "reform[1].funding.reserve_share", "reform[0] sets it too, in the same month")],
    ),
    "allocations above one": (
        "[funding]\npurchase_share = 0.5\n[empowerment]\nresident_seats = 0.7\n"
        "[[reform]]\nfrom = 6\nempowerment.unit_seats = 0.4\n",
        [
            (
                7,
                "reform[0].empowerment.unit_seats",
                "resident_seats and unit_seats are shares of the seats and sum to 1.1; allowed: 1",
            )
        ],
    ),
    "a share of no streets": (
        "[[reform]]\nfrom = 1\nstreets = 1.5\nfunding.reserve_share = 0.3\n",
        [(3, "reform[0].streets", '1.5 names no streets; allowed: "all", a list of names')],
    ),
    "streets in braces": (
        '[[reform]]\nfrom = 1\nstreets = "{all}"\nfunding.reserve_share = 0.3\n',
        [(3, "reform[0].streets", "names no streets")],
    ),
    "unknown extends": (
        'extends = "baseline"\n',
        [
            (
                1,
                "extends",
                'is no known scenario; did you mean "baseline-2013"? allowed: a name of',
            )
        ],
    ),
    "extends elsewhere": ('extends = "../a.toml"\n', [(1, "extends", "no known scenario")]),
    "extends a number": ("extends = 3\n", [(1, "extends", "3 is not a text")]),
    "too many neighbourhoods": (
        "[setting]\nresidents = 300\n",
        [(1, "setting.neighbourhoods", "25 are too many for 300 residents; allowed")],
    ),
    "no housing at all": (
        "[setting]\nold_lanes = 0\nworkers_estates = 0\ncommodity_estates = 0\n"
        "upscale_estates = 0\nresettlement_estates = 0\n",
        [(2, "setting.old_lanes", "one weight must be above 0")],
    ),
    "empty": ("", [(1, "(file)", 'the file is empty; the least it can say is: extends = "base')]),
    "only a comment": ("# nothing\n", [(1, "(file)", "the file is empty")]),
    "syntax": ("months = 12\n[funding\n", [(2, "(file)", "not valid TOML at column 9")]),
    "syntax at the end": ("months = 12\n\nx = '''\n", [(3, "(file)", "at the end of the file")]),
    "key twice": ("months = 1\nmonths = 2\n", [(2, "(file)", "a key or table is given twice")]),
    "table twice": ("[funding]\n[burden]\n[funding]\n", [(3, "(file)", "a table is given twice")]),
    "thousands of brackets": (f"\nx = {'[' * 5000}\n", [(2, "(file)", "nested too deep")]),
    "thousands of closed brackets": (
        f"\n\nx = {'[' * 5000}{']' * 5000}\n",
        [(3, "(file)", "nested too deep")],
    ),
    "thousands of tables": (
        f"x = {'{a=' * 5000}1{'}' * 5000}\n",
        [(1, "(file)", "nested too deep")],
    ),
    "huge dotted key": (f"\n{'a.' * 100_000}b = 1\n", [(2, "(file)", "nested too deep")]),
    "huge dotted header": (f"[{'a.' * 100_000}b]\n", [(1, "(file)", "nested too deep")]),
    "key in quotes": (
        '"a\\nb" = 1\n[funding]\n"x y" = 1\n',
        [(1, "a\nb", ""), (3, "funding.x y", "")],
    ),
    "not fooled by strings": (
        '[about.note]\nen = """\n[funding]\nreserve_share = 9\n"""\n[funding]\nreserve_share = 8\n',
        [(7, "funding.reserve_share", "8 is out of range")],
    ),
    "inline tables": (
        "funding = { csr_incentive = 1, reserve_share = 8 }\n"
        "reform = [\n  { from = 1, funding = { reserve_share = 7 } },\n"
        "  { from = -1, burden.x = 1 },\n]\n",
        [
            (1, "funding.reserve_share", "8 is out of range"),
            (3, "reform[0].funding.reserve_share", "7 is out of range"),
            (4, "reform[1].burden.x", "unknown lever"),
            (4, "reform[1].from", "-1 is out of range"),
        ],
    ),
    "everything at once": (
        "months = 0\nreserve_share = 1\n\n[funding]\nreserve_share = nan\nvoting_rule = 'x'\n"
        "[burdens]\n[[reform]]\n[reform.culture]\nclarity = true\n"
        "[[reform]]\nfrom = 5\nuntil = 4\n[[reform]]\nfrom = 500\n[reform.funding]\nlalala = 1\n",
        [
            (1, "months", "out of range"),
            (2, "reserve_share", "belongs to [funding]"),
            (5, "funding.reserve_share", "finite"),
            (6, "funding.voting_rule", "choices"),
            (7, "burdens", "did you mean [burden]?"),
            (8, "reform[0].from", "needs this key"),
            (10, "reform[0].culture.clarity", "true is not a number"),
            (11, "reform[1]", "sets no lever"),
            (13, "reform[1].until", "not after"),
            (15, "reform[2].from", "ends before month 500"),
            (17, "reform[2].funding.lalala", "unknown lever"),
        ],
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_each_mistake_is_told_at_its_line_with_its_path(tmp_path, what):
    text, expected = BAD[what]
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8", newline="")
    problems = check_file(path)
    assert [(problem.line, problem.path) for problem in problems[: len(expected)]] == [
        (line, key) for line, key, _ in expected
    ]
    for problem, (_, _, message) in zip(problems, expected, strict=False):
        assert message in problem.message
        assert problem.file == str(path)
        assert LINE.fullmatch(str(problem))
        assert len(problem.message) < 600
    assert len(problems) == len(expected)


def test_a_problem_reads_like_a_compilers():
    problem = Problem("sanlin.toml", 14, "funding.reserve_shar", "unknown lever")
    assert str(problem) == "sanlin.toml:14: funding.reserve_shar: unknown lever"
    assert str(Problem("a\nb.toml", 1, "x\r", "y\u2028")) == "a\\nb.toml:1: x\\r: y\\u2028"


@pytest.mark.parametrize("what", BAD)
def test_each_mistake_is_told_in_chinese_too_in_the_same_form(tmp_path, what):
    path = tmp_path / "bad.toml"
    path.write_text(BAD[what][0], encoding="utf-8", newline="")
    for problem in check_file(path):
        line = problem.told("zh")
        assert LINE.fullmatch(line)
        assert line.startswith(f"{path}:{problem.line}: ")
        told = in_language(problem.message, "zh")
        assert HAN.search(told), line
        assert not ENGLISH.search(QUOTED.sub("", told)), line
        assert problem.told("en") == str(problem)
        assert not HAN.search(str(problem))


def test_the_error_of_a_scenario_stays_english_and_travels_between_processes_in_both_languages():
    error = ScenarioError([Problem("a.toml", 3, say("file"), say("file.missing"))])
    assert str(error) == "a.toml:3: (file): there is no such file"
    (problem,) = pickle.loads(pickle.dumps(error)).problems
    assert problem.told("en") == str(error)
    assert problem.told("zh") == "a.toml:3: （文件）: 没有这个文件"


def test_a_message_that_is_a_plain_string_is_told_as_it_is():
    assert Problem("a.toml", 3, "x", "wrong").told("zh") == "a.toml:3: x: wrong"
