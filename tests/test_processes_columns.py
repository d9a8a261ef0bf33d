"""What a process may change: the columns named here and no others, and never beyond their range.

The books balance, whatever the levers.
"""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from known_processes import LEVERS, MODULES, MONTHLY, YEARLY, every

from gongzhi.model import CommunityModel, community
from gongzhi.model.books import Account

# The columns that each process may change in rows that were there before.
WRITES = {
    "arise": {
        "issues": {"severity"},
        "places": {"tickets", "unsolved"},
    },
    "task": {"places": {"handled"}},
    "reach": {"people": {"asked", "awareness"}},
    "raise_issues": {
        "people": {"form"},
        "issues": {"voices", "salience", "stage", "since", "raised", "closed"},
    },
    "set_agenda": {
        "issues": {
            "stage", "since", "closed", "arena", "fill", "legitimacy", "decided", "news",
        }
    },
    "take_part": {"people": {"form", "last_issue"}, "issues": {"labour"}},
    "decide": {
        "issues": {
            "stage", "since", "tries", "salience", "agreement", "legitimacy", "rules",
            "supervised", "overridden", "decided",
        }
    },
    "resource": {
        "issues": {
            "paid", "pledged", "fill", "stage", "since", "closed", "news", "power_seen",
        }
    },
    "carry_out": {
        "issues": {
            "stage", "since", "closed", "quality", "news", "power_seen", "labour", "paid",
            "pledged", "salience", "resolved", "relapsed", "relapses",
        }
    },
    "learn": {
        "people": {
            "trust_committee", "trust_street", "evidence_committee", "evidence_street",
            "efficacy", "power_committee", "power_street", "habit", "satisfaction", "history",
        },
        "places": {"aspiration"},
        "issues": {"news", "power_seen"},
    },
    "announce_reform": {"people": {"power_committee", "power_street"}},
    "hold_elections": {},
    "hold_representative_meeting": {"people": {"trust_street"}},
    "make_budget": {},
    "provide_services": {"people": {"community_tie"}, "places": {"provision"}},
    "renew_organisations": {},
    "spread_reforms": {},
    "renew_population": {
        "people": None,  # people come and go, so every column may change
        "places": {"first", "people", "adults", "households", "next_household"},
        "buildings": {"first", "people", "adults", "households"},
    },
}  # fmt: skip


def test_every_process_says_here_what_it_may_change():
    assert set(WRITES) == set(MODULES)


class Watch:
    """Looks at all tables after each process, and for ``changes`` before it too."""

    def __init__(self, monkeypatch, changes=True) -> None:
        self.model: CommunityModel | None = None
        self.changes = changes
        self.called: set[str] = set()
        self.out_of_range: dict[str, set[str]] = defaultdict(set)
        self.changed: dict[str, dict[str, set[str]]] = {
            name: {table: set() for table in ("people", "places", "buildings", "issues")}
            for name in MODULES
        }
        for name in MODULES:
            monkeypatch.setattr(community, name, self._watched(name, getattr(community, name)))

    def tables(self):
        m = self.model
        return {"people": m.people, "places": m.places, "buildings": m.buildings,
                "issues": m.issues}  # fmt: skip

    def _watched(self, name, process):
        def watched(*args, **kwargs):
            before = {
                kind: {c: getattr(table, c).copy() for c in table.columns}
                for kind, table in self.tables().items()
                if self.changes
            }
            result = process(*args, **kwargs)
            self.called.add(name)
            for kind, table in self.tables().items():
                self.out_of_range[name].update(f"{kind}.{bad}" for bad in table.out_of_range())
                for column, old in before.get(kind, {}).items():
                    new = getattr(table, column)
                    new = (
                        new if name == "renew_population" and kind == "people" else new[: len(old)]
                    )
                    if not np.array_equal(old, new):
                        self.changed[name][kind].add(column)
            return result

        return watched


