"""The codes of the model: one word for each kind of person, place, issue and activity.

Columns hold small integers; these enumerations give them their names. Chinese names stand beside
them so that every table and figure can speak both languages.
"""

from __future__ import annotations

from enum import IntEnum

__all__ = [
    "Arena",
    "Domain",
    "Form",
    "Housing",
    "Hukou",
    "Scope",
    "Segment",
    "Stage",
    "Work",
    "zh",
]


class Hukou(IntEnum):
    """Household registration 户籍."""

    LOCAL = 0
    NON_LOCAL = 1
    OVERSEAS = 2


class Work(IntEnum):
    """What a resident does by day."""

    NONE = 0
    WORKER = 1
    WHITE_COLLAR = 2


class Segment(IntEnum):
    """Groups by which participation is reported; the rule is ``resident.segment_of``."""

    ELDERLY = 0
    DISADVANTAGED = 1
    MIDDLE_AGED = 2
    YOUNG = 3
    WHITE_COLLAR = 4
    MIGRANT = 5
    INTERNATIONAL = 6
    MINOR = 7


class Housing(IntEnum):
    """Kinds of housing of a neighbourhood."""

    LANES = 0
    WORKERS = 1
    COMMODITY = 2
    UPSCALE = 3
    RESETTLEMENT = 4


class Domain(IntEnum):
    """What an issue, a service or a demand is about."""

    PROPERTY = 0
    PARKING = 1
    ENVIRONMENT = 2
    SAFETY = 3
    REPAIR = 4
    DISPUTES = 5
    ELDER_CARE = 6
    CHILD_FAMILY = 7
    CULTURE_HEALTH = 8
    ASSISTANCE = 9
    BUSINESS = 10


class Scope(IntEnum):
    """How far an issue reaches."""

    BUILDING = 0
    NEIGHBOURHOOD = 1
    STREET = 2
    CROSS_STREET = 3


class Stage(IntEnum):
    """Where an issue stands. The last four are ends."""

    LATENT = 0
    RAISED = 1
    AGENDA = 2
    DECIDED = 3
    RESOURCED = 4
    UNDER_WAY = 5
    RESOLVED = 6
    LOST = 7
    STALLED = 8
    ESCALATED = 9


class Arena(IntEnum):
    """Where something is decided: the residents' committee or the street's meeting."""

    COMMITTEE = 0
    STREET = 1


class Form(IntEnum):
    """Forms of taking part, by depth."""

    NONE = 0
    VOICE = 1
    MEETING = 2
    BUDGET = 3
    VOLUNTEER = 4
    LEAD = 5


ZH: dict[IntEnum, str] = {
    Segment.ELDERLY: "老年人",
    Segment.DISADVANTAGED: "困难群体",
    Segment.MIDDLE_AGED: "中年居民",
    Segment.YOUNG: "青年居民",
    Segment.WHITE_COLLAR: "白领",
    Segment.MIGRANT: "来沪人员",
    Segment.INTERNATIONAL: "境外居民",
    Segment.MINOR: "未成年人",
    Housing.LANES: "老城厢",
    Housing.WORKERS: "老公房",
    Housing.COMMODITY: "商品房",
    Housing.UPSCALE: "高档国际社区",
    Housing.RESETTLEMENT: "动迁安置",
    Domain.PROPERTY: "物业管理",
    Domain.PARKING: "停车",
    Domain.ENVIRONMENT: "环境",
    Domain.SAFETY: "治安秩序",
    Domain.REPAIR: "维修更新",
    Domain.DISPUTES: "矛盾纠纷",
    Domain.ELDER_CARE: "为老服务",
    Domain.CHILD_FAMILY: "儿童与家庭",
    Domain.CULTURE_HEALTH: "文化健康",
    Domain.ASSISTANCE: "就业救助",
    Domain.BUSINESS: "商务与日间服务",
    Scope.BUILDING: "楼道",
    Scope.NEIGHBOURHOOD: "居民区",
    Scope.STREET: "街道",
    Scope.CROSS_STREET: "跨街道",
    Stage.LATENT: "潜在",
    Stage.RAISED: "已提出",
    Stage.AGENDA: "列入议题",
    Stage.DECIDED: "已决定",
    Stage.RESOURCED: "已落实资源",
    Stage.UNDER_WAY: "实施中",
    Stage.RESOLVED: "已解决",
    Stage.LOST: "流失",
    Stage.STALLED: "搁置",
    Stage.ESCALATED: "上交",
    Arena.COMMITTEE: "居委会",
    Arena.STREET: "街道代表会议",
    Form.NONE: "未参与",
    Form.VOICE: "提出问题",
    Form.MEETING: "参加会议",
    Form.BUDGET: "表决资金",
    Form.VOLUNTEER: "志愿服务",
    Form.LEAD: "带头",
}


def zh(word: IntEnum) -> str:
    """Return the Chinese name of a code."""
    return ZH[word]


def labels(words: type[IntEnum]) -> tuple[str, ...]:
    """Return the English names of an enumeration, in order of the codes."""
    return tuple(word.name.lower() for word in words)
