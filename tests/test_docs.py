"""The docs: tables that follow the code, links that lead somewhere, ids explained, examples that run.

A ``python`` block is an example to be run if the line ``<!-- runnable -->`` stands before it, or if its
first line is followed by the word ``runnable`` (``python runnable``). Blocks of one page share their
names, like cells of a notebook.
"""

import importlib
import inspect
import re
import runpy
from pathlib import Path
from typing import get_args

import pytest

from gongzhi.agents.words import Domain, Form, Housing, Scope, Segment, Stage, labels
from gongzhi.experiments.coverage.covering import entries
from gongzhi.model import processes
from gongzhi.model.community import CommunityModel
from gongzhi.model.running_costs import Prices, Size, claims
from gongzhi.scenarios import GROUPS, default_book, load_case
from gongzhi.scenarios.levers import Levers

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("README*.md")])
ODD = (DOCS / "odd.md").read_text(encoding="utf-8")
MAKER = runpy.run_path(str(DOCS / "make_tables.py"))

KIND = r"(?:CTX|ACT|PLT|MECH|CASE|PROB|REF|CLM|PRIN)"
ID = re.compile(rf"\b({KIND}-\d\d|T\d\d|V\d\d[a-z]?)\b")
SPAN = re.compile(rf"\b({KIND})-(\d\d)(?: to |–|\.\.)(?:\1-)?(\d\d)\b")
RUNNABLE = re.compile(
    r"(?:^<!-- runnable -->\n```python\b.*?|^```python runnable\b.*?)\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)

WITH_EXAMPLES = [page for page in PAGES if RUNNABLE.search(page.read_text(encoding="utf-8"))]


def name_of(path: Path) -> str:
    """Name a page in the list of tests."""
    return path.relative_to(ROOT).as_posix()


def ids_in(text: str) -> set[str]:
    """Return the ids that a text cites, those of a span such as REF-08 to REF-11 included."""
    found = set(ID.findall(text))
    for kind, first, last in SPAN.findall(text):
        found |= {f"{kind}-{n:02d}" for n in range(int(first), int(last) + 1)}
    return found


def slug(heading: str) -> str:
    """Return the anchor that a heading gets."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def order_of_a_month() -> list[str]:
    """Return the processes by the number that each one's docstring begins with."""
    modules = [importlib.import_module(f"gongzhi.model.processes.{n}") for n in processes.__all__]
    numbered = [(int((module.__doc__ or "").split()[0]), module.__name__) for module in modules]
    return [name.rsplit(".", 1)[1] for _, name in sorted(numbered)]


MAKERS = sorted(DOCS.glob("make_*.py"))


@pytest.mark.parametrize("maker", MAKERS, ids=name_of)
def test_every_page_that_is_made_is_up_to_date(maker, capsys):
    main = runpy.run_path(str(maker))["main"]
    assert main(["--check"]) == 0, capsys.readouterr().err
    assert main(["--chek"]) == 2
    assert "--check" in capsys.readouterr().err


def test_all_makers_are_found_and_a_stale_table_is_made_anew():
    assert len(MAKERS) >= 11
    stale = ODD.replace("| `trust_committee` | share |", "| `trust_committee` | shares |")
    assert stale != ODD
    assert MAKER["rewritten"](stale) == ODD


def test_every_table_stands_in_the_page_once():
    assert sorted(re.findall(r"<!-- table: ([\w.]+) -->", ODD)) == sorted(MAKER["TABLES"])
    sections = {p.section for p in default_book().parameters.values()}
    assert {f"parameters.{s}" for s in sections} <= set(MAKER["TABLES"])
    assert {f"levers.{g}" for g in GROUPS} <= set(MAKER["TABLES"])


def test_the_ten_processes_are_named_in_the_order_of_the_month():
    order = order_of_a_month()
    assert sorted(order) == sorted(processes.__all__)
    assert MAKER["months_order"]() == order
    sections = re.findall(
        r"^### (\d+) .+\n(?:.*\n)*?.*\]\(\.\./model/processes/(\w+)\.py\)", ODD, re.M
    )
    assert [int(number) for number, _ in sections] == list(range(1, 11))
    told = re.findall(r"^\| \[`(\w+)`\]\(\.\./model/processes/", ODD, re.MULTILINE)
    assert told == order


def test_each_submodel_of_the_month_links_to_its_own_file():
    for number, name in enumerate(order_of_a_month(), 1):
        section = re.search(rf"^### {number} .*?(?=^### )", ODD, re.MULTILINE | re.DOTALL)
        assert section, name
        assert f"](../model/processes/{name}.py)" in section[0]


def test_every_yearly_process_has_its_submodel():
    source = inspect.getsource(CommunityModel)
    from gongzhi.model import yearly

    for name in yearly.__all__:
        assert f"{name}(" in source
        assert re.search(rf"^\[`{name}`\]\(\.\./model/yearly/{name}\.py\)", ODD, re.MULTILINE), name


def test_every_id_that_the_code_cites_is_explained_once():
    cited = set()
    for folder in ("scenarios", "agents", "model", "experiments"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".toml"} and "__pycache__" not in path.parts:
                cited |= ids_in(path.read_text(encoding="utf-8"))
    explained = re.findall(r"^- \*\*([A-Z]+-?\d\d[a-z]?)\*\* \S", ODD, re.MULTILINE)
    explained += [entry.id for entry in entries()]
    assert len(explained) == len(set(explained))
    assert cited - set(explained) == set()
    assert ids_in(ODD) - set(explained) == set()


def test_both_readmes_and_two_more_pages_have_examples_that_run():
    assert {"README.md", "README.zh.md"} < {name_of(page) for page in WITH_EXAMPLES}
    assert len(WITH_EXAMPLES) >= 3


def test_the_page_has_every_element_of_odd_and_answers_every_question_of_odd_d():
    seven = ("Purpose and patterns", "Entities, state variables and scales", "Design concepts",
             "Process overview and scheduling", "Initialization", "Input data", "Submodels")  # fmt: skip
    concepts = ("Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction",
                "Sensing", "Interaction", "Stochasticity", "Collectives", "Observation")  # fmt: skip
    assert set(seven) <= set(re.findall(r"^## (.+)$", ODD, re.M))
    assert set(concepts) <= set(re.findall(r"^### (.+)$", ODD, re.M))
    asked = ("I.i.ab I.ii.abcde I.iii.a II.i.abcde II.ii.abcdefgh II.iii.ab II.iv.abcde II.v.abc "
             "II.vi.abcd II.vii.ab II.viii.ab II.ix.a II.x.ab III.i.ab III.ii.abc III.iii.a "
             "III.iv.abc")  # fmt: skip
    questions = [f"{part}.{letter}" for part, letters in (q.rsplit(".", 1) for q in asked.split())
                 for letter in letters]  # fmt: skip
    assert re.findall(r"^\| (I+V?\.[ivx]+\.[a-z]) .+ \| \S.+ \|$", ODD, re.M) == questions


def reckoned(formula: str, lever: str, levers: Levers, known: dict[str, float]) -> float:
    """Reckon a claim as the page writes it: a name is first the row's lever, then a price or a count."""

    def chosen(asked: re.Match[str]) -> str:
        return str(int(getattr(levers, asked[1]) == asked[2]))

    def value(name: re.Match[str]) -> str:
        return repr(known[name[1]] if name[1] in known else float(getattr(levers, name[1])))

    text = re.sub(r"\[`(\w+)` = ([\w-]+)\]", chosen, formula)
    if f"`{lever}`" in text:
        text = text.replace(f"`{lever}`", repr(float(getattr(levers, lever))), 1)
    text = re.sub(r"`(\w+)`", value, text).replace("·", "*").replace("−", "-")
    return eval(text, {"max": max, "min": min, **known})


def test_the_glossary_has_every_word_that_codes_and_choices_use():
    known = set(re.findall(r"`([\w-]+)`", (DOCS / "glossary.md").read_text(encoding="utf-8")))
    codes = {
        word for kind in (Stage, Scope, Domain, Form, Segment, Housing) for word in labels(kind)
    }
    choices = {
        word
        for group in GROUPS.values()
        for name in ("agenda_rule", "voting_rule", "delegates_chosen")
        if name in group.model_fields
        for word in get_args(group.model_fields[name].annotation)
    }
    assert len(choices) == 12
    assert codes | choices <= known


def test_what_it_costs_to_run_each_lever_is_as_the_page_says():
    prices = default_book().section(Prices)
    size = Size(
        people=90_000, committees=21, buildings=700, teams=100, units=30, volunteer_hours=800
    )
    counts = {
        "K": 21,
        "N": 90_000,
        "S": 0.9,
        "buildings": 700,
        "teams": 100,
        "units": 30,
        "hours": 800,
    }
    section = ODD[ODD.index("Claims a month, in yuan") : ODD.index("Task money that comes in:")]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.M))
    for case in ("baseline-2013", "full-package", "tangqiao-empowerment", "district"):
        levers = load_case(case).levers_at(59)
        claimed = claims(levers, size, prices)
        assert set(rows) == set(claimed)
        for lever, formula in rows.items():
            told = reckoned(formula, lever, levers, {**prices._asdict(), **counts})
            assert told == pytest.approx(claimed[lever]), lever


def test_every_lever_that_is_delivered_as_far_as_it_is_paid_for_is_named():
    text = ODD[ODD.index("Delivered are:") : ODD.index("What is done\nat the new year")]
    told = set(re.findall(r"`(\w+)`", text))
    scaled = re.compile(r"\.delivered\(\"(\w+)\"|levers\.(\w+) \* (?:float\()?(?:month\.)?afforded")
    in_code = {
        name
        for path in (ROOT / "model").rglob("*.py")
        for pair in scaled.findall(path.read_text(encoding="utf-8"))
        for name in pair
        if name
    }
    assert len(in_code) > 12
    assert in_code <= told


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)", text):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, anchor = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        assert aim.exists(), target
        if anchor and aim.suffix == ".md":
            assert anchor in anchors(aim), target


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name_of)
def test_examples_marked_runnable_run(page, tmp_path, monkeypatch):
    blocks = RUNNABLE.findall(page.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "example"}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"{page.name}, example {number}", "exec"), names)
