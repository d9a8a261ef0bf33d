"""Who lives where: the shares and ages of ``society.toml``, as arrays."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

__all__ = ["SocietyFacts", "society_facts"]

MEMBERS = 6


@dataclass(frozen=True)
class SocietyFacts:
    """Arrays read from ``society.toml``; H kinds of housing, K kinds of household, M members."""

    household_names: tuple[str, ...]
    member_age: np.ndarray  # (K, M, 2) youngest and oldest, years
    member_chance: np.ndarray  # (K, M) chance that the member is there
    local: np.ndarray  # (K,) share with local registration
    white_collar: np.ndarray  # (K,) share of workers in offices
    owner_factor: np.ndarray  # (K,) factor on the owner share of the housing
    household_mix: np.ndarray  # (H, K) shares of kinds of household
    building_size: np.ndarray  # (H,) households in a building
    owner: np.ndarray  # (H,) share
    hardship: np.ndarray  # (H,) share
    door: np.ndarray  # (H,) share of doors that open
    contact: np.ndarray  # (H,) shift of neighbourly contact, logit
    crowding: np.ndarray  # (H,) ratio to the city's mean
    issue_rate: np.ndarray  # (H,) ratio to the mean
    service: np.ndarray  # (H,) quality of property service, share
    moves: np.ndarray  # (H, 2) share of owners and of tenants that moves in a year
    demand: np.ndarray  # (8, 11) need by segment and domain, share
    issue_mix: np.ndarray  # (H, 11) shares of domains among issues
    needs: np.ndarray  # (11, 3) authority, expertise and venue that an issue of a domain needs
    owner_most: float  # share of owners among households of a kind, at the most

    @property
    def arrival_mix(self) -> np.ndarray:
        """Shares of kinds of household among newcomers: those that move more come more; (H, K)."""
        owns = np.minimum(self.owner[:, None] * self.owner_factor, self.owner_most)
        turnover = owns * self.moves[:, :1] + (1.0 - owns) * self.moves[:, 1:]
        weight = self.household_mix * turnover
        return weight / weight.sum(axis=1, keepdims=True)

    @property
    def household_size(self) -> np.ndarray:
        """Mean people in a household, by kind of housing; shape (H,)."""
        return self.household_mix @ self.member_chance.sum(axis=1)


@cache
def society_facts() -> SocietyFacts:
    """Read ``society.toml``."""
    text = files(__package__).joinpath("society.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    household, housing = data["household"], data["housing"]
    ages = np.zeros((len(household), MEMBERS, 2))
    chances = np.zeros((len(household), MEMBERS))
    for k, kind in enumerate(household.values()):
        for m, (young, old, chance) in enumerate(kind["members"]):
            ages[k, m], chances[k, m] = (young, old), chance

    def of(table: dict, key: str) -> np.ndarray:
        return np.array([row[key] for row in table.values()], float)

    mix = of(housing, "households")
    issues = np.array(list(data["issue_mix"].values()))
    return SocietyFacts(
        household_names=tuple(household),
        member_age=ages,
        member_chance=chances,
        local=of(household, "local"),
        white_collar=of(household, "white_collar"),
        owner_factor=of(household, "owner"),
        household_mix=mix / mix.sum(axis=1, keepdims=True),
        building_size=of(housing, "building").astype(int),
        owner=of(housing, "owner"),
        hardship=of(housing, "hardship"),
        door=of(housing, "door"),
        contact=of(housing, "contact"),
        crowding=of(housing, "crowding"),
        issue_rate=of(housing, "issues"),
        service=of(housing, "service"),
        moves=of(housing, "moves"),
        demand=np.array(list(data["demand"].values())),
        issue_mix=issues / issues.sum(axis=1, keepdims=True),
        needs=np.array(list(data["needs"].values())),
        owner_most=data["owner_most"],
    )
