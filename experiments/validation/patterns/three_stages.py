"""V10: survey, dialogue and supervision make solutions last, and only together."""

from __future__ import annotations

from itertools import combinations

from .issue_readings import lasting
from .pattern import CITY_QUARTER, Pattern, Readings, Test, World

__all__ = ["PATTERN"]

STAGES = {
    "survey": ("survey_committee", "hearing_meeting", "征询"),
    "dialogue": ("dialogue_committee", "coordination_meeting", "协商"),
    "supervision": ("supervision_committee", "appraisal_meeting", "监督"),
}
"""Each stage has two names: at the street's meeting, and at the committee's."""

BASE = World(CITY_QUARTER).but(
    **{lever: False for above, below, _ in STAGES.values() for lever in (above, below)}
)


def _name(stages: tuple[str, ...]) -> str:
    return " + ".join(stages)


def _zh(stages: tuple[str, ...]) -> str:
    return "＋".join(STAGES[stage][2] for stage in stages)


def _world(stages: tuple[str, ...]) -> World:
    return BASE.but(**{lever: True for stage in stages for lever in STAGES[stage][:2]})


ALL = tuple(STAGES)
PAIRS = tuple(combinations(ALL, 2))
SETS = (ALL, *PAIRS, *((stage,) for stage in ALL))


def _more(larger: tuple[str, ...], smaller: tuple[str, ...]) -> Test:
    """Lasting solutions that the larger set of stages has more than the smaller."""
    return Test(
        f"lasting solutions, {_name(larger)} less {_name(smaller)}",
        f"持久解决比例之差：{_zh(larger)}减{_zh(smaller)}",
        lambda r: r[_name(larger)]["both"] - r[_name(smaller)]["both"],
        above=0.0,
    )


def without_supervision(r: Readings, what: str) -> float:
    """Return what is lost when supervision is dropped from the three, as a share."""
    return 1.0 - r[_name(PAIRS[0])][what] / r[_name(ALL)][what]


PATTERN = Pattern(
    id="V10",
    en="Survey, dialogue and supervision in sequence make solutions last (Tangqiao)",
    zh="征询、协商、监督依次衔接使解决持久（塘桥）",
    kind="verification",
    worlds={_name(stages): _world(stages) for stages in SETS},
    readings={what: lasting(what) for what in ("solved", "kept", "both")},
    tests=(
        *(_more(ALL, pair) for pair in PAIRS),
        *(_more(pair, (one,)) for pair in PAIRS for one in pair),
        Test(
            "lost without supervision: a year's survival, less first success",
            "去掉监督的损失：持续一年减首次解决",
            lambda r: without_supervision(r, "kept") - without_supervision(r, "solved"),
            above=0.0,
        ),
    ),
    mechanism=(
        "supervision through rules, and rules through a survey",
        "监督依靠规则，规则依靠征询",
    ),
    without={"work.supervision_most": 0.0},
    in_view=(
        "deliberation.rules_alone",
        "deliberation.rules_surveyed",
        "work.supervision_most",
        "work.supervision_alone",
        "work.supervision_rules",
    ),
)
