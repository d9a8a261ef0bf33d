"""The codes of the model: one word for each kind of person, place, issue and activity.

Columns hold small integers; these enumerations give them their names. Chinese names stand beside
them so that every table and figure can speak both languages.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

__all__ = [
    "Arena",
    "Code",
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


class Code(IntEnum):
    """A word for a small integer. Numpy handles it as quickly as the number itself.

    Before every operation numpy asks a strange operand's class whether it overrides operations, and
    an enumeration takes long to say no; this one says so at once.
    """

    __array_ufunc__ = np.ndarray.__array_ufunc__


class Hukou(Code):
    """Household registration 户籍."""

    LOCAL = 0
    NON_LOCAL = 1
    OVERSEAS = 2


class Work(Code):
    """What a resident does by day."""

    NONE = 0
    WORKER = 1
    WHITE_COLLAR = 2


class Segment(Code):
    """Groups by which participation is reported; the rule is ``resident.segment_of``."""

    ELDERLY = 0
    DISADVANTAGED = 1
    MIDDLE_AGED = 2
    YOUNG = 3
    WHITE_COLLAR = 4
    MIGRANT = 5
    INTERNATIONAL = 6
    MINOR = 7


class Housing(Code):
    """Kinds of housing of a neighbourhood."""

    LANES = 0
    WORKERS = 1
    COMMODITY = 2
    UPSCALE = 3
    RESETTLEMENT = 4


class Domain(Code):
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


class Scope(Code):
    """How far an issue reaches."""

    BUILDING = 0
    NEIGHBOURHOOD = 1
    STREET = 2
    CROSS_STREET = 3


class Stage(Code):
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


class Arena(Code):
    """Where something is decided: the residents' committee or the street's meeting."""

    COMMITTEE = 0
    STREET = 1


class Form(Code):
    """Forms of taking part, by depth."""

    NONE = 0
    VOICE = 1
    MEETING = 2
    BUDGET = 3
    VOLUNTEER = 4
    LEAD = 5


ZH: dict[tuple[type, IntEnum], str] = {
    # Words of different kinds share numbers and so are equal: the kind belongs to the key.
    (Segment, Segment.ELDERLY): "老年人",
    (Segment, Segment.DISADVANTAGED): "困难群体",
    (Segment, Segment.MIDDLE_AGED): "中年居民",
    (Segment, Segment.YOUNG): "青年居民",
    (Segment, Segment.WHITE_COLLAR): "白领",
    (Segment, Segment.MIGRANT): "来沪人员",
    (Segment, Segment.INTERNATIONAL): "境外居民",
    (Segment, Segment.MINOR): "未成年人",
    (Housing, Housing.LANES): "老城厢",
    (Housing, Housing.WORKERS): "老公房",
    (Housing, Housing.COMMODITY): "商品房",
    (Housing, Housing.UPSCALE): "高档国际社区",
    (Housing, Housing.RESETTLEMENT): "动迁安置",
    (Domain, Domain.PROPERTY): "物业管理",
    (Domain, Domain.PARKING): "停车",
    (Domain, Domain.ENVIRONMENT): "环境",
    (Domain, Domain.SAFETY): "治安秩序",
    (Domain, Domain.REPAIR): "维修更新",
    (Domain, Domain.DISPUTES): "矛盾纠纷",
    (Domain, Domain.ELDER_CARE): "为老服务",
    (Domain, Domain.CHILD_FAMILY): "儿童与家庭",
    (Domain, Domain.CULTURE_HEALTH): "文化健康",
    (Domain, Domain.ASSISTANCE): "就业救助",
    (Domain, Domain.BUSINESS): "商务与日间服务",
    (Scope, Scope.BUILDING): "楼道",
    (Scope, Scope.NEIGHBOURHOOD): "居民区",
    (Scope, Scope.STREET): "街道",
    (Scope, Scope.CROSS_STREET): "跨街道",
    (Stage, Stage.LATENT): "未提出",
    (Stage, Stage.RAISED): "已提出",
    (Stage, Stage.AGENDA): "列入议题",
    (Stage, Stage.DECIDED): "已决定",
    (Stage, Stage.RESOURCED): "已落实资源",
    (Stage, Stage.UNDER_WAY): "实施中",
    (Stage, Stage.RESOLVED): "已解决",
    (Stage, Stage.LOST): "流失",
    (Stage, Stage.STALLED): "搁置",
    (Stage, Stage.ESCALATED): "上交",
    (Arena, Arena.COMMITTEE): "居委会",
    (Arena, Arena.STREET): "街道代表会议",
    (Form, Form.NONE): "未参与",
    (Form, Form.VOICE): "提出问题",
    (Form, Form.MEETING): "参加会议",
    (Form, Form.BUDGET): "表决资金",
    (Form, Form.VOLUNTEER): "志愿服务",
    (Form, Form.LEAD): "带头",
}


def zh(word: IntEnum) -> str:
    """Return the Chinese name of a code."""
    return ZH[type(word), word]


def labels(words: type[IntEnum]) -> tuple[str, ...]:
    """Return the English names of an enumeration, in order of the codes."""
    return tuple(word.name.lower() for word in words)
