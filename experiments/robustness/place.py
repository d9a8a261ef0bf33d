"""The place and the time in which robustness is asked.

Large enough that what a street pays once (a report, a party meeting) weighs on a head nearly as it does in
a street of 100,000, and long enough that all stages of the shipped reforms hold when the issues arose whose
resolution is averaged: an issue is asked for a year after it arose, for a year.
"""

__all__ = ["MONTHS", "PLACE", "WINDOW"]

PLACE = {"residents": 20_000, "neighbourhoods": 5, "spin_up": 24}
MONTHS, WINDOW = 72, 12
"""Months of a run, and how many of the last are averaged."""
