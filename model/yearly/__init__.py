"""The new year, and what else does not happen every month: budgets, elections, renewal, reforms."""

from .announce_reform import announce_reform
from .hold_elections import hold_elections
from .hold_representative_meeting import hold_representative_meeting
from .make_budget import make_budget
from .provide_services import provide_services
from .renew_organisations import renew_organisations
from .renew_population import renew_population
from .spread_reforms import spread_reforms

__all__ = [
    "announce_reform",
    "hold_elections",
    "hold_representative_meeting",
    "make_budget",
    "provide_services",
    "renew_organisations",
    "renew_population",
    "spread_reforms",
]
