"""V12: without an agenda procedure topics do not get on, without follow-up decisions are not done."""

from __future__ import annotations

from .issue_readings import reaching
from .pattern import CITY_QUARTER, Pattern, Readings, Test, World

__all__ = ["PATTERN"]

BOTH = World(CITY_QUARTER).but(agenda_rule="full", tracking=1.0)


def lost(r: Readings, what: str, world: str) -> float:
    """Return what is lost of a share where a procedure is missing."""
    return r["both"][what] - r[world][what]


PATTERN = Pattern(
    id="V12",
    en="Without procedure topics do not reach the agenda and decisions are not carried out",
    zh="程序缺失：议题难以列入，决定难以落实",
    kind="verification",
    worlds={
        "both": BOTH,
        "no agenda procedure": BOTH.but(agenda_rule="ad-hoc"),
        "no follow-up": BOTH.but(tracking=0.0),
    },
    readings={"agenda": reaching("raised", "agenda"), "done": reaching("decided", "resolved")},
    tests=(
        Test(
            "raised to agenda: lost without the agenda procedure",
            "提出到列入：无议题程序时的损失",
            lambda r: lost(r, "agenda", "no agenda procedure"),
            above=0.0,
        ),
        Test(
            "decided to done: lost without follow-up",
            "决定到落实：无督办时的损失",
            lambda r: lost(r, "done", "no follow-up"),
            above=0.0,
        ),
        Test(
            "raised to agenda: lost without follow-up, less half of the former",
            "提出到列入：无督办时的损失减去前者之半",
            lambda r: (
                lost(r, "agenda", "no follow-up") - 0.5 * lost(r, "agenda", "no agenda procedure")
            ),
            below=0.0,
        ),
        Test(
            "decided to done: lost without the agenda procedure, less half of that without follow-up",
            "决定到落实：无议题程序时的损失减去无督办时之半",
            lambda r: (
                lost(r, "done", "no agenda procedure") - 0.5 * lost(r, "done", "no follow-up")
            ),
            below=0.0,
        ),
    ),
    mechanism=("topics that fade, decisions that are dropped", "议题消散，决定搁置"),
    without={"agenda_rules.fade": 0.0, "resourcing.stall": 0.0, "work.stall": 0.0},
    in_view=(
        "model/processes/set_agenda.py: fading",
        "model/processes/resource.py: follow-up",
        "model/processes/carry_out.py: follow-up",
    ),
)