@pytest.fixture(scope="module")
def watched(new_street):
    """Streets under several policies, watched for four years."""
    with pytest.MonkeyPatch.context() as patch:
        watch = Watch(patch)
        for scenario in ("baseline-2013", "tangqiao-empowerment", "full-package"):
            watch.model = new_street(scenario, months=49)
            watch.model.run()
        watch.model = CommunityModel(
            "neighbourhood", residents=8000, spin_up=0, months=25, growth=-0.05, rng=1,
            grid="district", assisted_tasks=250.0, committee_staff=3.0, affair_typing=True,
        )  # fmt: skip
        watch.model.run()
        yield watch


@every([*MONTHLY, *YEARLY])
def test_a_process_leaves_every_column_within_its_declared_range(watched, name):
    assert name in watched.called
    assert not watched.out_of_range[name]


@every([*MONTHLY, *YEARLY])
def test_a_process_changes_the_columns_that_it_says_and_no_others(watched, name):
    for table, changed in watched.changed[name].items():
        may = WRITES[name].get(table, set())
        assert may is None or changed == may, table


def any_value(name: str):
    """Any value that the schema allows for a lever, its ends more often than the rest."""
    kind = LEVERS[name][1].annotation
    if kind is bool:
        return st.booleans()
    if kind not in (int, float):
        return st.sampled_from(kind.__args__)
    ends = {end: getattr(m, end) for m in LEVERS[name][1].metadata for end in ("ge", "le")
            if hasattr(m, end)}  # fmt: skip
    low, high = kind(ends["ge"]), kind(ends["le"])
    between = st.integers(low, high) if kind is int else st.floats(low, high)
    return st.one_of(st.sampled_from([low, high]), between)


def with_seats_that_sum(levers: dict) -> dict:
    """Give units no more seats than residents leave."""
    left = 1.0 - levers.get("resident_seats", 0.4)
    return levers | {"unit_seats": min(levers.get("unit_seats", 0.0), left)}


any_levers = st.fixed_dictionaries({}, optional={name: any_value(name) for name in LEVERS}).map(
    with_seats_that_sum
)


@settings(
    max_examples=10,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink sixty levers takes minutes
)
@given(any_levers, st.sampled_from([-0.05, 0.0, 0.1, 0.4]), st.integers(0, 2**32))
@example({"running_money_per_head": 0.0, "project_money_per_head": 0.0}, 0.4, 1)
@example({"assisted_tasks": 250.0, "committee_staff": 3.0, "admission_filter": 1.0}, -0.05, 2)
def test_whatever_the_levers_columns_stay_in_range_and_the_books_balance(levers, growth, seed):
    with pytest.MonkeyPatch.context() as patch:
        watch = Watch(patch, changes=False)
        watch.model = CommunityModel(
            residents=400, neighbourhoods=2, spin_up=0, months=24, growth=growth, rng=seed,
            **levers,
        )  # fmt: skip
        watch.model.run()  # a book that does not balance raises
    assert not any(watch.out_of_range.values())
    assert len(watch.called) >= len(MODULES) - 2  # no announcement, perhaps, and no election


def test_a_street_may_hold_back_and_purchase_as_much_as_the_schema_allows():
    street = CommunityModel(
        "classroom", spin_up=0, months=1, rng=1, reserve_share=0.5, purchase_share=0.5
    ).run()
    assert street.money.received[Account.PROJECTS][0] == pytest.approx(0.0)


@pytest.mark.parametrize("scenario", ["burden-relief", "full-package"])
def test_under_a_scenario_the_three_books_balance_every_month(new_street, scenario):
    street = new_street(scenario, months=48)
    while street.running:
        street.step()
        money, hours = street.money, street.hours
        for account, received in money.received.items():
            assert received == pytest.approx(money.spent[account] + money.held[account])
            assert (money.held[account] >= -1e-6).all()
        assert hours.used.sum(axis=1) == pytest.approx(hours.available)
        assert (hours.used >= 0).all()
        assert len(street.issues) == street.arisen
