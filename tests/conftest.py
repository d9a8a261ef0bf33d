"""What the tests share: small streets that are built once, months to try a process in, golden runs."""

import copy

import pytest
from hypothesis import settings

from gongzhi.model import CommunityModel
from gongzhi.model.month import Month
from gongzhi.scenarios import load_case

# The first example may have to compile a rule, which takes longer than any deadline.
settings.register_profile("gongzhi", deadline=None)
settings.load_profile("gongzhi")

SMALL = {"residents": 3000, "neighbourhoods": 3, "spin_up": 12}

# Levers under which every process has something to do.
LIVELY = {
    "committee_power": 6.0,
    "meeting_power": 5.0,
    "project_money_share": 0.3,
    "survey_committee": True,
    "dialogue_committee": True,
    "supervision_committee": True,
    "project_money_per_head": 100.0,
    "running_money_per_head": 200.0,
    "autonomy_fund_per_household": 60.0,
    "voting_rule": "knapsack",
    "assisted_tasks": 60.0,
    "admission_filter": 0.3,
    "csr_incentive": 2000.0,
    "party_units": 20,
    "party_meetings": 6.0,
    "building_groups": 0.3,
}


def pytest_addoption(parser):
    """Let `--update-golden` write the golden runs anew instead of comparing with them."""
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden runs anew (say why in git)"
    )


@pytest.fixture
def english(monkeypatch):
    """Let the command line speak English, on a terminal of eighty columns."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(scope="session")
def founded():
    """A street of 3,000 people at the end of its spin-up. Nobody may change it: see new_street."""
    return CommunityModel(**SMALL, rng=2013)


@pytest.fixture(scope="session")
def new_street(founded):
    """Make a copy of the spun-up street that follows a scenario, with levers changed by keyword."""

    def make(scenario=None, **changes):
        case = load_case(scenario or founded.case, **(SMALL if scenario else {}), **changes)
        return copy.deepcopy(founded).adopt(case)

    return make


@pytest.fixture(scope="session")
def lived_street(new_street):
    """Make a copy of a street that has lived 23 months of lively policy: issues at every stage."""
    lived = new_street(**LIVELY)
    for _ in range(23):
        lived.step()
    return lambda: copy.deepcopy(lived)


@pytest.fixture(scope="session")
def month_of():
    """Make the month that a street stands before, with levers or the book changed, all affordable."""

    def make(street, *, number=None, book=None, afforded=1.0, threads=1, **levers):
        changed = [own.changed(**levers) for own in street.levers]
        share = street.afforded * 0 + afforded
        number = street.month_number if number is None else number
        return Month(number, changed, share, street.chance, book or street.book, threads)

    return make
