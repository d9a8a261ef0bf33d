"""Units and other numbers that nobody may choose: how many months a year has is no assumption."""

from __future__ import annotations

__all__ = [
    "BYTE",
    "HUNDRED_THOUSAND",
    "MIDDLE",
    "MINUTES",
    "MONTHS",
    "RUNGS",
    "TEN_THOUSAND",
    "THOUSAND",
    "TINY",
]

MONTHS = 12  # of a year
MINUTES = 60.0  # of an hour
THOUSAND, TEN_THOUSAND, HUNDRED_THOUSAND = 1_000.0, 10_000.0, 100_000.0  # rates are "per" these
RUNGS = 8.0  # of the ladder of participation (Arnstein 1969); power is a rung over these
MIDDLE = 0.5  # of a draw, a position or a share, which all lie between 0 and 1
BYTE = 255.0  # what a share of one is in a column of bytes
TINY = 1e-9  # added against division by nothing, and allowed for rounding
